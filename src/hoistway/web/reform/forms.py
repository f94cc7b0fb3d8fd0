"""What is typed about an effort, and what stands above their list."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.reform.actions import Told
from hoistway.reform.queries import EffortSearch
from hoistway.reform.vocabulary import EffortKind
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.notices.forms import PAPERS

MOST_PEOPLE = 1_000_000
"""Chosen: more than any campaign of a district reaches; a larger number is a slip of the finger."""


class EffortFilter(Filter):
    """What is asked of the efforts."""

    choices = {"kind": EffortKind}

    q = forms.CharField(label=_("标题、内容、对象"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> EffortSearch:
        """Return what the form asks."""
        kind = chosen(EffortKind, self.read("kind") or "")
        return EffortSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, EffortKind) else None,
            jurisdiction_code=self.read("district") or "", first=self.read("from_day"),
            last=self.read("to_day"),
        )  # fmt: skip


class EffortForm(forms.Form):
    """A training, a campaign, a meeting or a lesson."""

    kind = forms.ChoiceField(label=_("种类"))
    title = forms.CharField(label=_("标题"), max_length=120)
    on = forms.DateField(label=_("日期"), widget=DayInput)
    audience = forms.CharField(label=_("对象"), max_length=200, required=False)
    people = forms.IntegerField(
        label=_("参加人数"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    firms = forms.IntegerField(
        label=_("涉及单位数"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    words = forms.CharField(
        label=_("内容、问题和经验"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 4000}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("照片或文件（可不附）"), required=False,
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, files: object = None) -> None:
        super().__init__(data, files, initial={"form_id": uuid4()})  # type: ignore[arg-type]
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one), word(one)) for one in EffortKind]

    def told(self, *, now: datetime, by: Actor) -> Told:
        """Return what a sound form says, its file kept. Raises: BadAttachment, NoRoom."""
        said = self.cleaned_data
        file = said["file"]
        return Told(
            kind=EffortKind(said["kind"]), title=said["title"], on=said["on"], words=said["words"],
            audience=said["audience"], people=said["people"] or 0, firms=said["firms"] or 0,
            file=keep(upload=file, now=now, by=by) if file else None,
        )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why an entry is withdrawn."""

    why = forms.CharField(max_length=400)
