"""Who is told by which way: groups and channels, addresses of an office, followers of a report."""

import pytest

from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.messages.actions import (
    Address,
    HoursWrong,
    add_reach,
    end_reach,
    forget_browser,
    prefer,
    queue_message,
)
from hoistway.messages.models import Message, Reach
from hoistway.messages.queries import Wishes, followers_among, groups
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.messages.drafts import a_draft
from tests.world.emergency import acting
from tests.world.parties import NOW, a_member

pytestmark = pytest.mark.django_db

A_MAILBOX = Address(channel=Channel.EMAIL, address="office@example.cn")


def channels_of(purpose: Purpose, member: Membership) -> set[Channel]:
    key = f"k.{purpose}"
    told = {"purpose": purpose, "key": key, "organisation_id": member.organisation_id}
    queue_message(draft=a_draft(**told), now=NOW)
    return set(Message.objects.filter(key=key).values_list("channel", flat=True))


def test_every_purpose_stands_in_one_group() -> None:
    listed = [purpose for _group, members in groups() for purpose in members]

    assert sorted(listed) == sorted(Purpose)


def test_a_closed_way_is_closed_for_its_group_and_never_for_what_is_urgent_or_rescue() -> None:
    office = a_member(role=RoleKind.USE_UNIT)
    wishes = Wishes(off=frozenset({"maintenance.sms"}))

    prefer(wishes=wishes, own=False, now=NOW, by=acting(membership=office))

    assert channels_of(Purpose.DUTY, office) == {Channel.PAGE}
    assert channels_of(Purpose.FILING_ASKED, office) == {Channel.PAGE, Channel.SMS}
    assert channels_of(Purpose.HAZARD, office) == {Channel.PAGE, Channel.SMS}
    assert channels_of(Purpose.RESCUE_NOTICE, office) == {Channel.PAGE, Channel.SMS}


@pytest.mark.parametrize("hours", [(22, None), (None, 7), (24, 7), (-1, 7)])
def test_quiet_hours_have_both_ends_on_the_clock(hours: tuple[int | None, int | None]) -> None:
    wishes = Wishes(quiet_from=hours[0], quiet_until=hours[1])

    with pytest.raises(HoursWrong):
        prefer(
            wishes=wishes, own=True, now=NOW, by=acting(membership=a_member(role=RoleKind.INSURER))
        )


def test_a_technician_speaks_for_themselves_and_not_for_the_firm() -> None:
    office = a_member(role=RoleKind.FIRM_OFFICE)
    technician = a_member(role=RoleKind.TECHNICIAN, organisation=office.organisation)
    by = acting(membership=technician)
    firms = add_reach(address=A_MAILBOX, own=False, now=NOW, by=acting(membership=office))

    with pytest.raises(NotAllowed):
        add_reach(address=A_MAILBOX, own=False, now=NOW, by=by)
    with pytest.raises(NotFound):
        end_reach(reach_id=firms.pk, now=NOW, by=by)
    assert add_reach(address=A_MAILBOX, own=True, now=NOW, by=by).person_id == technician.person_id


def test_a_browser_that_asks_no_more_is_told_no_more() -> None:
    row = Reach.objects.create(
        follower="a-report", channel=Channel.PUSH, address="https://push.example/1", added_at=NOW
    )

    before = followers_among(tokens=["a-report", "another"])
    forget_browser(endpoint=row.address, now=NOW)

    assert before == {"a-report"}
    assert followers_among(tokens=["a-report"]) == set()
