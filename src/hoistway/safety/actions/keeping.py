"""A use unit keeps the round of a day, a week or a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.ledger.actions import sign_content
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.safety.actions.posts import PostVacant
from hoistway.safety.events import SafetyRoundKept
from hoistway.safety.models import KeptRound
from hoistway.safety.queries.facts import behind, lay_out, span_of
from hoistway.safety.queries.rounds import holders, kept_round
from hoistway.safety.rules.answering import lacking
from hoistway.safety.rules.periods import is_open
from hoistway.safety.rules.policy import SafetyPolicy, policy_on
from hoistway.safety.rules.posts import KEEPERS
from hoistway.safety.vocabulary import RoundAnswer, RoundFact, SafetyRound


class RoundClosed(Refusal):
    """Raised when a period has not begun, or is past the time in which its round may be kept."""

    code = "safety_round_closed"
    zh = "这一期还没有开始，或已过补记时间，不能再填写。"
    en = "This period has not begun, or the time to keep its round late is over."


class RoundKeptAlready(Refusal):
    """Raised when the round of a period stands already."""

    code = "safety_round_kept"
    zh = "这一期已经有记录，不能修改。"
    en = "The round of this period is kept already and does not change."


class RoundLacking(Refusal):
    """Raised when a line is not answered, or what is wrong is not said."""

    code = "safety_round_lacking"
    zh = "请回答每一项；有问题的，或平台数据显示未处理的，写明情况和措施。"
    en = "Answer every line; where something is wrong or still open, say what is done about it."
    status = 422
    clause = "令74号 (M)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a use unit says of a period: an answer to each line, words, and who kept the round."""

    kind: SafetyRound
    first: date
    answers: Mapping[str, RoundAnswer]
    words: str = ""
    holder_id: int = 0


@transaction.atomic
def keep_round(*, said: Said, form_id: UUID, now: datetime, by: Actor) -> KeptRound:
    """Keep the round of a period with the facts as they stand, signed; a form twice is one row.

    Announces: SafetyRoundKept.
    Raises: NotAllowed, RoundClosed, RoundKeptAlready, PostVacant, RoundLacking.
    """
    require(by=by, deed=Deed.KEEP_SAFETY)
    unit, today = by.organisation_id, local_day(at=now)
    policy = policy_on(day=said.first)
    before = kept_round(unit_id=unit, kind=said.kind, first=said.first)
    if before is not None:
        if before.form_id == form_id:
            return before
        raise RoundKeptAlready
    late = policy.late_days[str(said.kind)]
    if not is_open(kind=said.kind, first=said.first, today=today, late_days=late):
        raise RoundClosed
    facts = _facts(said, policy, unit=unit, today=today)
    row = KeptRound(
        organisation_id=unit, form_id=form_id, kind=said.kind, first_day=said.first, facts=facts,
        answers={one.code: str(said.answers[one.code]) for one in policy.lines_of(said.kind)},
        words=said.words.strip()[:2000], edition=policy.edition, at=now, by=by.as_json(),
    )  # fmt: skip
    row.signed_text = sign_content(content=_content(row), now=now).as_json()
    row.save(force_insert=True)
    announce(SafetyRoundKept(round_id=row.pk))
    return row


def _facts(said: Said, policy: SafetyPolicy, *, unit: int, today: date) -> dict[str, Any]:
    """Return the facts as they stand, and who kept the round. Raises: RoundLacking, PostVacant."""
    span = span_of(kind=said.kind, first=said.first, today=today)
    counts = lay_out(organisation_ids=[unit], span=span, policy=policy)[unit].counts
    lines = policy.lines_of(said.kind)
    if not lacking(lines=lines, answers=said.answers, facts=counts, words=said.words).whole:
        raise RoundLacking
    weighing = sorted(RoundFact.weighing() & {RoundFact(name) for name in counts})
    things = behind(organisation_id=unit, span=span, policy=policy, facts=weighing)
    return {
        "counts": counts, "holder": _holder(said, unit, today),
        "behind": [[str(one.fact), one.key, one.where] for one in things],
    }  # fmt: skip


def _content(row: KeptRound) -> dict[str, Any]:
    return {
        "round": str(row.kind), "first_day": row.first_day.isoformat(),
        "unit": row.organisation_id, "answers": row.answers, "words": row.words,
        "counts": row.facts["counts"], "keeper": row.facts["holder"], "at": row.at.isoformat(),
        "edition": row.edition, "by": str(row.by["name"]),
    }  # fmt: skip


def _holder(said: Said, unit: int, today: date) -> str:
    """Return who kept the round. Raises: PostVacant where nobody holds the post."""
    post = KEEPERS[said.kind]
    people = holders(organisation_ids=[unit], on=today).get(unit, {}).get(post, [])
    if not people:
        raise PostVacant(post_zh=post.zh, post_en=post.en)
    chosen = next((one for one in people if one.pk == said.holder_id), people[0])
    return chosen.name
