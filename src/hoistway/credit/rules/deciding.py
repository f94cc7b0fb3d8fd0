"""Which results bind only when a person has confirmed them."""

from collections.abc import Sequence

from hoistway.credit.vocabulary import Grade


def needs_person(*, grade: Grade, vetoes: Sequence[object]) -> bool:
    """Return whether a result binds only when a person has confirmed it: C, D, any veto.

    Source: 个人信息保护法 art. 24.

    Example:
        >>> needs_person(grade=Grade.B, vetoes=()), needs_person(grade=Grade.C, vetoes=())
        (False, True)
    """
    return grade in {Grade.C, Grade.D} or bool(vetoes)
