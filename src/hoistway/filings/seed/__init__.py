"""The filings of the demo city."""

from hoistway.filings.seed.firms import lay_out_firms

__all__ = ["lay_out_firms"]
