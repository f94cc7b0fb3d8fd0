"""Many findings with the same change: seen line by line first, then accepted together."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hoistway.dossier.finding import RELATED, FindingLine, lines_of
from hoistway.dossier.finding_file import finding_seen
from hoistway.dossier.queue import MOST_ALIKE, alike
from hoistway.dossier.values import area_words
from hoistway.foundation import clock
from hoistway.quality.models import Finding
from hoistway.web.parts.signs import Column
from hoistway.web.quality.deeds import accepted
from hoistway.web.quality.drawings import signs_of
from hoistway.web.quality.finding import SETTLERS
from hoistway.web.quality.forms import AlikeForm
from hoistway.web.quality.reasons import ACCEPT
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One change that will be made."""

    line: FindingLine
    signs: tuple[Column, ...]
    ticked: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*SETTLERS)
def alike_findings(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Show exactly what will change, and accept what is ticked."""
    first = finding_seen(finding_id=finding_id, by=by(request))
    rows = list(alike(finding=first, by=by(request)).select_related(*RELATED)[:MOST_ALIKE])
    if request.method != "POST":
        return _shown(request, first, rows)
    form = AlikeForm(request.POST, ids=[row.pk for row in rows])
    if not form.is_valid():
        return _shown(request, first, rows, form=form)
    ids = form.cleaned_data["finding"]
    reason = form.cleaned_data["reason"]
    outcome = accepted(ids=ids, reason=reason, now=clock.now(), by=by(request))
    left = [row for row in rows if row.pk in outcome.refused]
    return _shown(request, first, left, done=len(outcome.done), refused=len(left))


def _shown(
    request: HttpRequest, first: Finding, rows: list[Finding], *, form: AlikeForm | None = None,
    done: int | None = None, refused: int = 0,
) -> HttpResponse:  # fmt: skip
    areas = area_words()
    ticked = {row.pk for row in rows} if form is None else set(form.cleaned_data.get("finding", ()))
    shown = [
        AlikeRow(line, signs_of(line), line.id in ticked)
        for line in lines_of(findings=rows, areas=areas)
    ]
    facts = {
        "first": lines_of(findings=[first], areas=areas)[0], "rows": shown, "form": form,
        "done": done, "refused": refused, "accept": ACCEPT, "most": MOST_ALIKE,
    }  # fmt: skip
    return render(request, "quality/alike.html", facts, status=422 if form else 200)
