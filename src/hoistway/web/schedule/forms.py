"""What is asked of visits, and what an office fills in to plan a day."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.board import DueSearch
from hoistway.maintenance.queries.visits import VisitSearch
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.web.desk.filters import ALL, DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

NOBODY, ALL_DUE, LATE = "nobody", "all", "-1"
EVERY, LOOK, THIN, OVERDUE = "all", "look", "thin", "overdue"
"""The views of the visits: every one, what a person should look at, and its two parts."""

FIRST_WARNING = "5"
WITHIN = (
    ("0", _("今天及以前到期")), ("2", _("两天内到期")), ("5", _("五天内到期")),
    ("15", _("十五天内到期")), (ALL_DUE, _("全部")),
)  # fmt: skip
"""The choices of how near a last day is; the warnings of the policy stand among them."""


class VisitFilter(Filter):
    """What is asked of the visits."""

    choices = {"kind": VisitKind, "level": Level, "state": VisitState}

    q = forms.CharField(label=_("电梯、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    level = forms.ChoiceField(label=_("级别"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    person = forms.CharField(label=_("维保人员"), required=False, max_length=40)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def search(self, *, tab: str, now: datetime) -> VisitSearch:
        """Return what the form asks within one of the views of the list."""
        kind, level, state = (
            chosen(term, self.read(name) or "") for name, term in self.choices.items()
        )
        return VisitSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, VisitKind) else None,
            level=level if isinstance(level, Level) else None,
            state=state if isinstance(state, VisitState) else None,
            person=self.read("person") or "", jurisdiction_code=self.read("district") or "",
            first=self.read("from_day"), last=self.read("to_day"),
            overdue_on=local_day(at=now) if tab in {LOOK, OVERDUE} else None, now=now,
            thin=tab in {LOOK, THIN},
        )  # fmt: skip


class DueFilter(Filter):
    """Which open visits the office wants to plan, and for which day."""

    choices = {"level": Level}

    day = forms.DateField(label=_("安排哪一天"), required=False, widget=DayInput)
    within = forms.ChoiceField(label=_("期限"), required=False)
    who = forms.ChoiceField(label=_("人员"), required=False)
    level = forms.ChoiceField(label=_("级别"), required=False)
    q = forms.CharField(label=_("电梯、地址、小区"), required=False, max_length=80)

    def __init__(self, data: Any, *, by: Actor, crew: list[tuple[int, str]]) -> None:
        super().__init__(data, by=by)
        names = [(str(key), name) for key, name in crew]
        self._field("within").choices = [(LATE, word(Urge.OVERDUE)), *WITHIN]
        self._field("who").choices = [("", ALL), (NOBODY, _("没有人员")), *names]

    def search(self, *, now: datetime) -> DueSearch:
        """Return what the form asks; without a choice what the first warning has reached."""
        level = chosen(Level, self.read("level") or "")
        who, within = self.read("who") or "", self.read("within") or FIRST_WARNING
        return DueSearch(
            text=self.read("q") or "", level=level if isinstance(level, Level) else None,
            person_id=int(who) if who.isdecimal() else 0, nobody=who == NOBODY,
            within=None if within == ALL_DUE else int(within), now=now,
        )  # fmt: skip


class YearForm(forms.Form):
    """Which stretch of days is wanted as a file."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.TypedChoiceField(label=_("年份"), coerce=int)

    def __init__(self, data: Any = None, *, this_year: int) -> None:
        super().__init__(data, initial={"form_id": uuid4(), "year": this_year})
        years = [(year, str(year)) for year in range(this_year, this_year - 6, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined] # a field of choices
