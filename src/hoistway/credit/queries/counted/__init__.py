"""Where each fact of a firm comes from: one statement each, its rows are the records.

The same rows are counted and shown, so no figure can differ from the list behind it. Statements
join down to the tables of lower rooms and are bound to a period; each plan is one pass over the
records of that period.
"""

from hoistway.credit.queries.counted import digital, fleet, oversight, rescues, technical
from hoistway.credit.queries.counted.source import Source

SOURCES: tuple[Source, ...] = (
    *fleet.SOURCES, *rescues.SOURCES, *technical.SOURCES, *oversight.SOURCES, *digital.SOURCES,
)  # fmt: skip

__all__ = ["SOURCES", "Source"]
