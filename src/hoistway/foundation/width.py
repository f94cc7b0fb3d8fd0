"""Full-width letters, digits and signs, as Chinese input methods write them, made plain."""

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Sign → plain sign, for `str.translate`; the wide blank becomes a blank."""


def half_width(*, text: str) -> str:
    """Return the text with full-width letters, digits and signs made plain.

    Example:
        >>> half_width(text="３１１０ａ")
        '3110a'
    """
    return text if text.isascii() else text.translate(HALF_WIDTH)
