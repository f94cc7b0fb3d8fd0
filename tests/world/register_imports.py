"""Files of a small city for tests of the import, and the verb that takes them in."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.actions import found_jurisdiction
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.registry.actions import ImportReport, ImportRequest, import_file
from tests.world.register_files import CITY_MAPPING, GOOD

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def a_district(code: str = "310106", name: str = "静安区") -> Jurisdiction:
    """Found a district."""
    return found_jurisdiction(
        code=code, kind=JurisdictionKind.DISTRICT, name_zh=name, name_en=name, city=None
    )


def a_row(serial: int, **cells: str) -> dict[str, str]:
    """Return the good row as that of another elevator."""
    number = f"3110310103201008{serial:04d}"
    return {**GOOD, "注册代码": number, "出厂编号": f"A-{serial}", **cells}


def written(
    folder: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8", name: str = "city.csv"
) -> Path:
    """Write rows as a text table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else list(GOOD))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def taken(
    file: Path, *, apply: bool = True, mapping: Path | str = CITY_MAPPING, source: str = "",
    observed: date | None = date(2026, 11, 1), now: datetime = NOW, by: Actor = PLATFORM,
) -> ImportReport:  # fmt: skip
    """Take a file in by the text of a mapping, a mapping file or the name of a shipped one."""
    if isinstance(mapping, str):
        path = file.with_suffix(".toml")
        path.write_text(mapping, encoding="utf-8")
        mapping = path
    request = ImportRequest(
        file=file, mapping=mapping, source=source, apply=apply, observed=observed
    )
    return import_file(request=request, now=now, by=by)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Return new, changed, unchanged and refused rows."""
    tally = report.tally
    return tally.created, tally.changed, tally.unchanged, report.refused
