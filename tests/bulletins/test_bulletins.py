"""Who may tell whom what, who checks it, and who sees it when."""

from datetime import timedelta

import pytest

from hoistway.bulletins.actions import (
    ReasonMissing,
    SamePerson,
    mark_read,
    publish_bulletin,
    return_bulletin,
    rewrite_bulletin,
    withdraw_bulletin,
    write_bulletin,
)
from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.queries import (
    bulletin_seen,
    inbox,
    public_bulletins,
    to_check,
    unread_count,
)
from hoistway.bulletins.rules.course import MovedOn, state_after
from hoistway.bulletins.rules.wording import (
    LONGEST,
    LONGEST_STOP,
    HalfEnglish,
    PeriodWrong,
    ScopeWrong,
    TextMissing,
    require_sound,
)
from hoistway.bulletins.vocabulary import (
    BulletinDeed,
    BulletinKind,
    BulletinScope,
    BulletinState,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.bulletins import a_draft, a_stop_notice
from tests.world.emergency import acting
from tests.world.lifecycle import Sides, two_sides
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, an_actor

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title_zh": " "}, TextMissing),
        ({"text_zh": ""}, TextMissing),
        ({"title_en": "Night work"}, HalfEnglish),
        ({"text_en": "Take the stairs."}, HalfEnglish),
        ({"ends": NOW}, PeriodWrong),
        ({"ends": NOW + LONGEST + SECOND}, PeriodWrong),
        ({"kind": BulletinKind.STOPPED, "ends": NOW + LONGEST_STOP + SECOND}, PeriodWrong),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused(more, refusal) -> None:
    with pytest.raises(refusal):
        require_sound(draft=a_draft(**more), now=NOW)


@pytest.mark.parametrize(
    "more",
    [
        {"ends": NOW + SECOND},
        {"ends": NOW + LONGEST},
        {"kind": BulletinKind.STOPPED, "ends": NOW + LONGEST_STOP},
        {"title_en": "Night work", "text_en": "Take the stairs."},
    ],
)
def test_what_just_fits_stands(more) -> None:
    require_sound(draft=a_draft(**more), now=NOW)


def test_nothing_follows_a_bulletin_that_came_down() -> None:
    for deed in BulletinDeed:
        with pytest.raises(MovedOn):
            state_after(state=BulletinState.WITHDRAWN, deed=deed)


pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> Sides:
    return two_sides()


def by_city() -> Actor:
    home = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    return acting(membership=a_member(role=RoleKind.CITY_REGULATOR, organisation=home))


def seen_at(elevator: Elevator, *, after: timedelta = timedelta()) -> list[str]:
    return [row.title_zh for row in public_bulletins(elevator=elevator, now=NOW + after)]


def published(*, by: Actor, checker: Actor, **more: object) -> Bulletin:
    written = write_bulletin(draft=a_draft(**more), now=NOW, by=by)  # type: ignore[arg-type]
    return publish_bulletin(bulletin_id=written.pk, now=NOW, by=checker)


def test_nothing_is_public_before_another_person_has_checked_it(sides: Sides) -> None:
    writer, checker = by_city(), by_city()
    written = write_bulletin(draft=a_draft(), now=NOW, by=writer)

    with pytest.raises(SamePerson):
        publish_bulletin(bulletin_id=written.pk, now=NOW, by=writer)
    assert (seen_at(sides.elevator), list(to_check(by=writer))) == ([], [])

    publish_bulletin(bulletin_id=written.pk, now=NOW, by=checker)
    assert seen_at(sides.elevator) == ["夜间检修"]


def test_a_bulletin_is_shown_from_its_first_to_its_last_second(sides: Sides) -> None:
    published(by=by_city(), checker=by_city(), begins=NOW + DAY, ends=NOW + 2 * DAY)

    edges = [DAY - SECOND, DAY, 2 * DAY - SECOND, 2 * DAY]
    assert [bool(seen_at(sides.elevator, after=at)) for at in edges] == [False, True, True, False]


def test_that_an_elevator_stands_is_public_at_once_and_the_district_may_take_it_down(
    sides: Sides,
) -> None:
    notice = a_stop_notice(elevator=sides.elevator)
    assert seen_at(sides.elevator) == ["1 号梯停梯"]

    with pytest.raises(ReasonMissing):
        withdraw_bulletin(bulletin_id=notice.pk, reason=" ", now=NOW, by=sides.by_district)
    withdraw_bulletin(bulletin_id=notice.pk, reason="已恢复", now=NOW, by=sides.by_district)
    assert seen_at(sides.elevator) == []


def test_nobody_speaks_for_more_than_is_theirs(sides: Sides) -> None:
    foreign = two_sides()
    area = a_jurisdiction(code="310115", name="浦东新区")
    for by, more in (
        (sides.by_unit, {"scope": BulletinScope.CITY}),
        (sides.by_unit, {
            "scope": BulletinScope.JURISDICTION,
            "jurisdiction_id": sides.elevator.jurisdiction_id,
        }),
        (sides.by_unit, {"scope": BulletinScope.ELEVATOR, "elevator_id": foreign.elevator.pk}),
        (sides.by_unit, {"scope": BulletinScope.ELEVATOR}),
        (sides.by_district, {"scope": BulletinScope.CITY}),
        (sides.by_district, {"scope": BulletinScope.JURISDICTION, "jurisdiction_id": area.pk}),
    ):  # fmt: skip
        with pytest.raises(ScopeWrong):
            write_bulletin(draft=a_draft(**more), now=NOW, by=by)
    with pytest.raises(NotAllowed):
        write_bulletin(draft=a_draft(), now=NOW, by=an_actor(role=RoleKind.DISPATCHER))


def test_the_elevators_own_bulletins_come_first(sides: Sides) -> None:
    published(by=by_city(), checker=by_city())
    published(
        by=sides.by_district, checker=by_city(), scope=BulletinScope.JURISDICTION,
        jurisdiction_id=sides.elevator.jurisdiction_id, title_zh="本区提示",
    )  # fmt: skip
    a_stop_notice(elevator=sides.elevator)

    assert seen_at(sides.elevator) == ["1 号梯停梯", "本区提示", "夜间检修"]


def test_a_district_neither_sees_nor_checks_what_another_is_asked(sides: Sides) -> None:
    notice = write_bulletin(
        draft=a_draft(scope=BulletinScope.ELEVATOR, elevator_id=sides.elevator.pk), now=NOW,
        by=sides.by_unit,
    )  # fmt: skip
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere))

    assert (list(to_check(by=sides.by_district)), list(to_check(by=stranger))) == ([notice], [])
    with pytest.raises(NotFound):
        bulletin_seen(number=notice.number, by=stranger, now=NOW)
    with pytest.raises(NotFound):
        publish_bulletin(bulletin_id=notice.pk, now=NOW, by=stranger)


def test_what_is_returned_is_mended_and_submitted_again(sides: Sides) -> None:
    draft = a_draft(scope=BulletinScope.ELEVATOR, elevator_id=sides.elevator.pk)
    notice = write_bulletin(draft=draft, now=NOW, by=sides.by_unit)
    return_bulletin(bulletin_id=notice.pk, reason="写明日期", now=NOW, by=sides.by_district)

    better = a_draft(
        scope=BulletinScope.ELEVATOR, elevator_id=sides.elevator.pk, text_zh="11 月 25 日检修。"
    )
    rewrite_bulletin(bulletin_id=notice.pk, draft=better, now=NOW, by=sides.by_unit)

    notice.refresh_from_db()
    assert (notice.state, notice.text_zh) == (BulletinState.SUBMITTED, "11 月 25 日检修。")


def test_the_same_form_twice_is_one_bulletin(sides: Sides) -> None:
    draft, by = a_draft(), by_city()

    keys = {write_bulletin(draft=draft, now=NOW, by=by).pk for _ in range(2)}

    assert (len(keys), Bulletin.objects.count()) == (1, 1)


def test_what_somebody_has_opened_is_unread_no_more(sides: Sides) -> None:
    notice = a_stop_notice(elevator=sides.elevator)
    firm = a_member(role=RoleKind.FIRM_OFFICE, organisation=sides.elevator.firm)
    by, other = acting(membership=firm), two_sides().by_unit

    assert [row.unread for row in inbox(by=by, now=NOW)] == [True]
    for _ in range(2):
        mark_read(bulletin_id=notice.pk, now=NOW, by=by)
        mark_read(bulletin_id=notice.pk, now=NOW, by=other)

    assert (unread_count(by=by, now=NOW), unread_count(by=sides.by_unit, now=NOW)) == (0, 1)
    assert not inbox(by=other, now=NOW).exists()
