"""The words of sampling."""

from hoistway.foundation.terms import Term


class DrawPurpose(Term):
    """For what a sample is drawn; the frames of different purposes are never mixed."""

    PILOT_DISTRICT = (
        "pilot_district", "区局试点电梯监督抽查", "District's check of pilot elevators",
        "286号 二（三）",
    )  # fmt: skip
    PILOT_CITY = "pilot_city", "市局试点抽查评估", "City's spot check", "286号 二（三）"
    USE_UNITS = (
        "use_units", "使用单位双随机检查", "Use units drawn by lot", "市监特设发〔2022〕59号",
    )  # fmt: skip
    KEY_UNITS = (
        "key_units", "重点使用单位双随机检查", "Key use units drawn by lot",
        "市监特设发〔2022〕59号",
    )  # fmt: skip
    FIRMS = "firms", "维保单位双随机检查", "Firms drawn by lot", "市监特设发〔2022〕59号"

    @classmethod
    def of_the_pilot(cls) -> frozenset["DrawPurpose"]:
        """Return the purposes whose frames hold elevators; the others hold organisations."""
        return frozenset({cls.PILOT_DISTRICT, cls.PILOT_CITY})


class DrawState(Term):
    """Where a draw stands."""

    FROZEN = "frozen", "名单已冻结", "Frame frozen, seed to come", "requirements C10"
    DRAWN = "drawn", "已抽取", "Drawn", "requirements C10"
    DONE = "done", "检查完成", "All checked", "requirements C10"


class CheckResult(Term):
    """What a check of one drawn elevator found."""

    GOOD = "good", "符合", "In order", "286号 二（三）"
    MINOR = "minor", "基本符合，需改进", "Minor faults", "286号 二（三）"
    BAD = "bad", "不符合", "Not in order", "286号 二（三）"
    NOT_POSSIBLE = "not_possible", "无法检查", "Could not be checked", "house"


class Answer(Term):
    """What two inspectors say to one question."""

    YES = "yes", "符合", "Yes", "286号 二（三）"
    NO = "no", "不符合", "No", "286号 二（三）"
    NOT_APPLICABLE = "not_applicable", "不适用", "Does not apply", "house"
