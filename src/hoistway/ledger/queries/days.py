"""The days that cover documents: each root is counted anew once, and held against kept digests."""

from collections.abc import Collection
from itertools import pairwise

from hoistway.ledger.models import Digest, Stamp
from hoistway.ledger.queries.digests import digest_of, kept_digest, stamps_of
from hoistway.ledger.rules.canonical import NotCanonical, read_canonical
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.digest import body_in_line
from hoistway.ledger.rules.judging import breaks_of_digest
from hoistway.ledger.rules.kept import Break
from hoistway.ledger.rules.stamps import StampWrong, read_stamp, token_sha256
from hoistway.ledger.vocabulary import Finding

Day = tuple[Digest | None, tuple[Stamp, ...], tuple[Break, ...]]


class Days:
    """Judges the digests of days, each one once; `kept` are lines that somebody else has kept."""

    def __init__(self, *, kept: Collection[str] = ()) -> None:
        self._judged: list[tuple[int, int, Day]] = []
        self._kept = sorted(pair for line in kept if (pair := _dated(line)))

    def of(self, *, document_id: int) -> Day:
        """Return the digest that covers a document, its stamps, and what does not fit."""
        for after, through, day in self._judged:
            if after < document_id <= through:
                return day
        row = digest_of(document_id=document_id)
        if row is None:
            return None, (), (Break(Finding.NOT_YET_DIGESTED, "digest"),)
        day = self.judge(row=row)
        self._judged.append((row.after_id, row.through_id, day))
        return day

    def judge(self, *, row: Digest) -> Day:
        """Return a day's digest with its stamps and everything that does not fit."""
        stamps = tuple(stamps_of(digest_ids=[row.pk]))
        breaks = (
            *breaks_of_digest(kept=kept_digest(row=row)),
            *self._against_kept(row),
            *(found for stamp in stamps if (found := _of_stamp(stamp, row))),
        )
        return row, stamps, breaks

    def _against_kept(self, row: Digest) -> tuple[Break, ...]:
        """Hold a day against the next digest that somebody kept, along the chain of days."""
        later = [(day, body) for day, body in self._kept if day >= row.day.isoformat()]
        if not later:
            return ()
        day, body = later[0]
        ours = list(Digest.objects.filter(day__gte=row.day, day__lte=day).order_by("day"))
        unbroken = all(
            two.previous == sha256_of(text=one.body) and f'"previous":"{two.previous}"' in two.body
            for one, two in pairwise(ours)
        )
        if unbroken and ours and ours[-1].body == body:
            return ()
        return (Break(Finding.DIGEST_DIFFERS, f"{day} kept elsewhere"),)


def _dated(line: str) -> tuple[str, str] | None:
    body = body_in_line(line=line)
    try:
        said = read_canonical(text=body)
    except NotCanonical:
        return None
    return (str(said.get("day")), body) if isinstance(said, dict) else None


def _of_stamp(stamp: Stamp, row: Digest) -> Break | None:
    token = bytes(stamp.token)
    try:
        said = read_stamp(answer=token, text=row.body, roots=stamp.chain)
    except StampWrong:
        return Break(Finding.STAMP_WRONG, "token")
    columns = {
        "authority": (stamp.authority, said.authority), "chain": (stamp.chain, said.roots),
        "stamped_at": (stamp.stamped_at, said.stamped_at),
        "token": (stamp.token_sha256, token_sha256(answer=token)),
    }  # fmt: skip
    wrong = [name for name, (ours, theirs) in columns.items() if ours != theirs]
    return Break(Finding.STAMP_WRONG, wrong[0]) if wrong else None
