"""A firm's year as a file: asked for, written by a job, stopped, forgotten."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import OperationalError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.adapters import year_files
from hoistway.maintenance.events import YearExportAsked
from hoistway.maintenance.models import StandardConfirmation, YearExport
from hoistway.maintenance.queries.exports import (
    chunks_of_year,
    topic_of_export,
    visits_of_year,
    year_export_seen,
)
from hoistway.maintenance.queries.visits import crew_names
from hoistway.maintenance.rules.items import edition
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.vocabulary import RunState

_NOTE = """{firm} {first} – {last}

visits.csv / visits.xlsx  每次维保一行；lines.csv  每个项目一行，以“编号”对应。UTF-8。
visits.csv / visits.xlsx  one row per visit; lines.csv  one row per item, joined by “visit”.
规则版本 Edition: {edition}  {confirmed}
"""
_UNCONFIRMED = "项目文字未与官方文本核对 / unverified against the official text"
_CONFIRMED = "项目文字已由人员与官方文本核对 / compared with the official text by a person"


class NothingToExport(Refusal):
    """Raised when no visit of the firm counts within the year."""

    code = "nothing_to_export"
    zh = "{year} 年没有已签字的维保。"
    en = "No visit was signed in {year}."
    status = 422


class ExportStopped(Refusal):
    """Raised within a job whose export somebody has stopped."""

    code = "export_stopped"
    zh = "导出已被停止。"
    en = "The export was stopped."


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """How the writing of an export ended."""

    state: RunState
    said: str = ""
    file_name: str = ""


@transaction.atomic
def ask_year_export(*, year: int, form_id: UUID, now: datetime, by: Actor) -> YearExport:
    """Have the firm's visits of a calendar year written; a repeated form is the same export.

    Announces: YearExportAsked. Raises: NotAllowed, NothingToExport.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    known = YearExport.objects.filter(form_id=form_id, firm_id=by.organisation_id).first()
    if known is not None:
        return known
    key = fresh_key(table="maintenance_yearexport")
    export = YearExport(
        pk=key, form_id=form_id, number=f"DC{local_day(at=now):%y%m%d}{key:06d}",
        firm_id=by.organisation_id, first_day=date(year, 1, 1), last_day=date(year, 12, 31),
        state=RunState.WAITING, visits=0, at=now, by=by.as_json(),
    )  # fmt: skip
    export.visits = visits_of_year(export=export).count()
    if not export.visits:
        raise NothingToExport(year=year)
    export.save(force_insert=True)
    announce(YearExportAsked(export_id=key))
    return export


def work_on_export(*, export_id: int, now: datetime) -> ExportOutcome | None:
    """Write an export; after a kill it is written anew. None where somebody has stopped it."""
    open_rows = YearExport.objects.filter(pk=export_id, state__in=RunState.open_states())
    export = open_rows.select_related("firm").first()
    if export is None:
        return None
    open_rows.update(state=RunState.RUNNING, visits_done=0)
    _tell(export_id)
    try:
        return ExportOutcome(RunState.DONE, file_name=_written(export))
    except ExportStopped:
        return None
    except Refusal as refusal:
        return ExportOutcome(RunState.FAILED, said=refusal.sentence("zh-hans"))
    except OperationalError:
        raise
    except Exception as error:
        failed = ExportOutcome(RunState.FAILED, said=f"程序错误：{type(error).__name__}")
        end_export(export_id=export_id, outcome=failed, now=now)
        raise


def _written(export: YearExport) -> str:
    def told(done: int) -> None:
        running = YearExport.objects.filter(pk=export.pk, state=RunState.RUNNING)
        if not running.update(visits_done=done):
            raise ExportStopped
        _tell(export.pk)

    def crews(keys: list[int]) -> dict[int, str]:
        return {key: "、".join(names) for key, names in crew_names(visit_ids=keys).items()}

    confirmed = StandardConfirmation.objects.filter(edition=edition()).exists()
    note = _NOTE.format(
        firm=export.firm.name, first=export.first_day, last=export.last_day, edition=edition(),
        confirmed=_CONFIRMED if confirmed else _UNCONFIRMED,
    )  # fmt: skip
    return year_files.write_year(
        name=f"{export.number}.zip", chunks=chunks_of_year(export=export), crews=crews, note=note,
        told=told,
    )  # fmt: skip


def end_export(*, export_id: int, outcome: ExportOutcome, now: datetime) -> None:
    """Close the record of an export that is still open."""
    YearExport.objects.filter(pk=export_id, state__in=RunState.open_states()).update(
        state=outcome.state, said=outcome.said[:300], file_name=outcome.file_name, ended_at=now
    )
    _tell(export_id)


@transaction.atomic
def stop_year_export(*, number: str, now: datetime, by: Actor) -> YearExport:
    """Give an export up that is not done; one that is done stays as it is.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    export = year_export_seen(number=number, by=by)
    YearExport.objects.filter(pk=export.pk, state__in=RunState.open_states()).update(
        state=RunState.STOPPED, ended_at=now
    )
    _tell(export.pk)
    return export


def forget_year_exports(*, before: datetime) -> int:
    """Delete the files of exports that ended before an instant; the records stay."""
    old = YearExport.objects.filter(ended_at__lt=before).exclude(file_name="")
    names = dict(old.order_by("pk").values_list("pk", "file_name"))
    for name in names.values():
        year_files.drop(name=name)
    return YearExport.objects.filter(pk__in=names).update(file_name="")


def _tell(export_id: int) -> None:
    touch(topic_of_export(export_id=export_id))
