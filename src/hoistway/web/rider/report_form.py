"""What somebody may report at a code: a choice, and a few things that may be left out."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.geo import Point
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.queries import is_urgent, needs_words, topics_of
from hoistway.riders.vocabulary import ReportKind, Topic, WrongFact
from hoistway.web.technician.forms import choices_of

_ONLY: dict[ReportKind, Topic] = {
    ReportKind.SUGGESTION: Topic.IDEA,
    ReportKind.CORRECTION: Topic.WRONG_DATA,
}
"""Kinds that leave nothing to choose."""

_NOBODY_INSIDE = {Topic.LIGHT, Topic.ALARM_DEAD}


def topics_at(*, kind: ReportKind, elevator: ElevatorKind) -> tuple[Topic, ...]:
    """Return what may be chosen at an elevator of a kind; empty where nothing is to choose."""
    if kind in _ONLY:
        return ()
    topics = topics_of(kind=kind, has_car=elevator not in ElevatorKind.without_car())
    if elevator is ElevatorKind.DUMBWAITER:
        return tuple(topic for topic in topics if topic not in _NOBODY_INSIDE)
    return topics


class ReportForm(forms.Form):
    """One report; only the choice is asked for, nobody is asked for a name."""

    topic = forms.ChoiceField(
        label=_("是哪一种？"), error_messages={"required": _("请选择一项。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("说明"), max_length=1000, required=False, strip=True,
        help_text=_("请不要写姓名和门牌号。"), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("电话"), max_length=32, required=False,
        help_text=_("只给处理的人，最多保存半年。不填也一样处理。"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    form_id = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    calm = forms.CharField(required=False, widget=forms.HiddenInput)

    kind: ReportKind

    def __init__(
        self, data: Any = None, *, kind: ReportKind, elevator: ElevatorKind, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.kind = kind
        self.topics = topics_at(kind=kind, elevator=elevator)
        if not self.topics:
            del self.fields["topic"]
        elif isinstance(topic := self.fields["topic"], forms.ChoiceField):
            language = get_language() or "zh"
            topic.choices = [(str(one), one.in_language(language)) for one in self.topics]
        if kind is ReportKind.SUGGESTION:
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = _("请写下您的建议。")

    def clean(self) -> dict[str, Any]:
        """Ask for words where the choice says nothing by itself."""
        data = self.cleaned_data
        chosen = data.get("topic")
        if chosen and needs_words(topic=Topic(chosen)) and not data.get("words"):
            self.add_error("words", _("请写一句是什么问题。"))
        return data

    def number(self) -> UUID:
        """Return what makes a form sent twice one report."""
        return UUID(str(self.cleaned_data["form_id"]))

    def about(self) -> Topic:
        """Return what the report is about."""
        return _ONLY[self.kind] if self.kind in _ONLY else Topic(self.cleaned_data["topic"])

    def said(self) -> str:
        """Return all words in which somebody might call for help."""
        return str(self.cleaned_data["words"])

    def place(self) -> Point | None:
        """Return the place, where both coordinates were given."""
        longitude, latitude = self.cleaned_data["longitude"], self.cleaned_data["latitude"]
        if longitude is None or latitude is None:
            return None
        return Point(longitude, latitude)

    def is_urgent(self) -> bool:
        """Return whether the words may be a call for help that nobody has yet called calm."""
        return not self.cleaned_data["calm"] and is_urgent(text=self.said())


class CorrectionForm(ReportForm):
    """Which fact is wrong and what is right; the words say how one knows."""

    fact = forms.ChoiceField(
        label=_("哪一项不对？"), widget=forms.RadioSelect,
        error_messages={"required": _("请选择不对的一项。")},
    )  # fmt: skip
    value = forms.CharField(
        label=_("正确的是"), max_length=120, error_messages={"required": _("请写下正确的内容。")},
    )  # fmt: skip

    field_order = ("fact", "value", "words", "phone")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        fact = self.fields["fact"]
        if isinstance(fact, forms.ChoiceField):
            fact.choices = choices_of(WrongFact)
        self.fields["words"].label = _("怎么知道的（可不填）")

    def said(self) -> str:
        """Return the right value and how one knows."""
        return f"{self.cleaned_data['value']} {self.cleaned_data['words']}"


def form_for(
    *, kind: ReportKind, elevator: ElevatorKind, data: Any = None, **more: Any
) -> ReportForm:
    """Return the form of a kind of report, empty or filled."""
    form = CorrectionForm if kind is ReportKind.CORRECTION else ReportForm
    return form(data, kind=kind, elevator=elevator, **more)
