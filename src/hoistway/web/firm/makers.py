"""The firm's office: what makers' manuals ask beyond the rule, item by item."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions import MakersDraft, end_makers_item, enter_makers_item
from hoistway.maintenance.queries.checklists import makers_items
from hoistway.maintenance.vocabulary import ItemPlace, Level
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.maintenance.models import MakersItem

OFFICE = RoleKind.FIRM_OFFICE


class MakersFilter(Filter):
    """What is asked of the lines of manuals."""

    q = forms.CharField(label=gettext_lazy("制造单位、型号、项目"), required=False, max_length=80)

    def kept(self, rows: "QuerySet[MakersItem]") -> "QuerySet[MakersItem]":
        """Return the lines that hold every word asked for."""
        for text in (self.read("q") or "").split():
            rows = rows.filter(
                Q(made_by__icontains=text) | Q(model__icontains=text) | Q(item__icontains=text)
                | Q(words__icontains=text)
            )  # fmt: skip
        return rows


def _text(label: Any, most: int, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, max_digits=9, decimal_places=3)


class MakersForm(forms.Form):
    """One line of a manual; the room judges it whole."""

    made_by = _text(gettext_lazy("制造单位"), 80)
    model = _text(
        gettext_lazy("型号"), 60, help_text=gettext_lazy("不填表示该制造单位的全部型号。")
    )
    manual = _text(gettext_lazy("使用维护说明书出处"), 160)
    item = _text(
        gettext_lazy("标准项目代码"), 12,
        help_text=gettext_lazy("例如 A-1-05：为该项目规定限值。不填则新增制造单位项目。"),
    )  # fmt: skip
    at_least = _number(gettext_lazy("下限"))
    at_most = _number(gettext_lazy("上限"))
    unit = _text(gettext_lazy("单位（mm、N 等）"), 12)
    words = _text(gettext_lazy("新增项目"), 120)
    asks = _text(gettext_lazy("要求"), 200)
    level = forms.ChoiceField(label=gettext_lazy("从哪一级起"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("位置"), required=False)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, term in (("level", Level), ("place", ItemPlace)):
            field = self.fields[name]
            field.choices = [("", "—"), *((str(one), word(one)) for one in term)]  # type: ignore[attr-defined] # a ChoiceField

    def draft(self) -> MakersDraft:
        """Return what was filled in."""
        said = self.cleaned_data
        return MakersDraft(
            form_id=said["form_id"], made_by=said["made_by"], model=said["model"],
            item=said["item"].strip().upper(), words=said["words"], asks=said["asks"],
            level=Level(said["level"]) if said["level"] else None,
            place=ItemPlace(said["place"]) if said["place"] else None,
            at_least=said["at_least"], at_most=said["at_most"], unit=said["unit"],
            manual=said["manual"],
        )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(OFFICE)
def makers(request: HttpRequest) -> HttpResponseBase:
    """Show what the firm entered from manuals, and take one more line."""
    form = MakersForm(request.POST or None, initial={"form_id": uuid4()})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            enter_makers_item(draft=form.draft(), now=clock.now(), by=by(request))
        except Refusal as refused:
            refusal = refused.sentence(get_language() or "zh")
        else:
            return redirect("firm-makers")
    return _page(request, form, refusal)


def _page(request: HttpRequest, form: MakersForm, refusal: str) -> HttpResponseBase:
    asked = MakersFilter(request.GET, by=by(request))
    wanted = asked.kept(makers_items(by=by(request)))
    file = handed_out(request, Sheet(name="makers", head=_head(), rows=_lines(wanted)))
    if file is not None:
        return file
    found = or_failed(lambda: paged(request, wanted))
    rows, pages = found or ([], None)
    wrong = bool(refusal or form.errors)
    facts = {
        "title": _("制造单位要求"), "filter": asked, "rows": rows, "pages": pages, "form": form,
        "failed": found is None, "exports": exports(request), "refusal": refusal, "wrong": wrong,
    }  # fmt: skip
    return render(request, "firm/makers.html", facts, status=422 if wrong else 200)


@require_POST
@signed_in(OFFICE)
def end(request: HttpRequest, item_id: int) -> HttpResponse:
    """Let a line count no more."""
    end_makers_item(item_id=item_id, now=clock.now(), by=by(request))
    return redirect("firm-makers")


def _head() -> list[str]:
    return [
        _("制造单位"), _("型号"), _("标准项目代码"), _("新增项目"), _("要求"), _("层级"), _("下限"),
        _("上限"), _("单位（mm、N 等）"), _("使用维护说明书出处"), _("生效日期"), _("停用日期"),
    ]  # fmt: skip


def _lines(rows: "QuerySet[MakersItem]") -> Iterator[Sequence[Cell]]:
    for row in rows.iterator(chunk_size=500):
        yield [
            row.made_by, row.model, row.item, row.words, row.asks, row.level and word(row.level),
            _plain(row.at_least), _plain(row.at_most), row.unit, row.manual, row.counts_from,
            row.ended_on,
        ]  # fmt: skip


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
