"""A batch of plates in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hoistway.plates.queries import file_of_batch, states_in_batches
from hoistway.plates.vocabulary import BatchLayout, PlateState
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.shapes import Number
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.plates.models import PrintBatch

_TONES: dict[RunState, Tone] = {
    RunState.WAITING: "quiet", RunState.RUNNING: "active", RunState.DONE: "safe",
    RunState.FAILED: "caution", RunState.STOPPED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """One batch: what it holds, how far it is, what may be done."""

    number: str
    area: str
    layout: BatchLayout
    state: RunState
    tone: Tone
    plates: int
    done: int
    share: float
    said: str
    by: str
    at: datetime
    ended_at: datetime | None
    size: int
    states: Mapping[PlateState, int]
    is_open: bool
    has_file: bool

    @property
    def to_receive(self) -> int:
        """Return how many plates are drawn and not noted as made."""
        return self.states.get(PlateState.ISSUED, 0) if self.state is RunState.DONE else 0

    @property
    def may_go_on(self) -> bool:
        """Return whether it can be drawn on, or drawn again because its file is gone."""
        gone = self.state is RunState.DONE and not self.has_file
        return self.state is RunState.FAILED or gone

    @property
    def may_stop(self) -> bool:
        """Return whether it can be given up."""
        return self.is_open or self.state is RunState.FAILED

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return its plates by where they are in their lives."""
        made = self.plates if self.state is not RunState.STOPPED else 0
        posted = self.states.get(PlateState.POSTED, 0)
        stock = self.states.get(PlateState.PRINTED, 0)
        return (
            Number(label=_("本批"), value=made, unit=_("块")),
            Number(label=_("待制牌"), value=self.states.get(PlateState.ISSUED, 0)),
            Number(label=_("库存"), value=stock, tone="active" if stock else "quiet"),
            Number(label=_("已张贴"), value=posted, tone="safe" if posted else "quiet"),
        )


def shown_batches(*, batches: Sequence["PrintBatch"]) -> list[ShownBatch]:
    """Return batches for the list and for the page; one query for all their plates."""
    states = states_in_batches(batch_ids=[batch.pk for batch in batches])
    return [_shown(batch, states[batch.pk]) for batch in batches]


def _shown(batch: "PrintBatch", states: Mapping[PlateState, int]) -> ShownBatch:
    path, area = file_of_batch(batch=batch), batch.jurisdiction
    return ShownBatch(
        number=batch.number, area=spoken((area.name_zh, area.name_en)), layout=batch.layout,
        state=batch.state, tone=_TONES[batch.state], plates=batch.plates, done=batch.plates_done,
        share=batch.plates_done / batch.plates if batch.plates else 0.0, said=batch.said,
        by=str(batch.by.get("name", "")), at=batch.at, ended_at=batch.ended_at,
        size=path.stat().st_size if path else 0, states=states,
        is_open=batch.state in RunState.open_states(), has_file=path is not None,
    )  # fmt: skip
