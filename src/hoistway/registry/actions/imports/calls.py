"""Take claims in that a program sent: it speaks as one source, whatever its lines say."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hoistway.foundation.actors import Actor
from hoistway.registry.actions.imports.intake import order_for, take_in
from hoistway.registry.actions.imports.request import ImportReport, ImportRequest
from hoistway.registry.adapters.mappings import text_of, usable_mapping

_CLAIMS = Path("hoistway-claims")
"""The shipped mapping of one claim in a line."""


def take_call_in(*, body: Path, source: str, name: str, now: datetime, by: Actor) -> ImportReport:
    """Take in what one call of a program says, lines of NDJSON; a line's own source is not read.

    `body` is the file that holds it, `name` what the record of the run calls it. A line without
    a day of observation was observed when it came.
    Raises: NotAllowed, CannotRead, ImportUnderWay.
    """
    mapping = usable_mapping(text=text_of(path=_CLAIMS), file=_CLAIMS.name)
    mapping = replace(mapping, source=source, row=replace(mapping.row, source=None))
    request = ImportRequest(file=body, mapping=_CLAIMS, source=source, apply=True)
    order = replace(order_for(request=request, mapping=mapping, name=name), observed_at=now)
    return take_in(order=order, path=body, now=now, by=by)
