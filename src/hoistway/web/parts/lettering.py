"""How wide words will be in a drawing, and on which side of a mark they fit."""

_WIDE = "\u2e80"
"""From this sign on letters are as wide as they are high."""


def width_of(text: str, *, size: float = 16.0) -> float:
    """Return the width of a text in drawing units, near enough to place it.

    Example:
        >>> width_of("建议", size=10), width_of("m/s", size=10)
        (20.0, 17.4)
    """
    return round(sum(size if sign >= _WIDE else size * 0.58 for sign in text), 2)


def stands_left(*, x: float, text: str, width: float, room: float = 17.0) -> bool:
    """Return whether a word must stand left of its mark at `x` in a drawing of this width."""
    right = x + room + width_of(text) > width
    return right and x - room > width - x - room


def shortened(text: str, *, room: float) -> str:
    """Return a text that fits into the room, cut with an ellipsis where it must be."""
    if width_of(text) <= room:
        return text
    while text and width_of(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"
