"""A firm's years as files: which were asked for, which visits they hold, where the file lies."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import Visit, YearExport
from hoistway.parties.queries import Reach, reach_of

CHUNK = 400
"""Visits read at once. Chosen: some 5 MB of records."""


def year_exports(*, by: Actor) -> QuerySet[YearExport]:
    """Return what the actor's firm has asked for, the newest first."""
    if reach_of(by=by) is not Reach.FIRM:
        return YearExport.objects.none()
    return YearExport.objects.filter(firm_id=by.organisation_id).order_by("-at", "-pk")


def year_export_seen(*, number: str, by: Actor) -> YearExport:
    """Return an export by its number.

    Raises: NotFound where it does not exist or is another firm's.
    """
    found = year_exports(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def visits_of_year(*, export: YearExport) -> QuerySet[Visit]:
    """Return the visits that count within the days of an export, by day."""
    days = (export.first_day, export.last_day)
    rows = Visit.objects.filter(firm_id=export.firm_id, counted_on__range=days)
    rows = rows.select_related("elevator__use_unit", "record")
    return rows.order_by("counted_on", "pk")


def chunks_of_year(*, export: YearExport) -> Iterator[list[Visit]]:
    """Yield the visits of an export some at a time, so that any number needs little memory."""
    rows = visits_of_year(export=export)
    keys = list(rows.select_related(None).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield list(rows.filter(pk__in=keys[start : start + CHUNK]))


def file_of_export(*, export: YearExport) -> Path | None:
    """Return where the file of an export lies, None where it is not made or no longer kept."""
    if not export.file_name:
        return None
    path = Path(settings.HOME) / "exports" / Path(export.file_name).name
    return path if path.is_file() else None


def topic_of_export(*, export_id: int) -> str:
    """Return the topic under which the progress of an export is told."""
    return f"year_export.{export_id}"
