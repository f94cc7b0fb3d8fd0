"""Every address of the desks × role × own and foreign row; a new address is covered by itself."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk_urls import urlpatterns
from tests.web.desk_world import Quarter, a_quarter, an_unplaced_call, client_for
from tests.world.parties import signed_in_client

pytestmark = pytest.mark.django_db

T, F, U, D, G, C = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISPATCHER,
    RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip
DOORS: dict[str, set[RoleKind]] = {
    "dispatcher-": {D},
    "regulator-home": {G, C},
    "regulator-statistics": {G, C},
    "regulator-review": {G, C},
    "regulator-standards": {G, C},
    "regulator-": {D, G, C},
    "firm-": {F},
    "use-unit-": {U},
    "elevator": {D, G, C, F, U},
    "decision-reverse": {D},
    "decision-": {D, G, C, F},
    "alarms": {D, G, C, F},
    "intake-quality": {D, C},
    "deliveries": {D, C},
}
"""Beginning of an address's name → who may enter; the first that fits counts."""

POSTED = {
    "dispatcher-call-next", "dispatcher-level-up", "dispatcher-take-over", "dispatcher-note",
    "dispatcher-close", "dispatcher-place", "dispatcher-settle", "regulator-review",
    "decision-reverse",
}  # fmt: skip
NAMES = [str(pattern.name) for pattern in urlpatterns]
WITH_ROW = [p for p in urlpatterns if "<" in str(p.pattern)]


def doors_of(name: str) -> set[RoleKind]:
    return next(roles for begins, roles in DOORS.items() if name.startswith(begins))


@dataclass(frozen=True, slots=True)
class Keys:
    """What leads to a row."""

    number: str
    register_number: str
    call_id: int


def keys_of(quarter: Quarter) -> Keys:
    return Keys(quarter.incident.number, quarter.elevator.register_number, quarter.call.pk)


def address(pattern: URLPattern, keys: Keys) -> str:
    named = ("number", "register_number", "call_id")
    values = {key: getattr(keys, key) for key in named if f":{key}>" in str(pattern.pattern)}
    return reverse(str(pattern.name), kwargs=values)


def ask(client: Client, pattern: URLPattern, keys: Keys) -> int:
    url = address(pattern, keys)
    answer = client.post(url) if pattern.name in POSTED else client.get(url)
    return answer.status_code


@pytest.mark.parametrize("pattern", urlpatterns, ids=NAMES)
def test_who_is_not_signed_in_is_sent_to_the_door(pattern: URLPattern) -> None:
    status = ask(Client(), pattern, Keys("1", "1", 1))

    assert status == (401 if str(pattern.name).endswith("-events") else 302)


@pytest.mark.parametrize("pattern", urlpatterns, ids=NAMES)
def test_a_wrong_role_is_refused(pattern: URLPattern) -> None:
    quarter = a_quarter(code="310106", name="静安区")
    wrong = set(RoleKind) - doors_of(str(pattern.name))

    met = {ask(client_for(role=r, quarter=quarter), pattern, keys_of(quarter)) for r in wrong}

    assert met == {403}


@pytest.mark.parametrize("pattern", WITH_ROW, ids=[str(p.name) for p in WITH_ROW])
def test_a_foreign_row_is_not_found(pattern: URLPattern) -> None:
    own = a_quarter(code="310106", name="静安区")
    foreign = keys_of(a_quarter(code="310115", name="浦东新区"))
    nowhere = Keys("999999000000", "0" * 20, 0)
    everywhere = {D, C}

    for role in doors_of(str(pattern.name)):
        keys = nowhere if role in everywhere else foreign
        if pattern.name == "dispatcher-settle":
            continue  # settling what is settled, or was never there, changes nothing
        assert ask(client_for(role=role, quarter=own), pattern, keys) == 404, role


UNREAD = {*POSTED, "decision-opening"}
READ = [p for p in urlpatterns if p.name not in UNREAD and not str(p.name).endswith("-events")]


@pytest.mark.parametrize("pattern", READ, ids=[str(p.name) for p in READ])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_own_row_is_shown(pattern: URLPattern, language: str) -> None:
    quarter = a_quarter(code="310106", name="静安区")
    keys = keys_of(quarter)
    if pattern.name == "dispatcher-unplaced":
        keys = Keys(keys.number, keys.register_number, an_unplaced_call().pk)

    for role in doors_of(str(pattern.name)):
        client = client_for(role=role, quarter=quarter)
        answer = client.get(address(pattern, keys), headers={"accept-language": language})

        assert answer.status_code == 200, (role, answer.content.decode()[:400])


def test_a_district_reads_nothing_of_its_neighbour() -> None:
    own = a_quarter(code="310106", name="静安区")
    other = a_quarter(code="310115", name="浦东新区")
    client = client_for(role=G, quarter=own)

    pages = [client.get(reverse(n)).content.decode() for n in ("regulator-incidents", "elevators")]

    assert [own.elevator.address in page for page in pages] == [True, True]
    assert [other.elevator.address in page for page in pages] == [False, False]


def test_the_city_reads_all_districts() -> None:
    quarters = [a_quarter(code=c, name=c) for c in ("310106", "310115")]

    page = signed_in_client(role=C).get(reverse("regulator-incidents")).content.decode()

    assert [quarter.incident.number in page for quarter in quarters] == [True, True]
