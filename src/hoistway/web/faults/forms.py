"""What is asked of the faults, what is said about one, and how one is reported."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.faults.queries import FaultSearch, kinds_for
from hoistway.faults.vocabulary import FaultCause, FaultGroup, FaultKind, FaultState
from hoistway.foundation.terms import Term
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.notices.forms import SaidForm

MOST_WORDS = 1000


class SayForm(SaidForm):
    """A deed with its words; which it needs the deed knows."""

    deed = forms.CharField(max_length=20)
    cause = forms.ChoiceField(choices=FaultCause.choices, required=False)
    urgency = forms.ChoiceField(choices=Urgency.choices, required=False)


class ReportForm(forms.Form):
    """What somebody saw of one elevator."""

    kind = forms.ChoiceField(label=_("看到什么"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("补充说明（可不填，维保单位会看到）"), max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_WORDS}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, *, escalator: bool) -> None:
        super().__init__(data, initial={"form_id": uuid4()})  # type: ignore[arg-type]
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(kind), word(kind)) for kind in kinds_for(escalator=escalator)]

    def kind_seen(self) -> FaultKind:
        """Return the kind of a sound form."""
        return FaultKind(self.cleaned_data["kind"])


class FaultFilter(Filter):
    """What is asked of the faults."""

    choices = {"group": FaultGroup, "state": FaultState, "cause": FaultCause}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    group = forms.ChoiceField(label=_("部位"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    cause = forms.ChoiceField(label=_("原因"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> FaultSearch:
        """Return what the form asks."""
        group, state, cause = (
            self._chosen(term, name)
            for name, term in (
                ("group", FaultGroup), ("state", FaultState), ("cause", FaultCause),
            )
        )  # fmt: skip
        return FaultSearch(
            text=self.read("q") or "", group=group if isinstance(group, FaultGroup) else None,
            state=state if isinstance(state, FaultState) else None,
            cause=cause if isinstance(cause, FaultCause) else None,
            jurisdiction_code=self.read("district") or "", first=self.read("from_day"),
            last=self.read("to_day"),
        )  # fmt: skip

    def _chosen(self, term: type[Term], name: str) -> Term | None:
        return chosen(term, self.read(name) or "")
