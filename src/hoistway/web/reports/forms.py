"""What stands above the list of public reports, and what is written about one."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.terms import Term
from hoistway.riders.queries import ReportSearch
from hoistway.riders.vocabulary import Desk, ReportKind, ReportState, ReportVerdict, Topic
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen

MOST_WORDS = 1000


class ReportFilter(Filter):
    """What is asked of the public reports."""

    choices = {"kind": ReportKind, "topic": Topic, "state": ReportState, "desk": Desk}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    topic = forms.ChoiceField(label=_("反映事项"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    desk = forms.ChoiceField(label=_("承办"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self, *, tab: str) -> ReportSearch:
        """Return what the form and the tab above the list ask."""
        kind = chosen(ReportKind, self.read("kind") or "")
        topic = chosen(Topic, self.read("topic") or "")
        state = chosen(ReportState, self.read("state") or "")
        desk = chosen(Desk, self.read("desk") or "")
        return ReportSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, ReportKind) else None,
            topic=topic if isinstance(topic, Topic) else None,
            state=state if isinstance(state, ReportState) else None,
            desk=desk if isinstance(desk, Desk) else None,
            jurisdiction_code=self.read("district") or "",
            overdue=tab == "overdue", hidden=tab == "hidden", held_photos=tab == "photos",
            first=self.read("from_day"), last=self.read("to_day"),
        )  # fmt: skip


class DeedForm(forms.Form):
    """One deed on a report; which of the fields it needs the deed knows."""

    deed = forms.CharField(max_length=20)
    form_id = forms.UUIDField()
    words = forms.CharField(max_length=MOST_WORDS, required=False)
    file = forms.FileField(required=False)
    to = forms.ChoiceField(required=False, choices=lambda: [(str(one), one.zh) for one in Desk])
    verdict = forms.ChoiceField(
        required=False, choices=lambda: [(str(one), one.zh) for one in ReportVerdict]
    )
    outside_number = forms.CharField(max_length=60, required=False)
    outside_status = forms.CharField(max_length=120, required=False)
    is_over = forms.BooleanField(required=False)
    photo_id = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, object]:
        """Ask for what this deed cannot do without."""
        given = super().clean() or {}
        for deed, field in (("pass_on", "to"), ("verify", "verdict")):
            if given.get("deed") == deed and not given.get(field):
                self.add_error(field, _("请选择一项。"))
        return given

    def chosen(self, name: str, term: type[Term]) -> Term:
        """Return the word that a sound form chose."""
        return term(self.cleaned_data[name])

    def said(self, *, now: datetime, by: Actor) -> dict[str, object]:
        """Return what every deed takes from a sound form."""
        given = self.cleaned_data
        return {"form_id": given["form_id"], "words": given["words"], "now": now, "by": by}

    def kept(self, *, now: datetime, by: Actor) -> Attachment | None:
        """Return the file of a sound form, kept. Raises: BadAttachment, NoRoom."""
        file = self.cleaned_data["file"]
        return keep(upload=file, now=now, by=by) if file else None
