"""Questions about tables of filings."""

from django.db.models import QuerySet

from hoistway.filings.models import TableRow, TableRun
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed


def table_runs(*, by: Actor) -> QuerySet[TableRun]:
    """Return the tables that the actor's firm handed in, newest first."""
    if not may(by=by, deed=Deed.FILE_MAINTENANCE):
        return TableRun.objects.none()
    return TableRun.objects.filter(firm_id=by.organisation_id).order_by("-at", "-pk")


def table_run_at_hand(*, run_id: int, by: Actor) -> TableRun:
    """Return one table with its kept file. Raises: NotFound."""
    run = table_runs(by=by).select_related("file").filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def applied_run(*, run: TableRun) -> TableRun | None:
    """Return the run that applied a tried table, None where nobody has."""
    return TableRun.objects.filter(tried=run).first()


def table_rows(*, run: TableRun, refused: bool) -> QuerySet[TableRow]:
    """Return the rows in which something is wrong, refused ones or filed ones, by line."""
    return TableRow.objects.filter(run=run, refused=refused).order_by("line", "pk")


def topic_of_table(*, run_id: int) -> str:
    """Return the topic under which the pages of a run hear that it has moved on."""
    return f"filings.table.{run_id}"
