"""What the city's regulators do with a partner; each deed leads back to its page."""

from collections.abc import Callable
from datetime import datetime, time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.exchange.actions import (
    ask_partner,
    pause_partner,
    replay_passage,
    replay_since,
    resume_partner,
    rotate_partner_secret,
    send_now,
    show_secret,
)
from hoistway.exchange.vocabulary import Mode, Topic
from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.web.desk.shapes import choices_of
from hoistway.web.frame import language
from hoistway.web.partners.pages import CITY, passage_page, shown
from hoistway.web.signing_in import by, signed_in


class SendForm(forms.Form):
    """What is sent at once."""

    topic = forms.ChoiceField(choices=lambda: choices_of(Topic, empty=""))
    mode = forms.ChoiceField(choices=lambda: choices_of(Mode, empty=""))


class ReplayForm(forms.Form):
    """From which day on what is sent again."""

    topic = forms.ChoiceField(choices=lambda: choices_of(Topic, empty=""))
    since = forms.DateField()


@require_POST
@signed_in(CITY)
def pause(request: HttpRequest, partner: str) -> HttpResponse:
    """Send nothing for now."""
    return _done(
        request, partner, lambda: pause_partner(name=partner, now=clock.now(), by=by(request))
    )


@require_POST
@signed_in(CITY)
def resume(request: HttpRequest, partner: str) -> HttpResponse:
    """Send again."""
    return _done(
        request, partner, lambda: resume_partner(name=partner, now=clock.now(), by=by(request))
    )


@require_POST
@signed_in(CITY)
def send(request: HttpRequest, partner: str) -> HttpResponse:
    """Draw a topic at once; the post follows within a minute."""
    form = SendForm(request.POST)
    if not form.is_valid():
        return shown(request, partner, refusal=_("请选择要发送的内容。"), status=422)
    topic, mode = Topic(form.cleaned_data["topic"]), Mode(form.cleaned_data["mode"])
    return _done(
        request, partner,
        lambda: send_now(name=partner, topic=topic, mode=mode, now=clock.now(), by=by(request)),
    )  # fmt: skip


@require_POST
@signed_in(CITY)
def replay_all(request: HttpRequest, partner: str) -> HttpResponse:
    """Send all passages of a topic since a day again."""
    form = ReplayForm(request.POST)
    if not form.is_valid():
        return shown(request, partner, refusal=_("请选择内容和起始日期。"), status=422)
    since = datetime.combine(form.cleaned_data["since"], time(), SHANGHAI)
    topic = Topic(form.cleaned_data["topic"])
    return _done(
        request, partner,
        lambda: replay_since(
            name=partner, topic=topic, since=since, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_POST
@signed_in(CITY)
def ask(request: HttpRequest, partner: str) -> HttpResponse:
    """Ask the partner how much it holds."""
    return _done(
        request, partner, lambda: ask_partner(name=partner, now=clock.now(), by=by(request))
    )


@require_POST
@signed_in(CITY)
def secret(request: HttpRequest, partner: str) -> HttpResponse:
    """Show the secret that is shared with the partner."""
    found = show_secret(name=partner, now=clock.now(), by=by(request))
    return shown(request, partner, secrets=tuple(found))


@require_POST
@signed_in(CITY)
def rotate(request: HttpRequest, partner: str) -> HttpResponse:
    """Give the partner a new secret and show it."""
    rotate_partner_secret(name=partner, now=clock.now(), by=by(request))
    found = show_secret(name=partner, now=clock.now(), by=by(request))
    return shown(request, partner, secrets=tuple(found))


@require_POST
@signed_in(CITY)
def replay(request: HttpRequest, partner: str, passage: str) -> HttpResponse:
    """Send one passage again, byte for byte."""
    try:
        replay_passage(number=passage, now=clock.now(), by=by(request))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        said = refusal.sentence(language())
        return passage_page(request, partner, passage, refusal=said, status=refusal.status)
    return redirect("partner-passage", partner, passage)


def _done(request: HttpRequest, name: str, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        said = refusal.sentence(language())
        return shown(request, name, refusal=said, status=refusal.status)
    return redirect("partner", name)
