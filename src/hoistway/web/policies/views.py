"""One policy: what it says, whom it covers, what was done to it, and the insurer's deeds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.insurance import actions
from hoistway.insurance.models import Cover, Policy, PolicyStep
from hoistway.insurance.queries import covers_seen, policy_seen, steps_of
from hoistway.insurance.vocabulary import PolicyDeed, PolicyState
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import survivor_numbered
from hoistway.web.desk.shapes import paged
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.policies.forms import ChangeForm, numbers_in
from hoistway.web.policies.listing import READERS
from hoistway.web.policies.shown import policy_rows
from hoistway.web.signing_in import by, signed_in

_DEEDS = ("add", "end", "cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRow:
    """One elevator under the policy; both days are covered, None where it never began."""

    register_number: str
    name: str
    address: str
    jurisdiction: str
    first: date | None
    last: date | None
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One thing that was done to the policy."""

    at: datetime
    deed: PolicyDeed
    doer: str
    words: str
    elevators: int
    last: str


@require_safe
@signed_in(*READERS)
def policy(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Show one policy with the elevators that the reader may know of."""
    return _page(request, policy_seen(policy_id=policy_id, by=by(request)))


def _page(
    request: HttpRequest, found: Policy, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    actor, today = by(request), local_day(at=clock.now())
    covers, pages = paged(request, covers_seen(policy=found, by=actor))
    is_ours = actor.role == str(RoleKind.INSURER) and found.state is PolicyState.IN_FORCE
    keys: dict[str, UUID] = {deed: uuid4() for deed in _DEEDS}
    facts = {
        "row": policy_rows(policies=[found], day=today)[0], "pages": pages, "keys": keys,
        "covers": [_cover(one, today) for one in covers], "refusal": refusal, "today": today,
        "steps": [_step(one, actor) for one in reversed(steps_of(policy_id=found.pk))],
        "may_change": is_ours, "opens_file": actor.role != str(RoleKind.INSURER),
    }  # fmt: skip
    return render(request, "policies/page.html", facts, status=status)


def _cover(row: Cover, today: date) -> CoverRow:
    period, place = row.period, row.elevator
    last = None if period.isempty else period.upper - timedelta(days=1)
    return CoverRow(
        register_number=place.register_number, name=place.name, address=place.address,
        jurisdiction=place.jurisdiction.name_zh, first=period.lower, last=last,
        is_over=last is None or last < today,
    )  # fmt: skip


def _step(row: PolicyStep, by: Actor) -> StepLine:
    own = row.by.get("organisation") == by.organisation_id
    return StepLine(
        at=row.at, deed=row.deed, doer=str(row.by.get("name", "")) if own else "",
        words=row.words, elevators=len(row.facts.get("elevators", [])),
        last=str(row.facts.get("last", "")),
    )  # fmt: skip


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, policy_id: int) -> HttpResponseBase:
    """Give the paper of a policy to whoever may read it. Raises: NotFound."""
    found = policy_seen(policy_id=policy_id, by=by(request))
    if found.file is None:
        raise NotFound
    return served(attachment=found.file, name=f"policy-{found.pk}")


def _changed(
    request: HttpRequest, policy_id: int, do: Callable[[Policy, ChangeForm], object]
) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = policy_seen(policy_id=policy_id, by=by(request))
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refusal=_("请填写日期。"), status=422)
    try:
        do(found, form)
    except Refusal as no:
        return _page(request, found, refusal=no.sentence(language()), status=no.status)
    return redirect("policy", policy_id)


@require_POST
@signed_in(RoleKind.INSURER)
def add(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Cover further elevators from a day."""
    return _changed(
        request, policy_id,
        lambda found, form: actions.add_elevators(
            policy_id=found.pk, register_numbers=numbers_in(form.cleaned_data["numbers"]),
            first=form.cleaned_data["day"], words=form.cleaned_data["words"],
            form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(RoleKind.INSURER)
def end(request: HttpRequest, policy_id: int) -> HttpResponse:
    """End the cover of some elevators after a day."""

    def do(found: Policy, form: ChangeForm) -> object:
        numbers = numbers_in(form.cleaned_data["numbers"])
        keys = {survivor_numbered(register_number=number) for number in numbers} - {0}
        return actions.end_covers(
            policy_id=found.pk, elevator_ids=keys, last=form.cleaned_data["day"],
            words=form.cleaned_data["words"], form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip

    return _changed(request, policy_id, do)


@require_POST
@signed_in(RoleKind.INSURER)
def cancel(request: HttpRequest, policy_id: int) -> HttpResponse:
    """End the whole policy after a day."""
    return _changed(
        request, policy_id,
        lambda found, form: actions.cancel_policy(
            policy_id=found.pk, last=form.cleaned_data["day"], words=form.cleaned_data["words"],
            form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request),
        ),
    )  # fmt: skip
