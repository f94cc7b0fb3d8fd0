"""One bulletin: read it, check it, take it down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.bulletins.actions import (
    mark_read,
    publish_bulletin,
    return_bulletin,
    withdraw_bulletin,
)
from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.queries import bulletin_seen, to_check
from hoistway.bulletins.vocabulary import BulletinState
from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.bulletins.forms import ReasonForm
from hoistway.web.bulletins.shown import bulletin_row
from hoistway.web.bulletins.writing import WRITERS
from hoistway.web.frame import language
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in()
def bulletin(request: HttpRequest, bulletin_number: str) -> HttpResponse:
    """Show one bulletin; whoever opens it has read it."""
    found = _seen(request, bulletin_number)
    mark_read(bulletin_id=found.pk, now=clock.now(), by=by(request))
    return _page(request, found)


def _seen(request: HttpRequest, number: str) -> Bulletin:
    return bulletin_seen(number=number, by=by(request), now=clock.now())


def _page(
    request: HttpRequest, found: Bulletin, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    actor = by(request)
    own = found.organisation_id == actor.organisation_id
    may_check = to_check(by=actor).filter(pk=found.pk).exists()
    standing = found.state is not BulletinState.WITHDRAWN
    facts = {
        "row": bulletin_row(bulletin=found, now=clock.now()), "bulletin": found,
        "may_check": may_check, "may_rewrite": own and found.state is BulletinState.RETURNED,
        "may_withdraw": standing and (own or may(by=actor, deed=Deed.CHECK_BULLETIN))
        and may(by=actor, deed=Deed.WRITE_BULLETIN),
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "bulletins/bulletin.html", facts, status=status)


def _done(
    request: HttpRequest, number: str, deed: Callable[[Bulletin], object]
) -> HttpResponse:  # fmt: skip
    """Do a deed and show the bulletin, with the reason where it was refused."""
    found = _seen(request, number)
    try:
        deed(found)
    except Refusal as no:
        return _page(request, found, refusal=no.sentence(language()), status=no.status)
    return redirect("bulletin", number)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


@require_POST
@signed_in(*REGULATORS)
def publish(request: HttpRequest, bulletin_number: str) -> HttpResponse:
    """Make a submitted bulletin public."""

    def deed(found: Bulletin) -> object:
        return publish_bulletin(bulletin_id=found.pk, now=clock.now(), by=by(request))

    return _done(request, bulletin_number, deed)


@require_POST
@signed_in(*REGULATORS)
def give_back(request: HttpRequest, bulletin_number: str) -> HttpResponse:
    """Return a bulletin with the reason."""

    def deed(found: Bulletin) -> object:
        return return_bulletin(
            bulletin_id=found.pk, reason=_reason(request), now=clock.now(), by=by(request)
        )

    return _done(request, bulletin_number, deed)


@require_POST
@signed_in(*WRITERS)
def withdraw(request: HttpRequest, bulletin_number: str) -> HttpResponse:
    """Take a bulletin down."""

    def deed(found: Bulletin) -> object:
        return withdraw_bulletin(
            bulletin_id=found.pk, reason=_reason(request), now=clock.now(), by=by(request)
        )

    return _done(request, bulletin_number, deed)
