"""Numbers that come out the same everywhere: fractions inside, rounded half up where said."""

from fractions import Fraction

Number = int | float


def exact(*, number: Number | str) -> Fraction:
    """Return a number as the fraction that its decimal writing names.

    Example:
        >>> exact(number=0.1)
        Fraction(1, 10)
    """
    return Fraction(str(number))


def rounded(*, value: Fraction, places: int) -> Fraction:
    """Return a value rounded half up, away from zero, to decimal places.

    Example:
        >>> rounded(value=Fraction(-5, 1000), places=2)
        Fraction(-1, 100)
    """
    scale = 10**places
    whole, rest = divmod(abs(value) * scale, 1)
    found = Fraction(int(whole) + (1 if rest * 2 >= 1 else 0), scale)
    return found if value >= 0 else -found


def between(*, value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Return the value held within two bounds."""
    return max(low, min(value, high))
