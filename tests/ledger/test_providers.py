import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.ledger.rules.differences import MOST, differences
from hoistway.ledger.rules.digest import climb, path, root
from hoistway.ledger.rules.providers import PROVIDERS, fits, signing_key, sm2
from hoistway.ledger.vocabulary import Algorithm

SECRET = "5f" * 32
TEXT = "存证 hoistway"


def _openssl(folder, key, signature, *more):
    (folder / "key.pem").write_text(key.public_key)
    (folder / "text").write_bytes(TEXT.encode())
    (folder / "signature").write_bytes(bytes.fromhex(signature))
    command = (
        "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "text",
        "-sigfile", "signature", *more,
    )  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True).returncode


def test_every_algorithm_of_the_glossary_has_a_provider():
    assert set(PROVIDERS) == set(Algorithm)


@pytest.mark.parametrize(
    ("algorithm", "more"),
    [("ed25519", ()), ("sm2-sm3", ("-digest", "sm3", "-pkeyopt", "distid:1234567812345678"))],
)
def test_openssl_reads_what_a_provider_signs(tmp_path, algorithm, more):
    key = signing_key(algorithm=algorithm, secret=SECRET)

    signature = key.sign(text=TEXT)

    assert _openssl(tmp_path, key, signature, *more) == 0
    assert key.name.startswith(f"{algorithm}-")


def _verdict(key, **changes):
    given = {"algorithm": key.algorithm, "public_key": key.public_key, "text": TEXT}
    return fits(**({**given, "signature": key.sign(text=TEXT)} | changes))


@pytest.mark.parametrize("algorithm", ["ed25519", "sm2-sm3"])
def test_only_the_whole_of_key_text_and_signature_fits(algorithm):
    key = signing_key(algorithm=algorithm, secret=SECRET)
    other = signing_key(algorithm=algorithm, secret="60" * 32)
    stranger = signing_key(
        algorithm="ed25519" if other.name[0] == "s" else "sm2-sm3", secret=SECRET
    )
    good = key.sign(text=TEXT)

    assert _verdict(key)
    assert key.sign(text=TEXT) == good, "signing rolls no dice"
    for wrong in ("", "zz", "00" * 64, good[:-1], good[:-2], good.upper(), other.sign(text=TEXT)):
        assert not _verdict(key, signature=wrong)
    for public in ("", "no key", other.public_key, stranger.public_key):
        assert not _verdict(key, public_key=public)
    assert not _verdict(key, text=TEXT + " ")
    assert not _verdict(key, algorithm="rsa")


def test_a_key_whose_point_begins_with_zero_and_four_still_fits():
    """The library strips such signs off a point; 1 key in 256 was of no use."""
    secret = next(s for s in (f"{n:064x}" for n in range(1, 2000)) if _point(s).startswith("04"))

    assert _verdict(signing_key(algorithm="sm2-sm3", secret=secret))


def _point(secret):
    return sm2._point(sm2.public_of(secret=secret))


@settings(max_examples=30, deadline=None)
@given(count=st.integers(1, 40), place=st.integers(0, 39))
def test_each_link_climbs_to_the_root_and_no_other_does(count, place):
    links = [f"{number:064x}" for number in range(count)]
    steps = path(links=links, place=place % count)

    assert climb(link=links[place % count], steps=steps) == root(links=links)
    assert climb(link="f" * 64, steps=steps) != root(links=links)
    assert root(links=[*links, "0" * 64]) != root(links=links)


def test_differences_are_told_by_their_place_and_not_without_end():
    assert differences(one={"a": [1, {"b": None}]}, other={"a": [1, {"b": False}], "c": 1}) == (
        "a[1].b", "c",
    )  # fmt: skip
    assert differences(one=[1], other=[1, 2]) == ("[1]",)
    assert differences(one=1, other=True) == (".",)
    assert len(differences(one=list(range(99)), other=[])) == MOST
