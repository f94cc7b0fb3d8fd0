"""The reform's part of the demo city."""

from hoistway.reform.seed.progress import lay_out
from hoistway.reform.seed.statements import lay_out_statements

__all__ = ["lay_out", "lay_out_statements"]
