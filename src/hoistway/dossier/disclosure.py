"""Which audience may see which line of an elevator's file: one table, one edition."""

from enum import IntEnum

from hoistway.foundation.actors import Actor
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.parties.queries import Reach, reach_of
from hoistway.registry.vocabulary import Field

EDITION = "file-2026-11"


class Audience(IntEnum):
    """Who reads; each sees all that those before it see."""

    PUBLIC = 0
    PARTY = 1
    REGULATOR = 2

    @property
    def zh(self) -> str:
        """The name of the edition for this audience in Chinese."""
        return ("公开版", "单位版", "监管版")[self]

    @property
    def en(self) -> str:
        """The name of the edition for this audience in English."""
        return ("Public edition", "Edition for firm and use unit", "Edition for regulators")[self]


_PARTY_FIELDS = frozenset(
    {
        Field.SERIAL_NUMBER, Field.UNIT_NUMBER, Field.LONGITUDE, Field.LATITUDE,
        Field.USE_UNIT_CODE, Field.FIRM_CODE, Field.STREET_CODE,
    }
)  # fmt: skip
"""Facts that help a thief of identities or of parts more than a rider. Chosen; the notice's annex 1
二（一） gives riders the elevator's basics, its faults, maintenance and inspection."""

FIELDS: dict[Field, Audience] = {
    field: Audience.PARTY if field in _PARTY_FIELDS else Audience.PUBLIC for field in Field
}
"""Fact of the register → who may read it. Nobody's name or telephone number is a fact here."""

MILESTONES: dict[MilestoneKind, Audience] = {
    MilestoneKind.MADE: Audience.PUBLIC,
    MilestoneKind.INSTALLED: Audience.PUBLIC,
    MilestoneKind.REGISTERED: Audience.PUBLIC,
    MilestoneKind.IN_REGISTER: Audience.PARTY,
    MilestoneKind.MAINTAINER: Audience.PUBLIC,
    MilestoneKind.USE_UNIT: Audience.PUBLIC,
    MilestoneKind.CHANGED: Audience.PARTY,
    MilestoneKind.REPAIRED: Audience.PUBLIC,
    MilestoneKind.ALTERED: Audience.PUBLIC,
    MilestoneKind.SUSPENDED: Audience.PUBLIC,
    MilestoneKind.RESUMED: Audience.PUBLIC,
    MilestoneKind.SCRAPPED: Audience.PUBLIC,
    MilestoneKind.MERGED: Audience.REGULATOR,
    MilestoneKind.SPLIT: Audience.REGULATOR,
    MilestoneKind.CORRECTED: Audience.PARTY,
    MilestoneKind.RESCUED: Audience.PUBLIC,
    MilestoneKind.INSPECTED: Audience.PUBLIC,
    MilestoneKind.STOPPED: Audience.PUBLIC,
    MilestoneKind.RELEASED: Audience.PUBLIC,
    MilestoneKind.FAULT: Audience.PUBLIC,
    MilestoneKind.INSURED: Audience.PUBLIC,
    MilestoneKind.REPORTED: Audience.PARTY,
    MilestoneKind.ORDERED: Audience.REGULATOR,
}
"""Kind of event → who may read it. Source: 286号 附件1 二; house for the register's own work."""

SOURCES_FROM = Audience.PARTY
"""Who reads where a fact comes from."""

DISSENT_FROM = Audience.REGULATOR
"""Who reads what else was said of a fact, and what it was before."""

RESCUE_NUMBERS_FROM = Audience.PARTY
"""Who reads number, times and people of a rescue; riders read its day and how long it took."""


def audience_of(*, by: Actor | None) -> Audience:
    """Return as whom somebody reads; nobody signed in is the public."""
    reach = Reach.NONE if by is None else reach_of(by=by)
    if reach in {Reach.ALL, Reach.JURISDICTION}:
        return Audience.REGULATOR
    return Audience.PARTY if reach in {Reach.FIRM, Reach.USE_UNIT} else Audience.PUBLIC
