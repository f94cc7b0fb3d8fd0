"""Only `foundation/clock.py` reads the clock of the day; stop-watches are free."""

import re

from tests.house.tree import SOURCE, calls, name_of, sources

READS = re.compile(
    r"(^|\.)(time\.time|time\.time_ns|time\.localtime|time\.gmtime|datetime\.(now|utcnow|today)"
    r"|date\.today|timezone\.(now|localdate|localtime)|functions\.Now|Now)$"
)
CLOCK = SOURCE / "foundation" / "clock.py"


def test_only_the_clock_reads_the_clock():
    found = [
        f"{name_of(path)}:{call.lineno} {name}"
        for path in sources()
        if path != CLOCK
        for call, name in calls(path)
        if READS.search(name)
    ]

    assert found == []


def test_the_clock_itself_would_be_found():
    assert any(READS.search(name) for _, name in calls(CLOCK))
