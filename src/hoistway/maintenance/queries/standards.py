"""Questions about the edition of the rule: what it is, and whether a person has confirmed it."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from hoistway.maintenance.models import StandardConfirmation
from hoistway.maintenance.rules.items import (
    LEVELS,
    Item,
    annex_of,
    checklist,
    edition,
    items,
    items_by_code,
)
from hoistway.maintenance.rules.limits import fit_of, limit_words, number_of
from hoistway.maintenance.standards import item_tables, item_tables_sha256

__all__ = [
    "LEVELS", "UNVERIFIED", "Edition", "Item", "annex_of", "checklist", "confirmations",
    "edition_in_use", "edition_of", "edition_of_the_tables", "fit_of", "items_by_code",
    "limit_words", "mark_of", "number_of",
]  # fmt: skip

UNVERIFIED = ("未经官方文本核对", "unverified against the official text")
"""The mark that every export bears until a person has compared the tables. Source: issue 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The edition of the item tables as it stands in the house; `confirmation` is of these bytes.

    Was the file changed after somebody confirmed it, it is unverified again.
    """

    name: str
    sha256: str
    in_force: date
    items: tuple[Item, ...]
    confirmation: StandardConfirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has compared these very tables with the official text."""
        return self.confirmation is not None

    @property
    def mark(self) -> tuple[str, str]:
        """The mark in Chinese and English, empty words once a person has confirmed."""
        return ("", "") if self.is_confirmed else UNVERIFIED


def edition_of_the_tables() -> Edition:
    """Return the edition of the item tables without asking who has confirmed it."""
    return Edition(
        name=edition(), sha256=item_tables_sha256(), in_force=item_tables()["in_force"],
        items=items(), confirmation=None,
    )  # fmt: skip


def edition_in_use() -> Edition:
    """Return the edition of the item tables with its confirmation; one query."""
    found = edition_of_the_tables()
    known = confirmations(name=found.name).filter(sha256=found.sha256)
    return replace(found, confirmation=known.first())


def confirmations(*, name: str) -> QuerySet[StandardConfirmation]:
    """Return who confirmed an edition, latest first; earlier tables had another SHA-256."""
    return StandardConfirmation.objects.filter(edition=name).order_by("-confirmed_at", "-pk")


def edition_of(*, name: str) -> Edition:
    """Return the edition under which a record was made; one that is not held is unverified."""
    shown = edition_in_use()
    if shown.name == name or not name:
        return shown
    return replace(shown, name=name, sha256="", items=(), confirmation=None)


def mark_of(*, name: str) -> tuple[str, str]:
    """Return the mark that an export of a record made under an edition bears."""
    return edition_of(name=name).mark
