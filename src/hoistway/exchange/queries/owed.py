"""What a partner may read of its own exchange: what it should hold, a passage that it missed."""

import gzip
from dataclasses import dataclass

from django.db.models import Max

from hoistway.exchange.models import Partner, Passage
from hoistway.exchange.queries.partners import Figures, counts_of, figures_of
from hoistway.exchange.queries.profiles import partner_known
from hoistway.exchange.rules.bodies import MEDIA
from hoistway.exchange.vocabulary import Topic
from hoistway.foundation.refusal import NotFound


@dataclass(frozen=True, slots=True)
class ShouldHold:
    """What we believe that a partner holds of a topic."""

    figures: Figures
    areas: dict[str, int]
    last_sequence: int


@dataclass(frozen=True, slots=True)
class BodyAgain:
    """A passage's body as it was sent."""

    body: bytes
    media: str
    sha256: str


def said_to_hold(*, name: str, topic: Topic) -> ShouldHold:
    """Return what a partner should hold; who asks was proved. Raises: NotFound."""
    if partner_known(name=name).profile.outward(topic) is None:
        raise NotFound
    row = Partner.objects.filter(name=name).first()
    if row is None:
        return ShouldHold(Figures(), {}, 0)
    found = Passage.objects.filter(partner=row, topic=topic)
    areas = {area: sent for area, (sent, _) in counts_of(partner_id=row.pk, topic=topic).items()}
    return ShouldHold(
        figures_of(partner_ids=[row.pk])[row.pk].get(topic, Figures()),
        {area: sent for area, sent in sorted(areas.items()) if sent},
        found.aggregate(n=Max("sequence"))["n"] or 0,
    )


def body_again(*, name: str, topic: Topic, sequence: int) -> BodyAgain:
    """Return a passage's body; who asks was proved. Raises: NotFound."""
    known = partner_known(name=name)
    row = Passage.objects.filter(
        partner__name=name, topic=topic, sequence=sequence, body__isnull=False
    ).first()  # fmt: skip
    if row is None:
        raise NotFound
    return BodyAgain(
        gzip.decompress(bytes(row.body or b"")), MEDIA[known.profile.form.kind], row.body_sha256
    )
