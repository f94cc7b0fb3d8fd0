"""What may be wrong with a row of a file, and how far an import is."""

from hoistway.foundation.terms import Term


class RowFault(Term):
    """Why an imported row was refused."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    NOT_A_NUMBER = "not_a_number", "不是数字", "Not a number", "house"
    OUT_OF_RANGE = "out_of_range", "超出可能范围", "Outside the possible range", "house"
    NOT_A_DATE = "not_a_date", "不是日期", "Not a date", "house"
    UNKNOWN_CODE = "unknown_code", "代码未知", "Unknown code", "house"
    TWICE = "twice", "同一文件中重复", "Appears twice in the file", "house"
    SPOILT = "spoilt", "被表格软件破坏的编号", "A number spoilt by a spreadsheet", "house"
    ROW_SHAPE = "row_shape", "列数不符", "Wrong number of columns", "house"
    GRID = "grid", "坐标系未声明", "Coordinate system not declared", "house"
    SHAPE = "shape", "编号格式不符", "Not of the declared shape", "house"
    CHECK_DIGIT = "check_digit", "校验码错误", "Wrong check digit", "GB 32100-2015"
    TOO_LONG = "too_long", "文字过长", "Text too long", "house"
    ENCODING = "encoding", "编码不符", "Bytes that are not of the declared encoding", "house"


class RunState(Term):
    """How far the import of a file is."""

    WAITING = "waiting", "等待", "Waiting", "house"
    RUNNING = "running", "进行中", "Running", "house"
    DONE = "done", "完成", "Done", "house"
    FAILED = "failed", "失败", "Failed", "house"
    STOPPED = "stopped", "已停止", "Stopped", "house"
