"""What the columns of the tables mean: read from the models, so that it is never out of date."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from hoistway.foundation.fields import TermField

LEFT_BEHIND = frozenset({"django_session", "parties_passing"})
"""Tables that belong to browsers and sign-ins under way, not to the city."""


def table_meanings() -> dict[str, dict[str, Any]]:
    """Return by table what it holds, and by column its type, target and known values."""
    told = {}
    for model in apps.get_models(include_auto_created=True):
        told[model._meta.db_table] = {
            "room": model._meta.app_label,
            "model": model.__name__,
            "holds": (model.__doc__ or "").split("\n")[0].strip(),
            "columns": dict(_columns(model)),
        }
    return told


def _columns(model: type[models.Model]) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in model._meta.concrete_fields:
        told: dict[str, Any] = {"type": field.get_internal_type(), "empty": field.null}
        if field.is_relation and field.related_model is not None:
            told["refers_to"] = field.related_model._meta.db_table
        if isinstance(field, TermField) and field.term is not None:
            told["values"] = {str(term): {"zh": term.zh, "en": term.en} for term in field.term}
        yield str(field.column), told
