"""The form by which a firm files itself: plain fields and rows that are added without scripts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoistway.filings.queries import (
    FirmContent,
    FirmFilingSearch,
    LicenceLine,
    PointLine,
    StaffLine,
)
from hoistway.filings.vocabulary import FilingState, LicenceItem, LicenceLevel
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

PARTS = ("licences", "points", "staff")
MOST_ROWS = 1000
"""Rows of one part. Chosen: more technicians than any firm of the city has."""

_BETWEEN = re.compile(r"[\t,，;；]")


def _text(label: Any, most: int, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=DayInput,
        error_messages={"invalid": _("请填写日期，例如 2026-11-22。")},
    )  # fmt: skip


class FirmForm(forms.Form):
    """Who the firm is and where it is called day and night."""

    name = _text(_("单位名称"), 120, autocomplete="organization")
    credit_code = _text(_("统一社会信用代码"), 18, autocapitalize="characters", spellcheck="false")
    duty_phone = _text(_("24 小时维保值班电话"), 32, inputmode="tel", autocomplete="tel")
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean_credit_code(self) -> str:
        """Return the code in its one form."""
        return "".join(self.cleaned_data["credit_code"].upper().split())


class LicenceForm(forms.Form):
    """One sub-item of the licence."""

    item = forms.ChoiceField(label=_("许可子项目"), required=False)
    level = forms.ChoiceField(label=_("级别（曳引客梯）"), required=False)
    number = _text(_("许可证编号"), 40, spellcheck="false")
    since = _day(_("有效期自"))
    last = _day(_("有效期至"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, term in (("item", LicenceItem), ("level", LicenceLevel)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *((str(one), word(one)) for one in term)]


class PointForm(forms.Form):
    """A station or branch; its place is kept if it was known."""

    name = _text(_("网点名称"), 80)
    address = _text(_("地址"), 200)
    phone = _text(_("电话"), 32, inputmode="tel")
    branch = forms.BooleanField(label=_("是分支机构"), required=False)
    credit_code = _text(_("分支机构信用代码"), 18, spellcheck="false")
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )

    def clean_credit_code(self) -> str:
        """Return the code in its one form."""
        return "".join(self.cleaned_data["credit_code"].upper().split())


class StaffForm(forms.Form):
    """A technician with the certificate T."""

    name = _text(_("姓名"), 60)
    phone = _text(_("手机"), 32, inputmode="tel")
    number = _text(_("T 证编号"), 32, spellcheck="false")
    since = _day(_("有效期自"))
    last = _day(_("有效期至"))


_FORMS: dict[str, type[forms.Form]] = {
    "licences": LicenceForm, "points": PointForm, "staff": StaffForm,
}  # fmt: skip


class FirmDraft:
    """All parts of the form together; what is sent counts alone, whatever was filed meanwhile."""

    def __init__(self, data: Mapping[str, Any] | None, *, content: FirmContent) -> None:
        known = asdict(content)
        initial = {name: known[name] for name in ("name", "credit_code", "duty_phone")}
        self.firm = FirmForm(data, initial={**initial, "form_id": uuid4()})
        self.parts: dict[str, Any] = {
            part: forms.formset_factory(
                _FORMS[part], extra=0 if known[part] else 1, can_delete=True, max_num=MOST_ROWS,
                absolute_max=MOST_ROWS,
            )(
                data, prefix=part,
                initial=[_plain(line) for line in known[part]] if data is None else None,
            )
            for part in PARTS
        }  # fmt: skip

    def is_valid(self) -> bool:
        """Return whether every part can be read; what the machine finds wrong is said apart."""
        return all([self.firm.is_valid(), *(part.is_valid() for part in self.parts.values())])

    def all_forms(self) -> Iterable[forms.Form]:
        """Return the form of the firm and those of all rows."""
        yield self.firm
        for part in self.parts.values():
            yield from part.forms

    def content(self) -> FirmContent:
        """Return what the sound form says; blank rows and rows struck out say nothing."""
        given = self.firm.cleaned_data
        return FirmContent(
            name=given["name"], credit_code=given["credit_code"], duty_phone=given["duty_phone"],
            licences=tuple(_licence(row) for row in self._rows("licences")),
            points=tuple(PointLine(**row) for row in self._rows("points")),
            staff=tuple(StaffLine(**row) for row in self._rows("staff")),
        )  # fmt: skip

    def _rows(self, part: str) -> Iterable[dict[str, Any]]:
        for form in self.parts[part].forms:
            row = dict(form.cleaned_data)
            if not row.pop("DELETE", False) and any(row.values()):
                yield row


def with_row(*, data: QueryDict, part: str) -> QueryDict:
    """Return the form's data with one more blank row of a part."""
    more = data.copy()
    count = _count(more, part)
    if part in PARTS and count < MOST_ROWS:
        more[f"{part}-TOTAL_FORMS"] = str(count + 1)
    return more


def with_pasted(*, data: QueryDict) -> QueryDict:
    """Return the form's data with a row for each pasted line: name, telephone, number, days."""
    more = data.copy()
    lines = [line for line in str(data.get("pasted", "")).splitlines() if line.strip()]
    for line in lines[: MOST_ROWS - _count(more, "staff")]:
        count = _count(more, "staff")
        cells = [cell.strip() for cell in _BETWEEN.split(line)]
        for name, cell in zip(("name", "phone", "number", "since", "last"), cells, strict=False):
            more[f"staff-{count}-{name}"] = _iso(cell) if name in {"since", "last"} else cell
        more["staff-TOTAL_FORMS"] = str(count + 1)
    more["pasted"] = ""
    return more


def _count(data: QueryDict, part: str) -> int:
    said = data.get(f"{part}-TOTAL_FORMS") or ""
    return int(said) if said.isdecimal() else 0


def _iso(cell: str) -> str:
    """Return a day as the form wants it; 2026/1/2 and 2026年1月2日 are days too."""
    try:
        year, month, day = map(int, re.findall(r"\d+", cell))
        return date(year, month, day).isoformat()
    except ValueError:
        return cell


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, str) else value for name, value in line.items()}


def _licence(row: dict[str, Any]) -> LicenceLine:
    item = LicenceItem(row["item"] or LicenceItem.TRACTION)
    level = LicenceLevel(row["level"] or LicenceLevel.NONE)
    levelled = item is LicenceItem.TRACTION
    return LicenceLine(
        item=item, level=level if levelled else LicenceLevel.NONE, number=row["number"],
        since=row["since"], last=row["last"],
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why a filing goes back."""

    reason = forms.CharField(max_length=300, error_messages={"required": _("请写明退回的理由。")})


class FirmFilingFilter(Filter):
    """What is asked of firms' filings."""

    choices = {"state": FilingState}

    q = forms.CharField(label=_("编号、单位名称、信用代码"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> FirmFilingSearch:
        """Return what the form asks."""
        state = chosen(FilingState, self.read("state") or "")
        return FirmFilingSearch(
            text=self.read("q") or "", jurisdiction_code=self.read("district") or "",
            states=frozenset({state}) if isinstance(state, FilingState) else frozenset(),
        )  # fmt: skip


class FirmFilter(Filter):
    """What is asked of firms."""

    q = forms.CharField(label=_("单位名称、信用代码"), required=False, max_length=80)
    district = forms.ChoiceField(label=_("辖区"), required=False)


class EndingFilter(Filter):
    """What is asked of what runs out."""

    q = forms.CharField(label=_("单位、姓名"), required=False, max_length=80)
