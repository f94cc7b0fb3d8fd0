from pathlib import Path

import pytest

import hoistway.registry.standards
from hoistway.registry.rules.mapping_file import BadMapping, mapping_of
from hoistway.registry.rules.targets import TARGETS
from hoistway.registry.vocabulary import Catalogue, Datum
from tests.world.register_files import CITY_MAPPING, a_mapping

SHIPPED = sorted((Path(hoistway.registry.standards.__path__[0]) / "mappings").glob("*.toml"))


def complaint(old: str, new: str) -> str:
    with pytest.raises(BadMapping) as caught:
        a_mapping(replace=(old, new))
    return caught.value.sentence("en")


def line_of(part: str) -> int:
    return CITY_MAPPING[: CITY_MAPPING.index(part)].count("\n") + 1


def test_a_mapping_says_which_headings_it_reads() -> None:
    mapping = a_mapping()

    assert mapping.headings()[:4] == ("注册代码", "名称", "路", "号")
    assert mapping.catalogue is Catalogue.C2014
    assert mapping.datum is Datum.WGS84
    assert len(mapping.sha256) == 64


def test_broken_toml_is_named_with_its_line() -> None:
    assert "it is not valid TOML" in complaint('name = "Register of a city"', "name = ")
    assert "line 3" in complaint('name = "Register of a city"', "name = ")


def test_a_wrong_unit_is_named_with_line_and_key() -> None:
    sentence = complaint('unit = "m/s"', 'unit = "kg"')

    line = line_of('unit = "m/s"')
    assert sentence == (
        f"The mapping city.toml, line {line}, columns.rated_speed_mps.unit: "
        "«kg» is not known; known are m/s, mm/s, m/min, fpm."
    )


def test_a_slip_of_the_pen_is_answered_with_the_nearest_key() -> None:
    sentence = complaint("[columns.installed_on]", "[columns.instaled_on]")

    line = line_of("[columns.installed_on]")
    assert sentence == (
        f"The mapping city.toml, line {line}, columns.instaled_on: "
        "there is no such key; did you mean installed_on?"
    )


@pytest.mark.parametrize("grid", ["db-ref", "epsg:31466", "shanghai-local", "bd09"])
def test_a_foreign_grid_is_refused(grid: str) -> None:
    sentence = complaint('system = "wgs84"', f'system = "{grid}"')

    assert f"«{grid}» is not stored as longitude and latitude here." in sentence


@pytest.mark.parametrize("system", ['system = "none"', ""])
def test_places_without_a_declared_system_are_refused(system: str) -> None:
    sentence = complaint('system = "wgs84"', system)

    assert "columns.longitude: places are mapped, but coordinates.system" in sentence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "city"', "", "register.source: this text is needed."),
        ('source = "city"', "source = 7", "it must be a text in quotes, not 7."),
        ('source = "city"', f'source = "{"x" * 41}"', "it has 41 signs and may have 40."),
        ('catalogue = "2014"', 'catalogue = "2013"', "did you mean 2014?"),
        ('catalogue = "2014"', 'catalogue = "2004"', "need a code list, for the codes collide."),
        ('empty = ["-"]', "empty = [1]", "it must be a text in quotes or a list of texts."),
        ('empty = ["-"]', 'encoding = "klingon"', "«klingon» is not a text encoding."),
        ('empty = ["-"]', 'encoding = "base64"', "«base64» is not a text encoding."),
        ('empty = ["-"]', 'delimiter = ";;"', "it must be exactly one sign."),
        ('empty = ["-"]', 'thousands = "."', "other than decimal."),
        ('empty = ["-"]', "skip_lines = 1.5", "it must be a whole number, 0 or more."),
        ('empty = ["-"]', "skip_lines = true", "it must be a number, not True."),
        ('[columns.name]\nfrom = "名称"', "", "every register must say this field"),
        ('from = "名称"', "", "needs either from (a column) or constant"),
        ('from = "名称"', 'from = "名称"\nconstant = "x"', "needs either from (a column) or"),
        ('unit = "m/s"', "", "a number needs its unit, such as m/s."),
        ('unit = "kg"', 'unit = "kg"\nbare = "lb"', "bare is the unit of numbers without one"),
        ('unit = "kg"', 'unit = "kg"\nmin = 9\nmax = 8', "no number lies between 10 and 8."),
        ('dates = ["%Y-%m-%d", "%Y年%m月%d日"]', "", "a date needs its formats"),
        ('"%Y-%m-%d", ', '"%d.%m.%y", ', "must say year (%Y), month (%m or %b) and day (%d)."),
        ('from = "品种"', 'from = "品种"\ncodes = "k"', "there is no code list [codes.k]"),
        ('[columns.latitude]\nfrom = "纬度"', "", "longitude and latitude come together"),
        ('from = "品种"', 'constant = "9999"', "«9999»: unknown code."),
        ('from = "品种"', 'constant = 3110', "it must be a text in quotes, not 3110."),
        ("[coordinates]", "[coordinate]", "did you mean coordinates?"),
        ("[register]", "[[register]]", "it must be a table."),
        ("[register]", "[jurisdictions.a-code-that-is-far-too-long]\n[register]", "16 signs"),
    ],
)  # fmt: skip
def test_every_mistake_is_one_sentence(old: str, new: str, said: str) -> None:
    sentence = complaint(old, new)

    assert said in sentence
    assert sentence.startswith("The mapping city.toml")


def test_a_code_list_may_only_lead_to_known_codes() -> None:
    sentence = complaint('from = "品种"', 'from = "品种"\ncodes = "k"\n[codes.k]\n"客" = "31"')

    assert "its list leads to «31», which is none of 3110, " in sentence


def test_an_equal_word_goes_before_a_pattern() -> None:
    codes = '[codes.k]\n"客*" = "3110"\n"客 液压" = "3210"'
    mapping = a_mapping(replace=('from = "品种"', f'from = "品种"\ncodes = "k"\n{codes}'))
    kind = next(column for column in mapping.columns if column.target.name == "kind")

    assert kind.codes is not None
    assert kind.codes.code_of(word="客 液压") == "3210"
    assert kind.codes.code_of(word="客梯") == "3110"
    assert kind.codes.code_of(word="货梯") is None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_mapping_is_sound_and_named_by_its_source(path: Path) -> None:
    mapping = mapping_of(text=path.read_text(encoding="utf-8"), file=path.name)

    assert mapping.source == path.stem
    assert {column.target.name for column in mapping.facts}.isdisjoint(TARGETS)


def test_a_jurisdiction_needs_both_names() -> None:
    sentence = complaint("[register]", '[jurisdictions.X]\nname_zh = "某地"\n[register]')

    assert "jurisdictions.X.name_en: this text is needed." in sentence
