"""Explains a firm's score in a round: every point, its counts, the records behind it."""

import argparse
from typing import Any

from hoistway.credit.models import CreditScore
from hoistway.credit.queries import scores, versions_of
from hoistway.credit.queries.behind import records_of
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import Refusal
from hoistway.parties.models import Organisation
from hoistway.server.cli.errands import print_json


class NeverRated(Refusal):
    """Raised when the firm has no score in the round."""

    code = "credit_never_rated"
    zh = "「{what}」在该次评价中没有得分。"
    en = "«{what}» has no score in that round."
    status = 404


def explain_credit(*, options: argparse.Namespace, firm: Organisation) -> int:
    """Print it; the status is 0."""
    rows = scores(by=PLATFORM).filter(organisation_id=firm.pk)
    if options.round:
        rows = rows.filter(round__number=options.round)
    found = rows.order_by("-round__last_day", "-round_id").first()
    if found is None:
        raise NeverRated(what=options.code)
    told = told_score(score=found)
    _print(told)
    if options.json:
        print_json(told)
    return 0


def told_score(*, score: CreditScore) -> dict[str, Any]:
    """Return what is told of a score; each point with the keys of its records."""
    row = score.round
    return {
        "what": "credit", "firm": score.organisation.name, "round": row.number,
        "edition": row.edition, "state": str(row.state), "subject": str(score.subject),
        "period": [f"{row.first_day}", f"{row.last_day}"], "facts_sha256": row.facts_sha256,
        "fleet": score.fleet, "total": score.total, "grade": str(score.grade),
        "version": score.version, "versions": len(versions_of(score=score)),
        "struck": score.struck, "vetoes": score.vetoes, **score.extra,
        "facts": score.facts, "city": row.city_facts,
        "points": [
            {
                **one,
                "records": [
                    record.key for record in records_of(score=score, indicator=str(one["key"]))
                ],
            }
            for one in score.points
        ],
    }  # fmt: skip


def _print(told: dict[str, Any]) -> None:
    print(f"{told['firm']} · {told['round']} · {told['edition']} · v{told['version']}")
    for one in told["points"]:
        most = "" if one["most"] is None else f"/{one['most']:g}"
        print(
            f"{one['points']:g}{most} {one['zh']}: {one['numerator']:g} / "
            f"{one['denominator']:g} = {one['value']} ({len(one['records'])} records)"
        )
    for veto in told["vetoes"]:
        print(f"! {veto['veto']} {veto['count']}")
    print(f"{told['total']} {told['grade']}")
