"""Questions that are asked so often that their SQL is written once, not for each asking."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """A question of rows with what `select_related` brings; only its values change.

    `ask` builds it from samples of the values. Each value must stand in the SQL once, in the
    order given. Chosen where a request asks at every phone's every message: Django writes the
    SQL of a join of five tables anew in 0.8 ms, reading the row takes 0.2 ms.
    """

    def __init__(self, *, ask: Callable[..., QuerySet[M]], samples: Sequence[object]) -> None:
        self._ask, self._samples = ask, tuple(samples)

    @cached_property
    def _written(self) -> tuple[str, Any]:
        compiler: Any = self._ask(*self._samples).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        if tuple(values) != self._samples:
            raise TypeError(f"values of a prepared question: {values}")
        return sql, compiler

    def rows(self, *values: Any) -> list[M]:
        """Return the rows for these values."""
        sql, compiler = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.fetchall()
        converters = compiler.get_converters([part[0] for part in compiler.select])
        if converters:
            found = list(compiler.apply_converters(found, converters))
        return [self._row(compiler, row) for row in found]

    def first(self, *values: Any) -> M | None:
        """Return the first row for these values, None where there is none."""
        return next(iter(self.rows(*values)), None)

    def _row(self, compiler: Any, row: Sequence[Any]) -> M:
        info, select = compiler.klass_info, compiler.select
        fields = info["select_fields"]
        names = [select[at][0].target.attname for at in fields]
        made: M = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[fields[0] : fields[-1] + 1])
        populators: Any = get_related_populators
        for part in populators(info, select, DEFAULT_DB_ALIAS):
            part.populate(row, made)
        return made
