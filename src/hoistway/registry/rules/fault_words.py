"""What completes a fault, in Chinese: the readers say it in English with the facts filled in."""

import re
from functools import lru_cache

WORDS = {
    "turned into a date": "被表格软件变为日期",
    "turned into scientific notation": "被表格软件变为科学计数法",
    "turned into a number with decimals": "被表格软件变为小数",
    "an error of a formula": "公式错误",
    "a number cell keeps fifteen digits of {}": "数字单元格只保留{}位中的前15位",
    "a spreadsheet kept fifteen digits of twenty": "表格软件只保留了20位中的前15位",
    "a spreadsheet kept fifteen digits of eighteen": "表格软件只保留了18位中的前15位",
    "19 of 20 digits: one was lost": "20位中只有19位，缺失1位",
    "17 of 18 signs: the leading zero was lost": "18位中只有17位，首位的0已丢失",
    "kind 4, district 6, year and month 6, sequence 4": "类别4位、区划6位、年月6位、序号4位",
    "18 digits and capital letters without I O S V Z": "18位数字和大写字母，不含 I O S V Z",
    "17 or 18 signs, before 2015 also 21": "17或18位；2015年以前也有21位",
    "such as 梯11沪A00001(20)": "例如 梯11沪A00001(20)",
    "5 to 8 digits": "5至8位数字",
    "{} digits": "{}位数字",
    "this is the form of a register number": "这是注册代码的格式",
    "this is the form of a device code": "这是设备代码的格式",
    "this is the form of a use certificate number": "这是使用登记证编号的格式",
    "this is the form of a credit code of the use unit": "这是统一社会信用代码的格式",
    "{} signs, {} allowed": "{}个字符，最多{}个",
    "{} or more signs": "{}个字符以上",
    "a number before «{}»": "«{}»之前应有数字",
    "feet and inches such as 22 feet 3 inches": "英尺和英寸，例如 22 feet 3 inches",
    "neither code nor word of the catalogue of 2004": "不是2004年目录的代码或名称",
    "{} of 2004 has no heir in the catalogue of 2014": "2004年目录的{}在2014年目录中没有对应品种",
    "{} of the catalogue of 2004": "2004年目录的{}",
    "{} cells, {} headings": "{}个单元格，{}个列名",
    "a credit code without a name": "有信用代码而没有名称",
    "decisions are made by people and rules, not by files": "裁定和自动更正不能由文件作出",
    "a day that has not come yet": "日期尚未到来",
    "{} is there": "已有 {}",
    "first on line {}": "首次出现在第{}行",
    "in the sea": "位于海上",
    "no coordinate system is declared": "未声明坐标系",
    "the row does not say its coordinate system": "该行没有说明坐标系",
    "an unknown coordinate system": "未知坐标系",
    "not degrees": "不是经纬度",
    "not numbers": "不是数字",
    "{} exists in China only": "{}只用于中国境内",
    "no zone {} on this grid": "该坐标系没有第{}带",
    "outside the area of {}": "超出 {} 的适用范围",
    "the register holds this elevator in another jurisdiction": "该电梯登记在其他辖区",
    "the row does not say where, and the elevator is not known": "该行没有辖区，且电梯未登记",
}
"""English with `{}` for facts → Chinese. Longer patterns stand before shorter ones that fit too."""

_PATTERNS = tuple(
    (re.compile("(.+?)".join(map(re.escape, english.split("{}")))), chinese)
    for english, chinese in WORDS.items()
)


@lru_cache(maxsize=4096)
def detail_in(*, language: str, detail: str) -> str:
    """Return the completion of a fault in Chinese, for `en…` as it is; ranges stay as they are.

    Example:
        >>> detail_in(language="zh-hans", detail="81 signs, 80 allowed")
        '81个字符，最多80个'
    """
    if language.startswith("en"):
        return detail
    for pattern, chinese in _PATTERNS:
        if found := pattern.fullmatch(detail):
            return chinese.format(*found.groups())
    return detail.replace(" to ", " 至 ").replace(" or ", " 或 ")
