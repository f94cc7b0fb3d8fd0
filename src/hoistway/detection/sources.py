"""The hash of this room's sources, to name the folder of compiled kernels.

Read it before numba is imported: `NUMBA_CACHE_DIR=<home>/kernels/<source_hash()>`.

Example:
    >>> len(source_hash()), source_hash() == source_hash()
    (16, True)
"""

import hashlib
from pathlib import Path


def source_hash() -> str:
    """Return 16 hexadecimal digits that change with any source file of the detection room."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
