"""The words of conformance."""

from hoistway.foundation.terms import Term


class Topic(Term):
    """What a firm's system is examined for."""

    MAINTENANCE = "maintenance", "维保系统对接", "Maintenance system", "286号 二（二）"
    TELEMETRY = "telemetry", "监测平台对接", "Monitoring platform", "286号 附件2 二"


class Origin(Term):
    """From where an examination has its rows."""

    FEED = "feed", "已接入的数据", "What has come in", "286号 附件2 二"
    FILE = "file", "上传的文件", "A file", "house"
    ADDRESS = "address", "系统接口地址", "An address", "house"


class Unit(Term):
    """In what a measure is told."""

    SHARE = "share", "比例", "Share", "house"
    HOURS = "hours", "小时", "Hours", "house"
    SECONDS = "seconds", "秒", "Seconds", "house"
    COUNT = "count", "个", "Count", "house"
