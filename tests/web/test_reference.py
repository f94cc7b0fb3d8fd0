"""The documentation of the API as pages: everything of the contract, in both languages."""

import re

import pytest
from django.conf import settings
from django.test import Client

from hoistway.web.reference.guides import anchor, rendered
from hoistway.web.reference.kept import contract

LANGUAGES = ("zh-hans", "en")
OPERATIONS = [
    (one["operationId"], (one.get("tags") or ["other"])[0].replace(" ", "-"), method, path)
    for path, methods in contract()["paths"].items()
    for method, one in methods.items()
]
GUIDES = sorted(
    page.stem for page in settings.INTEGRATE.glob("*.md") if not page.stem.endswith(".zh-CN")
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def opened(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operation_has_its_page(language: str) -> None:
    for name, topic, method, path in OPERATIONS:
        page = opened(f"/api/reference/{topic}/{name}?lang={language}")

        assert f"<code>{path}</code>" in page
        assert f">{method.upper()}<" in page
        assert "<script" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_guide_is_one_link_from_the_first_page(language: str) -> None:
    first = opened(f"/api?lang={language}")

    for _name, topic, _method, _path in OPERATIONS:
        assert f'href="/api/reference/{topic}?lang={language}"' in first
    for slug in GUIDES:
        assert f'href="/api/guides/{slug}?lang={language}"' in first


@pytest.mark.parametrize("slug", GUIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_opens_and_its_links_lead_somewhere(slug: str, language: str) -> None:
    page = opened(f"/api/guides/{slug}?lang={language}")
    article = page.partition('<article class="guide"')[2].partition("</article>")[0]

    assert article.count("<h1>") == 1
    for href in set(re.findall(r'href="(/api[^"#]*)', article)):
        opened(href)
    for inner in set(re.findall(r'href="#([^"]+)"', article)):
        assert f'id="{inner}"' in article


def test_a_chinese_reader_reads_chinese() -> None:
    page = opened("/api/reference/faults/faults_report_fault?lang=zh-hans")

    assert "报告故障" in page
    assert "注册代码" in page
    assert "停不平" in page


def test_an_english_reader_meets_no_chinese_but_the_switch() -> None:
    page = opened("/api/reference/faults/faults_report_fault?lang=en")

    assert CHINESE.findall(page.replace("中文", "")) == []


def test_the_contract_is_given_byte_for_byte() -> None:
    kept = (settings.INTEGRATE / "openapi.json").read_bytes()

    assert Client().get("/api/contract.json").content == kept


@pytest.mark.parametrize(
    "path", ["/api/guides/nothing", "/api/guides/words", "/api/reference/nothing",
             "/api/reference/faults/nothing", "/api/reference/plates/faults_report_fault"],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_lost(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_markup_in_a_guide_stays_text() -> None:
    html = rendered("<script>alert(1)</script> [x](javascript:alert(1))", carried="")

    assert "<script" not in html
    assert 'href="javascript' not in html


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    assert "使用单位的意见" in rendered("使用单位\n的意见", carried="")
    assert "use\nunit" in rendered("use\nunit", carried="")


def test_an_anchor_reads_as_on_code_hosts() -> None:
    assert anchor("`claims.ndjson`: what the sources say") == "claimsndjson-what-the-sources-say"
