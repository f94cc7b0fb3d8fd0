"""Which grade a total comes to."""

from collections.abc import Sequence
from fractions import Fraction

from hoistway.credit.rules.model import Band
from hoistway.credit.vocabulary import Grade, Scale


def grade_of(*, total: Fraction, bands: Sequence[Band], scale: Scale) -> Grade:
    """Return the first band that the total reaches; without bands there is no grade.

    Points count for a firm, or, on a scale of demerits, against it.

    Example:
        >>> bands = [Band(grade=Grade.A, bound=Fraction(90))]
        >>> grade_of(total=Fraction(8999, 100), bands=bands, scale=Scale.MERIT)
        <Grade.D: 'D'>
    """
    for band in bands:
        reached = total <= band.bound if scale is Scale.DEMERIT else total >= band.bound
        if reached:
            return band.grade
    return Grade.D if bands else Grade.UNRATED
