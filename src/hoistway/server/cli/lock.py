"""`./hoistway lock`: renew the hashed lists of what is installed, from requirements*.in."""

import argparse
import shutil
import subprocess

from hoistway.server.config import REPOSITORY, CannotStart, load

_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")


def run(options: argparse.Namespace) -> int:
    """Write one `.lock` beside each `.in`."""
    config = load()
    private = config.home / "tools" / "bin" / "uv"
    uv = str(private) if private.exists() else shutil.which("uv")
    if uv is None:
        raise CannotStart(
            sentence="uv is missing: run ./hoistway lock, which finds or installs it."
        )
    sources = sorted(REPOSITORY.glob("requirements*.in"), key=lambda path: len(path.name))
    for source in sources:  # the first is what runs; the others add to its very versions
        target = source.with_suffix(".lock").name
        command = [uv, "pip", "compile", source.name, "-o", target, "--quiet", *_OPTIONS]
        if source != sources[0]:
            command += ["--constraints", sources[0].with_suffix(".lock").name]
        if options.upgrade:
            command.append("--upgrade")
        print(f"{source.name} → {target}", flush=True)
        if subprocess.call(command, cwd=REPOSITORY, env=config.environment()):
            raise CannotStart(sentence=f"{target} was not renewed: uv's message stands above.")
    return 0
