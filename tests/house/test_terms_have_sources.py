"""Every official word carries its code, 中文, English and where it comes from."""

import importlib
import re

import pytest

from hoistway.foundation.terms import Term
from tests.house.tree import SOURCE, sources, syntax

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _modules():
    for path in sources():
        if "Term" in path.read_text(encoding="utf-8") and path.name != "terms.py":
            yield ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


def _terms():
    for name in _modules():
        if any(part in name for part in (".vocabulary", ".rules.", ".actors")):
            kinds = vars(importlib.import_module(name)).values()
            terms = [k for k in kinds if isinstance(k, type) and issubclass(k, Term)]
            yield from (term for term in terms if term.__module__ == name)


@pytest.mark.parametrize("term", list(_terms()), ids=lambda term: term.__qualname__)
def test_every_word_is_complete(term):
    lacking = [
        member.name
        for member in term
        if not (str(member.value) and member.zh and member.en and member.source)
    ]

    assert lacking == []
    assert (term.__doc__ or "").strip()
    assert not any(CHINESE.search(member.en) for member in term)


def test_every_vocabulary_is_read():
    assert len(list(_terms())) > 30
    assert syntax(SOURCE / "foundation" / "terms.py")
