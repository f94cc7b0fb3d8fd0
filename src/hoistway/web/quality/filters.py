"""What stands above the lists of the data desk."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.dossier.queue import QueueSearch
from hoistway.foundation.actors import Actor
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.vocabulary import Field, SourceKind
from hoistway.web.desk.filters import ALL, DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

ANY = "any"
SURE = [("", ALL), ("0.9", "≥ 90%"), ("0.7", "≥ 70%"), ("0.5", "≥ 50%")]
AGES = [("", ALL), ("7", _("超过 7 天")), ("30", _("超过 30 天")), ("90", _("超过 90 天"))]


class QueueFilter(Filter):
    """What is asked of the findings; without a state the open ones are meant."""

    choices = {"kind": FindingKind, "field": Field, "source": SourceKind}

    q = forms.CharField(label=_("代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("问题种类"), required=False)
    field = forms.ChoiceField(label=_("字段"), required=False)
    source = forms.ChoiceField(label=_("来源"), required=False)
    confidence = forms.ChoiceField(label=_("置信度"), required=False, choices=SURE)
    age = forms.ChoiceField(label=_("等待"), required=False, choices=AGES)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data, by=by)
        ended = [state for state in FindingState if state is not FindingState.OPEN]
        self._field("state").choices = [
            ("", word(FindingState.OPEN)), *((str(state), word(state)) for state in ended),
            (ANY, ALL),
        ]  # fmt: skip

    def _state(self) -> FindingState | None:
        asked = self.read("state") or ""
        state = chosen(FindingState, asked)
        if asked == ANY:
            return None
        return state if isinstance(state, FindingState) else FindingState.OPEN

    def search(self) -> QueueSearch:
        """Return what the form asks."""
        kind = chosen(FindingKind, self.read("kind") or "")
        return QueueSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, FindingKind) else None,
            state=self._state(),
            field=self.read("field") or "", source=self.read("source") or "",
            jurisdiction_code=self.read("district") or "",
            least_confidence=float(self.read("confidence") or 0),
            older_than_days=int(self.read("age") or 0),
        )  # fmt: skip

    def search_without_kind(self) -> QueueSearch:
        """Return what the form asks of every kind."""
        return replace(self.search(), kind=None)


WAYS = [("", ALL), ("rule", _("自动")), ("person", _("人工"))]
UNDONE = [("", ALL), ("no", _("有效")), ("yes", _("已撤销"))]


class CorrectionFilter(Filter):
    """What is asked of the corrections."""

    choices = {"kind": FindingKind, "field": Field}

    q = forms.CharField(label=_("代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("规则"), required=False)
    field = forms.ChoiceField(label=_("字段"), required=False)
    way = forms.ChoiceField(label=_("方式"), required=False, choices=WAYS)
    undone = forms.ChoiceField(label=_("状态"), required=False, choices=UNDONE)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)


class UnplacedFilter(Filter):
    """What is asked of the records without an elevator."""

    choices = {"source": SourceKind}

    q = forms.CharField(label=_("记录编号、地址、代码"), required=False, max_length=80)
    source = forms.ChoiceField(label=_("来源"), required=False)
