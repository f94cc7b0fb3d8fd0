from ipaddress import ip_network
from pathlib import Path

import pytest

from hoistway.server import config


@pytest.fixture(autouse=True)
def _no_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in config.Config.model_fields:
        monkeypatch.delenv(f"HOISTWAY_{name.upper()}", raising=False)


def test_without_variables_everything_is_embedded_and_local() -> None:
    ours = config.load()

    assert (ours.database_url, ours.nats_url, ours.demo) == (None, None, False)
    assert ours.home == config.REPOSITORY / "var"
    assert (ours.bind, ours.base_url) == ("127.0.0.1", "http://127.0.0.1:8420")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "eighty", "HOISTWAY_WEB_PORT is 'eighty': input should be a valid integer"),
        ("WEB_PORT", "70000", "HOISTWAY_WEB_PORT is '70000': input should be less than or equal"),
        ("CITY", "beijing", "HOISTWAY_CITY is 'beijing': input should be 'shanghai'"),
        ("DATABASE_URL", "mysql://x:pw@y", "HOISTWAY_DATABASE_URL it must begin with postgresql"),
        ("WEB_PRT", "1", "HOISTWAY_WEB_PRT is not a setting of Hoistway; did you mean"),
        ("STREAM_REPLICAS", "2", "HOISTWAY_STREAM_REPLICAS is 2: input should be 1 or 3"),
        ("NATS_CALLOUT_URL", "nats://x", "HOISTWAY_NATS_CALLOUT_URL counts only with HOISTWAY_NA"),
        ("INGEST_PORT", "8420", "HOISTWAY_*_PORT the four ports must differ"),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "HOISTWAY_TRUSTED_PROXIES is '10.0.0.0/33': "),
        ("DATABASE_URL_FILE", "/nowhere", "HOISTWAY_DATABASE_URL_FILE names /nowhere, which"),
    ],
)
def test_bad_value_is_refused_in_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"HOISTWAY_{name}", value)

    with pytest.raises(config.CannotStart) as refusal:
        config.load()

    assert refusal.value.sentence("en").startswith(sentence)
    assert "\n" not in refusal.value.sentence("en")


def test_secret_comes_from_the_file_that_the_variable_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "url").write_text("postgresql://app:s3cret@db/hoistway\n")
    monkeypatch.setenv("HOISTWAY_DATABASE_URL_FILE", str(tmp_path / "url"))

    assert config.load().database_url == "postgresql://app:s3cret@db/hoistway"


def test_child_process_loads_an_equal_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOISTWAY_TRUSTED_PROXIES", "10.0.0.0/8, ::1")
    ours = config.load(home=tmp_path, demo=True, elevators=500, allowed_hosts=("a.sh", "b.sh"))

    for name, value in ours.environment().items():
        monkeypatch.setenv(name, value)

    assert config.load() == ours
    assert ours.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
