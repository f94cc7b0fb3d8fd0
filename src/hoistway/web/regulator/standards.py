"""标准文本: the items of the rule as the house holds them, and who confirmed them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions.standards import confirm_standard
from hoistway.maintenance.queries.standards import (
    LEVELS,
    Edition,
    Item,
    checklist,
    confirmations,
    edition_in_use,
    limit_words,
)
from hoistway.maintenance.vocabulary import Annex, Level
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, word
from hoistway.web.frame import language, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRows:
    """One annex with its items by level, and how many items a visit of each level has."""

    annex: Annex
    counts: tuple[int, ...]
    levels: tuple[tuple[Level, tuple[Item, ...]], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def standards(request: HttpRequest) -> HttpResponseBase:
    """Show the items, hand them out, and take the confirmation of the city's regulator."""
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("name", "sha256", "words")}
        try:
            confirm_standard(**said, now=clock.now(), by=by(request))
        except Refusal as no:
            return _page(request, refusal=no.sentence(language()), status=no.status)
        return redirect("regulator-standards")
    return _page(request)


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    edition = edition_in_use()
    file = handed_out(request, _sheet(edition))
    if file is not None:
        return file
    facts = {
        "edition": edition, "mark": spoken(edition.mark), "annexes": tuple(_annexes(edition)),
        "levels": LEVELS, "past": tuple(confirmations(name=edition.name)), "refusal": refusal,
        "may_confirm": may(by=by(request), deed=Deed.CONFIRM_STANDARD),
        "exports": exports(request),
    }  # fmt: skip
    return render(request, "maintenance/standards.html", facts, status=status)


def _annexes(edition: Edition) -> Iterator[AnnexRows]:
    for annex in Annex:
        of = tuple(item for item in edition.items if item.annex is annex)
        yield AnnexRows(
            annex=annex,
            counts=tuple(len(checklist(annex=annex, level=level)) for level in LEVELS),
            levels=tuple(
                (level, tuple(item for item in of if item.level is level)) for level in LEVELS
            ),
        )  # fmt: skip


def _sheet(edition: Edition) -> Sheet:
    head = [
        _("项目编号"), _("附件"), _("级别"), _("项目（中文）"), _("项目（英文）"),
        _("要求（中文）"), _("要求（英文）"), _("位置"), _("限值"), _("依据"), _("标准文本核对"),
    ]  # fmt: skip
    return Sheet(name="tsg-t5002-items", head=head, rows=_lines(edition))


def _lines(edition: Edition) -> Iterator[Sequence[Cell]]:
    standing = spoken(edition.mark) or _("已与官方文本核对")
    for item in edition.items:
        yield (
            item.code, item.annex, item.level, item.zh, item.en, item.asks_zh, item.asks_en,
            word(item.place), limit_words(item=item), item.clause, standing,
        )  # fmt: skip
