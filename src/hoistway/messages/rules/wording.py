"""Templates as dated editions: written from parts, and read back into parts for providers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.foundation.editions import in_order, standing_on
from hoistway.messages.standards import wordings
from hoistway.messages.vocabulary import Purpose

ANY = "any"
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A template: two languages, the providers' numbers of it, and sample parts."""

    name: str
    zh: str
    en: str
    codes: Mapping[str, str]
    sample: Mapping[str, str]
    sample_en: Mapping[str, str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts in the order of the Chinese sentence."""
        return tuple(_PART.findall(self.zh))


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """One edition of all templates."""

    edition: str
    in_force: date
    all: Mapping[str, Wording]


def templates_on(*, day: date) -> Templates:
    """Return the edition in force on a day; days before the first edition use the first."""
    return standing_on(known=_in_order(), day=day)


@cache
def _in_order() -> tuple[Templates, ...]:
    rows = [
        Templates(
            edition=name, in_force=table["in_force"],
            all={
                key: Wording(name=key, **said)
                for key, said in table.items()
                if isinstance(said, dict)
            },
        )
        for name, table in wordings().items()
    ]  # fmt: skip
    return in_order(rows)


def written(*, template: str, facts: Mapping[str, str]) -> str:
    """Return a template with its parts filled in; a part that nobody gave stays empty.

    Example:
        >>> written(template="{where} 有人被困", facts={"where": "延安东路 1 号"})
        '延安东路 1 号 有人被困'
    """
    return _PART.sub(lambda part: facts.get(part[1], ""), template)


def parts_of(*, text: str, template: str) -> dict[str, str] | None:
    """Return the parts of a sentence that a template wrote, None where it wrote another.

    Example:
        >>> parts_of(text="延安东路 1 号 有人被困", template="{where} 有人被困")
        {'where': '延安东路 1 号'}
        >>> parts_of(text="早上好", template="{where} 有人被困") is None
        True
    """
    pattern, last = "", 0
    for part in _PART.finditer(template):
        pattern += re.escape(template[last : part.start()]) + f"(?P<{part[1]}>.*?)"
        last = part.end()
    found = re.fullmatch(pattern + re.escape(template[last:]), text, re.DOTALL)
    return None if found is None else found.groupdict()


def worded(
    *, purpose: Purpose, text: str, language: str, templates: Templates
) -> tuple[Wording, dict[str, str]]:  # fmt: skip
    """Return the template that says a sentence, and its parts in order.

    Providers of Chinese texts take approved templates with parts, not sentences. A sentence that
    does not follow its purpose's template goes by the template for anything.
    """
    for name in (str(purpose), ANY):
        wording = templates.all.get(name)
        if wording is None:
            continue
        template = wording.en if language == "en" else wording.zh
        parts = parts_of(text=text, template=template)
        if parts is not None:
            return wording, {part: parts[part] for part in wording.parts if part in parts}
    return templates.all[ANY], {"content": text}
