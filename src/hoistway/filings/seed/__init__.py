"""The filings of the demo city."""

from hoistway.filings.seed.elevators import lay_out_filings
from hoistway.filings.seed.firms import lay_out_firms
from hoistway.filings.seed.mismatches import lay_out_mismatches

__all__ = ["lay_out_filings", "lay_out_firms", "lay_out_mismatches"]
