"""Sign each past day of the city, and have it stamped."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from hoistway.foundation.announce import announce
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.ledger.actions.keeping import CHAINS_LOCK, present_key
from hoistway.ledger.adapters import authority
from hoistway.ledger.events import DigestSigned
from hoistway.ledger.models import Digest, Document, Stamp
from hoistway.ledger.queries.digests import as_text, kept_key, links_between
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.digest import NOTHING_BEFORE, root
from hoistway.ledger.rules.judging import said_by
from hoistway.ledger.rules.kept import KeptDigest
from hoistway.ledger.rules.stamps import token_sha256


@transaction.atomic
def sign_digests(*, now: datetime) -> list[Digest]:
    """Sign the digest of each past day that has none, up to yesterday, and return them.

    It waits until what is being kept is committed, so no document slips between two digests:
    one with a later day's number but an earlier key is counted with the earlier day, one that
    came late with the day after. A day without documents is signed too.
    """
    _lock()
    last = Digest.objects.order_by("-day").first()
    day = last.day + timedelta(days=1) if last else _first_day()
    signed = []
    while day is not None and day < local_day(at=now):
        last = _sign(day, last, now)
        signed.append(last)
        announce(DigestSigned(digest_id=last.pk))
        day += timedelta(days=1)
    return signed


def stamp_digest(*, digest_id: int) -> Stamp | None:
    """Have a digest stamped by the authority of the settings; None where none is named.

    A digest that this authority has stamped already stays as it is.
    Raises: AuthorityDown, StampWrong.
    """
    if not authority.is_named():
        return None
    digest = Digest.objects.get(pk=digest_id)
    token, stamped = authority.ask_stamp(text=digest.body)
    with transaction.atomic():
        _lock()
        known = Stamp.objects.filter(digest=digest, authority=stamped.authority).first()
        return known or Stamp.objects.create(
            digest=digest, authority=stamped.authority, token=token, chain=stamped.roots,
            token_sha256=token_sha256(answer=token), stamped_at=stamped.stamped_at,
        )  # fmt: skip


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAINS_LOCK])


def _first_day() -> date | None:
    first = Document.objects.order_by("pk").first()
    return None if first is None else local_day(at=first.kept_at)


def _sign(day: date, last: Digest | None, now: datetime) -> Digest:
    after = last.through_id if last else 0
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI)
    found = Document.objects.filter(pk__gt=after, kept_at__lt=ends).aggregate(last=Max("pk"))
    through = found["last"] or after
    links = links_between(after=after, through=through)
    key, row = present_key(now=now)
    top = root(links=links)
    said = KeptDigest(
        day=day.isoformat(), after_id=after, through_id=through, documents=len(links), root=top,
        previous=sha256_of(text=last.body) if last else NOTHING_BEFORE, body="", signature="",
        signed_at=as_text(now), documents_now=len(links), root_now=top,
        before="", key=kept_key(row=row),
    )  # fmt: skip
    body = said_by(kept=said)
    return Digest.objects.create(
        day=day, after_id=after, through_id=through, documents=len(links), root=top,
        previous=said.previous, body=body, key=row, signature=key.sign(text=body), signed_at=now,
    )  # fmt: skip
