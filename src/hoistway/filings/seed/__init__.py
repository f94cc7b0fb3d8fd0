"""The filings of the demo city."""

from hoistway.filings.seed.elevators import lay_out_elevators
from hoistway.filings.seed.firms import lay_out_firms

__all__ = ["lay_out_elevators", "lay_out_firms"]
