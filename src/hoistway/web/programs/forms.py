"""What is filled in about a program's key, and what stands above the list of programs."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hoistway.programs.queries import OVERLAPS_HOURS, TERMS_DAYS, offered_to
from hoistway.programs.vocabulary import WRITING, KeyState, Scope
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import word

MOST_SIGNS = 300


class ProgramFilter(Filter):
    """What is asked of the programs."""

    choices = {"state": KeyState}

    q = forms.CharField(label=_("程序、单位"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)


def _offered(scopes: Iterable[Scope]) -> list[tuple[str, SafeString]]:
    return [
        (str(one), format_html("<span>{} <code>{}</code></span>", word(one), str(one)))
        for one in scopes
    ]


def term_choices() -> list[tuple[str, str]]:
    """Return for how long a key is opened or renewed."""
    return [(str(n), ngettext("%(n)s 天", "%(n)s 天", n) % {"n": n}) for n in TERMS_DAYS]


def overlap_choices() -> list[tuple[str, str]]:
    """Return for how long the previous secret stays good beside a new one."""
    words = {
        0: gettext("立即作废（密钥可能已外泄时）"),
        24: gettext("24 小时后作废"),
        168: gettext("7 天后作废"),
    }
    return [(str(hours), words[hours]) for hours in OVERLAPS_HOURS]


class ScopesForm(forms.Form):
    """What a key may do, of what its person's role offers."""

    reads = forms.MultipleChoiceField(
        label=_("可以读取"), required=False, widget=forms.CheckboxSelectMultiple
    )
    writes = forms.MultipleChoiceField(
        label=_("可以办理"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("程序以您的名义办理，范围与您在页面上的权限相同；须由执法人员本人作出的决定除外。"),
    )  # fmt: skip

    def __init__(self, *args: object, role: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = offered_to(role=role)
        reading = [one for one in offered if one not in WRITING]
        writing = [one for one in offered if one in WRITING]
        for name, scopes in (("reads", reading), ("writes", writing)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = _offered(scopes)
        if not writing:
            del self.fields["writes"]

    def scopes(self) -> frozenset[Scope]:
        """Return what a sound form asks for."""
        given = self.cleaned_data
        return frozenset(Scope(one) for one in [*given["reads"], *given.get("writes", ())])


class ProgramForm(ScopesForm):
    """A key for a new program."""

    name = forms.CharField(
        label=_("程序名称"), max_length=80,
        help_text=_("全市不重名，建议带单位简称，例如“沪安电梯 维保系统”。"),
    )  # fmt: skip
    days = forms.ChoiceField(
        label=_("密钥有效期"), widget=forms.RadioSelect,
        help_text=_("到期前 30、7、1 天通知责任人，可随时延长。"),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("name", "reads", "writes", "days", "form_id")

    def __init__(self, data: object, *, role: str) -> None:
        super().__init__(data, role=role, initial={"form_id": uuid4(), "days": "180"})
        days = self.fields["days"]
        if isinstance(days, forms.ChoiceField):
            days.choices = term_choices()


class RotateForm(forms.Form):
    """How long the previous secret stays good."""

    hours = forms.IntegerField()
    form_id = forms.UUIDField()

    def overlap(self) -> timedelta:
        """Return the span of a sound form, bounded so that none is too long to be a span."""
        return timedelta(hours=max(-1, min(self.cleaned_data["hours"], 10_000)))


class RenewForm(forms.Form):
    """For how many days from now a key is good."""

    days = forms.IntegerField()


class RevokeForm(forms.Form):
    """Why a key is revoked."""

    words = forms.CharField(max_length=MOST_SIGNS)
