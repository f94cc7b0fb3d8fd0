from hoistway.foundation.terms import Term


class Colour(Term):
    RED = "red", "红", "Red", "house"
    BLUE = "blue", "蓝", "Blue", "GB 1"


def test_a_code_becomes_its_word() -> None:
    assert Colour("blue") is Colour.BLUE


def test_a_word_is_text_and_prints_as_its_code() -> None:
    assert (Colour.RED, str(Colour.RED), f"{Colour.RED}") == ("red", "red", "red")


def test_a_word_carries_both_languages_and_its_source() -> None:
    assert (Colour.BLUE.zh, Colour.BLUE.en, Colour.BLUE.source) == ("蓝", "Blue", "GB 1")


def test_the_choices_are_the_codes_with_the_chinese_words() -> None:
    assert Colour.choices == [("red", "红"), ("blue", "蓝")]


def test_every_english_language_gets_the_english_word_and_all_others_the_chinese() -> None:
    words = [Colour.RED.in_language(language) for language in ("en", "en-gb", "zh-hans", "fr")]

    assert words == ["Red", "Red", "红", "红"]
