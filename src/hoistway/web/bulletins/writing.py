"""Write a bulletin, and write a returned one anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.bulletins.actions import rewrite_bulletin, write_bulletin
from hoistway.bulletins.queries import bulletin_seen
from hoistway.bulletins.vocabulary import BulletinState
from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.bulletins.forms import BulletinForm, as_written
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in

WRITERS = (
    RoleKind.CITY_REGULATOR, RoleKind.DISTRICT_REGULATOR, RoleKind.USE_UNIT, RoleKind.FIRM_OFFICE,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*WRITERS)
def write(request: HttpRequest) -> HttpResponse:
    """Take a new bulletin; `?elevator=` names the elevator from whose page somebody comes."""
    now, actor = clock.now(), by(request)
    number = request.GET.get("elevator", "")
    initial = {"elevator": number, "scope": "elevator"} if number else None
    form = BulletinForm(request.POST or None, by=actor, now=now, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title=_("写公告"), status=422 if form.errors else 200)
    try:
        written = write_bulletin(draft=form.draft(), now=now, by=actor)
    except Refusal as no:
        sentence = no.sentence(language())
        return _form(request, form, title=_("写公告"), refusal=sentence, status=no.status)
    return redirect("bulletin", written.number)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*WRITERS)
def rewrite(request: HttpRequest, bulletin_number: str) -> HttpResponse:
    """Mend a returned bulletin and submit it again."""
    now, actor = clock.now(), by(request)
    found = bulletin_seen(number=bulletin_number, by=actor, now=now)
    own = found.organisation_id == actor.organisation_id
    if not own or found.state is not BulletinState.RETURNED:
        return redirect("bulletin", bulletin_number)
    title = _("修改公告 %(number)s") % {"number": found.number}
    form = BulletinForm(request.POST or None, by=actor, now=now, initial=as_written(bulletin=found))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title=title, status=422 if form.errors else 200)
    try:
        rewrite_bulletin(bulletin_id=found.pk, draft=form.draft(), now=now, by=actor)
    except Refusal as no:
        sentence = no.sentence(language())
        return _form(request, form, title=title, refusal=sentence, status=no.status)
    return redirect("bulletin", bulletin_number)


def _form(
    request: HttpRequest, form: BulletinForm, *, title: str, status: int, refusal: str = ""
) -> HttpResponse:
    facts = {"form": form, "title": title, "refusal": refusal}
    return render(request, "bulletins/write.html", facts, status=status)
