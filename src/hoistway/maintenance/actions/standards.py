"""A person confirms that the item tables were compared with the official text."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.models import StandardConfirmation
from hoistway.maintenance.rules.items import edition
from hoistway.maintenance.standards import item_tables_sha256
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

SHORTEST_WORDS = 4
"""Chosen: enough to name the copy that was compared, such as «国标网2017»."""


class OtherTables(Refusal):
    """Raised when what was compared is not what the house holds now."""

    code = "other_tables"
    zh = "条目表已变化，与您核对的不是同一版本。请按现在的条目重新核对。"
    en = "The tables have changed since you compared them. Compare them as they are now."


class NoSourceNamed(Refusal):
    """Raised when nobody says with which text the tables were compared."""

    code = "no_source_named"
    zh = "请写明与哪一份官方文本核对（来源、版本）。"
    en = "Say with which official text the tables were compared."
    status = 422


@transaction.atomic
def confirm_standard(
    *, name: str, sha256: str, words: str, now: datetime, by: Actor
) -> StandardConfirmation:
    """Keep that a person has compared all items with the official text; once for each text.

    `words` name the text, `sha256` the tables that the person had before the eyes.
    Raises: NotAllowed, NoSourceNamed, OtherTables.
    """
    require(by=by, deed=Deed.CONFIRM_STANDARD)
    if len(words.strip()) < SHORTEST_WORDS:
        raise NoSourceNamed
    if (name, sha256) != (edition(), item_tables_sha256()):
        raise OtherTables
    standing = StandardConfirmation.objects.filter(edition=name, sha256=sha256).first()
    if standing is not None:
        return standing
    return StandardConfirmation.objects.create(
        edition=name, sha256=sha256, words=words.strip()[:300], confirmed_at=now,
        confirmed_by=by.as_json(),
    )  # fmt: skip
