"""What a browser did besides showing the page: loaded, refused, complained."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

_KEEP_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP " + event.violatedDirective + " " + event.blockedURI);
});
"""


@dataclass
class Watcher:
    """Collects requests and complaints of all browsers of a test."""

    site: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> BrowserContext:
        """Look over the shoulder of a browser from now on."""
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        context.add_init_script(_KEEP_VIOLATIONS)
        return context

    def expect(self, *words: str) -> None:
        """Let complaints with these words pass in this test."""
        self.expected += words

    def judge(self) -> None:
        """Fail if a page reached out to another house or complained."""
        assert self.foreign == []
        unforeseen = [c for c in self.complaints if not any(word in c for word in self.expected)]
        assert unforeseen == []

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.site + "/", "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
