"""Read the kind of an elevator by the catalogue that the register declares, never by the other."""

from hoistway.registry.rules.catalogues import code_of_2004, heir_of_2004
from hoistway.registry.rules.cell_words import BadCell
from hoistway.registry.vocabulary import Catalogue, ElevatorKind, RowFault

_KINDS = {word: str(kind) for kind in ElevatorKind for word in (kind.value, kind.zh, kind.en)}


def kind_of_word(*, word: str, catalogue: Catalogue) -> str:
    """Return the code of 2014 for a code or word of the declared catalogue.

    Example:
        >>> kind_of_word(word="3310", catalogue=Catalogue.C2014)
        '3310'
        >>> kind_of_word(word="3310", catalogue=Catalogue.C2004)
        '3210'

    Raises: BadCell.
    """
    if catalogue is not Catalogue.C2004:
        return _of_2014(word)
    code = code_of_2004(word=word)
    if not code:
        raise BadCell(RowFault.UNKNOWN_CODE, "neither code nor word of the catalogue of 2004")
    if heir := heir_of_2004(code=code):
        return heir
    raise BadCell(RowFault.UNKNOWN_CODE, f"{code} of 2004 has no heir in the catalogue of 2014")


def _of_2014(word: str) -> str:
    if word in _KINDS:
        return _KINDS[word]
    old = code_of_2004(word=word)
    raise BadCell(RowFault.UNKNOWN_CODE, f"{old} of the catalogue of 2004" if old else "")
