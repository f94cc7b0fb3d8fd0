"""Questions of the reporter, who holds the link, and of whoever looks at a reporter's photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.foundation.telephones import masked
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.riders.models import PublicReport, ReporterPhone, ReportPhoto, ReportStep
from hoistway.riders.queries.reports import policy_of, reports, turn_of
from hoistway.riders.rules.policy import AnswerTemplate
from hoistway.riders.rules.policy import answer_templates as offered
from hoistway.riders.rules.topics import NEEDS_WORDS
from hoistway.riders.rules.topics import topics_of as topics
from hoistway.riders.rules.turns import is_turn
from hoistway.riders.vocabulary import Desk, PhotoState, ReportDeed, ReportKind, ReportState, Topic

_RELATED = ("elevator", "jurisdiction", "firm", "use_unit", "holder", "fault", "claim")
SPOKEN = (ReportDeed.MENDED, ReportDeed.NOT_MENDED, ReportDeed.APPEAL)
"""Steps that hold words of the reporter, whose number stands in the facts."""

_ASKED = (ReportState.ANSWERED, ReportState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What stands behind a follow link: one's own report, its matter, and what may be said."""

    own: PublicReport
    first: PublicReport
    steps: tuple[ReportStep, ...]
    photos: tuple[ReportPhoto, ...]
    people: int
    phone: str
    phone_verified: bool
    may_say_mended: bool
    reopen_until: datetime | None
    may_appeal: bool
    is_erased: bool


def report_behind(*, token: str) -> Followed | None:
    """Return what stands behind a follow link: five queries, however long the course."""
    related = [*_RELATED, *(f"joined__{name}" for name in _RELATED)]
    own = PublicReport.objects.select_related(*related).filter(token=token).first()
    if own is None:
        return None
    first = own.joined or own
    found = ReportStep.objects.filter(report=first, public=True).order_by("at", "pk")
    steps = tuple(found.select_related("file"))
    photos = ReportPhoto.objects.filter(report=own).exclude(state=PhotoState.ERASED)
    left = ReporterPhone.objects.filter(report=own).first()
    return Followed(
        own=own, first=first, steps=steps,
        photos=tuple(photos.select_related("attachment").order_by("added_at", "pk")),
        people=1 + first.also, phone=masked(phone=left.phone) if left else "",
        phone_verified=bool(left and left.verified_at),
        may_say_mended=first.state in _ASKED, reopen_until=_reopen_until(first),
        may_appeal=first.state is ReportState.HIDDEN and not appeal_waits(steps=steps),
        is_erased=own.erased_at is not None,
    )  # fmt: skip


def _reopen_until(first: PublicReport) -> datetime | None:
    """Return until when a closed matter can be taken up again; None for one that is not closed."""
    if first.closed_at is None:
        return None
    return first.closed_at + timedelta(days=policy_of(report=first).reopen_days)


def appeal_waits(*, steps: Sequence[ReportStep]) -> bool:
    """Return whether an appeal waits for somebody else's eyes."""
    judged = [step.deed for step in steps if step.deed in _HIDING]
    return bool(judged) and judged[-1] is ReportDeed.APPEAL


_HIDING = {ReportDeed.HIDE, ReportDeed.APPEAL, ReportDeed.SHOW, ReportDeed.KEEP_HIDDEN}


def report_with_form(*, form_id: UUID) -> PublicReport | None:
    """Return the report that a form has made already."""
    return PublicReport.objects.filter(form_id=form_id).first()


def kept_of(*, token: str) -> dict[str, object]:
    """Return all that is kept of a reporter, for them to read and to take. Raises: NotFound.

    Source: 个人信息保护法 art. 45.
    """
    own = PublicReport.objects.select_related("elevator", "claim").filter(token=token).first()
    if own is None:
        raise NotFound
    left = ReporterPhone.objects.filter(report=own).first()
    photos = ReportPhoto.objects.filter(report=own).select_related("attachment")
    place = None if own.longitude is None else [own.longitude, own.latitude]
    return {
        "number": own.number, "kind": str(own.kind), "topic": str(own.topic),
        "elevator": own.elevator.register_number, "made_at": own.made_at.isoformat(),
        "language": own.language, "words": own.words, "place": place,
        "phone": left.phone if left else None,
        "phone_left_at": left.left_at.isoformat() if left else None,
        "phone_verified_at": left.verified_at.isoformat() if left and left.verified_at else None,
        "photos": [
            {
                "sha256": one.attachment.sha256 if one.attachment else None,
                "state": str(one.state), "added_at": one.added_at.isoformat(),
            }
            for one in photos.order_by("added_at", "pk")
        ],
        "said_later": _said_later(own),
        "correction": own.claim.fields if own.claim else None, "is_mended": own.is_mended,
        "device_hash": own.device_hash, "network_hash_of_the_day": own.origin_hash,
        "erased_at": own.erased_at.isoformat() if own.erased_at else None,
    }  # fmt: skip


def _said_later(own: PublicReport) -> list[str]:
    """Return what a reporter wrote in steps of the matter."""
    steps = ReportStep.objects.filter(
        report_id=own.joined_id or own.pk, deed__in=SPOKEN, facts__number=own.number
    )
    return list(steps.exclude(words="").order_by("pk").values_list("words", flat=True))


def topics_of(*, kind: ReportKind, has_car: bool) -> tuple[Topic, ...]:
    """Return what a report of a kind may be about, the most usual first."""
    return topics(kind=kind, has_car=has_car)


def needs_words(*, topic: Topic) -> bool:
    """Return whether a report of this says nothing without words."""
    return topic in NEEDS_WORDS


def answer_templates(*, desk: Desk, kind: ReportKind, day: date) -> tuple[AnswerTemplate, ...]:
    """Return the templates offered to a desk for a kind of report, as of a day."""
    return offered(desk=desk, kind=kind, day=day)


def photos_of(*, report_id: int, by: Actor) -> list[ReportPhoto]:
    """Return the photos of a matter that this actor may look at, the oldest first.

    One that is not for the public is seen by whose turn it is, and by whoever moderates.
    """
    report = reports(by=by).filter(pk=report_id).first()
    if report is None:
        return []
    found = ReportPhoto.objects.filter(Q(report=report) | Q(report__joined=report))
    found = found.exclude(state=PhotoState.ERASED).select_related("attachment", "report")
    close = may(by=by, deed=Deed.MODERATE_REPORT) or is_turn(by=by, turn=turn_of(report=report))
    if not close:
        found = found.filter(state=PhotoState.SHOWN)
    return list(found.order_by("added_at", "pk"))


def photo_seen(*, photo_id: int, by: Actor) -> ReportPhoto:
    """Return one photo that this actor may look at. Raises: NotFound."""
    photo = ReportPhoto.objects.select_related("report").filter(pk=photo_id).first()
    if photo is None:
        raise NotFound
    first_id = photo.report.joined_id or photo.report_id
    for one in photos_of(report_id=first_id, by=by):
        if one.pk == photo_id:
            return one
    raise NotFound


def shown_photo(*, photo_id: int) -> ReportPhoto:
    """Return a photo that the public may see. Raises: NotFound."""
    found = ReportPhoto.objects.filter(pk=photo_id, state=PhotoState.SHOWN)
    photo = found.exclude(report__state=ReportState.HIDDEN).select_related("attachment").first()
    if photo is None:
        raise NotFound
    return photo


def own_photo(*, token: str, photo_id: int) -> ReportPhoto:
    """Return a photo to the one who sent it, whoever else may see it. Raises: NotFound."""
    found = ReportPhoto.objects.filter(pk=photo_id, report__token=token, attachment__isnull=False)
    photo = found.select_related("attachment").first()
    if photo is None:
        raise NotFound
    return photo
