"""One program: what its key may do, how it is used, why it was refused, what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.programs.models import ApiKey, KeyStep, UseDay
from hoistway.programs.queries import (
    Refused,
    days_of,
    program_seen,
    quota_of,
    refusals_of,
    steps_of,
)
from hoistway.programs.vocabulary import WRITING, CallKind, KeyDeed, KeyState, Scope
from hoistway.web.desk.shapes import Number, chosen
from hoistway.web.parts.columns import columns
from hoistway.web.programs.forms import ScopesForm, overlap_choices, term_choices
from hoistway.web.programs.listing import KEEPERS
from hoistway.web.programs.mending import how_to_mend
from hoistway.web.programs.shown import DAYS, ProgramRow, first_day, program_rows
from hoistway.web.signing_in import by, signed_in

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Mended:
    """One reason for refusals, and how to mend it."""

    refused: Refused
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One thing that happened to the key."""

    at: datetime
    deed: KeyDeed
    doer: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What the reader may do with the key."""

    change: bool
    take_over: bool
    revoke: bool


@require_safe
@signed_in(*KEEPERS)
def program(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Show one program to whom it concerns."""
    return program_page(request, program_uid)


def program_page(
    request: HttpRequest, uid: UUID, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show one program; a refusal stands above it. Raises: NotFound."""
    actor, now = by(request), clock.now()
    key = program_seen(uid=uid, by=actor)
    if key is None:
        raise NotFound
    row = program_rows(keys=[key], now=now)[0]
    days = days_of(key=key, since=first_day(now=now))
    scopes = [one for one in (chosen(Scope, code) for code in key.scopes) if one]
    facts = {
        "key": key, "row": row, "refusal": refusal, "may": _may(key, row, actor),
        "reads": [one for one in scopes if one not in WRITING],
        "writes": [one for one in scopes if one in WRITING],
        "numbers": _numbers(key, row, days), "drawn": _drawn(row, days, local_day(at=now)),
        "refusals": _refusals(key, now), "steps": [_step(one) for one in steps_of(key=key)],
        "previous_until": _still(key.previous_until, now), "form_id": uuid4(),
        "form": ScopesForm(initial=_initial(key), role=actor.role),
        "terms": term_choices(), "overlaps": overlap_choices(),
    }  # fmt: skip
    return render(request, "programs/page.html", facts, status=status)


def _may(key: ApiKey, row: ProgramRow, actor: Actor) -> May:
    membership, alive = key.membership, row.state is not KeyState.REVOKED
    own = key.organisation_id == actor.organisation_id and alive
    same_role = membership is not None and str(membership.role) == actor.role
    mine = same_role and membership is not None and membership.person_id == actor.person_id
    return May(
        change=own and mine, take_over=own and same_role and not mine, revoke=alive
    )  # fmt: skip


def _initial(key: ApiKey) -> dict[str, object]:
    return {"reads": key.scopes, "writes": key.scopes}


def _still(until: datetime | None, now: datetime) -> datetime | None:
    return until if until is not None and until > now else None


def _numbers(key: ApiKey, row: ProgramRow, days: Mapping[date, UseDay]) -> tuple[Number, ...]:
    most = quota_of(key=key, kind=CallKind.CALLS).most
    bulk = quota_of(key=key, kind=CallKind.BULK).most
    sent = sum(one.bulk_bytes for one in days.values())
    return (
        Number(
            label=_("近 %(n)s 天调用") % {"n": DAYS}, value=f"{row.use.calls:,}",
            unit=pgettext("calls", "次"),
            note=_("每分钟最多 %(n)s 次") % {"n": f"{most:,}"},
        ),
        Number(
            label=_("近 %(n)s 天批量报送") % {"n": DAYS}, value=f"{sent / MB:,.1f}", unit="MB",
            note=_("每分钟最多 %(n)s MB") % {"n": f"{bulk / MB:g}"},
        ),
        Number(
            label=_("近 %(n)s 天被拒") % {"n": DAYS}, value=f"{row.use.refused:,}",
            unit=pgettext("calls", "次"),
            tone="caution" if row.use.refused else "safe",
            url="#refused" if row.use.refused else "",
        ),
    )  # fmt: skip


def _drawn(row: ProgramRow, days: Mapping[date, UseDay], today: date) -> SafeString:
    """Draw each day's calls; those of the last minutes are not in the days yet."""
    fresh = row.use.calls - sum(one.calls for one in days.values())
    told = []
    for back in reversed(range(DAYS)):
        day = today - timedelta(days=back)
        calls = (days[day].calls if day in days else 0) + (0 if back else fresh)
        name = f"{day.month}-{day.day}"
        told.append((name, float(calls), _("%(day)s：%(n)s 次") % {"day": name, "n": f"{calls:,}"}))
    return columns(days=told, label=_("每天的调用次数"))


def _refusals(key: ApiKey, now: datetime) -> list[Mended]:
    found = refusals_of(key=key, since=first_day(now=now))
    return [Mended(one, how_to_mend(code=one.code)) for one in found]


def _step(row: KeyStep) -> StepLine:
    system = row.by.get("kind") == str(ActorKind.SYSTEM)
    doer = _("平台运维人员") if system else str(row.by.get("name", ""))
    return StepLine(at=row.at, deed=row.deed, doer=doer, words=row.words)
