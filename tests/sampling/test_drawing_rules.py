import json
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.sampling.rules.drawing import allocation, differences, draw, still_wanted
from hoistway.sampling.rules.frame import Frame, Inspector, Unit, frame_of, sha256_of, text_of
from hoistway.server.cli import main

FRAME = Frame(
    purpose="pilot_district", place="310101", year=2026, edition="286-2020", share="0.05",
    population=40, before=0, size=4,
    units=tuple(Unit(f"3110{n:016}", "甲" if n % 4 else "乙") for n in range(40)),
    inspectors=tuple(Inspector(str(n), f"检查员{n}") for n in range(5)),
)  # fmt: skip


def by_hand(text: str, seed: str) -> list[tuple[str, list[str]]]:
    """Draw from a frame's text without a line of ours."""
    head, rest = text.split("[units]\n")
    units, people = rest.split("[inspectors]\n")
    size = int(next(line for line in head.split("\n") if line.startswith("size: "))[6:])
    strata: dict[str, list[str]] = {}
    for line in units.splitlines():
        number, stratum = line.split("\t")
        strata.setdefault(stratum, []).append(number)
    keys = [line.split("\t")[0] for line in people.splitlines()]
    total = sum(map(len, strata.values()))
    size = min(size, total)
    exact = {name: len(some) * size / total for name, some in strata.items()}
    take = {name: int(value + 1e-9) for name, value in exact.items()}
    order = sorted(strata, key=lambda s: (-round(exact[s] - take[s], 9), -len(strata[s]), s))
    for name in order[: size - sum(take.values())]:
        take[name] += 1

    def lot(key: str) -> str:
        return sha256(f"{seed}:{key}".encode()).hexdigest()

    chosen = [n for s, some in strata.items() for n in sorted(some, key=lot)[: take[s]]]
    return [
        (number, sorted(keys, key=lambda key: lot(f"{number}/{key}"))[:2])
        for number in sorted(chosen, key=lot)
    ]


def test_five_per_cent_of_nineteen_twenty_and_twenty_one_elevators() -> None:
    """286号 二（三）: 不少于辖区试点电梯数量的5%."""
    wanted = [still_wanted(share=0.05, least=1, population=n, before=0) for n in (19, 20, 21)]

    assert wanted == [1, 1, 2]


def test_an_empty_district_draws_nothing_and_one_elevator_is_drawn() -> None:
    assert [still_wanted(share=0.05, least=1, population=n, before=0) for n in (0, 1)] == [0, 1]


def test_later_entries_of_the_year_call_for_a_further_draw() -> None:
    assert still_wanted(share=0.05, least=1, population=40, before=2) == 0
    assert still_wanted(share=0.05, least=1, population=41, before=2) == 1


strata = st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(1, 60), min_size=1)


@settings(max_examples=30)
@given(strata, st.integers(0, 90))
def test_strata_give_their_share_within_one(sizes: dict[str, int], size: int) -> None:
    found, total = allocation(sizes=sizes, size=size), sum(sizes.values())

    assert sum(found.values()) == min(size, total)
    for name, count in found.items():
        assert abs(count - sizes[name] * min(size, total) / total) < 1


@settings(max_examples=20)
@given(st.text("0123456789", min_size=6, max_size=20))
def test_anybody_draws_the_same_from_the_published_text(seed: str) -> None:
    text = text_of(frame=FRAME)

    drawn = draw(frame=frame_of(text=text), seed=seed)

    assert [(one.number, list(one.inspectors)) for one in drawn] == by_hand(text, seed)


def test_two_different_inspectors_go_to_each_elevator() -> None:
    drawn = draw(frame=FRAME, seed="2026135")

    assert {len(set(one.inspectors)) for one in drawn} == {2}


def published(seed: str = "2026135") -> dict[str, object]:
    text = text_of(frame=FRAME)
    drawn = [
        {"place": one.place, "number": one.number, "inspectors": list(one.inspectors)}
        for one in draw(frame=FRAME, seed=seed)
    ]
    return {
        "number": "CC1", "frame": text, "frame_sha256": sha256_of(text=text), "seed": seed,
        "drawn": drawn,
    }  # fmt: skip


def test_a_frame_changed_after_it_was_frozen_is_found() -> None:
    said = published()

    said["frame"] = str(said["frame"]).replace("3110", "3111", 1)

    assert differences(said=said)[0].startswith("frame_sha256")


def test_a_unit_put_in_by_hand_is_found(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    file, said = tmp_path / "draw.json", published()
    file.write_text(json.dumps(said))
    assert main(["sample", "verify", str(file)]) == 0

    said["drawn"][1]["number"] = "31109999999999999999"  # type: ignore[index]
    file.write_text(json.dumps(said))

    assert main(["sample", "verify", str(file)]) == 1
    assert "31109999999999999999" in capsys.readouterr().out.splitlines()[-1]
