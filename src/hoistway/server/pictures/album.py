"""Bind the photographs into one page that opens without a server."""

from collections import defaultdict
from html import escape
from pathlib import Path

from hoistway.server.pictures.shoot import Picture
from hoistway.server.pictures.visit import Stop

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Hoistway: pictures of every page</title><style>
body{font:15px/1.5 system-ui,sans-serif;margin:24px;color:#14202b;background:#f4f6f7}
section{margin:0 0 32px}h2{margin:0 0 4px}
.row{display:flex;gap:16px;overflow-x:auto;align-items:start}
figure{margin:0;background:#fff;border:1px solid #d5dce1;border-radius:8px;padding:8px;flex:none}
img{display:block;max-height:480px;width:auto;border:1px solid #d5dce1}
figcaption{font-size:13px;max-width:360px}.bad{color:#c8102e;font-weight:650}
table{border-collapse:collapse}td,th{padding:2px 12px 2px 0;text-align:left}
</style></head><body><h1>Hoistway: every page</h1>
"""


def bind(*, pictures: list[Picture], out: Path, title: str) -> Path:
    """Write `index.html` beside the photographs and return it."""
    by_stop: dict[Stop, list[Picture]] = defaultdict(list)
    for picture in pictures:
        by_stop[picture.stop].append(picture)
    parts = [_HEAD, f"<p>{escape(title)}</p>", _summary(by_stop)]
    for number, (stop, views) in enumerate(by_stop.items()):
        heading = f"{escape(stop.role)} · {escape(stop.name)}"
        figures = "".join(_figure(view) for view in views)
        parts.append(
            f'<section id="p{number}"><h2>{heading}</h2><div class="row">{figures}</div></section>'
        )
    album = out / "index.html"
    album.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return album


def _summary(by_stop: dict[Stop, list[Picture]]) -> str:
    rows = [
        f'<tr><td>{escape(stop.role)}</td><td><a href="#p{number}">{escape(stop.name)}</a></td>'
        f"<td>{views[0].status}</td><td>{max(view.bytes for view in views):,}</td>"
        f"<td>{_count(views[0].queries)}</td><td>{_faults(views)}</td></tr>"
        for number, (stop, views) in enumerate(by_stop.items())
    ]
    names = ("role", "page", "status", "bytes unpacked", "queries", "faults")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _faults(views: list[Picture]) -> str:
    count = sum(len(view.findings) + view.too_wide for view in views)
    return f'<span class="bad">{count}</span>' if count else "0"


def _count(queries: int | None) -> str:
    return "not told" if queries is None else str(queries)


def _figure(picture: Picture) -> str:
    faults = [*picture.findings, *(["wider than the screen"] if picture.too_wide else [])]
    said = "".join(f'<br><span class="bad">{escape(fault)}</span>' for fault in faults)
    return (
        f'<figure><a href="{picture.file}"><img loading="lazy" src="{picture.file}" '
        f'alt="{escape(picture.stop.name)}, {picture.view.name}"></a><figcaption>'
        f"{picture.view.name} · {picture.status} · {picture.bytes:,} bytes unpacked · "
        f"{_count(picture.queries)} queries{said}</figcaption></figure>"
    )
