from pathlib import Path

import pytest

import hoistway.registry.standards
from hoistway.registry.adapters.mappings import usable_mapping
from hoistway.registry.rules.mapping_file import BadMapping, mapping_of
from hoistway.registry.rules.places import Grid
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
    assert mapping.grid == Grid(datum=Datum.WGS84)
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


@pytest.mark.parametrize("grid", ["db-ref", "epsg:x", "shanghai-local", "grid", "EPSG:12"])
def test_an_unknown_grid_is_refused(grid: str) -> None:
    sentence = complaint('system = "wgs84"', f'system = "{grid}"')

    assert f"«{grid}» is not stored as longitude and latitude here." in sentence


@pytest.mark.parametrize("grid", ["EPSG:999999", "EPSG:5711", "EPSG:4978"])
def test_a_code_that_leads_to_no_degrees_is_refused(grid: str) -> None:
    text = CITY_MAPPING.replace('system = "wgs84"', f'system = "{grid}"')

    with pytest.raises(BadMapping) as caught:
        usable_mapping(text=text, file="city.toml")

    assert f"«{grid}» is no grid from which" in caught.value.sentence("en")


def test_zones_name_a_grid_each_and_exclude_a_system() -> None:
    zones = 'zones = { "3" = "epsg:5683" }'
    mapping = a_mapping(replace=('system = "wgs84"', zones))

    assert mapping.grid == Grid(datum=Datum.GRID, zones={"3": "EPSG:5683"})
    assert "either one system or zones" in complaint(
        'system = "wgs84"', f'system = "none"\n{zones}'
    )
    assert "a zone is written as" in complaint('system = "wgs84"', 'zones = { "3" = "gk3" }')


@pytest.mark.parametrize("system", ['system = "none"', ""])
def test_places_without_a_declared_system_are_refused(system: str) -> None:
    sentence = complaint('system = "wgs84"', system)

    assert "columns.longitude: places are mapped, but coordinates.system" in sentence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "city"', "", "register.source: this text is needed."),
        ('source = "city"', "source = 7", "it must be a text in quotes, not 7."),
        ('source = "city"', f'source = "{"x" * 49}"', "it has 49 signs and may have 48."),
        ('source = "city"', 'source = "city"\nkind = "inspector"', "did you mean inspection?"),
        ('source = "city"', f'kind = "inspection"\nsource = "{"x" * 40}"', "more than 48 signs."),
        ('source = "city"', 'source = "city"\ndoubtful = "drop"', "known are mark, keep."),
        ('catalogue = "2014"', 'catalogue = "2013"', "did you mean 2014?"),
        ('catalogue = "2014"', 'catalogue = "foreign"', "kinds of a foreign catalogue need a code"),
        ('empty = ["-"]', "empty = [1]", "it must be a text in quotes or a list of texts."),
        ('empty = ["-"]', 'encoding = "klingon"', "«klingon» is not a text encoding."),
        ('empty = ["-"]', 'encoding = "base64"', "«base64» is not a text encoding."),
        ('empty = ["-"]', 'delimiter = ";;"', "it must be exactly one sign."),
        ('empty = ["-"]', 'thousands = "."', "other than decimal."),
        ('empty = ["-"]', "skip_lines = 1.5", "it must be a whole number, 0 or more."),
        ('empty = ["-"]', "skip_lines = true", "it must be a number, not True."),
        ('[columns.kind]\nfrom = "品种"', "", "every register must say this field"),
        ('from = "名称"', 'from = "名称"\noptional = 1', "it must be true or false, not 1."),
        ('from = "名称"', 'from = "名称"\ntake = "last"', "known are all, first."),
        ('unit = "kg"', 'unit = "kg"\ndecimal = ","\nthousands = ","', "other than decimal."),
        ('[columns.serial_number]', '[columns.serial_number]\nformat = "x"', "are register-20"),
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

    assert mapping.source in (path.stem, "")
    assert {column.target.name for column in mapping.facts}.isdisjoint(TARGETS)


def test_a_jurisdiction_needs_both_names() -> None:
    sentence = complaint("[register]", '[jurisdictions.X]\nname_zh = "某地"\n[register]')

    assert "jurisdictions.X.name_en: this text is needed." in sentence


def test_a_kind_of_source_is_put_before_a_name_that_does_not_say_it() -> None:
    def source(text: str) -> str:
        return a_mapping(replace=('source = "city"', text)).source

    assert source('source = "institute"\nkind = "inspection"') == "inspection:institute"
    assert source('source = "inspection:a"\nkind = "inspection"') == "inspection:a"
    assert source('source = "supervision"') == "supervision"
    assert source('source = "city"\nkind = "other"') == "city"


def test_a_mapping_with_another_record_key_needs_no_register_number() -> None:
    mapping = a_mapping(
        replace=('source = "city"', 'source = "city"\nrecord = "出厂编号"'),
        also=('[columns.register_number]\nfrom = "注册代码"', ""),
    )

    assert mapping.row.record is not None
    assert "出厂编号" in mapping.headings()


def test_a_day_or_a_column_says_when_it_was_so() -> None:
    day = a_mapping(replace=('source = "city"', 'source = "city"\nobserved = "2026-10-01"'))
    column = a_mapping(replace=('source = "city"', 'source = "city"\nobserved = "数据日期"'))

    assert str(day.observed_on) == "2026-10-01"
    assert day.row.observed is None
    assert column.observed_on is None
    assert "数据日期" in column.headings()
