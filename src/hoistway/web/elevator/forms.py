"""What a person writes about one fact: the right value, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.terms import Term
from hoistway.parties.queries import jurisdictions
from hoistway.registry.actions import FieldValue
from hoistway.registry.vocabulary import ElevatorKind, Field, PlaceKind
from hoistway.web.desk.filters import DayInput
from hoistway.web.desk.shapes import choices_of
from hoistway.web.frame import spoken

PLACE = (Field.LONGITUDE, Field.LATITUDE)
"""Decided together: half a point is no place."""

UNDECIDABLE = frozenset({Field.USE_STATE})
"""Use is suspended, resumed and ended by requests of the use unit, never by an edit."""

_TERMS: dict[Field, type[Term]] = {Field.KIND: ElevatorKind, Field.PLACE_KIND: PlaceKind}
_DAYS = (
    Field.MADE_ON, Field.INSTALLED_ON, Field.REGISTERED_ON, Field.ALTERED_ON, Field.REPAIRED_ON,
)  # fmt: skip
_WHOLE = {
    Field.FLOORS: 200, Field.STOPS: 200, Field.DOORS: 400, Field.PERSONS: 400,
    Field.RATED_LOAD: 100_000, Field.WIDTH: 3_000,
}  # fmt: skip
_REAL = {
    Field.RATED_SPEED: (0.0, 25.0), Field.TRAVEL: (0.0, 700.0), Field.INCLINATION: (0.0, 40.0),
    Field.LONGITUDE: (-180.0, 180.0), Field.LATITUDE: (-90.0, 90.0),
}  # fmt: skip
MOST_TEXT, MOST_REASON = 200, 300


def _day(label: str) -> forms.Field:
    return forms.DateField(label=label, widget=DayInput)


def _value_field(field: Field) -> forms.Field:
    """Return the input that fits what the field holds."""
    label = spoken((field.zh, field.en))
    if field in _TERMS:
        return forms.ChoiceField(label=label, choices=choices_of(_TERMS[field], empty="—"))
    if field is Field.JURISDICTION:
        areas = [(row.code, spoken((row.name_zh, row.name_en))) for row in jurisdictions()]
        return forms.ChoiceField(label=label, choices=[("", "—"), *areas])
    if field in _DAYS:
        return _day(label)
    if field in _WHOLE:
        return forms.IntegerField(label=label, min_value=0, max_value=_WHOLE[field])
    if field in _REAL:
        least, most = _REAL[field]
        return forms.FloatField(label=label, min_value=least, max_value=most)
    if field is Field.FLOOR_LABELS:
        return forms.CharField(label=label, max_length=2_000, help_text=_now("层站之间用空格分开"))
    return forms.CharField(label=label, max_length=MOST_TEXT)


class FactForm(forms.Form):
    """A value for a fact; its subclasses say what the other words are for."""

    def __init__(self, data: Any = None, *, field: Field, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        self.facts = PLACE if field in PLACE else (field,)
        words = {name: self.fields.pop(name) for name in list(self.fields)}
        for fact in self.facts:
            self.fields[str(fact)] = _value_field(fact)
        self.fields.update(words)

    def values(self) -> dict[str, FieldValue]:
        """Return the values in the form in which claims hold them."""
        return {str(fact): _held(fact, self.cleaned_data[str(fact)]) for fact in self.facts}


def _held(field: Field, value: Any) -> FieldValue:
    if field in _DAYS:
        return str(value.isoformat())
    if field is Field.FLOOR_LABELS:
        return [piece for piece in str(value).replace(",", " ").split() if piece]
    return value  # type: ignore[no-any-return]


class DecideForm(FactForm):
    """A regulator's decision; the reason is kept for good."""

    reason = forms.CharField(
        label=_("理由（必填，永久留存）"), max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明理由：人工更正必须说明原因。")},
    )  # fmt: skip


class SuggestForm(FactForm):
    """What a firm, a use unit or a technician knows better."""

    text = forms.CharField(
        label=_("说明与依据（可不填）"), max_length=MOST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
