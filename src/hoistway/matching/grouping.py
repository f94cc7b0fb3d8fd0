"""Records gathered into elevators, link by link; no source speaks twice unless that is proved."""

from collections.abc import Iterable


class Groups:
    """Growing groups of records; a join that would put a source in twice is refused.

    Example:
        >>> groups = Groups({1: "supervision", 2: "mobile", 3: "mobile"})
        >>> groups.join(1, 2), groups.join(1, 3), groups.of(2), groups.of(3)
        (True, False, 1, 3)
    """

    def __init__(self, sources: dict[int, str]) -> None:
        self._parent = {key: key for key in sources}
        alone = {source: frozenset((source,)) for source in sources.values()}
        self._sources = {key: alone[source] for key, source in sources.items()}
        self._known = {each: each for each in alone.values()}
        self._foes: dict[int, set[int]] = {}

    def of(self, key: int) -> int:
        """Return the group of a record: the least key in it."""
        parent = self._parent
        root = key
        while parent[root] != root:
            root = parent[root]
        while parent[key] != root:
            parent[key], key = root, parent[key]
        return root

    def join(self, one: int, other: int, *, proved: bool = False) -> bool:
        """Put two records into one group; return whether their sources, or a proof, allow it."""
        mine, yours = self.of(one), self.of(other)
        if mine == yours:
            return True
        if not proved and self._sources[mine] & self._sources[yours]:
            return False
        if any(self.of(foe) == yours for foe in self._foes.get(mine, ())):
            return False
        low, high = (mine, yours) if mine < yours else (yours, mine)
        self._parent[high] = low
        both = self._sources[low] | self._sources.pop(high)
        self._sources[low] = self._known.setdefault(both, both)
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))
        return True

    def keep_apart(self, one: int, other: int) -> None:
        """Remember that two records contradict each other: no third may bring them together."""
        self._foes.setdefault(self.of(one), set()).add(other)
        self._foes.setdefault(self.of(other), set()).add(one)

    def keys(self) -> list[int]:
        """Return the records in order."""
        return sorted(self._parent)

    def sources_of(self, group: int) -> frozenset[str]:
        """Return the sources that speak of a group."""
        return self._sources[group]

    def join_all(self, links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join pair after pair and return those that were refused."""
        return [(a, b) for a, b in links if not self.join(a, b)]
