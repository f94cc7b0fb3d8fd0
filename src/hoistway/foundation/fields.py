"""Django fields for words of the glossary, and triggers for tables that only grow."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models

from hoistway.foundation.terms import Term

if TYPE_CHECKING:
    TextColumn = models.CharField[Any, Any]
else:
    TextColumn = models.CharField


class TermField(TextColumn):
    """A column that stores the code of a `Term` and gives the term back on reading."""

    def __init__(self, term: type[Term] | None = None, **options: Any) -> None:
        self.term = term
        if term is not None:
            options.setdefault("max_length", 32)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Describe the column to migrations as the plain text column that it is."""
        name, _path, args, options = super().deconstruct()
        if isinstance(options.get("default"), Term):
            options["default"] = str(options["default"])
        return name, "django.db.models.CharField", args, options

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """Turn the stored code into its term; a code that left the list stays text."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Turn a code into its term."""
        if self.term is None or value is None or isinstance(value, self.term):
            return value
        try:
            return self.term(value)
        except ValueError:
            return value

    def get_prep_value(self, value: Any) -> str | None:
        """Store the code."""
        return None if value is None else str(value)


def one_of(column: str, term: type[Term], *, name: str) -> models.CheckConstraint:
    """Return the constraint that keeps a state column within its term."""
    codes = [str(member.value) for member in term]
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": codes}), name=name)


def same(column: str) -> models.Func:
    """Return the range of one number, by which an exclusion constraint compares a foreign key.

    PostgreSQL excludes equal numbers only with an extension that not every server carries;
    ranges that overlap it excludes by itself.
    """
    key = models.F(column)
    return models.Func(key, key, models.Value("[]"), function="int8range")


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Return the triggers that let a table grow but never change, be thinned or be emptied."""
    refuse = f"RAISE EXCEPTION 'append-only: {name}';"
    return [
        pgtrigger.Trigger(
            name=f"{name}_rows_stay",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=refuse,
        ),
        pgtrigger.Trigger(
            name=f"{name}_table_stays",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=refuse,
        ),
    ]
