"""What is filled in about plates: filters of the room, deeds of a regulator, a posting's proof."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, reach_of
from hoistway.plates.queries import BARE, NUMBERS, MissingSearch, PlateSearch, SuspicionSearch
from hoistway.plates.vocabulary import PlateState, SuspicionKind, SuspicionState
from hoistway.registry.actions import FieldValue
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.filters import ALL, Filter
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.technician.forms import PlaceForm

SAME, DIFFERS, UNSEEN = "same", "differs", "unseen"
_MOST_NUMBER = 100_000  # Chosen: above any load in kilograms and any number of stops.


class PlateFilter(Filter):
    """What is asked of the plates."""

    choices = {"state": PlateState}

    q = forms.CharField(label=_("识别码、电梯码、注册代码、地址"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    street = forms.CharField(label=_("街镇"), required=False, max_length=60)
    firm = forms.CharField(label=_("维保单位"), required=False, max_length=120)

    def search(self) -> PlateSearch:
        """Return what the form asks."""
        state = chosen(PlateState, self.read("state") or "")
        return PlateSearch(
            text=self.read("q") or "", jurisdiction_code=self.read("district") or "",
            states=frozenset({state}) if isinstance(state, PlateState) else frozenset(),
            street=self.read("street") or "", firm=self.read("firm") or "",
        )  # fmt: skip


class MissingFilter(Filter):
    """What is asked of the elevators without a plate on them."""

    q = forms.CharField(label=_("注册代码、地址、小区"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("牌的状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    street = forms.CharField(label=_("街镇"), required=False, max_length=60)
    firm = forms.CharField(label=_("维保单位"), required=False, max_length=120)
    late = forms.BooleanField(label=_("只看逾期"), required=False)

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data, by=by)
        stock = [one for one in PlateState if one in PlateState.living()]
        self._field("state").choices = [
            ("", ALL), (BARE, _("尚未制发")),
            *((str(one), word(one)) for one in stock if one is not PlateState.POSTED),
        ]  # fmt: skip

    def search(self) -> MissingSearch:
        """Return what the form asks."""
        return MissingSearch(
            text=self.read("q") or "", state=self.read("state") or "",
            jurisdiction_code=self.read("district") or "", street=self.read("street") or "",
            firm=self.read("firm") or "", only_overdue=bool(self.read("late")),
        )  # fmt: skip


class SuspicionFilter(Filter):
    """What is asked of the suspicions."""

    choices = {"kind": SuspicionKind, "state": SuspicionState}

    q = forms.CharField(label=_("识别码、电梯码、地址"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("疑点"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> SuspicionSearch:
        """Return what the form asks."""
        kind = chosen(SuspicionKind, self.read("kind") or "")
        state = chosen(SuspicionState, self.read("state") or "")
        return SuspicionSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, SuspicionKind) else None,
            state=state if isinstance(state, SuspicionState) else None,
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a plate is replaced or voided, or a suspicion settled."""

    reason = forms.CharField(
        label=_("原因"), max_length=300, error_messages={"required": _("请写明原因。")}
    )


class IssueForm(Filter):
    """For which elevators plates are issued: a district, or one estate of it."""

    district = forms.ChoiceField(label=_("辖区"), required=False)
    estate = forms.CharField(
        label=_("小区或楼盘全名（可不填）"), required=False, max_length=80
    )  # fmt: skip

    def area(self, *, by: Actor) -> str | None:
        """Return the code of the district; empty for a district's own, None if none was chosen."""
        if reach_of(by=by) is not Reach.ALL:
            return ""
        code = self.read("district")
        return str(code) if code else None


class PostForm(PlaceForm):
    """The proof of a posting and what was seen on the way; each fact may be left unseen."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    posted_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    photo = forms.FileField(required=False, label=_("照片"))

    def __init__(
        self, data: Any = None, files: Any = None, *, held: Mapping[str, FieldValue]
    ) -> None:
        super().__init__(data, files, initial={"form_id": uuid4()})
        self.held = held
        for code in held:
            self.fields[f"saw_{code}"] = forms.ChoiceField(
                choices=[(one, one) for one in (SAME, DIFFERS, UNSEEN)], required=False
            )
            self.fields[f"said_{code}"] = forms.CharField(required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Read what differs: a value is needed, and a number where the fact is one."""
        data: dict[str, Any] = super().clean() or {}
        for code in self.held:
            if data.get(f"saw_{code}") == DIFFERS:
                self._read(code, data)
        return data

    def _read(self, code: str, data: dict[str, Any]) -> None:
        said = str(data.get(f"said_{code}") or "").strip()
        if not said:
            self.add_error(f"said_{code}", _("请写下现场看到的。"))
        elif Field(code) in NUMBERS:
            if said.isdecimal() and 0 < int(said) < _MOST_NUMBER:
                data[f"said_{code}"] = int(said)
            else:
                self.add_error(f"said_{code}", _("这一项是整数。"))

    def facts(self) -> dict[Field, FieldValue]:
        """Return what was confirmed or seen otherwise; what was not looked at says nothing."""
        seen: dict[Field, FieldValue] = {}
        for code, held in self.held.items():
            saw = self.cleaned_data.get(f"saw_{code}")
            if saw == DIFFERS:
                seen[Field(code)] = self.cleaned_data[f"said_{code}"]
            elif saw == SAME and held not in (None, ""):
                seen[Field(code)] = held
        return seen
