"""消息设置: by which ways a person, or their organisation, is told, when not, and who is next."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.messages.actions import (
    Address,
    add_reach,
    end_reach,
    prefer,
    push_key,
    speaks_for_organisation,
)
from hoistway.messages.models import Reach
from hoistway.messages.queries import Pace, Wishes, closed_way, pace, reaches, wishes_of
from hoistway.messages.vocabulary import Channel, PurposeGroup
from hoistway.web.frame import language
from hoistway.web.messages.inbox import base_of
from hoistway.web.messages.masks import masked, masked_mail
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

OFFERED = (Channel.SMS, Channel.PUSH, Channel.EMAIL, Channel.ROBOT)
"""Ways that may be closed for what is ordinary; the inbox never is, a telephone does not ring."""

MINE = "me"


class WishesForm(forms.Form):
    """Quiet hours, one summary a day, and the language of texts."""

    quiet_from = forms.TypedChoiceField(
        label=gettext_lazy("从"), required=False, coerce=int, empty_value=None
    )
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("到"), required=False, coerce=int, empty_value=None
    )
    digest = forms.BooleanField(label=gettext_lazy("每天汇总成一条"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("短信和邮件的语言"), choices=[("zh", "中文"), ("en", "English")]
    )

    def __init__(self, data: Any = None, *, pace: Pace, **more: Any) -> None:
        super().__init__(data, **more)
        hours = [(hour, f"{hour}:00") for hour in range(24)]
        for name, standing in (("quiet_from", pace.quiet_from), ("quiet_until", pace.quiet_until)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows a type
            field.choices = [("", _("按平台：{hour}:00").format(hour=standing)), *hours]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the table: what is told by which way."""

    word: str
    channel: Channel
    ticked: bool


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One line of the table."""

    group: PurposeGroup
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ReachRow:
    """An address of which no more is shown than whoever gave it needs."""

    reach: Reach
    shown: str
    endpoint: str


def _boxes(wishes: Wishes) -> list[BoxRow]:
    return [
        BoxRow(
            group,
            tuple(
                Box(way, channel, ticked=not {way, str(channel)} & wishes.off)
                for channel in OFFERED
                for way in [closed_way(group=group, channel=channel)]
            ),
        )
        for group in PurposeGroup.choosable()
    ]  # fmt: skip


def _shown(row: Reach) -> str:
    if row.channel in (Channel.SMS, Channel.VOICE):
        return masked(row.address)
    return masked_mail(row.address) if row.channel is Channel.EMAIL else ""


def _reach_rows(own: bool, actor: Actor) -> list[ReachRow]:
    return [
        ReachRow(row, _shown(row), row.address if row.channel is Channel.PUSH else "")
        for row in reaches(own=own, by=actor)
    ]


def _own(request: HttpRequest, actor: Actor) -> bool:
    """Return whether the page is about the person and not about the organisation."""
    said = request.POST.get("of") or request.GET.get("of", "")
    return said == MINE or not speaks_for_organisation(by=actor)


def _there(own: bool) -> str:
    return f"{reverse('inbox-preferences')}?of={MINE}" if own else reverse("inbox-preferences")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep by which ways somebody is told, and when not."""
    actor = by(request)
    own = _own(request, actor)
    if request.method != "POST":
        return _page(request, own)
    form = WishesForm(request.POST, pace=pace(day=local_day(at=clock.now())))
    if not form.is_valid():
        return _page(request, own, form=form, status=422)
    offered = {box.word for row in _boxes(Wishes()) for box in row.boxes}
    wishes = Wishes(off=frozenset(offered - set(request.POST.getlist("on"))), **form.cleaned_data)
    try:
        prefer(wishes=wishes, own=own, now=clock.now(), by=actor)
    except Refusal as refusal:
        return _page(request, own, form=form, refusal=refusal)
    return redirect(f"{_there(own)}{'&' if own else '?'}said=kept")


def _page(
    request: HttpRequest, own: bool, *, form: WishesForm | None = None,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor, standing = by(request), pace(day=local_day(at=clock.now()))
    wishes = wishes_of(own=own, by=actor)
    first = {
        "quiet_from": wishes.quiet_from, "quiet_until": wishes.quiet_until,
        "digest": wishes.digest, "language": wishes.language,
    }  # fmt: skip
    facts = {
        "base": base_of(actor), "own": own, "of": MINE if own else "",
        "form": form or WishesForm(pace=standing, initial=first), "boxes": _boxes(wishes),
        "channels": OFFERED, "pace": standing, "reaches": _reach_rows(own, actor),
        "tabs": _tabs(own, actor), "push_key": push_key(), "said": request.GET.get("said", ""),
        "refusal": refusal.sentence(language()) if refusal else "",
        "typed": request.POST, "rungs": range(1, 6),
    }  # fmt: skip
    return render(
        request, "messages/preferences.html", facts, status=refusal.status if refusal else status
    )


def _tabs(own: bool, actor: Actor) -> tuple[NavItem, ...]:
    if not speaks_for_organisation(by=actor):
        return ()
    return (
        NavItem(_("本单位的消息"), "?", current=not own),
        NavItem(_("发给我本人的"), f"?of={MINE}", current=own),
    )


_WAYS = {"email": Channel.EMAIL, "robot": Channel.ROBOT, "deputy": Channel.SMS}


@require_POST
@signed_in()
def add(request: HttpRequest) -> HttpResponse:
    """Take a mailbox, a chat robot, or the telephone of who is told next."""
    actor, said = by(request), request.POST
    own, kind = _own(request, actor), said.get("kind", "")
    rung = said.get("rung", "")
    address = Address(
        channel=_WAYS.get(kind, Channel.PAGE), address=said.get("address", "").strip(),
        name=said.get("name", "").strip()[:60],
        rung=int(rung) if kind == "deputy" and rung in {"1", "2", "3", "4", "5"} else 0,
    )  # fmt: skip
    try:
        add_reach(address=address, own=own, now=clock.now(), by=actor)
    except Refusal as refusal:
        return _page(request, own, refusal=refusal)
    return redirect(f"{_there(own)}{'&' if own else '?'}said=added#reaches")


@require_POST
@signed_in()
def end(request: HttpRequest, reach_id: int) -> HttpResponse:
    """End an address."""
    actor = by(request)
    end_reach(reach_id=reach_id, now=clock.now(), by=actor)
    own = _own(request, actor)
    return redirect(f"{_there(own)}{'&' if own else '?'}said=ended#reaches")
