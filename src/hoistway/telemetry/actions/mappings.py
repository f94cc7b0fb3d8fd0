"""Keep versions of mapping files and choose which one a platform's rows are read by."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.telemetry.models import Feed, KeptMapping
from hoistway.telemetry.queries.mappings import mapping_at_hand, shipped
from hoistway.telemetry.rules.mapping import CodeMapping, mapping_of


class VersionTaken(Refusal):
    """Raised when a version is kept already and says something else."""

    code = "version_taken"
    zh = "{label} 已存在且内容不同；请把 version 加一。"
    en = "{label} is kept already and says something else; raise its version."
    status = 409


@transaction.atomic
def keep_mapping(*, text: str, now: datetime, by: Actor) -> CodeMapping:
    """Keep a version of a mapping and return it; the same text again changes nothing.

    Raises: NotAllowed, BadCodeMapping, VersionTaken.
    """
    _require_platform(by)
    mapping = mapping_of(text=text)
    held = shipped().get(mapping.label)
    if held is None:
        row, _ = KeptMapping.objects.get_or_create(
            name=mapping.name, version=mapping.version,
            defaults={"text": text, "digest": mapping.digest, "kept_at": now, "by": by.as_json()},
        )  # fmt: skip
        digest = row.digest
    else:
        digest = held.digest
    if digest != mapping.digest:
        raise VersionTaken(label=mapping.label)
    return mapping


@transaction.atomic
def choose_mapping(*, feed_id: int, label: str, by: Actor) -> None:
    """Read a platform's rows by this mapping from now on; an empty label means our own form.

    Raises: NotAllowed, NotFound, UnknownMapping.
    """
    _require_platform(by)
    label = mapping_at_hand(label=label).label if label else ""
    if not Feed.objects.filter(pk=feed_id, revoked_at=None).update(mapping=label):
        raise NotFound


def _require_platform(by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed
