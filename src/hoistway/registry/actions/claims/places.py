"""Where the decided jurisdiction and address lead: rows of jurisdictions and of places."""

from collections.abc import Collection, Mapping
from datetime import datetime

from hoistway.parties.queries import jurisdictions
from hoistway.registry.rules.decisions import Held
from hoistway.registry.rules.identifiers import RETIRED_DISTRICTS


class Places:
    """Knows the keys of jurisdictions and places that some elevators lead to."""

    def __init__(
        self,
        *,
        held: Collection[Held],
        present: Collection[Mapping[str, object]],
        now: datetime,
    ) -> None:
        self._areas = {area.code: area.pk for area in jurisdictions()}

    def jurisdiction(self, code: object) -> int | None:
        """Return the key of a jurisdiction; a retired district is administered by its heir."""
        return self._areas.get(heir_of(code=str(code)), None)

    def key(self, *, row: Mapping[str, object]) -> int | None:
        """Return the key of the place at which an elevator stands."""
        return None


def heir_of(*, code: str) -> str:
    """Return the district that administers a district today."""
    return RETIRED_DISTRICTS.get(code, code)
