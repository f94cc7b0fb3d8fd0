"""The plate room and the phone page beside a plate."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoistway.foundation.actors import PLATFORM
from hoistway.messages.models import Message
from hoistway.plates.actions import replace_plate, void_plate
from hoistway.plates.models import Plate, Posting, Suspicion
from hoistway.plates.vocabulary import PlateState, SuspicionState
from hoistway.web.plates.waiting import post_url
from tests.world.clock import clock_in_hand
from tests.world.emergency import acting
from tests.world.parties import NOW, client_of
from tests.world.plates import (
    a_doubted_posting,
    a_poster,
    an_issued_plate,
    picture,
    posted,
    the_district,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def plate() -> Plate:
    return an_issued_plate()


@pytest.fixture
def technician(plate: Plate) -> Client:
    return client_of(membership=a_poster(elevator=plate.elevator))


@pytest.fixture
def district(plate: Plate) -> Client:
    return client_of(membership=the_district(elevator=plate.elevator))


def a_form(*, of: int = 3, photo: bool = True, **given: str) -> dict[str, object]:
    form: dict[str, object] = {
        "form_id": str(uuid4()), "longitude": "121.443", "latitude": "31.233",
        "accuracy_m": "12", "posted_at": "2026-11-22T03:59:00Z", **given,
    }  # fmt: skip
    if photo:
        form["photo"] = SimpleUploadedFile("p.jpg", picture(of=of), "image/jpeg")
    return form


def test_a_technician_finds_the_plate_posts_it_and_is_led_to_the_next(
    plate: Plate, technician: Client
) -> None:
    listed = technician.get("/p/").content.decode()
    answer = technician.post(
        post_url(plate=plate), a_form(saw_stops="differs", said_stops="7", saw_name="same")
    )
    thanks = technician.get(answer["Location"]).content.decode()

    plate.refresh_from_db()
    assert post_url(plate=plate) in listed
    assert (answer.status_code, plate.state) == (302, PlateState.POSTED)
    assert Posting.objects.get().facts == {
        "name": {"held": plate.elevator.name, "said": plate.elevator.name},
        "stops": {"held": None, "said": 7},
    }  # fmt: skip
    assert "1 项" in thanks
    assert "没有待张贴的牌" in technician.get("/p/").content.decode()


def test_a_form_that_a_bad_network_repeats_is_one_posting(plate: Plate, technician: Client) -> None:
    form_id = str(uuid4())

    answers = [technician.post(post_url(plate=plate), a_form(form_id=form_id)) for _ in range(2)]

    assert [one["Location"] for one in answers] == [answers[0]["Location"]] * 2
    assert Posting.objects.count() == 1


def test_a_mistake_in_a_fact_does_not_cost_the_photo(plate: Plate, technician: Client) -> None:
    wrong = technician.post(post_url(plate=plate), a_form(saw_stops="differs", said_stops="很多"))
    page = wrong.content.decode()
    kept = page.split('name="kept" value="')[1].split('"')[0]

    right = technician.post(post_url(plate=plate), a_form(photo=False, kept=kept))

    assert (wrong.status_code, "这一项是整数。" in page, right.status_code) == (422, True, 302)


@pytest.mark.parametrize("kept", ["", "x", "WzEsMV0:1tXX:forged"])
def test_without_a_photo_nothing_is_posted(plate: Plate, technician: Client, kept: str) -> None:
    answer = technician.post(post_url(plate=plate), a_form(photo=False, kept=kept))

    assert answer.status_code == 422
    assert not Posting.objects.exists()


def test_somebody_elses_kept_photo_is_none(plate: Plate, technician: Client) -> None:
    wrong = technician.post(post_url(plate=plate), a_form(saw_stops="differs", said_stops=""))
    kept = wrong.content.decode().split('name="kept" value="')[1].split('"')[0]
    colleague = client_of(membership=a_poster(elevator=plate.elevator))

    answer = colleague.post(post_url(plate=plate), a_form(photo=False, kept=kept))

    assert answer.status_code == 422


def test_a_void_plate_and_one_of_another_hand_offer_no_form(
    plate: Plate, technician: Client
) -> None:
    forged = technician.get(f"/p/{plate.code}/aaaaaaaa/post").content.decode()
    void_plate(plate_id=plate.pk, reason="失窃", now=NOW, by=PLATFORM)
    void = technician.get(post_url(plate=plate)).content.decode()
    sent = technician.post(post_url(plate=plate), a_form())

    assert ("未能核验" in forged, "data-keep" in forged) == (True, False)
    assert ("已作废" in void, "data-keep" in void, sent.status_code) == (True, False, 409)


def test_who_stands_there_says_that_a_plate_is_damaged_or_gone(
    plate: Plate, technician: Client
) -> None:
    posted(plate=plate)
    address = post_url(plate=plate).replace("/post", "/report")

    technician.post(address, {"lost": "1", "words": "被人撕走"})

    plate.refresh_from_db()
    assert plate.state is PlateState.LOST
    assert technician.post(address, {"lost": "0"}).status_code == 409


def test_a_district_issues_what_is_missing_and_urges_who_is_late(
    plate: Plate, district: Client
) -> None:
    site = Site(firm=plate.elevator.firm, use_unit=plate.elevator.use_unit)
    an_elevator(site=site, plate=False)

    issued = district.post(reverse("regulator-plates-issue"), {})
    urged = district.post(reverse("regulator-plates-urge"), {"firm": str(site.firm.pk)})  # type: ignore[union-attr]
    again = district.post(reverse("regulator-plates-urge"), {"firm": str(site.firm.pk)})  # type: ignore[union-attr]

    assert issued["Location"].endswith("?issued=1")
    assert "已制发 1 块" in district.get(issued["Location"]).content.decode()
    assert (urged.status_code, again.status_code) == (302, 409)
    assert Message.objects.filter(channel="sms").count() == 1


@pytest.mark.parametrize("group", ["district", "street", "firm"])
def test_the_board_is_told_in_three_ways_and_handed_out(
    plate: Plate, district: Client, group: str
) -> None:
    page = district.get("/g/plates", {"by": group}).content.decode()
    file = district.get("/g/plates", {"by": group, "export": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert "本辖区电梯码张贴进度" in page
    assert [row[2:5] for row in rows[1:]] == [["1", "0", "0.0"]]


@pytest.mark.parametrize(("path", "column"), [("/g/plates/missing", 7), ("/g/plates/list", 1)])
def test_lists_are_filtered_and_handed_out(
    plate: Plate, district: Client, path: str, column: int
) -> None:
    an_issued_plate()
    text = plate.elevator.register_number

    file = district.get(path, {"q": text, "export": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert [row[column] for row in rows[1:]] == [plate.code]
    assert "没有符合条件" in district.get(path, {"q": "没有这条路"}).content.decode()


def test_the_life_of_a_plate_shows_proof_doubt_and_what_may_be_done(
    plate: Plate, district: Client
) -> None:
    technician = acting(membership=a_poster(elevator=plate.elevator))
    a_doubted_posting(elevator=plate.elevator, by=technician, now=NOW)

    page = district.get(f"/g/plates/{plate.code}").content.decode()
    posting = Posting.objects.get()
    photo = district.get(f"/p/posted/{posting.pk}/photo")

    assert ("张贴位置远离登记地址" in page, technician.name in page, "制发新牌" in page) == (
        True, True, True,
    )  # fmt: skip
    assert (photo.status_code, photo["Content-Type"], photo["X-Content-Type-Options"]) == (
        200, "image/jpeg", "nosniff",
    )  # fmt: skip


def test_a_suspicion_is_settled_in_the_list_with_a_reason(plate: Plate, district: Client) -> None:
    technician = acting(membership=a_poster(elevator=plate.elevator))
    doubt = a_doubted_posting(elevator=plate.elevator, by=technician, now=NOW)
    address = reverse("regulator-plates-suspicion-settle", args=[doubt.pk])

    bare = district.post(address, {"confirmed": "1", "reason": ""})
    district.post(address, {"confirmed": "1", "reason": "现场无牌"})

    assert (bare.status_code, Suspicion.objects.get().state) == (422, SuspicionState.CONFIRMED)
    assert "没有符合条件的疑点" in district.get("/g/plates/suspicions").content.decode()
    assert "现场无牌" in district.get("/g/plates/suspicions?state=confirmed").content.decode()


def test_a_plate_is_replaced_and_made_void_with_a_reason(plate: Plate, district: Client) -> None:
    address = f"/g/plates/{plate.code}"

    bare = district.post(f"{address}/replace", {"reason": ""})
    new = district.post(f"{address}/replace", {"reason": "开裂"})["Location"]
    district.post(f"{new}/void", {"reason": "印错"})
    again = district.post(f"{new}/replace", {"reason": "再换"})

    assert (bare.status_code, again.status_code) == (422, 409)
    assert [one.state for one in Plate.objects.order_by("pk")] == [
        PlateState.REPLACED, PlateState.VOID,
    ]  # fmt: skip
    assert "已作废" in district.get(new).content.decode()


def test_the_replacement_is_what_waits_and_the_old_plate_says_so(
    plate: Plate, technician: Client
) -> None:
    new = replace_plate(plate_id=plate.pk, reason="旧", key_version=1, now=NOW, by=PLATFORM)

    listed = technician.get("/p/").content.decode()

    assert (post_url(plate=new) in listed, post_url(plate=plate) in listed) == (True, False)
    assert "正在更换" in technician.get(post_url(plate=plate)).content.decode()
