"""How what a program was refused for is mended: the sentence of its refusal, by its code."""

from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _

from hoistway.foundation.refusal import Refusal
from hoistway.web.frame import english


class _Left(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


def how_to_mend(*, code: str) -> str:
    """Return how to mend what was refused with this code; what varies is left out."""
    known = _known().get(code)
    if known is None:
        return _("平台内部错误，未写入；请以同一 Idempotency-Key 重发，仍不成功请联系运行单位。")
    return (known.en if english() else known.zh).format_map(_Left())


@cache
def _known() -> dict[str, type[Refusal]]:
    return {one.code: one for one in _below(Refusal)}


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
