"""What inspectors of the demo city found on site: fresh, answered, overdue, closed, dismissed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.filings.actions import mismatches as acts
from hoistway.filings.models import Mismatch
from hoistway.filings.vocabulary import MismatchField
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import account_of_role, actor_of, firms
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as registered
from hoistway.registry.vocabulary import ElevatorKind, UseState


@dataclass(frozen=True, slots=True)
class Scene:
    """One visit: days ago, what was found, who has confirmed since, what the firm has answered.

    Another firm is found where no words say what.
    """

    days: int
    field: MismatchField
    found: str
    words: str = ""
    confirmed: tuple[RoleKind, ...] = ()
    answered: str = ""
    photo: bool = False


_UNIT, _FIRM = RoleKind.USE_UNIT, RoleKind.FIRM_OFFICE
SCENES = (
    Scene(
        7, MismatchField.FIRM, "", "轿厢内的维保标志是另一家单位，技术档案中也有其合同。",
        photo=True,
    ),
    Scene(2, MismatchField.DUTY_PHONE, "021-DEMO-62340118", "按备案号码无人接听，标志上是新号码。",
          confirmed=(_FIRM,)),
    Scene(12, MismatchField.TECHNICIANS, "周立新、吴海峰", "现场作业的是另外两人。",
          answered="原维保人员已离职，变更备案正在准备。", confirmed=(_UNIT,)),
    Scene(1, MismatchField.USE_UNIT, "上海和顺新苑物业管理有限公司（演示）", "已更换物业公司。"),
    Scene(3, MismatchField.OTHER, "值班电话未张贴在轿厢内", confirmed=(_UNIT, _FIRM)),
    Scene(9, MismatchField.OTHER, "应急救援说明与备案版本不同", confirmed=(_UNIT, _FIRM)),
    Scene(5, MismatchField.ADDRESS, "延安西路 9999 号", "门口挂着两块门牌。",
          answered="9999 号是已停用的旧门牌。"),
)  # fmt: skip
SEEN_AGAIN, DISMISSED = 5, 6
"""Which scenes have ended: seen again by the inspector, dismissed by the district."""

_AGREED = frozenset({MismatchField.FIRM, MismatchField.USE_UNIT, MismatchField.ADDRESS})


def lay_out_mismatches(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let inspectors visit some elevators of the demo, and everybody do what people would.

    The first three differences concern the elevator that the hub shows at first. The rows are
    read anew: filings have changed who maintains some of them since they were laid out.
    """
    keys = [row.pk for row in elevators]
    lifts = [
        row for row in registered(by=PLATFORM).filter(pk__in=keys).order_by("pk")
        if row.kind is ElevatorKind.TRACTION_PASSENGER and row.use_state is UseState.IN_USE
        and row.firm_id and row.use_unit_id
    ]  # fmt: skip
    if not lifts:
        return
    inspector = _somebody(RoleKind.INSPECTOR)
    for number, scene in enumerate(SCENES):
        lift = lifts[0] if number < 3 else lifts[(number * 7) % len(lifts)]
        _play(scene, number, lift, inspector, chance=chance, now=now)
    for lift in lifts[1:12:3]:
        compared = acts.SiteComparison(found_on=local_day(at=now), agreed=_AGREED)
        acts.compare_site(
            elevator_id=lift.pk, compared=compared, form_id=_key(chance), now=now, by=inspector
        )
    acts.escalate_mismatches(now=now)


def _play(
    scene: Scene, number: int, lift: Elevator, inspector: Actor, *, chance: Random, now: datetime
) -> None:
    at = now - timedelta(days=scene.days)
    mismatch = _found(scene, lift, inspector, chance=chance, at=at)
    after = at + (now - at) / 2
    sides = {_UNIT: lift.use_unit_id, _FIRM: lift.firm_id}
    if scene.answered:
        acts.answer_mismatch(
            mismatch_id=mismatch.pk, words=scene.answered, form_id=_key(chance), now=after,
            by=_somebody(_FIRM, organisation_id=lift.firm_id),
        )  # fmt: skip
    for role in scene.confirmed:
        acts.confirm_mismatch(
            mismatch_id=mismatch.pk, form_id=_key(chance), now=after,
            by=_somebody(role, organisation_id=sides[role]),
        )  # fmt: skip
    if number == SEEN_AGAIN:
        acts.verify_mismatch(
            mismatch_id=mismatch.pk, form_id=_key(chance), now=now, by=inspector,
            words="已换成备案版本。",
        )  # fmt: skip
    if number == DISMISSED:
        district = _somebody(RoleKind.DISTRICT_REGULATOR, jurisdiction_id=lift.jurisdiction_id)
        reason = "现场核实：登记地址正确，旧门牌应拆除。"
        acts.dismiss_mismatch(mismatch_id=mismatch.pk, reason=reason, now=now, by=district)


def _found(
    scene: Scene, lift: Elevator, inspector: Actor, *, chance: Random, at: datetime
) -> Mismatch:
    photo = keep(upload=_picture(), now=at, by=inspector, photo=True) if scene.photo else None
    another = firms().exclude(pk=lift.firm_id or 0).values_list("name", flat=True).first() or ""
    finding = acts.SiteFinding(
        field=scene.field, found=scene.found or another, words=scene.words,
        photo_id=photo.pk if photo else None,
    )  # fmt: skip
    compared = acts.SiteComparison(
        found_on=local_day(at=at), agreed=_AGREED - {scene.field}, findings=(finding,)
    )
    (opened,) = acts.compare_site(
        elevator_id=lift.pk, compared=compared, form_id=_key(chance), now=at, by=inspector
    )
    return opened


def _somebody(
    role: RoleKind, *, organisation_id: int | None = None, jurisdiction_id: int | None = None
) -> Actor:
    account = account_of_role(
        role=role, organisation_id=organisation_id, jurisdiction_id=jurisdiction_id
    )
    if account is None:
        raise LookupError(role)
    return actor_of(account=account)


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _picture() -> io.BytesIO:
    """Draw a car door with a notice stuck on it: the demo photographs nobody and nothing real."""
    image = Image.new("RGB", (900, 1200), "#6f7a83")
    pen = ImageDraw.Draw(image)
    pen.rectangle((90, 60, 810, 1200), fill="#b9c3ca", outline="#4a5763", width=10)
    pen.line((450, 60, 450, 1200), fill="#4a5763", width=8)
    pen.rectangle((500, 330, 770, 700), fill="#ffffff", outline="#14202b", width=4)
    pen.rectangle((500, 330, 770, 400), fill="#0b4f8a")
    for row in range(6):
        pen.rectangle((530, 440 + row * 40, 740 - row % 3 * 45, 454 + row * 40), fill="#4a5763")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
