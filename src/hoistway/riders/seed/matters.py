"""What the public of the demo city reported in the last months, and how it was answered."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.faults.actions import mend_fault
from hoistway.faults.queries import open_faults
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as registered
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.riders import actions
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import photos_of
from hoistway.riders.seed.scenes import PAST, SCENES, Scene
from hoistway.riders.vocabulary import Desk, ReportKind, ReportState, WrongFact

MOST_PAST = 48
"""Matters of the last ninety days beside the scenes. Chosen: the city's figures stand on enough
answers, those of a small district do not and say so."""

_WEEK_H = 168
"""Hours after which a matter that was opened again is answered anew."""

_ROLES = {
    Desk.FIRM: RoleKind.FIRM_OFFICE, Desk.USE_UNIT: RoleKind.USE_UNIT,
    Desk.DISTRICT: RoleKind.DISTRICT_REGULATOR, Desk.CITY: RoleKind.CITY_REGULATOR,
}  # fmt: skip

Steps = Iterator[tuple[float, Callable[[PublicReport, datetime], object]]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does at an instant."""

    at: datetime
    do: Callable[[datetime], object]


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let the public report, desks answer and the clock move up, in the order of time.

    The first scenes concern the elevator that the hub shows at first.
    """
    keys = [row.pk for row in elevators]
    held = registered(by=PLATFORM).filter(pk__in=keys, use_state=UseState.IN_USE)
    rows = [
        row for row in held.select_related("firm", "use_unit", "jurisdiction")
        if row.firm_id and row.use_unit_id and row.kind not in ElevatorKind.without_car()
    ]  # fmt: skip
    if not rows:
        return
    deeds: list[Deed] = []
    for number, scene in enumerate(SCENES):
        lift = rows[0] if number < 3 else rows[number * 7 % len(rows)]
        deeds += _story(scene, lift, chance=chance, now=now)
    near = [row for row in rows if row.jurisdiction_id == rows[0].jurisdiction_id]
    for number in range(min(MOST_PAST, len(rows) // 2)):
        lift = chance.choice(rows if number % 3 else near)
        deeds += _story(_past(number, chance), lift, chance=chance, now=now)
    for deed in sorted(deeds, key=lambda one: one.at):
        actions.escalate_reports(now=deed.at)
        deed.do(deed.at)
    actions.escalate_reports(now=now)


def _past(number: int, chance: Random) -> Scene:
    kind, topic, words, answer = PAST[number % len(PAST)]
    slow = 110 if kind is ReportKind.COMPLAINT else 22
    late = chance.random() < 0.08
    return Scene(
        hours=chance.uniform(60, 90) * 24 if number % 3 else chance.uniform(8, 55) * 24,
        kind=kind, topic=topic, words=words, answer=answer,
        neighbours=chance.choice((0, 0, 0, 1, 4)), taken_up=chance.uniform(0.2, 0.9),
        answered=slow * (chance.uniform(1.2, 2) if late else chance.uniform(0.1, 0.95)),
        mended=chance.choice((True, True, None, False)) if number % 5 == 0 else True,
    )  # fmt: skip


def _story(scene: Scene, lift: Elevator, *, chance: Random, now: datetime) -> list[Deed]:
    """Return the deeds of one matter; each finds it by the form with which it was filed."""
    began, form = now - timedelta(hours=scene.hours), _key(chance)
    also = replace(scene, photo=False)
    deeds = [Deed(began, lambda t: _file(scene, lift, form, chance, t))]
    for number in range(scene.neighbours):
        at = began + timedelta(minutes=7 * (number + 1))
        deeds.append(Deed(at, lambda t: _file(also, lift, _key(chance), chance, t)))

    for hours, do in _course(scene, chance):
        at = began + timedelta(hours=hours)
        if at < now:
            deeds.append(Deed(at, lambda t, do=do: do(_matter(form), t)))  # type: ignore[misc]
    return deeds


def _course(scene: Scene, chance: Random) -> Steps:
    """Give what is done to a matter, each with its hours after the beginning."""
    if scene.taken_up:
        yield scene.taken_up, lambda one, t: _say("take_up_report", one, chance, t)
    if scene.verdict is not None:
        yield scene.answered - 1, lambda one, t: _verify(one, scene, chance, t)
    if scene.answered:
        yield scene.answered, lambda one, t: _answer(one, scene, chance, t)
    if scene.hotline:
        yield 20, lambda one, t: _hand(one, chance, t)
    if scene.hidden:
        yield 3, lambda one, t: _say("hide_report", one, chance, t, words="含辱骂内容。")
    if scene.appealed:
        yield 9, lambda one, t: _appeal(one, chance, t)
    if scene.photo and scene.hours > _WEEK_H / 7:
        yield 3, lambda one, t: _show(one, chance, t)
    yield from _after(scene, chance)


def _after(scene: Scene, chance: Random) -> Steps:
    """Give what follows an answer: what the reporter says, and a second answer long ago."""
    if scene.mended is not None:
        yield scene.answered + 5, lambda one, t: _judge(one, scene, chance, t)
    if scene.mended is False and scene.hours > _WEEK_H:
        again = replace(scene, answer="已再次上门处理，恢复正常。", mended=True)
        yield scene.answered + 25, lambda one, t: _answer(one, again, chance, t)
        yield scene.answered + 31, lambda one, t: _judge(one, again, chance, t)


def _file(scene: Scene, lift: Elevator, form: UUID, chance: Random, at: datetime) -> None:
    is_correction = scene.kind is ReportKind.CORRECTION
    number = chance.getrandbits(32)
    report = actions.file_report(
        report=actions.Reported(
            elevator_id=lift.pk, form_id=form, kind=scene.kind, topic=scene.topic,
            words=scene.words, origin=f"demo {number}", device=f"demo {number}",
            fact=WrongFact.BUILDING if is_correction else None,
            value="6号楼" if is_correction else "",
        ), now=at,
    )  # fmt: skip
    if scene.photo:
        actions.add_photo(token=report.token, form_id=_key(chance), upload=_picture(), now=at)


def _matter(form: UUID) -> PublicReport:
    own = PublicReport.objects.select_related("joined", "jurisdiction").get(form_id=form)
    return own.joined or own


def _actor(report: PublicReport) -> Actor:
    """Return somebody of the desk whose turn it is, else the platform."""
    where: dict[str, int | None] = {}
    if report.desk in (Desk.FIRM, Desk.USE_UNIT):
        where = {"organisation_id": report.holder_id}
    elif report.desk is Desk.DISTRICT:
        where = {"jurisdiction_id": report.jurisdiction_id}
    account = account_of_role(role=_ROLES[report.desk], **where)
    return actor_of(account=account) if account else PLATFORM


def _bureau(report: PublicReport) -> Actor:
    account = account_of_role(
        role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=report.jurisdiction_id
    )
    return actor_of(account=account) if account else PLATFORM


def _say(
    name: str, report: PublicReport, chance: Random, at: datetime, *, words: str = ""
) -> None:  # fmt: skip
    if report.state is ReportState.OPEN:
        by = _bureau(report) if name == "hide_report" else _actor(report)
        verb = getattr(actions, name)
        verb(report_id=report.pk, form_id=_key(chance), words=words, now=at, by=by)


def _answer(report: PublicReport, scene: Scene, chance: Random, at: datetime) -> None:
    if report.state is not ReportState.OPEN:
        return
    _say("answer_report", report, chance, at, words=scene.answer)
    office = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=report.firm_id)
    by = actor_of(account=office) if office else PLATFORM
    if report.fault_id and open_faults(by=by).filter(pk=report.fault_id).exists():
        mend_fault(
            fault_id=report.fault_id, form_id=_key(chance), words=scene.answer, now=at, by=by
        )


def _verify(report: PublicReport, scene: Scene, chance: Random, at: datetime) -> None:
    if scene.verdict is not None:
        actions.verify_report(
            report_id=report.pk, form_id=_key(chance), verdict=scene.verdict,
            words="调取维保记录、到现场核对。", now=at, by=_bureau(report),
        )  # fmt: skip


def _hand(report: PublicReport, chance: Random, at: datetime) -> None:
    if report.state is ReportState.OPEN:
        actions.hand_outside(
            report_id=report.pk, form_id=_key(chance), number=f"12345-{at:%y%m%d}-0417",
            words="涉及物业服务，转热线协同办理。", now=at, by=_bureau(report),
        )  # fmt: skip


def _show(report: PublicReport, chance: Random, at: datetime) -> None:
    for photo in photos_of(report_id=report.pk, by=_bureau(report)):
        actions.show_photo(
            photo_id=photo.pk, form_id=_key(chance), now=at, by=_bureau(report)
        )  # fmt: skip


def _appeal(report: PublicReport, chance: Random, at: datetime) -> None:
    if report.state is ReportState.HIDDEN:
        actions.appeal_hidden(
            token=report.token, form_id=_key(chance), words="我只是着急，没有骂人。", now=at
        )


def _judge(report: PublicReport, scene: Scene, chance: Random, at: datetime) -> None:
    if report.state in (ReportState.ANSWERED, ReportState.CLOSED):
        actions.say_mended(
            token=report.token, mended=bool(scene.mended), form_id=_key(chance), now=at
        )


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _picture() -> io.BytesIO:
    """Draw a landing door that stands half open: nobody and nothing real is shown."""
    image = Image.new("RGB", (960, 1280), "#8d969c")
    pen = ImageDraw.Draw(image)
    pen.rectangle((180, 160, 780, 1180), fill="#30383e")
    pen.rectangle((180, 160, 400, 1180), fill="#b6bec3", outline="#59636a", width=8)
    pen.rectangle((600, 160, 780, 1180), fill="#b6bec3", outline="#59636a", width=8)
    pen.rectangle((430, 60, 530, 120), fill="#c9362c")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    out.seek(0)
    return out
