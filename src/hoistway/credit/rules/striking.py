"""What a decision strikes: one record of an indicator, or the indicator as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strike:
    """One record by its key; without a key the whole indicator is left out of the score."""

    indicator: str
    key: str = ""

    def as_json(self) -> dict[str, str]:
        """Return how a row keeps it."""
        return {"indicator": self.indicator, "key": self.key}

    @classmethod
    def read(cls, said: Mapping[str, object]) -> "Strike":
        """Return what a row keeps.

        Example:
            >>> Strike.read({"indicator": "orders", "key": "order.7"})
            Strike(indicator='orders', key='order.7')
        """
        return cls(str(said["indicator"]), str(said.get("key", "")))
