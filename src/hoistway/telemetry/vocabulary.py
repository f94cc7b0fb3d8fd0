"""The words of the telemetry room."""

from hoistway.foundation.terms import Term

_STATUS = "GB/T 24476-2017 clause 9"
_CODES = "GB/T 24476-2017 clause 11"
_DOOR = "上海市智慧电梯平台接口 Door_Status"
_CAUSE = "上海市智慧电梯平台接口 failureCode"


class Signal(Term):
    """What one sample may say; the value is the field's name on the wire."""

    SCHEMA = "schema", "报文格式", "Schema", "house"
    ELEVATOR = "elevator", "注册代码", "Register number", f"{_STATUS} 设备识别码"
    AT = "at", "数据生成时间", "Device time, RFC 3339", _STATUS
    SEQ = "seq", "序号", "Sequence number of the device", "house"
    SERVICE_MODE = "service_mode", "当前服务模式", "Service mode", _STATUS
    CAR_STATUS = "car_status", "轿厢运行状态", "Car status", _STATUS
    DIRECTION = "direction", "轿厢运行方向", "Direction", _STATUS
    DOOR_ZONE = "door_zone", "开锁区域", "Car in the unlocking zone", _STATUS
    FLOOR = "floor", "电梯当前楼层", "Floor index, 0 = lowest landing", _STATUS
    DOOR = "door", "门状态", "Door state", _DOOR
    DOOR_CLOSED = "door_closed", "关门到位", "Doors fully closed", _STATUS
    OCCUPIED = "occupied", "轿内是否有人", "People in the car", _STATUS
    CALL_PENDING = "call_pending", "有登记呼梯", "A call is registered", "house"
    SPEED = "speed_mps", "运行速度（米/秒）", "Speed in m/s", "house"
    PEOPLE = "people", "轿内人数", "People counted", "上海市智慧电梯平台接口 People_Number"
    POWER = "power", "供电", "Power source", "house"
    CODES = "codes", "信息代码", "Message codes", _CODES
    HEARTBEAT = "heartbeat", "定时上报", "Sent although nothing changed", "house"


class AlarmKind(Term):
    """What the detector can find."""

    ENTRAPMENT_OFF_LEVEL = "entrapment_off_level", "非平层困人", "Entrapment off level", _CAUSE
    ENTRAPMENT_AT_LEVEL = "entrapment_at_level", "平层困人", "Entrapment at level", _CAUSE
    POWER_LOST = "power_lost", "主电源断电", "Main power lost", f"{_CODES} 41"
    ALARM_BUTTON = "alarm_button", "报警按钮动作", "Alarm button pressed", f"{_CODES} 90"
    DOOR_OPEN_MOVING = "door_open_moving", "运行中开门", "Doors open while moving", "地方平台扩展"
    OFFLINE = "offline", "监测终端离线", "Monitoring device offline", "286号 附件2 三 2 持续在线"

    @classmethod
    def rescue_kinds(cls) -> frozenset["AlarmKind"]:
        """Kinds that mean somebody may be shut in and call for a rescue."""
        return frozenset({cls.ENTRAPMENT_OFF_LEVEL, cls.ENTRAPMENT_AT_LEVEL, cls.ALARM_BUTTON})


class Transport(Term):
    """By which way samples come in."""

    MQTT = "mqtt", "MQTT", "MQTT", "MQTT 3.1.1 (ISO/IEC 20922)"
    HTTP = "http", "HTTP", "HTTP", "RFC 9110"


class RefusedReason(Term):
    """Why a sample or a device was not let in."""

    TOO_LARGE = "too_large", "报文过大", "Too large", "house"
    NOT_UTF8 = "not_utf8", "不是 UTF-8", "Not UTF-8", "RFC 8259 8.1"
    NOT_JSON = "not_json", "不是 JSON", "Not JSON", "RFC 8259"
    NOT_AN_OBJECT = "not_an_object", "不是 JSON 对象", "Not a JSON object", "house"
    DUPLICATE_FIELD = "duplicate_field", "字段重复", "Field given twice", "RFC 8259 4"
    UNKNOWN_SCHEMA = "unknown_schema", "未知报文格式", "Unknown schema", "house"
    WRONG_SCHEMA = "wrong_schema", "格式与设备类别不符", "Schema of another kind", "house"
    MISSING_FIELD = "missing_field", "缺少字段", "Field missing", "house"
    UNKNOWN_FIELD = "unknown_field", "未知字段", "Unknown field", "house"
    WRONG_TYPE = "wrong_type", "类型错误", "Wrong type", "house"
    OUT_OF_RANGE = "out_of_range", "超出取值范围", "Out of range", _STATUS
    BAD_INSTANT = "bad_instant", "时间格式错误", "Not an instant", "RFC 3339"
    FUTURE = "future", "时间在未来", "From the future", "house"
    ANCIENT = "ancient", "时间过旧", "Too old", "house"
    UNKNOWN_ELEVATOR = "unknown_elevator", "未登记的电梯", "Elevator not registered", "house"
    FOREIGN_ELEVATOR = "foreign_elevator", "不属于该来源的电梯", "Elevator of another", "house"
    FOREIGN_TOPIC = "foreign_topic", "无权发布的主题", "Topic of another", "house"
    ANONYMOUS = "anonymous", "匿名连接", "Anonymous connection", "house"
    BAD_CREDENTIALS = "bad_credentials", "凭据无效", "Wrong credentials", "house"


class PresenceState(Term):
    """Whether an elevator is heard."""

    LIVE = "live", "在线", "Live", "286号 附件2 三 2 持续在线"
    DELAYED = "delayed", "延迟", "Delayed", "286号 附件2 三 2 持续在线"
    OFFLINE = "offline", "离线", "Offline", "286号 附件2 三 2 持续在线"
    NEVER = "never", "从未上报", "Never heard", "286号 附件2 三 2 持续在线"


class CadenceKind(Term):
    """In which rhythm a platform or a device reports."""

    ON_CHANGE = "on_change", "变化即报", "On change", "GB/T 24476-2017 clause 5 (订阅/变化上报)"
    HEARTBEAT = "heartbeat", "定时心跳", "Heartbeat", "286号 附件2 三 2 实时交换"
    THROTTLE = "throttle", "限频上报", "Throttled", "上海市智慧电梯平台接口 上报频率"


class SilenceCause(Term):
    """Why an elevator is not heard; only what is ours or registered is not counted as silence."""

    DEVICE = "device", "监测终端或现场网络", "Device or site network", "286号 附件2 四（四）2（2）"
    FIRM_PLATFORM = "firm_platform", "企业平台中断", "The firm's platform", "286号 附件2 二 1"
    OURS = "ours", "本平台中断（不计）", "This platform (not counted)", "house"
    SUSPENDED = "suspended", "已登记停用（不计）", "Suspended (not counted)", "特种设备使用管理规则"

    @classmethod
    def excused(cls) -> frozenset["SilenceCause"]:
        """Causes that stop the silence clock."""
        return frozenset({cls.OURS, cls.SUSPENDED})


class Power(Term):
    """From where the elevator is fed."""

    UNKNOWN = "unknown", "未知", "Unknown", "house"
    MAINS = "mains", "市电", "Mains", "house"
    BATTERY = "battery", "电池", "Battery", "house"
    OFF = "off", "断电", "Off", "house"

    @property
    def number(self) -> int:
        """The value inside a sample record."""
        return list(Power).index(self)


class DoorState(Term):
    """What the car door does."""

    UNKNOWN = "0", "未知", "Unknown", _DOOR
    CLOSING = "1", "正在关门", "Closing", _DOOR
    CLOSED = "2", "关门到位", "Closed", _DOOR
    OPENING = "3", "正在开门", "Opening", _DOOR
    OPEN = "4", "开门到位", "Open", _DOOR
    LOCKED = "5", "门锁锁止", "Locked", _DOOR
    AJAR = "6", "保持不完全关闭", "Held not fully closed", _DOOR


class ServiceMode(Term):
    """In which mode an elevator is."""

    STOPPED = "0", "停止服务", "Out of service", _STATUS
    NORMAL = "1", "正常运行", "Normal", _STATUS
    INSPECTION = "2", "检修", "Inspection", _STATUS
    FIRE_RETURN = "3", "消防返回", "Fire recall", _STATUS
    FIREFIGHTERS = "4", "消防员运行", "Firefighters", _STATUS
    EMERGENCY_POWER = "5", "应急电源运行", "Emergency power", _STATUS
    EARTHQUAKE = "6", "地震模式", "Earthquake", _STATUS
    UNKNOWN = "7", "未知", "Unknown", _STATUS


class CarStatus(Term):
    """Whether the car runs."""

    STANDING = "0", "停止", "Standing", _STATUS
    RUNNING = "1", "运行", "Running", _STATUS


class Direction(Term):
    """Where the car goes."""

    NONE = "0", "无方向", "None", _STATUS
    UP = "1", "上行", "Up", _STATUS
    DOWN = "2", "下行", "Down", _STATUS


class MessageCode(Term):
    """Faults 1–8, events 40–47 and the alarm 90 of a lift."""

    NO_FAULT = "0", "电梯无故障", "No fault", _CODES
    SAFETY_CIRCUIT = "1", "电梯运行时安全回路断路", "Safety circuit opened while running", _CODES
    DOOR_CLOSING = "2", "关门故障", "Door closing fault", _CODES
    DOOR_OPENING = "3", "开门故障", "Door opening fault", _CODES
    OUTSIDE_ZONE = "4", "轿厢在开锁区域外停止", "Stopped outside the unlocking zone", _CODES
    UNINTENDED_MOVEMENT = "5", "轿厢意外移动", "Unintended car movement", _CODES
    RUN_TIME_LIMIT = "6", "电动机运转时间限制器动作", "Motor run-time limiter operated", _CODES
    POSITION_LOST = "7", "楼层位置丢失", "Floor position lost", _CODES
    NO_RESTART = "8", "防止电梯再运行故障", "Fault preventing further running", _CODES
    BACK_TO_NORMAL = "40", "电梯恢复自动运行模式", "Returned to automatic mode", _CODES
    MAINS_LOST = "41", "主电源断电", "Main power lost", _CODES
    OUT_OF_SERVICE = "42", "进入停止服务", "Out of service", _CODES
    TO_INSPECTION = "43", "进入检修运行模式", "Inspection mode", _CODES
    TO_FIRE_RETURN = "44", "进入消防返回模式", "Fire recall", _CODES
    TO_FIREFIGHTERS = "45", "进入消防员运行模式", "Firefighter mode", _CODES
    TO_EMERGENCY_POWER = "46", "进入应急电源运行", "Emergency power", _CODES
    TO_EARTHQUAKE = "47", "地震模式", "Earthquake mode", _CODES
    ALARM_BUTTON = "90", "报警按钮动作", "Alarm button pressed", _CODES
