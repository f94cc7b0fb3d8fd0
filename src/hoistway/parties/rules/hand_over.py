"""Whom a partner's app may hand over, and when its token still counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.parties.vocabulary import HandOverFault, OrganisationKind, RoleKind

GOOD_FOR = timedelta(seconds=60)
"""How long a token counts. Chosen: a web page opens within seconds, a copied link is worthless."""

LINK_WITHIN = timedelta(minutes=15)
"""How long after the first arrival a person may sign in to confirm. Chosen: time enough to look a
password up, too short for a phone that was laid aside."""

OWN_PEOPLE_ONLY = frozenset({OrganisationKind.FIRM, OrganisationKind.USE_UNIT})
"""Kinds of partner that hand over nobody but members of their own. Source: house; a bureau's app
serves many organisations (286号 附件1 二（三）（四）)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token when somebody comes with it."""

    code: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who hands over: what kind of organisation, and people of which roles."""

    organisation_id: int
    kind: OrganisationKind
    roles: frozenset[RoleKind]


def fault_of_token(*, token: Token, code: str, now: datetime) -> HandOverFault | None:
    """Return why a token does not count at this instant for this code, if it does not."""
    if token.used_at is not None:
        return HandOverFault.USED
    if now >= token.expires_at:
        return HandOverFault.EXPIRED
    return None if token.code == code else HandOverFault.OTHER_CODE


def fault_of_person(
    *, partner: Partner, role: RoleKind, organisation_id: int
) -> HandOverFault | None:
    """Return why this partner may not hand over a person of a role and organisation.

    Example:
        >>> app = Partner(
        ...     organisation_id=1, kind=OrganisationKind.BUREAU,
        ...     roles=frozenset({RoleKind.USE_UNIT}),
        ... )
        >>> fault_of_person(partner=app, role=RoleKind.USE_UNIT, organisation_id=9) is None
        True
    """
    if role not in partner.roles:
        return HandOverFault.NOT_THEIRS
    if partner.kind in OWN_PEOPLE_ONLY and organisation_id != partner.organisation_id:
        return HandOverFault.NOT_THEIRS
    return None
