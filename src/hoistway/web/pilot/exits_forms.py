"""What is asked of the exit cases, and what is said in one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.ondemand.queries.exits import ExitSearch
from hoistway.ondemand.vocabulary import ExitClause, ExitState
from hoistway.web.desk.filters import Filter
from hoistway.web.notices.forms import SaidForm


class ExitFilter(Filter):
    """What is asked of the cases."""

    choices = {"clause": ExitClause, "state": ExitState}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    clause = forms.ChoiceField(label=_("退出情形"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> ExitSearch:
        """Return what the form asks."""
        clause, state = self.read("clause"), self.read("state")
        return ExitSearch(
            text=self.read("q") or "", clause=ExitClause(clause) if clause else None,
            state=ExitState(state) if state else None,
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


class ExitSayForm(SaidForm):
    """A deed with its words; which it needs the deed knows."""

    deed = forms.CharField(max_length=20)


class ExitOpenForm(SaidForm):
    """A regulator's own finding: about what, by which clause."""

    subject = forms.CharField(max_length=64)
    clause = forms.ChoiceField(choices=ExitClause.choices)
