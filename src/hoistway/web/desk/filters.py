"""What stands above a list: words, kind, state, jurisdiction, days."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoistway.dossier.search import IncidentSearch, Period
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import Reach, jurisdictions, may, reach_of
from hoistway.parties.vocabulary import Deed, JurisdictionKind
from hoistway.quality.queries import in_doubt
from hoistway.registry.queries import ElevatorSearch
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.web.desk.shapes import choices_of, chosen
from hoistway.web.frame import spoken

ALL = _("全部")


DOUBTED, CLEAN = "doubted", "clean"


class DayInput(forms.DateInput):
    """A day as browsers pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_bounds(*, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """Return the instants between which days of Shanghai lie, the second one not included."""
    after = last + timedelta(days=1) if last else None
    return (
        datetime.combine(first, time(), SHANGHAI) if first else None,
        datetime.combine(after, time(), SHANGHAI) if after else None,
    )


class Filter(forms.Form):
    """A form that is read even where some of it makes no sense: those fields ask nothing."""

    choices: ClassVar[dict[str, Any]] = {}

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data, prefix=None)
        for name, term in self.choices.items():
            self._field(name).choices = choices_of(term, empty=ALL)
        if "district" in self.fields:
            if reach_of(by=by) is Reach.ALL:
                self._field("district").choices = _areas()
            else:
                del self.fields["district"]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        return field

    def read(self, name: str) -> Any:
        """Return a field's sound value, None where there is none."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


def _areas() -> list[tuple[str, object]]:
    rows = jurisdictions().exclude(kind=JurisdictionKind.CITY)
    named = ((row.code, spoken((row.name_zh, row.name_en))) for row in rows)
    return [("", ALL), *named]


class IncidentFilter(Filter):
    """What is asked of the rescues."""

    choices = {"kind": IncidentKind, "state": IncidentState}

    q = forms.CharField(label=_("编号、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> IncidentSearch:
        """Return what the form asks."""
        kind = chosen(IncidentKind, self.read("kind") or "")
        state = chosen(IncidentState, self.read("state") or "")
        return IncidentSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, IncidentKind) else None,
            states=frozenset({state}) if isinstance(state, IncidentState) else frozenset(),
            jurisdiction_code=self.read("district") or "",
            period=Period(first=self.read("from_day"), last=self.read("to_day")),
        )  # fmt: skip


class PeriodFilter(Filter):
    """Which days, and which jurisdiction."""

    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)


class ElevatorFilter(Filter):
    """What is asked of the register."""

    choices = {"kind": ElevatorKind, "state": UseState}

    q = forms.CharField(label=_("号码、地址、小区、拼音首字母"), required=False, max_length=80)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    street = forms.CharField(label=_("街镇"), required=False, max_length=60)
    unit = forms.CharField(label=_("维保或使用单位"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    quality = forms.ChoiceField(
        label=_("数据质量"), required=False,
        choices=[("", ALL), (DOUBTED, _("有待处理的问题")), (CLEAN, _("没有待处理的问题"))],
    )  # fmt: skip

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data, by=by)
        if not may(by=by, deed=Deed.SEE_QUALITY):
            del self.fields["quality"]

    def _doubt(self) -> Q | None:
        asked = self.read("quality")
        if not asked:
            return None
        doubted = in_doubt(prefix="elevator_")
        return doubted if asked == DOUBTED else ~doubted

    def search(self) -> ElevatorSearch:
        """Return what the form asks."""
        kind = chosen(ElevatorKind, self.read("kind") or "")
        state = chosen(UseState, self.read("state") or "")
        return ElevatorSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, ElevatorKind) else None,
            state=state if isinstance(state, UseState) else None, street=self.read("street") or "",
            jurisdiction_code=self.read("district") or "",
            unit=self.read("unit") or "", also=self._doubt(),
        )  # fmt: skip
