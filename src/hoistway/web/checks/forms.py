"""What officers write down at a check, and what stands above the list of checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.queries import Checklist, Item
from hoistway.supervision.vocabulary import (
    CheckKind,
    CheckLead,
    CheckState,
    FindingWeight,
    Measure,
)
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import choices_of, word
from hoistway.web.frame import spoken
from hoistway.web.technician.forms import PlaceForm

HAND, ACCOUNT, REFUSED = "hand", "account", "refused"
"""How the organisation signs: on this device, later by its own sign-in, not at all."""

RECORDINGS = "image/*,application/pdf,audio/*,video/*"
MOST_DRAWN = 400_000
"""Signs of a drawn signature as a data URL. Chosen: ten times what a hand draws."""


class ManyFiles(forms.FileInput):
    """An input of several files."""

    allow_multiple_selected = True


class Moment(forms.DateTimeInput):
    """An instant as browsers pick it, in Shanghai's time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One item with the fields that answer it."""

    item: Item
    words: str
    rules: tuple[tuple[str, str], ...]
    answer: BoundField
    found: BoundField
    weight: BoundField
    articles: BoundField
    photo: BoundField


class CheckForm(PlaceForm):
    """One check of one organisation, written on desk or phone."""

    card = forms.CharField(label=_("本人执法证件号"), max_length=40)
    partner = forms.ChoiceField(label=_("另一名检查人员"))
    partner_card = forms.CharField(label=_("另一名的执法证件号"), max_length=40)
    third = forms.ChoiceField(label=_("第三名检查人员（可不选）"), required=False)
    third_card = forms.CharField(label=_("第三名的执法证件号"), max_length=40, required=False)
    began_at = forms.DateTimeField(
        label=_("检查开始时间"), widget=Moment, input_formats=["%Y-%m-%dT%H:%M"]
    )
    elevators = forms.CharField(
        label=_("抽看的电梯（注册代码，每行一台）"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    legal_person = forms.CharField(label=_("法定代表人"), max_length=60, required=False)
    safety_head = forms.CharField(label=_("安全管理负责人"), max_length=60, required=False)
    contact = forms.CharField(label=_("现场联系人"), max_length=60, required=False)
    post = forms.CharField(label=_("联系人职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=32, required=False)
    address = forms.CharField(label=_("检查地点"), max_length=200, required=False)
    other_words = forms.CharField(
        label=_("项目以外发现的问题（没有则不填）"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    other_weight = forms.ChoiceField(label=_("问题程度"), required=False)
    other_photo = forms.FileField(required=False)
    measures = forms.MultipleChoiceField(
        label=_("处理措施（由检查人员决定）"), widget=forms.CheckboxSelectMultiple,
        help_text=_("平台不代为选择。查封、扣押只适用于法律规定的情形。"), required=False,
    )  # fmt: skip
    opinion = forms.CharField(
        label=_("被检查单位意见"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    remark = forms.CharField(
        label=_("备注"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    way = forms.ChoiceField(label=_("被检查单位怎样签字"), widget=forms.RadioSelect)
    unit_name = forms.CharField(label=_("签字人姓名"), max_length=40, required=False)
    unit_post = forms.CharField(label=_("签字人职务"), max_length=40, required=False)
    unit_drawing = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_DRAWN)
    refusal_words = forms.CharField(
        label=_("拒绝签字的情况"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    refusal_witness = forms.CharField(label=_("见证人（可不填）"), required=False, max_length=60)
    posted_at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: object, files: object, *, checklist: Checklist,
        people: Sequence[tuple[int, str]], initial: dict[str, object],
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"form_id": uuid4(), **initial})  # type: ignore[arg-type]
        self.checklist = checklist
        offered = [("", "—"), *((str(key), name) for key, name in people)]
        weights = choices_of(FindingWeight, empty="—")
        ways = [
            (HAND, _("现在在本机手写签名")), (ACCOUNT, _("稍后用本单位账号签字")),
            (REFUSED, _("拒绝签字")),
        ]  # fmt: skip
        measures = [(str(one), word(one)) for one in Measure]
        self._offer("partner", offered)
        self._offer("third", offered)
        self._offer("other_weight", weights)
        self._offer("measures", measures)
        self._offer("way", ways)
        for one in checklist.items:
            self._ask(one, weights)

    def _offer(self, name: str, offered: Sequence[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(offered)

    def _ask(self, one: Item, weights: Sequence[tuple[str, object]]) -> None:
        rules = self.checklist.rules_of(item=one.code)
        self.fields |= {
            f"q-{one.code}": forms.ChoiceField(
                choices=[(str(answer), word(answer)) for answer in Answer],
                required=False,
                widget=forms.RadioSelect,
            ),
            f"w-{one.code}": forms.CharField(max_length=1000, required=False),
            f"g-{one.code}": forms.ChoiceField(choices=list(weights), required=False),
            f"a-{one.code}": forms.MultipleChoiceField(
                choices=[(rule.key, spoken((rule.zh, rule.en))) for rule in rules], required=False
            ),
            f"f-{one.code}": forms.FileField(required=False),
        }

    def items(self) -> list[AskedItem]:
        """Return the items in order, each with its fields."""
        return [
            AskedItem(
                one, spoken((one.zh, one.en)),
                tuple(
                    (rule.key, spoken((rule.zh, rule.en)))
                    for rule in self.checklist.rules_of(item=one.code)
                ),
                *(self[f"{sign}-{one.code}"] for sign in "qwgaf"),
            )
            for one in self.checklist.items
        ]  # fmt: skip

    def key(self) -> UUID:
        """Return the key of a sound form."""
        found: UUID = self.cleaned_data["form_id"]
        return found


class CheckFilter(Filter):
    """What is asked of the checks."""

    choices: ClassVar = {"kind": CheckKind, "state": CheckState, "lead": CheckLead}

    q = forms.CharField(label=_("编号、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    lead = forms.ChoiceField(label=_("来源"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)


class NewCheckForm(forms.Form):
    """A check that is to be done though no lot fell on it."""

    organisation = forms.IntegerField(min_value=1)
    kind = forms.ChoiceField(label=_("种类"))
    lead = forms.ChoiceField(label=_("来源"))
    lead_ref = forms.CharField(label=_("来源编号或说明（可不填）"), max_length=60, required=False)
    planned_on = forms.DateField(label=_("计划日期（可不填）"), widget=DayInput, required=False)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"form_id": uuid4()})  # type: ignore[arg-type]
        leads = [one for one in CheckLead if one is not CheckLead.DRAW]
        for name, offered in (("kind", list(CheckKind)), ("lead", leads)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(one), word(one)) for one in offered]
        self.fields["organisation"].widget = forms.HiddenInput()
