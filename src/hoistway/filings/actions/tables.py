"""Tables of filings: handed in and tried, then applied, stopped, gone on with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from hoistway.filings.events import TableAsked
from hoistway.filings.models import TableRun
from hoistway.filings.queries.tables import table_run_at_hand, topic_of_table
from hoistway.filings.rules.table_row import places_of
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import Upload, keep, keep_table, path_of
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.foundation.sheets import open_sheet
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.vocabulary import RunState

MOST_CONTRACTS = 50
"""Contract files handed in with a table. Chosen: one contract covers whole estates."""


class TooManyContracts(Refusal):
    """Raised when more contract files come with a table than one request can carry."""

    code = "too_many_contracts"
    zh = "一次最多附 {most} 份合同文件，其余可随下一份表格上传。"
    en = "At most {most} contract files go with one table; send the others with the next one."
    status = 422


class NotTried(Refusal):
    """Raised when a table is to be applied that was not tried to its end."""

    code = "table_not_tried"
    zh = "请先完成试算，再提交备案。"
    en = "Let the trial come to its end before filing."


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file with the name that it had where it came from."""

    name: str
    upload: Upload


def ask_table(
    *, table: NamedFile, contracts: Iterable[NamedFile], now: datetime, by: Actor
) -> TableRun:
    """Keep a table and have a task try it; nothing is filed yet.

    A contract's file is named by the contract's number. Announces: TableAsked.
    Raises: NotAllowed, BadTable, BadAttachment, TableUnreadable, HeadingsMissing,
    TooManyContracts.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    papers = list(contracts)
    if len(papers) > MOST_CONTRACTS:
        raise TooManyContracts(most=MOST_CONTRACTS)
    kept = keep_table(upload=table.upload, now=now, by=by)
    with open_sheet(path=path_of(attachment=kept)) as sheet:
        places_of(header=sheet.header)
    stems = {
        Path(paper.name).stem.strip(): keep(upload=paper.upload, now=now, by=by).pk
        for paper in papers
    }
    with transaction.atomic():
        run = TableRun.objects.create(
            at=now, by=actor_json(by=by), firm_id=by.organisation_id, state=RunState.WAITING,
            file=kept, file_name=Path(table.name).name[:200], contracts=stems,
        )  # fmt: skip
        announce(TableAsked(run_id=run.pk))
    return run


@transaction.atomic
def apply_table(*, run_id: int, now: datetime, by: Actor) -> TableRun:
    """File what a tried table says, in a run of its own; asked twice it is one run.

    Announces: TableAsked. Raises: NotAllowed, NotFound, NotTried.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    tried = table_run_at_hand(run_id=run_id, by=by)
    if tried.apply:
        return tried
    if tried.state is not RunState.DONE:
        raise NotTried
    run, is_new = TableRun.objects.get_or_create(
        tried=tried,
        defaults={
            "at": now, "by": actor_json(by=by), "firm_id": tried.firm_id, "apply": True,
            "state": RunState.WAITING, "file": tried.file, "file_name": tried.file_name,
            "contracts": tried.contracts, "rows": tried.rows,
        },
    )  # fmt: skip
    if is_new:
        announce(TableAsked(run_id=run.pk))
    return run


@transaction.atomic
def stop_table(*, run_id: int, now: datetime, by: Actor) -> None:
    """Stop a run that waits or works; what it has filed stays. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    run = table_run_at_hand(run_id=run_id, by=by)
    end_run(run=run, state=RunState.STOPPED, now=now)


@transaction.atomic
def go_on_with_table(*, run_id: int, now: datetime, by: Actor) -> None:
    """Go on after the last written row of a run that was stopped or failed.

    Announces: TableAsked. Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    run = table_run_at_hand(run_id=run_id, by=by)
    broken = TableRun.objects.filter(pk=run.pk, state__in=[RunState.STOPPED, RunState.FAILED])
    if broken.update(state=RunState.WAITING, said="", ended_at=None, at=now):
        announce(TableAsked(run_id=run.pk))
        touch(topic_of_table(run_id=run.pk))


def headings_of_table(*, run_id: int, by: Actor) -> tuple[str, ...]:
    """Return the headings of a handed-in table as they stand. Raises: NotFound, TableUnreadable."""
    run = table_run_at_hand(run_id=run_id, by=by)
    with open_sheet(path=path_of(attachment=run.file)) as sheet:
        return sheet.header


def end_run(*, run: TableRun, state: RunState, now: datetime, said: str = "") -> None:
    """Close the record of a run that is still open."""
    TableRun.objects.filter(pk=run.pk, state__in=RunState.open_states()).update(
        state=state, ended_at=now, said=said[:2000]
    )
    touch(topic_of_table(run_id=run.pk))


def actor_json(*, by: Actor) -> dict[str, object]:
    """Return who handed a table in, so that a task can file in the same name."""
    return {**by.as_json(), "jurisdiction": by.jurisdiction_id}
