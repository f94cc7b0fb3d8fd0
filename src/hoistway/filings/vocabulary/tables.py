"""The words of tables of filings."""

from hoistway.foundation.terms import Term


class TableColumn(Term):
    """The columns of a table of filings; their words are its headings."""

    ELEVATOR = "elevator", "注册代码", "Register number", "286号 二（一）维保备案"
    KIND = "kind", "备案种类", "Kind of filing", "286号 二（一）维保备案"
    CONTRACT = "contract", "合同编号", "Contract number", "286号 二（一）维保备案"
    FIRST_DAY = "first_day", "开始日期", "First day", "286号 二（一）维保备案"
    LAST_DAY = "last_day", "截止日期", "Last day", "286号 二（一）维保备案"
    TECHNICIANS = "technicians", "维保人员", "Technicians", "TSG Z6001-2019 (M)"
    PROMISE = "promise", "承诺到达分钟", "Promised minutes", "TSG T5002-2017 art. 5 (M)"
    REMARK = "remark", "备注", "Remark", "house"


class TableFault(Term):
    """What is wrong with a row of a table of filings, or with one of its cells."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    SPOILT = (
        "spoilt", "号码被表格软件破坏，请把该列设为文本后重新填写",
        "The number was spoilt by a spreadsheet; make the column text and enter it anew", "house",
    )  # fmt: skip
    NOT_A_DATE = "not_a_date", "不是日期", "Not a date", "house"
    NOT_A_NUMBER = "not_a_number", "不是整数", "Not a whole number", "house"
    OUT_OF_RANGE = "out_of_range", "超出可能范围", "Outside the possible range", "house"
    TOO_LONG = "too_long", "文字过长", "Text too long", "house"
    UNKNOWN_KIND = "unknown_kind", "没有这种备案", "There is no such kind of filing", "house"
    UNKNOWN_ELEVATOR = (
        "unknown_elevator", "登记表中没有这台电梯", "No such elevator in the register", "house",
    )  # fmt: skip
    UNKNOWN_TECHNICIAN = (
        "unknown_technician", "本单位没有这名维保人员", "The firm has no such technician", "house",
    )  # fmt: skip
    SAME_NAME = (
        "same_name", "有同名人员，请在姓名后注明电话后四位，如 张伟(1234)",
        "More than one bears this name; add the last four digits of the telephone", "house",
    )  # fmt: skip
    ENDS_FIRST = "ends_first", "截止早于开始", "Ends before it begins", "house"
    TWICE = "twice", "同一表格中重复", "Appears twice in the table", "house"
    ROW_SHAPE = "row_shape", "列数多于标题", "More cells than headings", "house"
    UNREADABLE = "unreadable", "含有无法识别的字符", "Holds signs that cannot be read", "house"
