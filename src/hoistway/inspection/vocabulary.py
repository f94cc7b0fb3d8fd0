"""The words of inspection and testing; the four yearly reports are never one word."""

from hoistway.foundation.terms import Term

_T7001 = "TSG T7001-2023"
_T7008 = "TSG T7008-2023"
_LAW40 = "特种设备安全法 art. 40"


class InspectionKind(Term):
    """What was done. The firm's yearly self-inspection 自行检查 belongs to maintenance."""

    PERIODIC = "periodic", "定期检验", "Periodic inspection", _T7001
    TEST = "test", "自行检测", "Self-arranged test", _T7008
    INSTALLATION = "installation", "安装监督检验", "Supervision of an installation", _T7001
    ALTERATION = "alteration", "改造监督检验", "Supervision of an alteration", _T7001
    MAJOR_REPAIR = "major_repair", "重大修理监督检验", "Supervision of a major repair", _T7001
    RETURN_TO_USE = "return_to_use", "重新启用前检验", "Inspection before use again", _T7001

    @classmethod
    def recurring(cls) -> frozenset["InspectionKind"]:
        """What comes again in its years."""
        return frozenset({cls.PERIODIC, cls.TEST})

    @classmethod
    def bases(cls) -> frozenset["InspectionKind"]:
        """What begins the count of years anew."""
        return frozenset({cls.INSTALLATION, cls.ALTERATION})


class Verdict(Term):
    """What an inspection or a test found."""

    PASSED = "passed", "合格", "Passed", _T7001
    PASSED_AFTER = "passed_after", "复检合格", "Passed after correction", _T7001
    FAILED = "failed", "不合格", "Failed", _T7001

    @classmethod
    def good(cls) -> frozenset["Verdict"]:
        """Verdicts by which the elevator may be used."""
        return frozenset({cls.PASSED, cls.PASSED_AFTER})


class RecordSource(Term):
    """By which way a report came in."""

    PAGE = "page", "页面录入", "Page", "house"
    FILE = "file", "批量文件", "File", "house"
    API = "api", "开放接口", "Open API", "requirements A3"


class DefectState(Term):
    """Where a defect stands."""

    OPEN = "open", "待整改", "To be mended", _T7001
    MENDED = "mended", "已报告整改", "Reported mended", _T7001
    ENDED = "ended", "已确认整改", "Seen mended", _T7001


class RequestState(Term):
    """Where a request for an inspection stands."""

    ASKED = "asked", "已申请", "Asked for", _LAW40
    AGREED = "agreed", "已约定日期", "Day agreed", _LAW40
    DONE = "done", "已检验", "Inspected", _LAW40
    DROPPED = "dropped", "已撤回", "Taken back", "house"


class DueStanding(Term):
    """How the next inspection or test stands on a day."""

    OVERDUE = "overdue", "已超期", "Overdue", _LAW40
    TO_ASK = "to_ask", "应申请", "To be asked for now", _LAW40
    OPEN_WINDOW = "open_window", "可提前检验", "May be done early", _T7001
    IN_TIME = "in_time", "有效", "In time", _T7001
    PAUSED = "paused", "停用期间不计", "Out of use", _T7001
    UNKNOWN = "unknown", "无检验检测记录", "No report on record", "house"


class StopReason(Term):
    """Why an elevator must not be used."""

    FAILED = "failed", "检验不合格", "Inspection failed", _LAW40
    OVERDUE = "overdue", "超期未检", "Not inspected in time", _LAW40
    HAZARD = "hazard", "严重事故隐患", "Grave hazard", "特种设备安全监督检查办法 art. 26"


class TableColumn(Term):
    """The columns of a table of reports."""

    ELEVATOR = "elevator", "注册代码", "Register number", "house"
    KIND = "kind", "种类", "Kind", _T7001
    VERDICT = "verdict", "结论", "Verdict", _T7001
    HELD_ON = "held_on", "检验检测日期", "Day held", _T7001
    REPORT = "report", "报告编号", "Report number", _T7001
    NEXT_ON = "next_on", "下次日期", "Next day stated", _T7001
    WORDS = "words", "问题和说明", "Findings and remarks", "house"

    @classmethod
    def needed(cls) -> tuple["TableColumn", ...]:
        """Columns without which a row says nothing."""
        return (cls.ELEVATOR, cls.KIND, cls.VERDICT, cls.HELD_ON, cls.REPORT)


class RowFault(Term):
    """What is wrong with a cell of a table of reports."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    SPOILT = "spoilt", "被表格软件破坏", "Spoilt by a spreadsheet", "house"
    UNKNOWN_WORD = "unknown_word", "无法识别", "Not a known word", "house"
    NOT_A_DATE = "not_a_date", "不是日期", "Not a date", "house"
    SELF_INSPECTION = (
        "self_inspection", "维保单位年度自行检查不是检验检测，请勿在此报送",
        "A firm's yearly self-inspection is no inspection or test; it does not belong here",
        "TSG T5002-2017 art. 6 (M)",
    )  # fmt: skip
    UNKNOWN_ELEVATOR = "unknown_elevator", "登记中没有此电梯", "No such elevator", "house"
    TWICE = "twice", "同一文件中重复", "Appears twice in the file", "house"


class TableState(Term):
    """Where the work on a table stands."""

    WAITING = "waiting", "等待处理", "Waiting", "house"
    RUNNING = "running", "处理中", "Being worked on", "house"
    DONE = "done", "已完成", "Done", "house"
    FAILED = "failed", "未完成", "Failed", "house"
