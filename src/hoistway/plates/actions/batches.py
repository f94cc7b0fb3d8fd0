"""Batches for the maker: asked for, drawn by a job, stopped, gone on with, come back as plates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import Reach, jurisdictions, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.actions.drawing import Press, cards_of, drawer_of
from hoistway.plates.actions.moving import move_all
from hoistway.plates.adapters import print_files
from hoistway.plates.adapters.printing import Drawer
from hoistway.plates.events import BatchAsked
from hoistway.plates.models import Plate, PrintBatch
from hoistway.plates.queries.batches import (
    IN_ORDER,
    batch_seen,
    file_of_batch,
    printable,
    topic_of_batch,
)
from hoistway.plates.rules.artwork import PlateCard
from hoistway.plates.vocabulary import BatchLayout, PlateDeed, PlateState
from hoistway.registry.vocabulary import RunState

MOST_PLATES = 20_000
"""Plates in one batch. Chosen: half a minute of drawing, 15 MB of sheets, 122 boards."""


class NothingToPrint(Refusal):
    """Raised when no issued plate of the area waits to be made."""

    code = "nothing_to_print"
    zh = "该范围内没有待制的牌：已制发的都在批次里。"
    en = "No plate of this area waits to be made: all that were issued are in a batch."
    status = 422


class BatchMovedOn(Refusal):
    """Raised when a batch is no longer where the deed was meant for."""

    code = "batch_moved_on"
    zh = "该批次当前为“{zh}”，不能这样做。"
    en = "The batch is “{en}” now; this does not fit."


class BatchStopped(Refusal):
    """Raised within a job whose batch somebody has stopped."""

    code = "batch_stopped"
    zh = "制版已被停止。"
    en = "The batch was stopped."


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWish:
    """Which plates are wanted and how; without an area all that the actor may see."""

    layout: BatchLayout
    jurisdiction_code: str = ""
    estate: str = ""
    most: int = MOST_PLATES


@transaction.atomic
def ask_batch(*, wish: BatchWish, form_id: UUID, now: datetime, by: Actor) -> PrintBatch:
    """Bind issued plates into a batch and have it drawn; a repeated form is the same batch.

    Announces: BatchAsked. Raises: NotAllowed, NotFound, NothingToPrint.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    area = _area(wish.jurisdiction_code, by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(387, 0)")  # two desks never share a plate
    key = fresh_key(table="plates_printbatch")
    known = PrintBatch.objects.filter(form_id=form_id).first()
    if known is not None:
        return known
    rows = printable(by=by, jurisdiction_code=wish.jurisdiction_code, estate=wish.estate.strip())
    keys = list(rows.values_list("pk", flat=True)[: max(1, min(wish.most, MOST_PLATES))])
    if not keys:
        raise NothingToPrint
    batch = PrintBatch(
        pk=key, form_id=form_id, number=f"ZP{local_day(at=now):%y%m%d}{key:06d}",
        jurisdiction=area, layout=wish.layout, state=RunState.WAITING, plates=len(keys), at=now,
        by=by.as_json(),
    )  # fmt: skip
    batch.save(force_insert=True)
    Plate.objects.filter(pk__in=keys).update(batch=batch)
    announce(BatchAsked(batch_id=key))
    return batch


def _area(code: str, by: Actor) -> Jurisdiction:
    """Return the jurisdiction to which a batch belongs; a district asks for its own only."""
    if reach_of(by=by) is Reach.ALL:
        found = jurisdictions().filter(code=code) if code else jurisdictions()
    else:
        found = jurisdictions().filter(pk=by.jurisdiction_id)
        found = found.filter(code=code) if code else found
    area = found.first()
    if area is None:
        raise NotFound
    return area


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the drawing of a batch ended."""

    state: RunState
    said: str = ""
    file_name: str = ""


def work_on_batch(*, batch_id: int, press: Press, now: datetime) -> Outcome | None:
    """Draw a batch, or go on after a kill: parts that are whole stay as they are.

    A refusal is the outcome; a database that is away is for the task; None where somebody has
    stopped the batch.
    """
    batch = PrintBatch.objects.filter(pk=batch_id, state__in=RunState.open_states()).first()
    if batch is None:
        return None
    PrintBatch.objects.filter(pk=batch_id, state=RunState.WAITING).update(state=RunState.RUNNING)
    touch(topic_of_batch(batch_id=batch_id))
    try:
        return Outcome(RunState.DONE, file_name=_drawn(batch, press))
    except BatchStopped:
        print_files.drop_folder(number=batch.number)
        return None
    except Refusal as refusal:
        return Outcome(RunState.FAILED, said=refusal.sentence("zh-hans"))
    except OperationalError:
        raise
    except Exception as error:
        failed = Outcome(RunState.FAILED, said=f"程序错误：{type(error).__name__}")
        end_batch(batch_id=batch_id, outcome=failed, now=now)
        raise


def _drawn(batch: PrintBatch, press: Press) -> str:
    drawer = drawer_of(press=press)
    cards = print_files.plan_of(number=batch.number)
    if not cards:
        cards = cards_of(plates=_own_plates(batch), press=press)
        if not cards:
            raise NothingToPrint
        print_files.keep_plan(number=batch.number, cards=cards)
    names = [_draw_part(batch, drawer, cards, part) for part in _parts(batch, drawer, cards)]
    return print_files.pack(
        number=batch.number, names=names,
        list_=drawer.listed(layout=batch.layout, cards=cards),
        note=drawer.explained(number=batch.number, plates=len(cards)),
    )  # fmt: skip


def _own_plates(batch: PrintBatch) -> Iterable[Plate]:
    rows = Plate.objects.filter(batch=batch).exclude(state=PlateState.VOID)
    return rows.select_related("elevator").order_by(*IN_ORDER)


def _parts(batch: PrintBatch, drawer: Drawer, cards: list[PlateCard]) -> range:
    size = drawer.part_size(layout=batch.layout)
    return range(1, -(-len(cards) // size) + 1)


def _draw_part(batch: PrintBatch, drawer: Drawer, cards: list[PlateCard], part: int) -> str:
    """Draw one part unless it is there, say how far the batch is, and return the part's name."""
    size = drawer.part_size(layout=batch.layout)
    name = drawer.part_name(layout=batch.layout, part=part)
    path = print_files.folder_of(number=batch.number) / name
    own = cards[(part - 1) * size : part * size]
    if not path.exists():
        with print_files.made(path=path) as file:
            if batch.layout is BatchLayout.SHEET:
                of = len(_parts(batch, drawer, cards))
                words = f"{batch.number} · 第 {part} / {of} 张 Board {part} of {of}"
                drawer.sheet(file=file, cards=own, words=words)
            else:
                drawer.pages(file=file, cards=own)
    running = PrintBatch.objects.filter(pk=batch.pk, state=RunState.RUNNING)
    if not running.update(plates_done=min(part * size, len(cards))):
        raise BatchStopped
    touch(topic_of_batch(batch_id=batch.pk))
    return name


def end_batch(*, batch_id: int, outcome: Outcome, now: datetime) -> None:
    """Close the record of a batch that is still open."""
    PrintBatch.objects.filter(pk=batch_id, state__in=RunState.open_states()).update(
        state=outcome.state, said=outcome.said[:300], file_name=outcome.file_name, ended_at=now
    )
    touch(topic_of_batch(batch_id=batch_id))


@transaction.atomic
def stop_batch(*, number: str, now: datetime, by: Actor) -> PrintBatch:
    """Give a batch up that is not done; its plates wait for another one.

    Raises: NotAllowed, NotFound, BatchMovedOn.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    batch = batch_seen(number=number, by=by)
    before = (*RunState.open_states(), RunState.FAILED)
    _move(batch, before, state=RunState.STOPPED, ended_at=now)
    Plate.objects.filter(batch=batch).update(batch=None)
    transaction.on_commit(lambda: print_files.drop_folder(number=batch.number))
    return batch


@transaction.atomic
def go_on_with_batch(*, number: str, by: Actor) -> PrintBatch:
    """Have a batch drawn on that failed, or drawn again whose file is no longer kept.

    Announces: BatchAsked. Raises: NotAllowed, NotFound, BatchMovedOn.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    batch = batch_seen(number=number, by=by)
    before = {RunState.FAILED}
    if file_of_batch(batch=batch) is None:
        before.add(RunState.DONE)
    _move(batch, tuple(before), state=RunState.WAITING, said="", file_name="", ended_at=None)
    announce(BatchAsked(batch_id=batch.pk))
    return batch


def _move(batch: PrintBatch, before: tuple[RunState, ...], **columns: object) -> None:
    if not PrintBatch.objects.filter(pk=batch.pk, state__in=before).update(**columns):
        raise BatchMovedOn(zh=batch.state.zh, en=batch.state.en)
    touch(topic_of_batch(batch_id=batch.pk))


@transaction.atomic
def mark_printed(*, number: str, now: datetime, by: Actor) -> int:
    """Note that the plates of a drawn batch came from the maker; return how many moved.

    Raises: NotAllowed, NotFound, BatchMovedOn.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    batch = batch_seen(number=number, by=by)
    if batch.state is not RunState.DONE:
        raise BatchMovedOn(zh=batch.state.zh, en=batch.state.en)
    waiting = Plate.objects.filter(batch=batch, state=PlateState.ISSUED)
    keys = list(waiting.values_list("pk", flat=True))
    facts = {"batch": batch.number}
    moved = move_all(plate_ids=keys, deed=PlateDeed.PRINT, now=now, by=by, facts=facts)
    touch(topic_of_batch(batch_id=batch.pk))
    return len(moved)


def forget_batch_files(*, before: datetime) -> int:
    """Delete the files of batches that ended before an instant; the records stay.

    What a batch says can be drawn again as long as its plates live.
    """
    old = PrintBatch.objects.filter(ended_at__lt=before).exclude(file_name="")
    names = dict(old.order_by("pk").values_list("pk", "file_name"))
    for name in names.values():
        print_files.drop_file(name=name)
    return PrintBatch.objects.filter(pk__in=names).update(file_name="")
