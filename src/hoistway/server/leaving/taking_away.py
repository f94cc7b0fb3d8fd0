"""`./hoistway export`: tables, files and keys of an installation in open formats."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from hoistway.server import addresses, archive, secrets
from hoistway.server.config import CannotStart, Config
from hoistway.server.leaving.dictionary import table_meanings
from hoistway.server.leaving.tables import names_of, write_table

FORM = 1
MANIFEST = "manifest.json"
READ_ME = """Everything that this elevator platform holds. 本文件夹是电梯平台的全部数据。

manifest.json    what is here: rows, hashes, the form of the tables
                 清单：每张表的行数、哈希与结构版本
tables/*.csv.gz  one table each: CSV (RFC 4180), UTF-8, first line names the columns; an empty
                 cell is unknown, "" an empty text; times with offset
                 每张表一个文件：UTF-8 编码 CSV，首行为列名；空白为未知，"" 为空文本
tables.json      what each table and column means, and the words behind its codes
                 数据字典：表、列的含义，代码对应的中英文
attachments/     photos, signatures and papers, each named by its SHA-256
                 照片、签名与文件，以 SHA-256 命名
history/         samples of remote monitoring as Parquet (Delta tables)
                 远程监测历史数据（Parquet）
secrets/         keys of plates and records: without them printed codes cannot be recognised
                 密钥：没有它们，已张贴的电梯码无法识别。请妥善保管

Into an empty installation 装入空的平台: ./hoistway load FOLDER
"""


def take_away(
    *, config: Config, target: Path, now: datetime, with_keys: bool, said: Callable[[str], None]
) -> dict[str, Any]:
    """Write all into `target`, which must not exist, running or not; return the manifest.

    All tables are read as they were at one instant. Raises: CannotStart.
    """
    if not (config.home / "secrets").is_dir():
        raise CannotStart(sentence=f"{config.home} holds no installation.")
    if target.exists():
        raise CannotStart(sentence=f"{target} is there already: name a folder that is not.")
    fresh = target.with_name(target.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        (fresh / "tables").mkdir(parents=True, mode=0o700)
        manifest = {"form": FORM, "written_at": now.isoformat(), **_tables(config, fresh, said)}
        manifest["files"] = _files(config, fresh, with_keys, said)
        (fresh / "README.txt").write_text(READ_ME, encoding="utf-8")
        meanings = json.dumps(table_meanings(), ensure_ascii=False, indent=1, default=str)
        (fresh / "tables.json").write_text(meanings, encoding="utf-8")
        (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise CannotStart(sentence=f"{target} cannot be written: {error.strerror}.") from None
    return manifest


def migrations_in(link: Connection[Any]) -> list[str]:
    """Return which steps the form of the tables has taken, sorted."""
    found = link.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [step for (step,) in found]


def _tables(config: Config, folder: Path, said: Callable[[str], None]) -> dict[str, Any]:
    with archive.database_of(config):
        url = addresses.owner_database_url(config=config, secrets=secrets.keep(home=config.home))
        with psycopg.connect(url) as link:
            link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            link.execute("SET LOCAL TIME ZONE 'UTC'")
            tables = []
            for name in names_of(link):
                tables.append(asdict(write_table(link, name, folder / "tables")))
                said(f"{name}: {tables[-1]['rows']} rows")
            return {"migrations": migrations_in(link), "tables": tables}


def _files(
    config: Config, folder: Path, with_keys: bool, said: Callable[[str], None]
) -> dict[str, str]:
    hashes = {}
    wanted = [name for name in archive.FOLDERS if with_keys or name != "secrets"]
    for name in wanted:
        for path in sorted(p for p in (config.home / name).rglob("*") if p.is_file()):
            place = f"{name}/{path.relative_to(config.home / name)}"
            copy = folder / place
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                shutil.copy2(path, copy)
            except FileNotFoundError:  # compacted meanwhile
                continue
            with copy.open("rb") as file:
                hashes[place] = hashlib.file_digest(file, "sha256").hexdigest()
        said(f"{name}: {sum(place.startswith(name + '/') for place in hashes)} files")
    if (config.home / "kind").exists():
        shutil.copy2(config.home / "kind", folder / "kind")
    return hashes
