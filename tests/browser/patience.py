"""How long a change may take to be seen on a page."""

import os


def a_second_ms() -> float:
    """Return one second, stretched by how much more is asked of this machine than it has cores."""
    return 1000 * max(1.0, os.getloadavg()[0] / len(os.sched_getaffinity(0)))
