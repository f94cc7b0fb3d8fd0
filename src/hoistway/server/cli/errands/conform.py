"""Examines a file or an address as the platform would read it, and writes nothing."""

import argparse
from pathlib import Path

import httpx

from hoistway.conformance.queries import (
    EXAMINERS,
    Asked,
    Judged,
    Measure,
    examine_feed,
    policy_on,
    rows_of,
)
from hoistway.conformance.vocabulary import Topic, Unit
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.actions import organisation_named
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.server.cli.errands import print_json

MOST_BYTES = 64 * 2**20
"""Chosen: some 300,000 samples, a day of two hundred elevators."""

TIMEOUT_S = 30

FEED = "feed"
"""Stands for what has come in over the last thirty days."""


class NothingToExamine(Refusal):
    """Raised when an address or a file gives nothing that could be examined."""

    code = "nothing_to_examine"
    zh = "“{source}”没有可检验的内容：{reason}。"
    en = "«{source}» gives nothing to examine: {reason}."


def do(options: argparse.Namespace) -> int:
    """Examine, print, and return 1 where a limit is not kept."""
    topic, now = Topic(options.topic), clock.now()
    body = _body(options)
    firm = organisation_named(words=options.organisation) if options.organisation else None
    asked = Asked(
        now=now, policy=policy_on(day=local_day(at=now)), mapping=options.mapping,
        organisation_id=firm.pk if firm else None, by=_office(firm) if firm else None,
    )  # fmt: skip
    if body is None:
        judged = examine_feed(topic=topic, asked=asked)
    else:
        judged = EXAMINERS[topic](rows=rows_of(body=body), asked=asked)
    _print(judged, asked, options)
    return 0 if judged.passed else 1


def _office(firm: Organisation) -> Actor:
    """Return the firm's office: its rows are judged as they would be in its name."""
    return Actor(
        kind=ActorKind.PERSON, name=firm.name, role=str(RoleKind.FIRM_OFFICE),
        organisation_id=firm.pk, jurisdiction_id=firm.jurisdiction_id or 0,
    )  # fmt: skip


def _body(options: argparse.Namespace) -> bytes | None:
    source = options.source
    if source == FEED:
        return None
    if not source.startswith(("http://", "https://")):
        path = Path(source)
        if not path.is_file():
            raise NothingToExamine(source=source, reason="there is no such file")
        return _not_too_large(source, path.read_bytes())
    headers = {"accept": "application/x-ndjson, application/json"}
    if options.bearer:
        headers["authorization"] = f"Bearer {Path(options.bearer).read_text().strip()}"
    try:
        answer = httpx.get(source, headers=headers, timeout=TIMEOUT_S)
    except httpx.HTTPError as error:
        raise NothingToExamine(source=source, reason=str(error) or "no answer") from None
    if answer.status_code != 200:
        raise NothingToExamine(source=source, reason=f"it answered {answer.status_code}")
    return _not_too_large(source, answer.content)


def _not_too_large(source: str, body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise NothingToExamine(source=source, reason=f"it has more than {MOST_BYTES} bytes")
    return body


def _print(judged: Judged, asked: Asked, options: argparse.Namespace) -> None:
    for one in judged.faults[: options.rows]:
        print(f"row {one.row}\t{one.code}\t{one.en}\n\t{one.mend_en}")
    if len(judged.faults) > options.rows:
        print(f"… {len(judged.faults) - options.rows} more (--rows N)")
    for measure in judged.measures:
        print(f"{_verdict(measure):<7} {measure.en}: {_told(measure)}")
    for code, count in judged.words:
        print(f"unknown {code}\t{count}")
    refused = judged.refused_rows
    print(f"{judged.rows} rows, {refused} would be refused; edition {asked.policy.edition}")
    if options.json:
        print_json(
            {"ok": judged.passed, "topic": options.topic, "edition": asked.policy.edition,
             **judged.as_json()}
        )  # fmt: skip


_SIGNS = {Unit.SECONDS: " s", Unit.HOURS: " h"}


def _verdict(measure: Measure) -> str:
    return {True: "kept", False: "BROKEN", None: "told"}[measure.kept]


def _told(measure: Measure) -> str:
    if measure.value is None:
        return "unknown"
    limit = ""
    if measure.limit is not None:
        limit = f" (limit {_figure(measure.limit, measure.unit)})"
    return _figure(measure.value, measure.unit) + limit


def _figure(value: float, unit: Unit) -> str:
    if unit is Unit.SHARE:
        return f"{100 * value:.1f} %"
    return f"{value:g}{_SIGNS.get(unit, '')}"
