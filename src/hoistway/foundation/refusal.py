"""Every anticipated «no»: a stable code, a sentence in two languages, the clause if it is law."""

from typing import ClassVar


class Refusal(Exception):
    """Base of all refusals; doors translate them, nobody else catches them.

    A subclass stands beside the function that raises it and sets `code`, `zh`, `en` (format
    strings over `facts`), and `clause` where the refusal is legal.
    """

    code: ClassVar[str] = "refused"
    zh: ClassVar[str] = "无法完成此操作。"
    en: ClassVar[str] = "This cannot be done."
    clause: ClassVar[str] = ""
    status: ClassVar[int] = 409

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def sentence(self, language: str) -> str:
        """Return the whole sentence in English for `en…`, else in Chinese."""
        template = self.en if language.startswith("en") else self.zh
        return template.format(**self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.en.format(**self.facts)}"


class NotAllowed(Refusal):
    """Raised when the actor's role or scope does not cover the deed."""

    code = "not_allowed"
    zh = "您没有权限进行此操作。"
    en = "You are not allowed to do this."
    status = 403


class NotFound(Refusal):
    """Raised when the thing does not exist or must not be known to the actor."""

    code = "not_found"
    zh = "没有找到。"
    en = "Not found."
    status = 404
