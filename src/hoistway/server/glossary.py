"""The glossary: every official word of every room, as one page of the documentation."""

from itertools import groupby
from pathlib import Path

from hoistway.server.words import Word, terms

_HEAD = """# Glossary

Every closed list of words in Hoistway: the code that is stored and exchanged, the official Chinese
word, the English word, and where the word comes from. `house` marks a word that we chose ourselves.

This page is written by `./hoistway where --glossary` from the `vocabulary.py` of every room and is
checked by a test. Change the vocabulary, not this page.
"""


def glossary(root: Path) -> str:
    """Return the glossary in Markdown, from the package folder `root`."""
    parts = [_HEAD]
    for room, words in groupby(terms(root), key=lambda word: word.place.room):
        parts.append(f"\n## {room}\n")
        for _name, members in groupby(words, key=lambda word: word.list_name):
            parts.append(_table(list(members)))
    return "".join(parts)


def _table(words: list[Word]) -> str:
    first = words[0]
    head = f"\n### {first.list_name}\n\n{first.list_means} (`{first.place.file}`)\n\n"
    rule = "| code | 中文 | English | source |\n|---|---|---|---|\n"
    rows = (
        f"| `{word.code}` | {_cell(word.zh)} | {_cell(word.en)} | {_cell(word.source)} |\n"
        for word in words
    )
    return head + rule + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
