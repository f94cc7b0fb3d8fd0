"""The log of changes as somebody may read it, from a cursor on."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from hoistway.changes.models import Change
from hoistway.changes.rules.tellings import TELLINGS
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import Reach, in_reach, may, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import family, survivor_numbered

SCANNED = 20_000
"""Changes looked through by one answer. Chosen: a tenth of a second; whoever may read few of them
gets an empty answer with a cursor that is further on."""

MOST = 1_000
"""Changes of one answer. Chosen: about 600 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which changes are asked for; empty sets ask for all that may be read."""

    after: int = 0
    kinds: frozenset[str] = frozenset()
    register_numbers: frozenset[str] = frozenset()
    jurisdictions: frozenset[str] = frozenset()
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in order, the cursor behind them, and whether there is more at once."""

    rows: list[Change]
    following: int
    more: bool


class KindUnknown(Refusal):
    """Raised when somebody asks for what cannot be told."""

    code = "kind_unknown"
    zh = "不能订阅“{what}”：没有这一项，或本角色、本密钥看不到。"
    en = "«{what}» cannot be followed: it is not known, or this role or key does not see it."
    status = 422


class CursorAhead(Refusal):
    """Raised when a cursor lies behind the last change, as after an older state was restored."""

    code = "cursor_ahead"
    zh = "游标 {after} 超过了最后一条变更（{head}）：平台恢复过较早的数据。请不带 after 从头读取。"
    en = (
        "The cursor {after} lies beyond the last change ({head}): an older state of the platform "
        "was restored. Read again from the beginning, without `after`."
    )
    status = 409


def kinds_seen(*, by: Actor, scopes: Collection[Scope] | None = None) -> frozenset[str]:
    """Return the kinds of changes that somebody may read, for a program those of its scopes."""
    return frozenset(
        str(one.kind)
        for one in TELLINGS
        if may(by=by, deed=one.deed) and (scopes is None or one.scope in scopes)
    )


def changes_seen(*, by: Actor, scopes: Collection[Scope] | None = None) -> QuerySet[Change]:
    """Return the changes that somebody may read now, in their order.

    A regulator reads what concerns the own area. A firm, a use unit and an insurer read what names
    them, and what is shared of the elevators that they have today.
    """
    seen = kinds_seen(by=by, scopes=scopes)
    return Change.objects.filter(_within(by), kind__in=sorted(seen)).order_by("pk")


def _within(by: Actor) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    public = Q(kind__in=sorted(str(one.kind) for one in TELLINGS if one.public))
    if reach is Reach.JURISDICTION:
        return public | Q(jurisdiction_id=by.jurisdiction_id)
    shared = Q(kind__in=sorted(str(one.kind) for one in TELLINGS if one.shared))
    own = Q(organisations__contains=[by.organisation_id]) if by.organisation_id else Q(pk__in=[])
    return public | own | (shared & in_reach(by=by, prefix="elevator__"))


def head_of_feed() -> int:
    """Return the number of the last change."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def feed(*, asked: Asked, by: Actor, scopes: Collection[Scope] | None = None) -> Feed:
    """Return the changes behind a cursor. What is written meanwhile stands behind the next one.

    Raises: NotAllowed, KindUnknown, CursorAhead.
    """
    require(by=by, deed=Deed.FOLLOW_CHANGES)
    for one in sorted(asked.kinds - kinds_seen(by=by, scopes=scopes)):
        raise KindUnknown(what=one)
    head = head_of_feed()
    if asked.after > head:
        raise CursorAhead(after=asked.after, head=head)
    if head == asked.after:
        return Feed([], asked.after, more=False)
    bound = min(head, _bound(asked.after) or head)
    limit = max(1, min(asked.limit, MOST))
    window = Q(pk__gt=asked.after, pk__lte=bound)
    found = changes_seen(by=by, scopes=scopes).filter(window, _fitting(asked))
    rows = list(found.select_related("elevator")[: limit + 1])
    if len(rows) > limit:
        return Feed(rows[:limit], rows[limit - 1].pk, more=True)
    return Feed(rows, bound, more=bound < head)


def _bound(after: int) -> int | None:
    """Return the last change that one answer looks at; None where it looks at all that are left."""
    keys = Change.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return next(iter(keys[SCANNED - 1 : SCANNED]), None)


def _elevators(numbers: Collection[str]) -> list[int]:
    """Return the keys of elevators, with all that was merged into each."""
    known = {survivor_numbered(register_number=number) for number in numbers} - {0}
    return sorted(key for one in known for key in family(elevator_id=one))


def _fitting(asked: Asked) -> Q:
    fit = Q()
    if asked.kinds:
        fit &= Q(kind__in=sorted(asked.kinds))
    if asked.register_numbers:
        fit &= Q(elevator_id__in=_elevators(asked.register_numbers))
    if asked.jurisdictions:
        fit &= Q(jurisdiction__code__in=sorted(asked.jurisdictions))
    return fit
