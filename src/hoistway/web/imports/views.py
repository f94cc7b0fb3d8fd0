"""Files of registers: handed in, tried, looked through, taken in, mended and handed in again."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions.imports import (
    ask_again,
    ask_import,
    foresee,
    headings_of,
    stop_import,
)
from hoistway.registry.queries.imports import (
    import_run_at_hand,
    import_runs,
    row_findings,
    topic_of,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.imports.forms import ImportForm
from hoistway.web.imports.shown import reason_words, shown_differences, shown_rows_of, shown_run
from hoistway.web.live import signed_in_stream
from hoistway.web.signing_in import by, signed_in

REGULATORS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def imports(request: HttpRequest) -> HttpResponse:
    """Show all runs, and take a file in to be tried."""
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    refusal = ""
    if posted and form.is_valid():
        try:
            run = ask_import(asked=form.asked(), now=clock.now(), by=by(request))
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused.sentence(get_language() or "zh")
        else:
            return redirect("registry-import", run.pk)
    read = or_failed(lambda: paged(request, import_runs(by=by(request))))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "runs": [shown_run(run=run) for run in rows],
        "pages": pages, "failed": read is None,
    }  # fmt: skip
    return render(request, "imports/list.html", facts, status=422 if posted else 200)


@require_safe
@signed_in(*REGULATORS)
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show one run: how far it is, what is wrong with which rows, what may be done."""
    found = import_run_at_hand(run_id=run_id, by=by(request))
    wanted = row_findings(run_id=run_id, by=by(request), refused=request.GET.get("rows") != "told")
    rows, pages = paged(request, wanted)
    facts = {
        "run": shown_run(run=found), "rows": shown_rows_of(findings=rows), "pages": pages,
        "told": request.GET.get("rows") == "told",
    }  # fmt: skip
    return render(request, "imports/run.html", facts)


@require_safe
@signed_in(*REGULATORS)
def run_live(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give the living part of the page alone."""
    found = import_run_at_hand(run_id=run_id, by=by(request))
    return render(request, "imports/_run_live.html", {"run": shown_run(run=found)})


async def run_events(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """Stream a sign whenever the run has moved on."""

    def topics(actor: Actor) -> list[str]:
        return [topic_of(run_id=import_run_at_hand(run_id=run_id, by=actor).pk)]

    return await signed_in_stream(request, *REGULATORS, topics=topics)


@require_POST
@signed_in(*REGULATORS)
def apply(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take the file of a tried run in, or go on with one that was broken off."""
    import_run_at_hand(run_id=run_id, by=by(request))
    trying = request.POST.get("deed") == "try"
    again = ask_again(run_id=run_id, apply=not trying, now=clock.now(), by=by(request))
    return redirect("registry-import", again.pk)


@require_POST
@signed_in(*REGULATORS)
def stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Stop a run; what it wrote stays."""
    stop_import(run_id=run_id, now=clock.now(), by=by(request))
    return redirect("registry-import", run_id)


@require_safe
@signed_in(*REGULATORS)
def refused(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """Give the refused rows as they were, with the reasons in a last column, to be mended."""
    actor = by(request)
    import_run_at_hand(run_id=run_id, by=actor)
    found = row_findings(run_id=run_id, by=actor, refused=True)

    def lines() -> Iterator[Sequence[Cell]]:
        for row in found.iterator(chunk_size=500):
            yield [*row.cells, "；".join(reason_words(reason) for reason in row.reasons)]

    head = [*_headings(run_id, actor), _("未导入的原因")]
    file = handed_out(request, Sheet(name=f"refused-{run_id}", head=head, rows=lines()))
    if file is None:
        there = reverse("registry-import-refused", args=[run_id])
        return redirect(f"{there}?export=csv")
    return file


def _headings(run_id: int, actor: Actor) -> tuple[str, ...]:
    """Return the headings of a file, none where it is no longer kept."""
    try:
        return headings_of(run_id=run_id, by=actor)
    except NotFound:
        raise
    except Refusal:
        return ()


@require_safe
@signed_in(*REGULATORS)
def differences(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show what the first rows of a file would change, before and after."""
    actor = by(request)
    found = import_run_at_hand(run_id=run_id, by=actor)
    facts: dict[str, object] = {"run": shown_run(run=found), "refusal": ""}
    try:
        foreseen = foresee(run_id=run_id, now=clock.now(), by=actor)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        facts["refusal"] = refusal.sentence(get_language() or "zh")
    else:
        facts |= {"foreseen": foreseen, "differences": shown_differences(foreseen=foreseen)}
    return render(request, "imports/differences.html", facts)
