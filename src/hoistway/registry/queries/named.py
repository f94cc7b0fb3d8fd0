"""Which firm sources other than filings named for an elevator, on any day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.rules.decisions import Spoken, plain, story_of
from hoistway.registry.rules.precedence import edition_on
from hoistway.registry.vocabulary import Field, SourceKind

_NAMES = (str(Field.FIRM), str(Field.FIRM_CODE))


def firms_named_on(*, elevator_ids: Collection[int], day: date) -> dict[int, int | None]:
    """Return whom the register, filings left out, named as firm on a day, as it is known today.

    0 is «nobody is named», None «nothing was on record yet». Where no source has spoken of the
    firm after that day, and no filing at all, what is held today is the answer.
    """
    keys = list(elevator_ids)
    end = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    held = dict(Elevator.objects.filter(pk__in=keys).values_list("pk", "firm_id"))
    claims = _claims(keys)
    found: dict[int, int | None] = {}
    asked: dict[int, list[Claim]] = {}
    for key in keys:
        moved = [one for one in claims[key] if one.observed_at >= end or _is_filing(one)]
        if moved:
            asked[key] = [one for one in claims[key] if not _is_filing(one)]
        else:
            found[key] = int(held.get(key) or 0)
    return found | _named(asked, end)


def _claims(keys: list[int]) -> dict[int, list[Claim]]:
    """Return all that was ever said of the firm, withdrawn claims left out."""
    said: dict[int, list[Claim]] = defaultdict(list)
    rows = Claim.objects.filter(
        elevator_id__in=keys, withdrawn_at=None, fields__has_any_keys=list(_NAMES)
    )
    for row in rows.order_by("observed_at", "pk"):
        if not row.origin.get("suggested"):
            said[int(row.elevator_id or 0)].append(row)
    return said


def _is_filing(claim: Claim) -> bool:
    return claim.kind is SourceKind.FILING


def _named(asked: dict[int, list[Claim]], end: datetime) -> dict[int, int | None]:
    """Decide anew over what each record had said last before an instant."""
    ranks = edition_on(day=(end - timedelta(seconds=1)).astimezone(SHANGHAI).date())
    names: dict[int, tuple[str, str] | None] = {}
    for key, claims in asked.items():
        last = {(one.source, one.record_key): one for one in claims if one.observed_at < end}
        spoken = [_spoken(one) for one in last.values()]
        stories = [story_of(field=name, spoken=spoken, precedence=ranks) for name in _NAMES]
        name, code = (str(one.value or "") if one else "" for one in stories)
        names[key] = (name, code) if spoken else None
    return _keys(names)


def _spoken(row: Claim) -> Spoken:
    return Spoken(
        claim_id=row.pk, kind=row.kind, source=row.source, fields=row.fields,
        observed_at=row.observed_at, instead_of=row.instead_of,
    )  # fmt: skip


def _keys(names: dict[int, tuple[str, str] | None]) -> dict[int, int | None]:
    wanted = [one for one in names.values() if one]
    firms = organisations(kind=OrganisationKind.FIRM) if wanted else []
    by_code = {firm.credit_code: firm.pk for firm in firms if firm.credit_code}
    by_name = {plain(text=firm.name): firm.pk for firm in reversed(list(firms))}
    return {
        key: None if one is None else by_code.get(one[1]) or by_name.get(plain(text=one[0]), 0)
        for key, one in names.items()
    }
