"""What may be wrong with a row of a file, what comes of it, and how far an import is."""

from hoistway.foundation.terms import Term


class RowFault(Term):
    """What is wrong with a row of a file, or with one of its cells."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    NOT_A_NUMBER = "not_a_number", "不是数字", "Not a number", "house"
    OUT_OF_RANGE = "out_of_range", "超出可能范围", "Outside the possible range", "house"
    NOT_A_DATE = "not_a_date", "不是日期", "Not a date", "house"
    UNKNOWN_CODE = "unknown_code", "代码未知", "Unknown code", "house"
    TWICE = "twice", "同一文件中重复", "Appears twice in the file", "house"
    SPOILT = "spoilt", "被表格软件破坏", "Spoilt by a spreadsheet", "house"
    ROW_SHAPE = "row_shape", "列数不符", "Wrong number of columns", "house"
    GRID = "grid", "坐标系未声明或不符", "Not on the declared coordinate system", "house"
    SHAPE = "shape", "编号格式不符", "Not of the declared shape", "house"
    CHECK_DIGIT = "check_digit", "校验码错误", "Wrong check digit", "GB 32100-2015"
    TOO_LONG = "too_long", "文字过长", "Text too long", "house"
    ENCODING = "encoding", "编码不符", "Bytes that are not of the declared encoding", "house"
    OUTSIDE = "outside", "不属于您的辖区", "Not in your jurisdiction", "286号 二（一）"


class FaultEffect(Term):
    """What came of a fault."""

    REFUSED = "refused", "整行未导入", "The row was refused", "house"
    LEFT_OUT = "left_out", "该项未导入", "The value was left out", "house"
    KEPT = "kept", "已导入并标记", "The value was taken in and marked", "house"


class ObservedFrom(Term):
    """Whence it is known on which day the facts of a file were so."""

    ROW = "row", "每行的日期", "A column of each row", "house"
    ASKED = "asked", "导入时指定", "Said with the import", "house"
    MAPPING = "mapping", "映射文件", "The mapping", "house"
    NAME = "name", "文件名中的日期", "The date in the file's name", "house"
    FILE = "file", "文件修改时间", "When the file was last changed", "house"


class RunState(Term):
    """How far the import of a file is."""

    WAITING = "waiting", "等待", "Waiting", "house"
    RUNNING = "running", "进行中", "Running", "house"
    DONE = "done", "完成", "Done", "house"
    FAILED = "failed", "失败", "Failed", "house"
    STOPPED = "stopped", "已停止", "Stopped", "house"

    @classmethod
    def open_states(cls) -> tuple["RunState", ...]:
        """Runs that are to be worked on."""
        return (cls.WAITING, cls.RUNNING)
