"""What an inspector fills in before an elevator: one answer for each fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from hoistway.filings.actions.mismatches import SiteComparison, SiteFinding
from hoistway.filings.queries.held import Held
from hoistway.filings.vocabulary import MismatchField, SiteAnswer
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.web.desk.filters import DayInput
from hoistway.web.desk.shapes import word

MOST_FOUND, MOST_WORDS = 200, 500


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact on the page: what is filed, and the inputs for what is found."""

    field: MismatchField
    filed: str
    answer: BoundField | None
    found: BoundField | None
    photo: BoundField | None
    open_number: str = ""


class CompareForm(forms.Form):
    """An answer for each fact that has no open mismatch yet, and the day on site."""

    found_on = forms.DateField(
        label=_("核对日期"), widget=DayInput,
        error_messages={"required": _("请选择日期。"), "invalid": _("请选择日期。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("备注（可不填）"), max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, facts: Mapping[MismatchField, Held],
        known: Mapping[MismatchField, str], today: date,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"found_on": today, "form_id": uuid4()})
        self.facts, self.known = facts, known
        self.fields["found_on"].widget.attrs["max"] = today.isoformat()
        for field in facts:
            if field not in known:
                self._ask(field)

    def _ask(self, field: MismatchField) -> None:
        answers = [SiteAnswer.DIFFERS, SiteAnswer.NOT_SEEN]
        if self.facts[field].text:
            answers.insert(0, SiteAnswer.AGREES)
        self.fields[f"{field}_answer"] = forms.ChoiceField(
            label=word(field), choices=[(str(one), word(one)) for one in answers],
            initial=str(SiteAnswer.NOT_SEEN), widget=forms.RadioSelect, required=False,
        )  # fmt: skip
        self.fields[f"{field}_found"] = forms.CharField(
            label=_("现场情况"), max_length=MOST_FOUND, required=False,
            widget=forms.TextInput(attrs=_INPUTS.get(field, {})),
        )  # fmt: skip
        self.fields[f"{field}_photo"] = forms.FileField(
            label=_("照片（可不拍）"), required=False,
            widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask what was found where something differs."""
        given = super().clean() or {}
        for field in self.differing():
            if not given.get(f"{field}_found", "").strip():
                self.add_error(f"{field}_found", _("选了不一致，请写明现场情况。"))
        return given

    def differing(self) -> list[MismatchField]:
        """Return the facts marked as different."""
        return self._answered(SiteAnswer.DIFFERS)

    def compared(self, *, now: datetime, by: Actor) -> SiteComparison:
        """Return what the sound form says, its photos kept. Raises: BadAttachment."""
        given = self.cleaned_data
        return SiteComparison(
            found_on=given["found_on"], agreed=frozenset(self._answered(SiteAnswer.AGREES)),
            findings=tuple(self._finding(field, now, by) for field in self.differing()),
        )  # fmt: skip

    def rows(self) -> list[FactRow]:
        """Return the facts in order, each with its inputs or its open mismatch."""
        return [self._row(field) for field in self.facts]

    def others(self) -> list[BoundField]:
        """Return the inputs below the facts."""
        return [self["found_on"], self["words"], self["form_id"]]

    def _row(self, field: MismatchField) -> FactRow:
        filed = self.facts[field].text
        if field in self.known:
            return FactRow(field, filed, None, None, None, self.known[field])
        answer, found, photo = (self[f"{field}_{part}"] for part in ("answer", "found", "photo"))
        return FactRow(field, filed, answer, found, photo)

    def _answered(self, answer: SiteAnswer) -> list[MismatchField]:
        given = self.cleaned_data
        return [field for field in self.facts if given.get(f"{field}_answer") == str(answer)]

    def _finding(self, field: MismatchField, now: datetime, by: Actor) -> SiteFinding:
        given = self.cleaned_data
        upload = given.get(f"{field}_photo")
        kept = keep(upload=upload, now=now, by=by, photo=True) if upload else None
        return SiteFinding(
            field=field, found=given[f"{field}_found"], words=given["words"],
            photo_id=kept.pk if kept else None,
        )  # fmt: skip


_INPUTS: dict[MismatchField, dict[str, str]] = {
    MismatchField.FIRM: {"list": "firms", "autocomplete": "off"},
    MismatchField.DUTY_PHONE: {"inputmode": "tel", "autocomplete": "off"},
    MismatchField.TECHNICIANS: {"autocomplete": "off"},
}
"""What helps to type a fact on a phone."""
