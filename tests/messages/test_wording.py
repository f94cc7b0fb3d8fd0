import pytest

from hoistway.messages.queries import previews
from hoistway.messages.rules.wording import templates_on, worded, written
from hoistway.messages.vocabulary import Purpose
from tests.world.parties import NOW

TEMPLATES = templates_on(day=NOW.date())


@pytest.mark.parametrize("name", sorted(TEMPLATES.all))
def test_a_template_says_the_same_parts_in_both_languages_and_fills_its_sample(name: str) -> None:
    template = TEMPLATES.all[name]
    shown = next(row for row in previews(day=NOW.date())[1] if row.wording is template)

    assert set(template.sample) == set(template.sample_en) == set(template.parts)
    assert all(said in shown.zh for said in template.sample.values())
    assert all(said in shown.en for said in template.sample_en.values())


def test_a_sentence_is_read_back_into_the_parts_of_its_template() -> None:
    facts = {"where": "延安东路 1 号 1 号梯", "what": "有人被困", "minutes": "9", "seconds": "60"}
    text = written(template=TEMPLATES.all["rescue_call"].zh, facts=facts)

    wording, parts = worded(
        purpose=Purpose.RESCUE_CALL, text=text, language="zh", templates=TEMPLATES
    )

    assert wording.name == "rescue_call"
    assert written(template=wording.zh, facts=parts) == text


def test_what_follows_no_template_goes_as_one_part() -> None:
    wording, parts = worded(
        purpose=Purpose.DUTY, text="【慧梯】明天到期", language="zh", templates=TEMPLATES
    )

    assert (wording.name, parts) == ("any", {"content": "明天到期"})
