"""A day of the city in one number: a Merkle tree over the links of its documents.

The links are hashes already (`chain.link`) of a text that no node has, so they are the leaves.
"""

from collections.abc import Mapping, Sequence

from hoistway.ledger.rules.canonical import Plain, canonical
from hoistway.ledger.rules.chain import sha256_of

NOTHING_BEFORE = "0" * 64
"""What the first digest names as the one before it."""

EMPTY = sha256_of(text="hoistway-empty/1")
"""The root of a day without documents, which is signed too: nothing was added on that day."""


def root(*, links: Sequence[str]) -> str:
    """Return the root over links in order; the last one without a partner rises as it is.

    Source: the shape is that of RFC 9162 2.1.1.

    Example:
        >>> root(links=["a"])
        'a'
        >>> root(links=["a", "b", "c"]) == node(left=node(left="a", right="b"), right="c")
        True
    """
    row = list(links) or [EMPTY]
    while len(row) > 1:
        row = _above(row)
    return row[0]


def node(*, left: str, right: str) -> str:
    """Return the hash above two others."""
    return sha256_of(text=f"hoistway-node/1\n{left}\n{right}")


def path(*, links: Sequence[str], place: int) -> tuple[tuple[str, str], ...]:
    """Return the neighbours from a link up to the root, each with the side on which it stands.

    Example:
        >>> path(links=["a", "b"], place=0)
        (('right', 'b'),)
    """
    row, steps = list(links), []
    while len(row) > 1:
        other = place ^ 1
        if other < len(row):
            steps.append(("left" if other < place else "right", row[other]))
        row, place = _above(row), place // 2
    return tuple(steps)


def climb(*, link: str, steps: Sequence[tuple[str, str]]) -> str:
    """Return the root to which a path leads from a link.

    Example:
        >>> links = ["a", "b", "c"]
        >>> climb(link="c", steps=path(links=links, place=2)) == root(links=links)
        True
    """
    for side, other in steps:
        link = node(left=other, right=link) if side == "left" else node(left=link, right=other)
    return link


def digest_body(*, said: Mapping[str, Plain]) -> str:
    """Return the text of a digest that is signed and given away."""
    return canonical(content={"schema": "hoistway.digest/1", **said})


def digest_line(*, body: str, signature: str) -> str:
    """Return one line for those who keep digests; the body stands in it letter by letter.

    Example:
        >>> digest_line(body='{"day":"2026-11-22"}', signature="00")
        '{"digest":{"day":"2026-11-22"},"signature":"00"}'
    """
    return f'{{"digest":{body},"signature":"{signature}"}}'


def body_in_line(*, line: str) -> str:
    """Return the body that `digest_line` put into a line; empty when it is no such line.

    Example:
        >>> body_in_line(line=digest_line(body='{"day":"2026-11-22"}', signature="00"))
        '{"day":"2026-11-22"}'
    """
    inner, _, rest = line.strip().removeprefix('{"digest":').rpartition(',"signature":"')
    return inner if rest.endswith('"}') and line.strip().startswith('{"digest":') else ""


def _above(row: Sequence[str]) -> list[str]:
    pairs = [node(left=row[k], right=row[k + 1]) for k in range(0, len(row) - 1, 2)]
    return [*pairs, row[-1]] if len(row) % 2 else pairs
