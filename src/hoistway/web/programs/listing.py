"""The programs that concern a person: the own organisation's; a regulator's whole area."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import in_state, programs_seen
from hoistway.programs.vocabulary import KeyState
from hoistway.web.desk.shapes import Number, chosen, or_failed, paged, word
from hoistway.web.programs.forms import ProgramFilter
from hoistway.web.programs.shown import program_rows
from hoistway.web.signing_in import by, signed_in

KEEPERS = tuple(role for role in RoleKind if role is not RoleKind.TECHNICIAN)
"""Roles with the deed KEEP_PROGRAMS: every desk."""

_COUNTED = (KeyState.VALID, KeyState.ENDING, KeyState.ORPHANED)


@require_safe
@signed_in(*KEEPERS)
def programs(request: HttpRequest) -> HttpResponse:
    """Show the programs that fit the filter, the newest first."""
    actor, now = by(request), clock.now()
    form = ProgramFilter(request.GET, by=actor)
    wanted = _wanted(programs_seen(by=actor), form, now)
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": program_rows(keys=rows, now=now), "pages": pages,
        "failed": read is None, "numbers": _numbers(actor, now), "asked": bool(request.GET),
        "others": actor.role in (str(RoleKind.CITY_REGULATOR), str(RoleKind.DISTRICT_REGULATOR)),
    }  # fmt: skip
    return render(request, "programs/list.html", facts)


def _wanted(rows: QuerySet[ApiKey], form: ProgramFilter, now: datetime) -> QuerySet[ApiKey]:
    state = chosen(KeyState, form.read("state") or "")
    if isinstance(state, KeyState):
        rows = in_state(rows=rows, state=state, now=now)
    for text in (form.read("q") or "").split():
        rows = rows.filter(Q(name__icontains=text) | Q(organisation__name__icontains=text))
    return rows


def _numbers(actor: Actor, now: datetime) -> tuple[Number, ...]:
    counts = {
        state: in_state(rows=programs_seen(by=actor), state=state, now=now).count()
        for state in _COUNTED
    }
    return tuple(
        Number(
            label=word(state), value=count, unit=_("个"), url=f"?state={state}",
            tone="safe" if state is KeyState.VALID or not count else "caution",
        )
        for state, count in counts.items()
    )  # fmt: skip
