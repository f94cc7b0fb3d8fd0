"""Batches of plates for the maker: asked for, watched, downloaded, received; one plate drawn."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.plates.actions import (
    Press,
    ask_batch,
    go_on_with_batch,
    mark_printed,
    plate_drawing,
    stop_batch,
)
from hoistway.plates.models import PrintBatch
from hoistway.plates.queries import (
    batch_seen,
    file_of_batch,
    first_plate_of,
    found_batches,
    measures,
    printable,
    topic_of_batch,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out, streamed
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.live import signed_in_stream
from hoistway.web.plates.batch_forms import BatchFilter, BatchForm
from hoistway.web.plates.batch_shown import ShownBatch, shown_batches
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

_PART = 1 << 18
_ZIP, _SVG, _PDF = "application/zip", "image/svg+xml", "application/pdf"


def press() -> Press:
    """Return what draws the plates of this installation."""
    return Press(keys=settings.PLATE_KEYS, base_url=settings.BASE_URL, fonts=settings.FONTS)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def batches(request: HttpRequest) -> HttpResponseBase:
    """Show the batches that fit the filter, give them as a file, or take a new one."""
    actor, posted = by(request), request.method == "POST"
    form = BatchForm(request.POST if posted else None, by=actor)
    refusal = ""
    if posted and form.is_valid():
        try:
            batch = ask_batch(
                wish=form.wish(), form_id=form.cleaned_data["form_id"], now=clock.now(), by=actor
            )
        except (NotAllowed, NotFound):
            raise
        except Refusal as no:
            refusal = no.sentence(language())
        else:
            return redirect("regulator-plates-batch", batch.number)
    search = BatchFilter(request.GET, by=actor)
    wanted = found_batches(by=actor, search=search.search())
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    facts = _list_facts(request, wanted) | {"form": form, "refusal": refusal, "filter": search}
    return render(request, "plates/batches.html", facts, status=422 if posted else 200)


def _list_facts(request: HttpRequest, wanted: QuerySet[PrintBatch]) -> dict[str, object]:
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    waiting = printable(by=by(request))
    return {
        "batches": shown_batches(batches=rows), "pages": pages, "failed": read is None,
        "measures": measures(), "waiting": waiting.count(), "sample": waiting.first(),
        "exports": exports(request),
    }  # fmt: skip


def _sheet(wanted: QuerySet[PrintBatch]) -> Sheet:
    head = [
        _("批次号"), _("辖区"), _("交付方式"), _("状态"), _("块数"), _("已完成"), _("申请人"),
        _("申请时间"), _("结束时间"), _("说明"),
    ]  # fmt: skip

    def lines() -> Iterator[Sequence[Cell]]:
        for batch in wanted.iterator(chunk_size=500):
            (shown,) = shown_batches(batches=[batch])
            yield (
                shown.number, shown.area, shown.layout, shown.state, shown.plates, shown.done,
                shown.by, shown.at, shown.ended_at, shown.said,
            )  # fmt: skip

    return Sheet(name="plate-batches", head=head, rows=lines())


def _one(request: HttpRequest, batch_number: str) -> ShownBatch:
    return shown_batches(batches=[batch_seen(number=batch_number, by=by(request))])[0]


@require_safe
@signed_in(*REGULATORS)
def batch(request: HttpRequest, batch_number: str) -> HttpResponse:
    """Show one batch: how far it is, its file, where its plates are."""
    return _page(request, batch_number)


def _page(
    request: HttpRequest, batch_number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    found = batch_seen(number=batch_number, by=by(request))
    facts = {
        "batch": shown_batches(batches=[found])[0], "refusal": refusal,
        "sample": first_plate_of(batch_id=found.pk), "measures": measures(),
    }  # fmt: skip
    return render(request, "plates/batch.html", facts, status=status)


@require_safe
@signed_in(*REGULATORS)
def batch_live(request: HttpRequest, batch_number: str) -> HttpResponse:
    """Give the living part of the page alone."""
    return render(request, "plates/_batch_live.html", {"batch": _one(request, batch_number)})


async def batch_events(request: HttpRequest, batch_number: str) -> HttpResponseBase:
    """Stream a sign whenever the batch has moved on."""

    def topics(actor: Actor) -> list[str]:
        return [topic_of_batch(batch_id=batch_seen(number=batch_number, by=actor).pk)]

    return await signed_in_stream(request, *REGULATORS, topics=topics)


@require_POST
@signed_in(*REGULATORS)
def batch_deed(request: HttpRequest, batch_number: str) -> HttpResponse:
    """Stop a batch, go on with it, or note that its plates came from the maker."""
    deed, actor = request.POST.get("deed", ""), by(request)
    try:
        if deed == "stop":
            stop_batch(number=batch_number, now=clock.now(), by=actor)
        elif deed == "go-on":
            go_on_with_batch(number=batch_number, by=actor)
        elif deed == "printed":
            mark_printed(number=batch_number, now=clock.now(), by=actor)
        else:
            batch_seen(number=batch_number, by=actor)
    except (NotAllowed, NotFound):
        raise
    except Refusal as no:
        return _page(request, batch_number, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-plates-batch", batch_number)


@require_safe
@signed_in(*REGULATORS)
def batch_file(request: HttpRequest, batch_number: str) -> HttpResponseBase:
    """Give the file of a batch as it lies on disk, or lead back where there is none."""
    path = file_of_batch(batch=batch_seen(number=batch_number, by=by(request)))
    if path is None:
        return redirect("regulator-plates-batch", batch_number)

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(_PART):
                yield chunk

    answer = streamed(request, chunks(), name=path.name, kind=_ZIP)
    answer.headers["Content-Length"] = str(path.stat().st_size)
    return answer


@require_safe
@signed_in(*REGULATORS)
def plate_svg(request: HttpRequest, code: str) -> HttpResponse:
    """Give one plate as SVG in millimetres."""
    return _drawing(request, code, as_pdf=False)


@require_safe
@signed_in(*REGULATORS)
def plate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Give one plate as PDF in millimetres, with the cut line as a spot colour."""
    return _drawing(request, code, as_pdf=True)


def _drawing(request: HttpRequest, code: str, *, as_pdf: bool) -> HttpResponse:
    data = plate_drawing(code=code, as_pdf=as_pdf, press=press(), by=by(request))
    answer = HttpResponse(data, content_type=_PDF if as_pdf else _SVG)
    name = f"{code}.{'pdf' if as_pdf else 'svg'}"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
