"""Take an enrolment file in, entry by entry: the good ones survive their bad neighbours."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hoistway.emergency.actions import NoStation, Shift, keep_duty, keep_station
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties import actions as parties
from hoistway.parties.actions import BadEntry, Entry, Finding
from hoistway.parties.vocabulary import EntryChange, EntryFault, OrganisationKind

SECTIONS = ("jurisdictions", "organisations", "stations", "people")

TellPassword = Callable[[str, str], None]
"""Hears login and password of a new account, once it is committed."""


class BadFile(Refusal):
    """Raised when a file is no enrolment file at all."""

    code = "bad_file"
    zh = "登记文件无法使用：{sentence}"
    en = "The enrolment file cannot be used: {sentence}"
    status = 422


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one entry; `change` is None where it was refused."""

    section: str
    number: int
    label: str
    change: EntryChange | None
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """Return the entry for programs."""
        said = [
            {"fault": str(f.fault), "field": f.field, "reason": f.reason(), "refuses": f.refuses}
            for f in self.findings
        ]
        return {
            "section": self.section, "entry": self.number, "name": self.label,
            "change": str(self.change) if self.change else None, "findings": said,
        }  # fmt: skip


@dataclass(slots=True)
class EnrolReport:
    """What came of a file; a dry run reports what would come of it."""

    applied: bool
    entries: list[Judged] = field(default_factory=list)
    jurisdictions_laid: int = 0
    accounts: int = 0

    def count(self, change: EntryChange | None) -> int:
        """Return how many entries had this outcome; None counts the refused ones."""
        return sum(entry.change is change for entry in self.entries)

    @property
    def changes(self) -> int:
        """How many entries wrote something; a city laid out counts as one."""
        written = self.count(EntryChange.NEW) + self.count(EntryChange.CHANGED)
        return written + bool(self.jurisdictions_laid)


def enrol_file(
    *, text: str, apply: bool, now: datetime, by: Actor, tell: TellPassword
) -> EnrolReport:
    """Judge a file and, with `apply`, write each good entry in a transaction of its own.

    A dry run does the same inside one transaction and takes it back. Raises: BadFile, NotAllowed.
    """
    tree = _tree(text)
    intake = _Intake(EnrolReport(applied=apply), now, by, tell)
    if apply:
        intake.take(tree)
    else:
        with transaction.atomic():
            intake.take(tree)
            transaction.set_rollback(True)
    return intake.report


def _tree(text: str) -> dict[str, Any]:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(sentence=f"it is not valid TOML: {error}.") from None
    unknown = sorted(set(tree) - {"city", *SECTIONS})
    if unknown:
        known = ", ".join(SECTIONS)
        raise BadFile(sentence=f"«{unknown[0]}» is no section; there are city, {known}.")
    for name in SECTIONS:
        rows = tree.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadFile(sentence=f"«{name}» is written [[{name}]], once per entry.")
    if tree.get("city", "shanghai") not in parties.CITIES:
        raise BadFile(sentence=f"the districts of «{tree['city']}» are not shipped.")
    return tree


@dataclass(slots=True)
class _Intake:
    """Judges and writes one entry after the other."""

    report: EnrolReport
    now: datetime
    by: Actor
    tell: TellPassword
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _opened: tuple[str, str] = ("", "")

    def take(self, tree: dict[str, Any]) -> None:
        """Lay the city out, then take the sections in their order, which is that of references."""
        if "city" in tree:
            self.report.jurisdictions_laid = parties.found_city(city=tree["city"]).founded
        keep: dict[str, Callable[[Entry], EntryChange | None]] = {
            "jurisdictions": self._jurisdiction, "organisations": self._organisation,
            "stations": self._station, "people": self._person,
        }  # fmt: skip
        for section, number, row in _entries(tree):
            entry = Entry(row)
            change = None
            self._opened = ("", "")
            try:
                if self._is_first(section, row, entry):
                    with transaction.atomic():
                        change = keep[section](entry)
            except BadEntry as bad:
                entry.findings.extend(bad.findings)
            label = str(row.get("name") or row.get("code") or "")[:60]
            judged = Judged(section, number, label, change, tuple(entry.findings))
            self.report.entries.append(judged)
            self._tell_password()

    def _tell_password(self) -> None:
        login, password = self._opened
        self.report.accounts += bool(login)
        if password:
            self.tell(login, password)

    def _is_first(self, section: str, row: dict[str, Any], entry: Entry) -> bool:
        names: tuple[str, ...] = ("login",) if row.get("login") else ("code", "credit_code")
        if not any(row.get(name) for name in names):
            names = ("kind", "name", "firm", "organisation", "role")
        key = (section, *(f"{name}={row.get(name)}" for name in names))
        if key in self._seen:
            entry.find(EntryFault.TWICE, "/".join(name for name in names if row.get(name)))
            return False
        self._seen.add(key)
        return True

    def _jurisdiction(self, entry: Entry) -> EntryChange | None:
        draft = parties.judge_jurisdiction(entry=entry)
        return parties.keep_jurisdiction(draft=draft, by=self.by) if draft else None

    def _organisation(self, entry: Entry) -> EntryChange | None:
        draft = parties.judge_organisation(entry=entry)
        return parties.keep_organisation(draft=draft, by=self.by) if draft else None

    def _station(self, entry: Entry) -> EntryChange | None:
        draft = parties.judge_station(entry=entry)
        if draft is None:
            return None
        kind = OrganisationKind.FIRM
        firm = parties.organisation_named(words=draft.firm, field="firm", kind=kind)
        return keep_station(firm_id=firm.pk, name=draft.name, place=draft.place)

    def _person(self, entry: Entry) -> EntryChange | None:
        draft = parties.judge_person(entry=entry, today=local_day(at=self.now))
        if draft is None:
            return None
        enrolled = parties.keep_person(
            draft=draft, now=self.now, by=self.by, with_password=self.report.applied
        )
        shifts = {self._shift(draft, enrolled, n) for n in range(len(draft.duty))}
        if enrolled.account_opened:
            self._opened = (draft.login, enrolled.password)
        if enrolled.change is EntryChange.UNCHANGED and shifts - {EntryChange.UNCHANGED}:
            return EntryChange.CHANGED
        return enrolled.change

    def _shift(
        self, draft: parties.PersonDraft, enrolled: parties.Enrolled, number: int
    ) -> EntryChange:
        duty, member = draft.duty[number], enrolled.membership
        shift = Shift(
            person_id=member.person_id, firm_id=member.organisation_id, station=duty.station,
            since=duty.since, until=duty.until,
        )  # fmt: skip
        try:
            return keep_duty(shift=shift)
        except NoStation:
            where = f"duty[{number + 1}].station"
            raise BadEntry(Finding(EntryFault.NOT_ENROLLED, where, duty.station)) from None


def _entries(tree: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for section in SECTIONS:
        for number, row in enumerate(tree.get(section, []), start=1):
            yield section, number, row
