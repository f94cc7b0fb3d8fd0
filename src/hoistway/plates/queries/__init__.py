"""Questions about plates."""

from hoistway.plates.queries.batches import (
    BatchSearch,
    batch_seen,
    batches,
    file_of_batch,
    first_plate_of,
    found_batches,
    measures,
    printable,
    states_in_batches,
    topic_of_batch,
)
from hoistway.plates.queries.coverage import CoverageRow, StockRow, coverage, stock
from hoistway.plates.queries.missing import (
    BARE,
    Missing,
    MissingPlates,
    MissingSearch,
    bare_elevators,
)
from hoistway.plates.queries.plates import (
    PlateSearch,
    SuspicionSearch,
    found_plates,
    life_of,
    plate_seen,
    plates,
    plates_of,
    plates_to_post,
    posting_seen,
    postings_of,
    suspicions,
    suspicions_of,
)
from hoistway.plates.queries.scans import (
    NO_SIGNATURE,
    PlateKeys,
    Resolved,
    address_of,
    living_plates,
    resolve,
    resolve_spoken,
)
from hoistway.plates.queries.seen import NUMBERS, facts_on_site
from hoistway.plates.rules.audience import PUBLIC, Opening, Scanner, Site, opening_for
from hoistway.plates.rules.posting_policy import (
    Hanging,
    PostingPolicy,
    due_in,
    due_on,
    posting_policy_on,
)

__all__ = [
    "BARE", "NO_SIGNATURE", "NUMBERS", "PUBLIC", "BatchSearch", "CoverageRow", "Hanging", "Missing",
    "MissingPlates", "MissingSearch", "Opening", "PlateKeys", "PlateSearch", "PostingPolicy",
    "Resolved", "Scanner", "Site", "StockRow", "SuspicionSearch", "address_of", "bare_elevators",
    "batch_seen", "batches", "coverage", "due_in", "due_on", "facts_on_site", "file_of_batch",
    "first_plate_of", "found_batches", "found_plates", "life_of", "living_plates", "measures",
    "opening_for", "plate_seen", "plates", "plates_of", "plates_to_post", "posting_policy_on",
    "posting_seen", "postings_of", "printable", "resolve", "resolve_spoken", "states_in_batches",
    "stock", "suspicions", "suspicions_of", "topic_of_batch",
]  # fmt: skip
