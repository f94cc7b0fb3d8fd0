"""The phone page beside a plate: photo, place, facts; and what waits to be put up."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.foundation import clock
from hoistway.foundation.attachments import BadAttachment, keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import Proof, post_plate, report_plate
from hoistway.plates.models import Plate
from hoistway.plates.queries import (
    facts_on_site,
    plate_seen,
    plates_to_post,
    posting_seen,
    resolve,
    suspicions_of,
)
from hoistway.plates.vocabulary import PlateState, Scan
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, survivor_of
from hoistway.registry.vocabulary import Field
from hoistway.web.frame import language
from hoistway.web.plates.forms import UNSEEN, PostForm
from hoistway.web.signing_in import by, signed_in

POSTERS = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR,
)  # fmt: skip
"""Who may put a plate up. Source: parties.permissions POST_PLATE."""

_SALT = "plates.posting.photo"
_KEPT_SECONDS = 3 * 86_400  # Chosen: a form that waited over a weekend is still taken.


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact to look at on site, as its part of the form."""

    name: Field
    code: str
    held: object
    saw: str
    said: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPage:
    """What the phone page shows."""

    plate: Plate
    signature: str
    elevator: ElevatorCard
    facts: tuple[FactField, ...]
    may_post: bool
    verified: bool
    kept: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A plate that somebody stands beside, as it was scanned."""

    plate: Plate
    signature: str
    elevator: Elevator


def _scene(request: HttpRequest, code: str, signature: str) -> Scene:
    plate = plate_seen(code=code, by=by(request))
    return Scene(plate, signature, _held(plate))


def _held(plate: Plate) -> Elevator:
    return elevator_at_hand(elevator_id=survivor_of(elevator_id=plate.elevator_id))


def _page(
    request: HttpRequest, scene: Scene, form: PostForm, *, kept: str = "", refusal: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    plate = scene.plate
    scan = resolve(code=plate.code, signature=scene.signature, keys=settings.PLATE_KEYS).scan
    shown = PostPage(
        plate=plate, signature=scene.signature, facts=_facts(form),
        elevator=card_of(elevator=scene.elevator, rescue_number=plate.rescue_number), kept=kept,
        may_post=plate.state in PlateState.living(), verified=scan is not Scan.UNVERIFIED,
    )  # fmt: skip
    facts = {"shown": shown, "form": form, "refusal": refusal}
    return render(request, "plates/post.html", facts, status=status)


def _facts(form: PostForm) -> tuple[FactField, ...]:
    return tuple(
        FactField(
            Field(code), code, held,
            _value(form, f"saw_{code}") or (UNSEEN if held not in (None, "") else ""),
            _value(form, f"said_{code}"), " ".join(map(str, form.errors.get(f"said_{code}", []))),
        )
        for code, held in form.held.items()
    )  # fmt: skip


def _value(form: PostForm, name: str) -> str:
    return str(form.data.get(name, "")) if form.is_bound else ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*POSTERS)
def post(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Show the form beside the plate, and take it; the same form again is the same posting."""
    scene = _scene(request, code, signature)
    held = facts_on_site(elevator=scene.elevator)
    if request.method != "POST":
        return _page(request, scene, PostForm(held=held))
    form = PostForm(request.POST, request.FILES, held=held)
    sound = form.is_valid()
    photo = _photo(request, form)
    if not sound or photo is None:
        return _page(request, scene, form, kept=_signed(photo, request), status=422)
    proof = Proof(
        photo=photo, place=form.place(), accuracy_m=form.accuracy(), facts=form.facts(),
        posted_at=form.cleaned_data["posted_at"] or clock.now(),
    )  # fmt: skip
    try:
        posting = post_plate(
            plate_id=scene.plate.pk, proof=proof, form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        scene.plate.refresh_from_db(fields=["state"])
        return _page(
            request, scene, form, kept=_signed(photo, request),
            refusal=no.sentence(language()), status=no.status,
        )  # fmt: skip
    return redirect("plate-posted", posting.pk)


def _photo(request: HttpRequest, form: PostForm) -> Attachment | None:
    """Return the photo that came with the form, or the one that came with it before."""
    upload = form.files.get("photo")
    try:
        if upload:
            return keep(upload=upload, now=clock.now(), by=by(request), photo=True)
    except BadAttachment as no:
        form.add_error("photo", no.sentence(language()))
        return None
    kept = _unsigned(form.data.get("kept", ""), request)
    if kept is None:
        form.add_error("photo", _("请拍一张牌已张贴好的照片。"))
    return kept


def _signed(photo: Attachment | None, request: HttpRequest) -> str:
    if photo is None:
        return ""
    return signing.dumps([photo.pk, by(request).person_id], salt=_SALT)


def _unsigned(text: str, request: HttpRequest) -> Attachment | None:
    try:
        key, person = signing.loads(text, salt=_SALT, max_age=_KEPT_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    if person != by(request).person_id:
        return None
    return Attachment.objects.filter(pk=key).first()


@require_safe
@signed_in(*POSTERS)
def posted(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Thank for a posting and lead to the next."""
    found = posting_seen(posting_id=posting_id, by=by(request))
    plate = found.plate
    facts = {
        "posting": found, "plate": plate, "differs": _differing(found.facts),
        "elevator": card_of(elevator=_held(plate), rescue_number=plate.rescue_number),
        "doubted": any(one.posting_id == found.pk for one in suspicions_of(plate_id=plate.pk)),
        "waiting": plates_to_post(by=by(request)).count(),
    }  # fmt: skip
    return render(request, "plates/posted.html", facts)


def _differing(facts: Mapping[str, Mapping[str, object]]) -> int:
    return sum(one.get("held") != one.get("said") for one in facts.values())


@require_POST
@signed_in(*POSTERS)
def say(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Keep that a plate on site is damaged or gone."""
    scene = _scene(request, code, signature)
    lost, words = request.POST.get("lost") == "1", request.POST.get("words", "")
    try:
        report_plate(
            plate_id=scene.plate.pk, lost=lost, words=words, now=clock.now(), by=by(request)
        )
    except NotFound:
        raise
    except Refusal as no:
        form = PostForm(held=facts_on_site(elevator=scene.elevator))
        return _page(request, scene, form, refusal=no.sentence(language()), status=no.status)
    return redirect("plate-post", scene.plate.code, signature)
