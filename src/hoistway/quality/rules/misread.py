"""Which other number a number may have been: one sign misread or mistyped, two exchanged."""

from collections.abc import Iterator

LOOKALIKES = {
    "O": "0", "0": "O", "I": "1", "1": "I", "B": "8", "8": "B", "S": "5", "5": "S",
    "Z": "2", "2": "Z",
}  # fmt: skip
"""Signs that are read for each other. Source: catalogue of corrections."""


def misreadings(*, number: str) -> Iterator[str]:
    """Yield the numbers from which this one differs by a misread sign or two exchanged ones.

    Example:
        >>> "3110" in set(misreadings(number="311O")), "3110" in set(misreadings(number="3101"))
        (True, True)
    """
    for place, sign in enumerate(number):
        if sign in LOOKALIKES:
            yield number[:place] + LOOKALIKES[sign] + number[place + 1 :]
    for place in range(len(number) - 1):
        a, b = number[place], number[place + 1]
        if a != b:
            yield number[:place] + b + a + number[place + 2 :]


def is_one_slip(*, written: str, meant: str) -> bool:
    """Return whether two texts differ by one sign put in, left out or changed, or two exchanged.

    Example:
        >>> is_one_slip(written="91310", meant="91301"), is_one_slip(written="9131", meant="91310")
        (True, True)
        >>> is_one_slip(written="91310", meant="91310"), is_one_slip(written="91310", meant="91032")
        (False, False)
    """
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    a, b = written[start:], meant[start:]
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return longer[1:] == shorter
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
