"""A source says something new and different after a person had decided.

Source: house. Never certain: the decision holds until somebody looks again. A source whose newer
record only repeats what it said before the decision challenges nothing: that was known.
"""

from collections.abc import Iterator
from datetime import datetime

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, claims_of, is_suggestion
from hoistway.quality.rules.sameness import means_nothing, same
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "house"
WHY = (
    "人工裁定之后，{sources} 又报「{proposal}」。",
    "After the decision {sources} says «{proposal}».",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look for sayings that were observed after a decision and differ from it."""
    for field, sayings in portrait.said.items():
        decided = [said for said in sayings if said.kind is SourceKind.PERSON]
        if not decided or not portrait.is_decided(field):
            continue
        since = max(said.observed_at for said in decided)
        value = portrait.held.get(field)
        newer = [
            said for said in portrait.witnesses(field)
            if said.observed_at > since and not is_suggestion(said=said)
            and not means_nothing(value=said.value)
            and not same(field=field, a=said.value, b=value)
            and not _was_known(portrait, field, said, since)
        ]  # fmt: skip
        if newer:
            last = max(newer, key=lambda said: said.observed_at)
            yield Verdict(
                kind=FindingKind.DECISION_CHALLENGED, field=field, value=value,
                proposal=last.value, confidence=0.5,
                inputs={"sources": last.source, "claims": claims_of(*newer)},
            )  # fmt: skip


def _was_known(portrait: Portrait, field: str, said: Said, since: datetime) -> bool:
    """Return whether the source said the same when the person decided."""
    before = (
        one for one in portrait.formerly.get(field, ())
        if one.source == said.source and one.observed_at <= since
    )  # fmt: skip
    last = next(before, None)
    return last is not None and same(field=field, a=said.value, b=last.value)
