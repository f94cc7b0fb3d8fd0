"""The drawings of a batch: boards or single pages in parts, and the list of what lies where."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hoistway.plates.adapters.codes import codes_for
from hoistway.plates.adapters.lettering import Lettering, outline_of
from hoistway.plates.adapters.pdf import CUT, Laid, Page, write_pdf
from hoistway.plates.adapters.svg import svg_of
from hoistway.plates.rules.artwork import PlateCard, PlateForm
from hoistway.plates.rules.composing import backdrop, particulars
from hoistway.plates.rules.imposing import SINGLES, Board, Spot, beside, spots
from hoistway.plates.rules.marks import Mark
from hoistway.plates.vocabulary import BatchLayout

_NOTE = Path(__file__).with_name("batch_note.txt")

_HEAD = (
    "文件 file", "张 page", "行 row", "列 column", "救援识别码 rescue number",
    "注册代码 register number", "位置 place", "网址 address", "字体缺字 missing signs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawer:
    """What every drawing needs: the form of the plate, the board, the letters."""

    form: PlateForm
    board: Board
    letters: Lettering

    def part_size(self, *, layout: BatchLayout) -> int:
        """Return how many plates lie in one file."""
        if layout is BatchLayout.SHEET:
            return len(spots(form=self.form, board=self.board))
        return SINGLES

    def part_name(self, *, layout: BatchLayout, part: int) -> str:
        """Return the name of a file, parts counted from one."""
        return f"{'board' if layout is BatchLayout.SHEET else 'plates'}-{part:03}.pdf"

    def svg(self, *, card: PlateCard) -> str:
        """Return one plate as SVG."""
        marks = (*self._backdrop(card), *self._own([card])[0])
        return svg_of(
            title=f"{self.form.title[0]} {card.rescue_number}", marks=marks, form=self.form,
            letters=self.letters,
        )  # fmt: skip

    def pages(self, *, file: IO[bytes], cards: Sequence[PlateCard]) -> None:
        """Write plates as single pages of their finished size with bleed."""
        self._write(file, cards, [self._single(laid) for laid in self._laid(cards)])

    def sheet(self, *, file: IO[bytes], cards: Sequence[PlateCard], words: str) -> None:
        """Write plates as one board; `words` names it at its foot."""
        laid = self._laid(cards, spots(form=self.form, board=self.board))
        marks = beside(board=self.board, words=words, width=self.letters.width)
        page = Page(self.board.width_mm, self.board.height_mm, 0.0, laid, marks)
        self._write(file, cards, [page])

    def _single(self, laid: Laid) -> Page:
        return Page(self.form.width_mm, self.form.height_mm, self.form.bleed_mm, [laid])

    def _write(self, file: IO[bytes], cards: Sequence[PlateCard], pages: list[Page]) -> None:
        kinds = dict.fromkeys(card.wording for card in cards)
        firsts = (next(card for card in cards if card.wording == kind) for kind in kinds)
        backdrops = [self._backdrop(card) for card in firsts]
        write_pdf(
            file=file, pages=pages, backdrops=backdrops, form=self.form, letters=self.letters
        )  # fmt: skip

    def _laid(self, cards: Sequence[PlateCard], where: Sequence[Spot] = ()) -> list[Laid]:
        kinds = {kind: at for at, kind in enumerate(dict.fromkeys(c.wording for c in cards))}
        return [
            Laid(
                kinds[card.wording], marks, where[at].x_mm if where else 0.0,
                where[at].y_mm if where else 0.0,
            )
            for at, (card, marks) in enumerate(zip(cards, self._own(cards), strict=True))
        ]  # fmt: skip

    def _backdrop(self, card: PlateCard) -> tuple[Mark, ...]:
        return backdrop(
            form=self.form, wording=card.wording, emblem=outline_of(path=self.form.emblem),
            width=self.letters.width,
        )  # fmt: skip

    def _own(self, cards: Sequence[PlateCard]) -> list[tuple[Mark, ...]]:
        codes = codes_for(addresses=[card.address for card in cards])
        return [
            particulars(
                card=card, modules=code.modules, runs=code.runs, form=self.form,
                width=self.letters.width,
            )
            for card, code in zip(cards, codes, strict=True)
        ]  # fmt: skip

    def listed(self, *, layout: BatchLayout, cards: Sequence[PlateCard]) -> bytes:
        """Return the list of a batch as CSV: which plate lies where, and what it says."""
        out = io.StringIO()
        out.write("\ufeff")
        csv.writer(out).writerows((_HEAD, *self._rows(layout, cards)))
        return out.getvalue().encode()

    def _rows(
        self, layout: BatchLayout, cards: Sequence[PlateCard]
    ) -> Iterator[tuple[object, ...]]:
        size = self.part_size(layout=layout)
        where = spots(form=self.form, board=self.board)
        for at, card in enumerate(cards):
            part, place = divmod(at, size)
            spot = where[place] if layout is BatchLayout.SHEET else Spot(1, 1, 0, 0)
            page = 1 if layout is BatchLayout.SHEET else place + 1
            yield (
                self.part_name(layout=layout, part=part + 1), page, spot.row, spot.column,
                card.rescue_number, card.register_number, card.place, card.address,
                "〓" if self.letters.lacks(card.place) else "",
            )  # fmt: skip

    def explained(self, *, number: str, plates: int) -> bytes:
        """Return the note to the printer, in both languages."""
        form, board = self.form, self.board
        text = _NOTE.read_text(encoding="utf-8").format(
            title=form.title[0], number=number, plates=plates, form=form, board=board, cut=CUT
        )
        return text.encode()
