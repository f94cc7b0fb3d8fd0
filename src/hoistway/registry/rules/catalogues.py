"""Which kind of elevator a code means: the catalogues of 2004 and 2014 use the same digits."""

from hoistway.registry.standards import catalogue_2004, catalogue_2014

COLLIDING = frozenset(
    code
    for code, zh in catalogue_2004.KINDS.items()
    if code in catalogue_2014.KINDS and catalogue_2004.HEIRS.get(code) != code
)
"""Codes that mean one kind in 2004 and another in 2014.

Example:
    >>> sorted(COLLIDING)
    ['3120', '3130', '3210', '3220', '3310', '3320']
"""

_OF_2004 = {zh: code for code, zh in catalogue_2004.KINDS.items()}


def code_of_2004(*, word: str) -> str:
    """Return the code of the catalogue of 2004 for a code or word of it, or nothing.

    Example:
        >>> code_of_2004(word="病床客梯"), code_of_2004(word="3170"), code_of_2004(word="3410")
        ('3170', '3170', '')
    """
    return word if word in catalogue_2004.KINDS else _OF_2004.get(word, "")


def heir_of_2004(*, code: str) -> str:
    """Return the code of 2014 for a code of 2004, or nothing where it has no heir.

    Example:
        >>> heir_of_2004(code="3310"), heir_of_2004(code="3120")
        ('3210', '')
    """
    return catalogue_2004.HEIRS.get(code, "")
