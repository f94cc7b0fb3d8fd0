"""People open, rotate, renew and revoke the keys of their own organisation."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.models import Membership, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import (
    KeyRevoked,
    NameTaken,
    ScopeNotOffered,
    TermNotOffered,
    Wish,
    let_in,
    renew_key,
    rescope_key,
    rotate_key,
    shut_out,
    take_key_over,
    warn_ending,
)
from hoistway.programs.models import ApiKey, KeyStep
from hoistway.programs.queries import actor_for, in_state, program_with, programs_seen, standing_of
from hoistway.programs.vocabulary import WRITING, KeyState, Scope
from tests.world.parties import (
    LONG_AGO,
    NOW,
    a_bureau,
    a_firm,
    a_jurisdiction,
    an_actor,
    fresh_number,
)

pytestmark = pytest.mark.django_db
READS = frozenset({Scope.REGISTER, Scope.MAINTENANCE})


def office(firm: Organisation | None = None, role: RoleKind = RoleKind.FIRM_OFFICE) -> Actor:
    return an_actor(role=role, organisation=firm or a_firm())


def wish(
    *, name: str = "", scopes: frozenset[Scope] = READS, days: int = 90,
    form_id: UUID | None = None, secret: str = "",
) -> Wish:  # fmt: skip
    name = name or f"cloud {fresh_number()}"
    return Wish(
        name=name, scopes=scopes, days=days, form_id=form_id or uuid4(),
        secret=secret or f"secret of {name}",
    )  # fmt: skip


def test_a_key_acts_in_the_name_of_who_opened_it() -> None:
    by = office()

    key = let_in(wish=wish(secret="s1"), now=NOW, by=by)

    held = program_with(secret="s1", now=NOW)
    assert held == key
    acts = actor_for(key=held, now=NOW)
    assert acts is not None
    assert (acts.person_id, acts.role, acts.program) == (by.person_id, by.role, key.name)
    assert KeyStep.objects.get().by["person"] == by.person_id


def test_the_same_form_again_is_the_same_key_with_the_secret_that_is_shown_last() -> None:
    by, first = office(), wish(secret="s1")
    let_in(wish=first, now=NOW, by=by)
    again = wish(name=first.name, form_id=first.form_id, secret="s2")

    let_in(wish=again, now=NOW, by=by)

    assert ApiKey.objects.count() == 1
    assert program_with(secret="s2", now=NOW) is not None


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (wish(name="taken"), NameTaken),
        (wish(scopes=frozenset()), ScopeNotOffered),
        (wish(scopes=frozenset({Scope.INSURANCE_WRITE})), ScopeNotOffered),
        (wish(scopes=frozenset({Scope.HAND_OVER_TECHNICIAN})), ScopeNotOffered),
        (wish(days=366), TermNotOffered),
    ],
)
def test_what_is_not_offered_is_refused(asked: Wish, refusal: type[Refusal]) -> None:
    let_in(wish=wish(name="taken"), now=NOW, by=office())

    with pytest.raises(refusal):
        let_in(wish=asked, now=NOW, by=office())


def test_neither_a_technician_nor_a_program_lets_programs_in() -> None:
    by = office()
    key = let_in(wish=wish(), now=NOW, by=by)
    program = actor_for(key=ApiKey.objects.get(pk=key.pk), now=NOW)
    technician = office(role=RoleKind.TECHNICIAN)

    for actor in (program, technician):
        assert actor is not None
        with pytest.raises(NotAllowed):
            let_in(wish=wish(), now=NOW, by=actor)


def test_both_secrets_are_good_until_the_overlap_ends() -> None:
    by, first = office(), wish()
    key = let_in(wish=first, now=NOW, by=by)

    rotate_key(
        uid=key.uid, secret="new", overlap=timedelta(hours=2), form_id=uuid4(), now=NOW, by=by
    )

    end = NOW + timedelta(hours=2)
    before = end - timedelta(seconds=1)
    assert program_with(secret=first.secret, now=before) is not None
    assert program_with(secret=first.secret, now=end) is None
    assert program_with(secret="new", now=end) is not None


def test_a_leaked_secret_is_worth_nothing_at_once() -> None:
    by, first = office(), wish()
    key = let_in(wish=first, now=NOW, by=by)

    rotate_key(uid=key.uid, secret="new", overlap=timedelta(0), form_id=uuid4(), now=NOW, by=by)

    assert program_with(secret=first.secret, now=NOW) is None
    with pytest.raises(TermNotOffered):
        rotate_key(
            uid=key.uid, secret="x", overlap=timedelta(days=8), form_id=uuid4(), now=NOW, by=by
        )


def test_a_key_ends_on_its_day_unless_it_is_renewed() -> None:
    by, asked = office(), wish(days=90)
    key = let_in(wish=asked, now=NOW, by=by)
    end = NOW + timedelta(days=90)

    assert program_with(secret=asked.secret, now=end - timedelta(seconds=1)) is not None
    assert program_with(secret=asked.secret, now=end) is None
    renew_key(uid=key.uid, days=90, now=NOW + timedelta(days=1), by=by)
    assert program_with(secret=asked.secret, now=end) is not None


def test_scopes_of_the_staff_stay_when_a_person_changes_the_others() -> None:
    by = office()
    key = let_in(wish=wish(), now=NOW, by=by)
    ApiKey.objects.update(scopes=["hand_over_technician", "register"])

    rescope_key(uid=key.uid, scopes=frozenset({Scope.FAULTS}), now=NOW, by=by)

    assert ApiKey.objects.get().scopes == ["faults", "hand_over_technician"]
    assert KeyStep.objects.order_by("-pk")[0].words == "+faults -register"


def test_a_colleague_answers_for_the_key_of_somebody_who_left() -> None:
    firm = a_firm()
    first, second = office(firm), office(firm)
    asked = wish()
    key = let_in(wish=asked, now=NOW, by=first)
    Membership.objects.filter(person_id=first.person_id).update(period=(LONG_AGO, NOW))

    assert standing_of(key=programs_seen(by=second)[0], now=NOW) is KeyState.ORPHANED
    with pytest.raises(NotAllowed):
        rotate_key(
            uid=key.uid, secret="x", overlap=timedelta(0), form_id=uuid4(), now=NOW, by=second
        )
    take_key_over(uid=key.uid, now=NOW, by=second)

    held = program_with(secret=asked.secret, now=NOW)
    assert held is not None
    acts = actor_for(key=held, now=NOW)
    assert acts is not None
    assert acts.person_id == second.person_id


def test_a_regulator_sees_and_revokes_in_the_own_area_only() -> None:
    firm = a_firm(jurisdiction=a_jurisdiction())
    key = let_in(wish=wish(), now=NOW, by=office(firm))
    district = office(a_bureau(jurisdiction=a_jurisdiction()), RoleKind.DISTRICT_REGULATOR)
    other = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    elsewhere = office(other, RoleKind.DISTRICT_REGULATOR)
    city = office(a_bureau(jurisdiction=a_jurisdiction(code="310000")), RoleKind.CITY_REGULATOR)

    assert [programs_seen(by=one).count() for one in (district, elsewhere, city)] == [1, 0, 1]
    assert programs_seen(by=office()).count() == 0
    with pytest.raises(NotFound):
        shut_out(uid=key.uid, words="x", now=NOW, by=elsewhere)
    with pytest.raises(NotFound):
        renew_key(uid=key.uid, days=90, now=NOW, by=district)
    shut_out(uid=key.uid, words="密钥外泄", now=NOW, by=district)

    assert ApiKey.objects.get().revoked_at == NOW
    with pytest.raises(KeyRevoked):
        renew_key(uid=key.uid, days=90, now=NOW, by=office(firm))


def test_each_key_stands_in_one_state_in_python_and_in_sql_alike() -> None:
    firm = a_firm()
    by, leaver = office(firm), office(firm)
    for days in (90, 180, 365):
        let_in(wish=wish(days=days), now=NOW, by=by)
    let_in(wish=wish(days=365), now=NOW, by=leaver)
    gone = let_in(wish=wish(), now=NOW, by=by)
    shut_out(uid=gone.uid, words="", now=NOW, by=by)
    Membership.objects.filter(person_id=leaver.person_id).update(
        period=(LONG_AGO, NOW + timedelta(days=100))
    )

    at = NOW + timedelta(days=150)
    rows = programs_seen(by=by)

    for state in KeyState:
        found = {row.pk for row in in_state(rows=rows, state=state, now=at)}
        assert found == {row.pk for row in rows if standing_of(key=row, now=at) is state}
        assert len(found) == 1, state


def test_who_answers_for_a_key_is_told_once_at_each_moment_before_it_ends() -> None:
    let_in(wish=wish(days=90), now=NOW, by=office())
    end = NOW + timedelta(days=90)

    told = [warn_ending(now=end - timedelta(days=left)) for left in (31, 30, 7, 1, 0)]

    assert told == [0, 1, 1, 1, 0]


def test_every_scope_that_says_it_writes_is_offered_among_those_that_write():
    said = {one for one in Scope if str(one).endswith(("_write", "_file"))}

    assert said <= WRITING
