"""A firm's year as a file: asked for, watched, downloaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.maintenance.actions.exports import ask_year_export, stop_year_export
from hoistway.maintenance.queries.exports import (
    file_of_export,
    topic_of_export,
    year_export_seen,
    year_exports,
)
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.files import streamed
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.frame import language
from hoistway.web.live import signed_in_stream
from hoistway.web.parts.tones import Tone
from hoistway.web.schedule.forms import YearForm
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.maintenance.models import YearExport

OFFICE = RoleKind.FIRM_OFFICE
_PART = 1 << 18
_TONES: dict[RunState, Tone] = {
    RunState.WAITING: "quiet", RunState.RUNNING: "active", RunState.DONE: "safe",
    RunState.FAILED: "caution", RunState.STOPPED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownExport:
    """One export: which year, how far it is, whether its file is there."""

    number: str
    year: int
    state: RunState
    tone: Tone
    visits: int
    done: int
    share: float
    said: str
    by: str
    at: datetime
    ended_at: datetime | None
    size: int
    is_open: bool
    has_file: bool


def _shown(export: "YearExport") -> ShownExport:
    path = file_of_export(export=export)
    return ShownExport(
        number=export.number, year=export.first_day.year, state=export.state,
        tone=_TONES[export.state], visits=export.visits, done=export.visits_done,
        share=export.visits_done / export.visits if export.visits else 0.0, said=export.said,
        by=str(export.by.get("name", "")), at=export.at, ended_at=export.ended_at,
        size=path.stat().st_size if path else 0, has_file=path is not None,
        is_open=export.state in RunState.open_states(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(OFFICE)
def exports_page(request: HttpRequest) -> HttpResponseBase:
    """Show the firm's exports, or take a wish for a new one."""
    actor, now, posted = by(request), clock.now(), request.method == "POST"
    form = YearForm(request.POST if posted else None, this_year=local_day(at=now).year)
    refusal = ""
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            export = ask_year_export(
                year=given["year"], form_id=given["form_id"], now=now, by=actor
            )
        except NotAllowed:
            raise
        except Refusal as no:
            refusal = no.sentence(language())
        else:
            return redirect("firm-maintenance-export", export.number)
    read = or_failed(lambda: paged(request, year_exports(by=actor)))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "exported": [_shown(row) for row in rows],
        "pages": pages, "failed": read is None,
    }  # fmt: skip
    return render(request, "schedule/exports.html", facts, status=422 if posted else 200)


def _one(request: HttpRequest, number: str) -> ShownExport:
    return _shown(year_export_seen(number=number, by=by(request)))


@require_safe
@signed_in(OFFICE)
def export(request: HttpRequest, export_number: str) -> HttpResponse:
    """Show one export: how far it is, and its file."""
    return render(request, "schedule/export.html", {"one": _one(request, export_number)})


@require_safe
@signed_in(OFFICE)
def export_live(request: HttpRequest, export_number: str) -> HttpResponse:
    """Give the living part of the page alone."""
    return render(request, "schedule/_export_live.html", {"one": _one(request, export_number)})


async def export_events(request: HttpRequest, export_number: str) -> HttpResponseBase:
    """Stream a sign whenever the export has moved on."""

    def topics(actor: Actor) -> list[str]:
        found = year_export_seen(number=export_number, by=actor)
        return [topic_of_export(export_id=found.pk)]

    return await signed_in_stream(request, OFFICE, topics=topics)


@require_POST
@signed_in(OFFICE)
def export_deed(request: HttpRequest, export_number: str) -> HttpResponse:
    """Stop an export that is not done."""
    stop_year_export(number=export_number, now=clock.now(), by=by(request))
    return redirect("firm-maintenance-export", export_number)


@require_safe
@signed_in(OFFICE)
def export_file(request: HttpRequest, export_number: str) -> HttpResponseBase:
    """Give the file of an export, or lead back where there is none."""
    path = file_of_export(export=year_export_seen(number=export_number, by=by(request)))
    if path is None:
        return redirect("firm-maintenance-export", export_number)

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(_PART):
                yield chunk

    answer = streamed(request, chunks(), name=path.name, kind="application/zip")
    answer.headers["Content-Length"] = str(path.stat().st_size)
    return answer
