from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.drawing import is_repeatable, listed, population_sha256
from hoistway.foundation.lots import drawn, size_of

keys = st.lists(st.text("WB0123456789", min_size=1, max_size=9), unique=True, max_size=40)


def by_hand(seed: str, numbers: list[str], size: int) -> list[str]:
    """Draw as the published recipe says, without a line of ours."""
    lots = [(sha256(f"{seed}:{number}".encode()).hexdigest(), number) for number in numbers]
    return [number for _, number in sorted(lots)][:size]


@given(keys, st.text(max_size=8), st.integers(0, 50), st.randoms())
def test_a_draw_depends_on_list_and_seed_alone(numbers, seed, size, chance) -> None:
    shuffled = [*numbers]
    chance.shuffle(shuffled)

    chosen = drawn(seed=seed, keys=numbers, size=size)

    assert chosen == drawn(seed=seed, keys=shuffled + numbers, size=size)
    assert chosen == by_hand(seed, numbers, size)
    assert drawn(seed=seed, keys=numbers, size=size + 1)[: len(chosen)] == chosen


def test_every_filing_has_the_same_chance() -> None:
    numbers = [f"WB{n}" for n in range(20)]
    times = dict.fromkeys(numbers, 0)
    for seed in range(2_000):
        for chosen in drawn(seed=str(seed), keys=numbers, size=2):
            times[chosen] += 1

    assert min(times.values()) > 150  # 200 expected; 5 % below 0.02 % by chance
    assert max(times.values()) < 250


def test_a_share_is_rounded_up_and_never_more_than_there_are() -> None:
    assert [size_of(share=0.05, population=n) for n in (0, 1, 20, 21)] == [0, 1, 1, 2]
    assert size_of(share=0.07, population=100) == 7
    assert size_of(share=1.0, population=3) == 3


def test_a_published_draw_that_was_touched_does_not_stand() -> None:
    numbers = ["WB1", "WB2", "WB3"]
    said, chosen = population_sha256(keys=numbers), drawn(seed="7", keys=numbers, size=2)
    assert said == sha256(listed(numbers).encode()).hexdigest()

    assert is_repeatable(seed="7", keys=numbers, chosen=chosen, said=said)
    assert not is_repeatable(seed="7", keys=numbers[:2], chosen=chosen[:1], said=said)
    assert not is_repeatable(seed="8", keys=numbers, chosen=["WB1", "WB2"], said=said) or (
        drawn(seed="8", keys=numbers, size=2) == ["WB1", "WB2"]
    )
    assert not is_repeatable(seed="7", keys=numbers, chosen=chosen[::-1], said=said)
