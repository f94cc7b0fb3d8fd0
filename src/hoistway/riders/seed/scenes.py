"""What the public of the demo city reported: the scenes that show each state, and the past."""

from dataclasses import dataclass

from hoistway.riders.vocabulary import ReportKind, ReportVerdict, Topic

_FAULT, _COMPLAINT = ReportKind.FAULT, ReportKind.COMPLAINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One matter: how long ago, what, how many more said so, and what became of it so far."""

    hours: float
    kind: ReportKind
    topic: Topic
    words: str
    neighbours: int = 0
    taken_up: float = 0
    answered: float = 0
    answer: str = ""
    mended: bool | None = None
    photo: bool = False
    verdict: ReportVerdict | None = None
    hotline: bool = False
    hidden: bool = False
    appealed: bool = False


SCENES = (
    Scene(hours=5, kind=_FAULT, topic=Topic.DOOR, words="关门到一半又打开，反复好几次。",
          neighbours=6, taken_up=1, photo=True),
    Scene(hours=2, kind=_COMPLAINT, topic=Topic.OFTEN_BROKEN, neighbours=3,
          words="一个月停了三次，老人上下楼很不方便。"),
    Scene(hours=1, kind=ReportKind.CORRECTION, topic=Topic.WRONG_DATA,
          words="门口的牌子写着6号楼。"),
    Scene(hours=50, kind=_FAULT, topic=Topic.SHAKING, photo=True,
          words="经过五楼时抖得厉害，有异响。"),
    Scene(hours=60, kind=_FAULT, topic=Topic.UNEVEN, words="停下来比楼面低一截，差点绊倒。",
          neighbours=2, taken_up=2, answered=20, mended=False,
          answer="已调整平层感应器，平层恢复正常。"),
    Scene(hours=200, kind=_COMPLAINT, topic=Topic.POOR_MAINTENANCE, answered=70, mended=True,
          words="保养的人来了五分钟就走了。", verdict=ReportVerdict.MAINTENANCE,
          answer="经查维保记录与现场不符，已责令维保单位重做本次保养并约谈负责人。"),
    Scene(hours=160, kind=_COMPLAINT, topic=Topic.NO_ANSWER, hotline=True,
          words="物业电话没人接。"),
    Scene(hours=400, kind=_COMPLAINT, topic=Topic.OTHER_MATTER, hidden=True, appealed=True,
          words="（辱骂内容）"),
    Scene(hours=500, kind=ReportKind.SUGGESTION, topic=Topic.IDEA, answered=90, mended=True,
          words="能不能在轿厢里装一面镜子，方便坐轮椅的人倒着出来？",
          answer="感谢建议，已请装修单位报价，下月业主会上讨论。"),
    Scene(hours=252, kind=_COMPLAINT, topic=Topic.NOT_INSPECTED, words="检验标志看不清日期。"),
    Scene(hours=30, kind=_FAULT, topic=Topic.ALARM_DEAD, words="按警铃没有人应答。"),
)  # fmt: skip

PAST = (
    (_FAULT, Topic.BUTTON, "三楼按钮不亮。", "已更换按钮，恢复正常。"),
    (_FAULT, Topic.LIGHT, "轿厢里的灯坏了一半。", "已更换灯管。"),
    (_FAULT, Topic.DOOR, "门关不上。", "地坎有异物，已清理并调整门刀。"),
    (_FAULT, Topic.SHAKING, "上升时有摩擦声。", "已调整导靴并加油，声音消失。"),
    (_FAULT, Topic.OTHER_FAULT, "轿厢里有焦味。", "检查为装修粉尘受热，已清洁风扇。"),
    (_COMPLAINT, Topic.OTHER_MATTER, "装修工人用电梯运沙子，没人管。",
     "已加强现场管理并张贴告示。"),
    (_COMPLAINT, Topic.SLOW_RESCUE, "困人等了很久才来。",
     "已调看救援记录，到场用时二十四分钟，在规定时间内。"),
    (ReportKind.SUGGESTION, Topic.IDEA, "希望公示每次保养的时间。",
     "扫码页已可查看保养时间，谢谢建议。"),
)  # fmt: skip
