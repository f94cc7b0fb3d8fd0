"""Translations: the English catalogue kept beside the Chinese sentences of pages and code."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

_FUNCTIONS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_HEADER = "English sentences of the pages; the message id is the Chinese sentence."


def english_path(root: Path) -> Path:
    """Return where the English catalogue lies under the source folder `root`."""
    return root / "hoistway" / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def found_in(root: Path) -> Catalog:
    """Return a catalogue of every sentence that pages and code under `root` mark for translation.

    A sentence is named with its files but not with lines, so that moving code changes nothing.
    """
    catalogue = Catalog(locale="en", charset="utf-8", header_comment=f"# {_HEADER}")
    for path in sorted({*root.rglob("*.py"), *root.rglob("templates/**/*.html")}):
        where = (path.relative_to(root).as_posix(), 1)
        for sentence, context in _sentences(path):
            catalogue.add(sentence, locations=[where], context=context)
    return catalogue


def _sentences(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = f"({templatize(text, origin=str(path))}\n)"  # brackets: indentation means nothing
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, sentence, _comments, context in extract("python", source, _FUNCTIONS, (), options):
        yield sentence, context


def renew(root: Path) -> tuple[Path, Catalog]:
    """Bring the English catalogue under `root` to the sentences in use; translations stay.

    Sentences that nobody uses any more are dropped; new ones are empty; nothing is guessed.
    """
    path, catalogue = english_path(root), _renewed(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(catalogue), encoding="utf-8")
    return path, catalogue


def rendered(root: Path) -> str:
    """Return the text that `renew` would write, without writing it."""
    return _written(_renewed(root))


def _renewed(root: Path) -> Catalog:
    catalogue = read_english(root)
    catalogue.update(found_in(root), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def read_english(root: Path) -> Catalog:
    """Return the English catalogue as it is stored, or an empty one."""
    path = english_path(root)
    if not path.exists():
        return Catalog(locale="en", charset="utf-8", header_comment=f"# {_HEADER}")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def gaps(root: Path) -> list[str]:
    """Return one complaint for each sentence without English, doubtful, unused or ill-formed."""
    stored, used = read_english(root), found_in(root)
    complaints = [
        f"not in the catalogue: {_name(message)}"
        for message in used
        if message.id and stored.get(message.id, message.context) is None
    ]
    for message in stored:
        if message.id:
            complaints += [f"{reason}: {_name(message)}" for reason in _faults(message, used)]
    return complaints


def _faults(message: Message, used: Catalog) -> Iterator[str]:
    written = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if used.get(message.id, message.context) is None:
        yield "used nowhere"
    if not all(written):
        yield "no English"
    if message.fuzzy:
        yield "doubtful"
    for error in message.check():
        yield str(error)


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _written(catalogue: Catalog) -> str:
    """Return the file's text, sorted by sentence and without dates, so that it merges well."""
    target = io.BytesIO()
    write_po(target, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    head = (
        f"# {_HEADER}\n"
        'msgid ""\nmsgstr ""\n'
        '"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head + target.getvalue().decode()


def compile_all(root: Path) -> int:
    """Compile each `.po` under `root` whose `.mo` is missing or older; return how many."""
    count = 0
    for source in sorted(root.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        count += 1
    return count
