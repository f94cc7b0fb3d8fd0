"""特种设备目录 of 2004: no longer in force, but still inside every 注册代码 of twenty digits."""

from datetime import date

IN_FORCE_FROM = date(2004, 1, 19)
IN_FORCE_UNTIL = date(2014, 10, 30)
"""Source: 国质检锅〔2004〕31号 (M); replaced by 质检总局公告2014年第114号."""

KINDS = {
    "3110": "曳引式客梯",
    "3120": "强制式客梯",
    "3130": "无机房客梯",
    "3140": "消防客梯",
    "3150": "观光客梯",
    "3160": "防爆客梯",
    "3170": "病床客梯",
    "3210": "曳引式货梯",
    "3220": "强制式货梯",
    "3230": "无机房货梯",
    "3240": "汽车电梯",
    "3250": "防爆货梯",
    "3310": "液压客梯",
    "3320": "防爆液压客梯",
    "3330": "液压货梯",
    "3340": "防爆液压货梯",
    "3400": "杂物电梯",
    "3500": "自动扶梯",
    "3600": "自动人行道",
}
"""Code → 品种. Source: the annex of the announcement (M)."""

HEIRS = {
    "3110": "3110", "3130": "3110", "3140": "3420", "3150": "3110", "3160": "3410",
    "3170": "3110", "3210": "3120", "3220": "3130", "3230": "3120", "3240": "3120",
    "3250": "3410", "3310": "3210", "3320": "3410", "3330": "3220", "3340": "3410",
    "3400": "3430", "3500": "3310", "3600": "3320",
}  # fmt: skip
"""Code of 2004 → code of 2014. 强制式客梯 (3120) has no heir: the catalogue of 2014 knows no
positive-drive passenger elevator. Chosen where 2004 said how a car is used and 2014 says how it is
driven: glazed, bed and machine-room-less cars are driven by traction, car elevators carry goods."""
