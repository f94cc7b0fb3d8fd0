"""The firm alters a plan, with its reason; what no plan may do is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.yearplans.actions.keeping import last_day
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.queries.plans import lines_of, plain, plan_seen
from hoistway.yearplans.rules.limits import Breach, PlainLine, line_breaches
from hoistway.yearplans.rules.policy import PlanPolicy, edition_named, plan_policy_on
from hoistway.yearplans.rules.year import visits_of_year
from hoistway.yearplans.standards import editions
from hoistway.yearplans.vocabulary import LineReason, YearPlanState


class ReasonForChangeMissing(Refusal):
    """Raised when a plan is altered without a reason."""

    code = "plan_reason_missing"
    zh = "请填写调整理由。"
    en = "Please give the reason for the change."
    status = 422


class NothingChanged(Refusal):
    """Raised when no item was chosen, or the chosen ones stay as they are."""

    code = "plan_nothing_changed"
    zh = "请选择要调整的项目，并填写新的方式或周期。"
    en = "Please choose the items to change, and their new way or interval."
    status = 422


class BeyondLimits(Refusal):
    """Raised when an item would be looked at less than the rule allows, whoever asks."""

    code = "plan_beyond_limits"
    zh = "{item}：{zh}（{source}）。"
    en = "{item}: {en} ({source})."
    clause = "286号 二（三）"
    status = 422


class PlanReplaced(Refusal):
    """Raised when a version is altered or adopted that a newer one has replaced."""

    code = "plan_replaced"
    zh = "该版本已被新版本替代，请打开最新版本。"
    en = "A newer version has replaced this one; please open the newest."


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """New way and interval for items; what is None or 0 stays as it is."""

    items: tuple[str, ...]
    reason: str
    way: ItemWay | None = None
    days: int = 0
    months: int = 0


@transaction.atomic
def adjust_lines(
    *, uid: UUID, change: LineChange, form_id: UUID, now: datetime, by: Actor
) -> YearPlan:
    """Alter items of a plan with a reason; of an adopted one a new version is made.

    A repeated form changes nothing more and returns the version that it made.
    Raises: NotAllowed, NotFound, ReasonForChangeMissing, NothingChanged, BeyondLimits,
    PlanReplaced. Source: requirements C4, C5.
    """
    require(by=by, deed=Deed.PLAN_YEAR)
    asked = plan_seen(uid=uid, by=by)
    versions = list(
        YearPlan.objects.select_for_update().filter(elevator_id=asked.elevator_id).order_by("pk")
    )
    for one in versions:
        if any(said["form"] == str(form_id) for said in one.changes):
            return one
    reason = change.reason.strip()[:300]
    if not reason:
        raise ReasonForChangeMissing
    plan = next(one for one in versions if one.pk == asked.pk)
    _require_newest(plan, versions)
    lines = lines_of(plan_ids=[plan.pk]).get(plan.pk, [])
    altered = list(_altered(lines, change, plan))
    if not altered:
        raise NothingChanged
    if plan.state is YearPlanState.ADOPTED:
        plan, lines = _next_version(plan, lines, max(one.version for one in versions), now, by)
    _write(plan, lines, altered, {"form": str(form_id), "reason": reason}, now=now, by=by)
    return plan


def _require_newest(plan: YearPlan, versions: list[YearPlan]) -> None:
    replaced = plan.state not in YearPlanState.living()
    newer = any(
        one.state is YearPlanState.PROPOSED and one.version > plan.version for one in versions
    )
    if replaced or newer:
        raise PlanReplaced


def policy_of(*, plan: YearPlan) -> PlanPolicy:
    """Return the edition by which a plan was proposed; that of its first day where it is gone."""
    if plan.edition in editions():
        return edition_named(edition=plan.edition)
    return plan_policy_on(day=plan.first_day)


def _altered(
    lines: Iterable[YearPlanLine], change: LineChange, plan: YearPlan
) -> Iterable[tuple[PlainLine, PlainLine]]:
    policy, makers = policy_of(plan=plan), plan.facts.get("makers_limits") or {}
    for row in lines:
        if row.item not in change.items:
            continue
        before = plain(line=row)
        after = before._replace(way=change.way or before.way)
        if change.days or change.months:
            after = after._replace(days=change.days, months=change.months)
        for breach in line_breaches(line=after, policy=policy, makers=makers):
            raise beyond(breach=breach)
        if after != before:
            yield before, after


def beyond(*, breach: Breach) -> BeyondLimits:
    """Return the refusal that names an item and what it may not."""
    kind = breach.kind
    return BeyondLimits(item=breach.item or "—", zh=kind.zh, en=kind.en, source=kind.source)


def _next_version(
    plan: YearPlan, lines: list[YearPlanLine], newest: int, now: datetime, by: Actor
) -> tuple[YearPlan, list[YearPlanLine]]:
    first = max(local_day(at=now), plan.first_day)
    copy = YearPlan.objects.create(
        uid=uuid4(), elevator_id=plan.elevator_id, firm_id=plan.firm_id, version=newest + 1,
        annex=plan.annex, first_day=first, last_day=last_day(first=first), facts=plan.facts,
        need=plan.need, thin=plan.thin, edition=plan.edition, made_at=now, made_by=by.as_json(),
    )  # fmt: skip
    copied = YearPlanLine.objects.bulk_create(
        YearPlanLine(
            plan=copy, item=row.item, way=row.way, days=row.days, months=row.months,
            reason=row.reason, values=row.values,
        )
        for row in lines
    )  # fmt: skip
    return copy, copied


def _write(
    plan: YearPlan, lines: Iterable[YearPlanLine],
    altered: list[tuple[PlainLine, PlainLine]], said: dict[str, Any], *, now: datetime, by: Actor,
) -> None:  # fmt: skip
    new = {after.item: (before, after) for before, after in altered}
    rows = list(lines)
    for row in rows:
        if row.item in new:
            before, after = new[row.item]
            row.way, row.days, row.months = after.way, after.days, after.months
            row.reason = LineReason.FIRMS_CHOICE
            row.values = {
                "words": said["reason"], "way": str(before.way), "days": before.days,
                "months": before.months,
            }  # fmt: skip
    changed = [row for row in rows if row.item in new]
    YearPlanLine.objects.bulk_update(changed, ["way", "days", "months", "reason", "values"])
    told = [[*map(str, before[:2]), *before[2:], str(after.way), *after[2:]]
            for before, after in altered]  # fmt: skip
    plan.changes = [
        *plan.changes,
        {**said, "at": now.isoformat(), "by": by.as_json(), "lines": told},
    ]
    lines_now = [plain(line=row) for row in rows]
    plan.visits = len(visits_of_year(lines=lines_now, first=plan.first_day, last=plan.last_day))
    plan.save(update_fields=["changes", "visits"])
