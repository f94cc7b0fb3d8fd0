"""«One of these keys» as one array instead of a thousand placeholders."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Value

if TYPE_CHECKING:
    Array = ArrayField[Any, Any]
else:
    Array = ArrayField


class _Keys(Array):
    """Whole numbers as one array, sent as the text that PostgreSQL reads."""

    def get_db_prep_value(self, value: Any, *_: object, **__: object) -> str:
        return "{" + ",".join(map(str, value)) + "}"


def among(column: str, keys: Collection[int]) -> Func:
    """Return the condition that a column holds one of these keys, for `filter`.

    With thousands of keys it is many times as fast as `__in`, which binds each by itself.
    """
    array = Value(list(keys), output_field=_Keys(BigIntegerField()))
    return Func(
        F(column), array, template="%(expressions)s)", arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )  # fmt: skip
