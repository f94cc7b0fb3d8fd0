"""What is filled in about batches: which plates are to be made, which batches are looked for."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.plates.actions import MOST_PLATES, BatchWish
from hoistway.plates.queries import BatchSearch, measures
from hoistway.plates.vocabulary import BatchLayout
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import chosen, word


class BatchFilter(Filter):
    """What is asked of the batches."""

    choices = {"state": RunState}

    q = forms.CharField(label=_("批次号"), required=False, max_length=20)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> BatchSearch:
        """Return what the form asks."""
        state = chosen(RunState, self.read("state") or "")
        return BatchSearch(
            text=self.read("q") or "", jurisdiction_code=self.read("district") or "",
            state=state if isinstance(state, RunState) else None,
        )  # fmt: skip


class BatchForm(Filter):
    """Which issued plates are made together, and how they are delivered."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    estate = forms.CharField(label=_("小区名称含（可不填）"), required=False, max_length=80)
    layout = forms.ChoiceField(label=_("交付方式"), widget=forms.RadioSelect)
    most = forms.IntegerField(
        label=_("最多几块"), min_value=1, max_value=MOST_PLATES, initial=MOST_PLATES
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data, by=by)
        self.initial = {"form_id": uuid4(), "layout": str(BatchLayout.SHEET)}
        sizes = measures()
        board = gettext("%(word)s：%(size)s mm 的板，每板 %(n)s 块") % {
            "word": word(BatchLayout.SHEET), "size": sizes.board_mm, "n": sizes.on_board,
        }  # fmt: skip
        self._field("layout").choices = [
            (str(BatchLayout.SHEET), board),
            (str(BatchLayout.SINGLE), word(BatchLayout.SINGLE)),
        ]

    def wish(self) -> BatchWish:
        """Return what is wanted by a form that is sound."""
        given = self.cleaned_data
        return BatchWish(
            layout=BatchLayout(given["layout"]), jurisdiction_code=given.get("district") or "",
            estate=given["estate"], most=given["most"],
        )  # fmt: skip
