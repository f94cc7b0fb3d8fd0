"""What the desk fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.emergency.vocabulary import Cause, IncidentKind
from hoistway.riders.vocabulary import Need
from hoistway.web.technician.forms import choices_of


class ReasonForm(forms.Form):
    """Why something is done; the course keeps it."""

    reason = forms.CharField(
        max_length=2000, error_messages={"required": _("请写明理由，它会写入经过。")}
    )


class NoteForm(forms.Form):
    """A line for the course."""

    text = forms.CharField(max_length=2000, error_messages={"required": _("请写下内容。")})


class FreedForm(forms.Form):
    """How many came out, as the site reports by telephone."""

    people = forms.IntegerField(min_value=0, max_value=60)
    injured = forms.IntegerField(min_value=0, max_value=60, required=False)


class CloseForm(forms.Form):
    """Why it happened."""

    cause = forms.ChoiceField(choices=lambda: choices_of(Cause))
    text = forms.CharField(required=False, max_length=2000)


class IntakeForm(forms.Form):
    """A call by telephone: one screen, in the order in which people speak."""

    where = forms.CharField(
        label=_("识别码、注册代码或地址"), max_length=200,
        help_text=_("轿厢牌上的 7 位救援识别码最快；也可输入路名、小区、楼号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("请先问清地点。")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("发生了什么"), choices=lambda: choices_of(IncidentKind), widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("几个人（可不填）"), required=False, min_value=0, max_value=60
    )
    needs = forms.MultipleChoiceField(
        label=_("需要照顾的人"), required=False, choices=lambda: choices_of(Need),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    phone = forms.CharField(
        label=_("来电号码"), required=False, max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("补充说明（可不填）"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)
