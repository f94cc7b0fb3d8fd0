"""How organisations, people and instants are named in the API."""

from collections.abc import Sequence

from hoistway.foundation.refusal import Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisation_known

MOST_DIGITS = 15
"""Digits of a number behind a letter; more cannot be a key of ours."""


class OrganisationUnknown(Refusal):
    """Raised when a call names an organisation that is not known."""

    code = "organisation_unknown"
    zh = "不认识单位“{ref}”：请用统一社会信用代码，或本接口给出的 O 开头的编号。"
    en = "The organisation «{ref}» is not known: use its credit code, or the O… that was answered."
    status = 422


def organisation_ref(row: Organisation | None) -> str | None:
    """Return the credit code of an organisation, or `O…` while its code is not known."""
    if row is None:
        return None
    return row.credit_code or f"O{row.pk}"


def organisation_of(*, ref: str) -> Organisation:
    """Return the organisation that is meant. Raises: OrganisationUnknown."""
    key = int(ref[1:]) if ref[:1] == "O" and ref[1:].isdigit() and len(ref) < 16 else 0
    row = organisation_known(credit_code="" if key else ref, organisation_id=key)
    if row is None:
        raise OrganisationUnknown(ref=ref[:40])
    return row


def person_ref(person_id: int) -> str:
    """Return how a person is named: a number, never a name."""
    return f"P{person_id}"


class PersonUnknown(Refusal):
    """Raised when a call names a person in a form that this API does not give."""

    code = "person_unknown"
    zh = "人员编号“{ref}”有误：请用本接口给出的 P 开头的编号。"
    en = "«{ref}» names nobody: use the P… that this API answered."
    status = 422


def people_of(*, refs: Sequence[str]) -> tuple[int, ...]:
    """Return the keys of the people that are meant; who they are the room judges.

    Raises: PersonUnknown.
    """
    return tuple(_person_of(ref) for ref in refs)


def _person_of(ref: str) -> int:
    digits = ref[1:]
    if ref[:1] != "P" or not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        raise PersonUnknown(ref=ref[:40])
    return int(digits)
