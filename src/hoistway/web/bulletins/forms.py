"""What the writer, the checker and the reader of bulletins fill in."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.queries import BulletinSearch, Draft
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.registry.queries import ElevatorSearch, elevators, find_elevators
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import choices_of, chosen, word
from hoistway.web.frame import spoken

_NEEDED = {"required": _("请填写。")}


class BulletinForm(forms.Form):
    """A bulletin in two languages, for an area, an estate or one elevator."""

    kind = forms.ChoiceField(label=_("种类"))
    scope = forms.ChoiceField(label=_("发给谁看"))
    jurisdiction = forms.TypedChoiceField(
        label=_("辖区"), required=False, coerce=int, empty_value=None
    )
    elevator = forms.CharField(
        label=_("电梯的注册代码或救援识别码"), required=False, max_length=64,
        help_text=_("发给小区或楼宇时，填其中任意一台电梯的号码。"),
    )  # fmt: skip
    title_zh = forms.CharField(label=_("标题（中文）"), max_length=60, error_messages=_NEEDED)
    text_zh = forms.CharField(
        label=_("正文（中文）"), max_length=2000, error_messages=_NEEDED,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    title_en = forms.CharField(label=_("标题（英文，可不填）"), max_length=120, required=False)
    text_en = forms.CharField(
        label=_("正文（英文，可不填）"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    first_day = forms.DateField(label=_("从哪一天起展示"), widget=DayInput)
    last_day = forms.DateField(label=_("展示到哪一天（含当天）"), widget=DayInput)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, by: Actor, now: datetime, initial: Any = None) -> None:
        today = local_day(at=now)
        first = {"form_id": uuid4(), "first_day": today, "last_day": today + timedelta(days=7)}
        super().__init__(data, initial=first | (initial or {}))
        self.by, self.now = by, now
        self._choices("kind", choices_of(BulletinKind, empty="")[1:])
        self._choices("scope", [(str(one), word(one)) for one in _scopes(by)])
        areas = _areas(by)
        if areas:
            self._choices("jurisdiction", [("", _("请选择")), *areas])
        else:
            del self.fields["jurisdiction"]

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Find the elevator, or the estate, that the number names."""
        given = super().clean() or self.cleaned_data
        scope = chosen(BulletinScope, given.get("scope", ""))
        if scope in {BulletinScope.PLACE, BulletinScope.ELEVATOR}:
            self._find(given, whole=scope is BulletinScope.PLACE)
        if scope is BulletinScope.JURISDICTION and not self._area(given):
            self.add_error("jurisdiction", _("请选择辖区。"))
        return given

    def _area(self, given: dict[str, Any]) -> int | None:
        if reach_of(by=self.by) is Reach.JURISDICTION:
            return self.by.jurisdiction_id
        return given.get("jurisdiction")

    def _find(self, given: dict[str, Any], *, whole: bool) -> None:
        typed = (given.get("elevator") or "").strip()
        found = elevators(by=self.by).filter(register_number=typed).first() if typed else None
        if found is None and typed:
            rows = find_elevators(by=self.by, search=ElevatorSearch(text=typed)).elevators
            found = rows[0] if len(rows) == 1 else None
        if found is None:
            self.add_error("elevator", _("没有找到这台电梯，或它不归本单位。请核对号码。"))
        elif whole and found.place_id is None:
            self.add_error("elevator", _("这台电梯没有登记所在小区，请改为单台电梯。"))
        given["found"] = found

    def draft(self) -> Draft:
        """Return what the sound form says."""
        given, found = self.cleaned_data, self.cleaned_data.get("found")
        form_id: UUID = given["form_id"]
        return Draft(
            kind=BulletinKind(given["kind"]), scope=BulletinScope(given["scope"]),
            title_zh=given["title_zh"], text_zh=given["text_zh"], title_en=given["title_en"],
            text_en=given["text_en"], begins=max(_midnight(given["first_day"]), self._earliest()),
            ends=_midnight(given["last_day"]) + timedelta(days=1), form_id=form_id,
            jurisdiction_id=self._area(given), place_id=found.place_id if found else None,
            elevator_id=found.pk if found else None,
        )  # fmt: skip

    def _earliest(self) -> datetime:
        """Return the first instant of today: nothing is shown in arrears."""
        return _midnight(local_day(at=self.now))


class ReasonForm(forms.Form):
    """Why a bulletin goes back or comes down."""

    reason = forms.CharField(max_length=300, error_messages={"required": _("请写明理由。")})


class BulletinFilter(Filter):
    """What is asked of the bulletins."""

    choices = {"kind": BulletinKind, "scope": BulletinScope}

    q = forms.CharField(label=_("编号、标题、发布单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    scope = forms.ChoiceField(label=_("范围"), required=False)

    def search(self) -> BulletinSearch:
        """Return what the form asks."""
        kind = chosen(BulletinKind, self.read("kind") or "")
        scope = chosen(BulletinScope, self.read("scope") or "")
        return BulletinSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, BulletinKind) else None,
            scope=scope if isinstance(scope, BulletinScope) else None,
        )  # fmt: skip


def as_written(*, bulletin: Bulletin) -> dict[str, Any]:
    """Return a bulletin as its form shows it again."""
    elevator = bulletin.elevator
    return {
        "kind": str(bulletin.kind), "scope": str(bulletin.scope),
        "jurisdiction": bulletin.jurisdiction_id, "title_zh": bulletin.title_zh,
        "text_zh": bulletin.text_zh, "title_en": bulletin.title_en, "text_en": bulletin.text_en,
        "elevator": elevator.register_number if elevator else "",
        "first_day": local_day(at=bulletin.period.lower),
        "last_day": local_day(at=bulletin.period.upper - timedelta(seconds=1)),
    }  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _scopes(by: Actor) -> tuple[BulletinScope, ...]:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return tuple(BulletinScope)
    if reach is Reach.JURISDICTION:
        return (BulletinScope.JURISDICTION, BulletinScope.PLACE, BulletinScope.ELEVATOR)
    return (BulletinScope.ELEVATOR, BulletinScope.PLACE)


def _areas(by: Actor) -> list[tuple[int, str]]:
    if reach_of(by=by) is not Reach.ALL:
        return []
    rows = jurisdictions().exclude(kind=JurisdictionKind.CITY)
    return [(row.pk, spoken((row.name_zh, row.name_en))) for row in rows]
