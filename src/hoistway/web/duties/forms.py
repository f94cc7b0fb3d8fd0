"""What a firm fills in about a duty, and what stands above the list of what it did."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.duties.actions import DutyDone
from hoistway.duties.vocabulary import DutyKind
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.web.desk.filters import DayInput, Filter

MOST_WORDS = 1000


class DutyForm(forms.Form):
    """One duty as it was done: the day, words, who took part, a photo or paper."""

    held_on = forms.DateField(label=_("日期"), widget=DayInput)
    words = forms.CharField(max_length=MOST_WORDS)
    people = forms.MultipleChoiceField(
        label=_("参加人员"), widget=forms.CheckboxSelectMultiple, required=False
    )
    proof = forms.FileField(
        label=_("照片或文件（可不附）"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: object, files: object, *, kind: DutyKind, people: Mapping[int, str],
        today: date,
    ) -> None:  # fmt: skip
        initial = {"held_on": today, "form_id": uuid4()}
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]
        self.kind = kind
        self.fields["words"].label = WORDS[kind]
        self.fields["words"].widget = forms.Textarea(attrs={"rows": 4, "maxlength": MOST_WORDS})
        who = self.fields["people"]
        if isinstance(who, forms.MultipleChoiceField):
            who.choices = [(str(key), name) for key, name in people.items()]
        if not people:
            del self.fields["people"]

    def done(self, *, elevator_id: int | None, now: datetime, by: Actor) -> DutyDone:
        """Return what the sound form says, its proof kept. Raises: BadAttachment, NoRoom."""
        given = self.cleaned_data
        proof = keep(upload=given["proof"], now=now, by=by) if given["proof"] else None
        return DutyDone(
            kind=self.kind, held_on=given["held_on"], words=given["words"],
            people=frozenset(int(key) for key in given.get("people", [])),
            elevator_id=elevator_id, proof=proof,
        )  # fmt: skip


WORDS = {
    DutyKind.DRILL: _("演练经过和发现的问题"), DutyKind.TRAINING: _("培训内容"),
    DutyKind.QUALITY_CHECK: _("抽查了什么，发现什么"),
    DutyKind.RESCUE_PLAN: _("修订或确认了什么"), DutyKind.UNIT_HELP: _("协助了什么"),
    DutyKind.INSPECTION_HELP: _("配合了什么"),
}  # fmt: skip
"""What is asked of each kind."""


class DutyFilter(Filter):
    """What is asked of what a firm did."""

    choices = {"kind": DutyKind}

    q = forms.CharField(label=_("内容、电梯、地址"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)
