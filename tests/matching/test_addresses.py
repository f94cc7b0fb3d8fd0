"""Addresses as four systems write them, taken apart and found under one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.matching.addresses import (
    Address,
    address_key,
    normal_address,
    parse_address,
    plain_building,
)

TABLE = [
    # text, normal form, key
    ("上海市徐汇区天平路街道衡山路12弄三号楼", "徐汇区天平路街道衡山路12弄3幢", "衡山路12弄"),
    ("上海市上海市黄浦区南京东路一百号", "黄浦区南京东路100号", "南京东路100号"),
    ("黄浦区黄浦区南京东路100号", "黄浦区南京东路100号", "南京东路100号"),
    ("浦东新区张杨路88-90号", "浦东新区张杨路88-90号", "张杨路88号"),
    ("浦东新区张杨路88～90号", "浦东新区张杨路88-90号", "张杨路88号"),
    ("浦东新区张杨路88号-90号", "浦东新区张杨路88-90号", "张杨路88号"),
    ("浦东新区张杨路88、90号", "浦东新区张杨路88、90号", "张杨路88号"),
    ("上海浦东张杨路５００弄12号", "浦东新区张杨路500弄12号", "张杨路500弄"),
    ("浦东南路1000号", "浦东南路1000号", "浦东南路1000号"),
    ("浦东大道1号", "浦东大道1号", "浦东大道1号"),
    ("宝山路12号", "宝山路12号", "宝山路12号"),
    ("长宁支路5号", "长宁支路5号", "长宁支路5号"),
    ("宝山十村3号", "宝山十村3号", "宝山十村3号"),
    ("嘉定镇街道塔城路264号", "嘉定镇街道塔城路264号", "塔城路264号"),
    ("静安区静安寺街道华山路2号", "静安区静安寺街道华山路2号", "华山路2号"),
    ("静安北京西路1701号", "静安区北京西路1701号", "北京西路1701号"),
    ("南汇新城镇环湖西二路888号A座", "南汇新城镇环湖西二路888号A幢", "环湖西二路888号"),
    ("古镇路5号", "古镇路5号", "古镇路5号"),
    ("镇宁路200号", "镇宁路200号", "镇宁路200号"),
    ("区府路1号", "区府路1号", "区府路1号"),
    ("新区路12号", "新区路12号", "新区路12号"),
    ("徐汇区田林十二村12号", "徐汇区田林十二村12号", "田林十二村12号"),
    ("田林12村１２号", "田林十二村12号", "田林十二村12号"),
    ("中山东1路12号", "中山东一路12号", "中山东一路12号"),
    ("黄浦区瑞金二路街道瑞金二路148号", "黄浦区瑞金二路街道瑞金二路148号", "瑞金二路148号"),
    ("张杨路(近福山路)88号2号楼", "张杨路88号2幢|近福山路", "张杨路88号"),
    ("张杨路88号近福山路", "张杨路88号|近福山路", "张杨路88号"),
    ("张杨路近福山路88号", "张杨路88号|近福山路", "张杨路88号"),
    ("张杨路88号（靠近福山路口）", "张杨路88号|近福山路", "张杨路88号"),
    ("张杨路（88号）", "张杨路88号", "张杨路88号"),
    (
        "世纪大道8号国金中心二期T2座15层1501室",
        "世纪大道8号T2幢15层1501室|国金中心二期",
        "世纪大道8号",
    ),
    ("闵行区莘庄镇莘建路99弄5支弄12号", "闵行区莘庄镇莘建路99弄5支弄12号", "莘建路99弄"),
    ("长宁路1018号龙之梦B1层1号梯", "长宁路1018号B1层1梯|龙之梦", "长宁路1018号"),
    ("长宁区中山公园旁长宁路1018号", "长宁区长宁路1018号|中山公园旁", "长宁路1018号"),
    ("衡山路12号甲", "衡山路12甲号", "衡山路12甲号"),
    ("衡山路甲12号", "衡山路12甲号", "衡山路12甲号"),
    ("衡山路12甲号", "衡山路12甲号", "衡山路12甲号"),
    ("衡山路12号（乙）", "衡山路12乙号", "衡山路12乙号"),
    ("青浦区朱家角镇北大街12号", "青浦区朱家角镇北大街12号", "北大街12号"),
    ("奉贤区海湾镇海农公路1619号", "奉贤区海湾镇海农公路1619号", "海农公路1619号"),
    ("崇明区新村乡新乐村123号", "崇明区新村乡新乐村123号", "新乐村123号"),
    ("S122公路12号", "S122公路12号", "S122公路12号"),
    ("上海路10号", "上海路10号", "上海路10号"),
    ("上海虹桥路1号", "虹桥路1号", "虹桥路1号"),
    ("上海市 静安区 北京西路 1701 号 2 幢", "静安区北京西路1701号2幢", "北京西路1701号"),
    ("张杨路500弄12号1单元301室东梯", "张杨路500弄12号1单元301室东梯", "张杨路500弄"),
    ("张江高科技园区科苑路88号1#楼", "科苑路88号1幢|张江高科技园区", "科苑路88号"),
    ("曹杨路1888弄星河世纪城2号楼", "曹杨路1888弄2幢|星河世纪城", "曹杨路1888弄"),
    ("人民北路1799弄1号2号客梯", "人民北路1799弄1号2梯", "人民北路1799弄"),
    ("浦东新区川沙新镇川沙路4825号", "浦东新区川沙新镇川沙路4825号", "川沙路4825号"),
    ("江月路1850弄恒大名都(二期)3幢", "江月路1850弄3幢|恒大名都,二期", "江月路1850弄"),
    (
        "徐汇区漕河泾新兴技术开发区桂平路391号",
        "徐汇区漕河泾新兴技术开发区桂平路391号",
        "桂平路391号",
    ),
    ("嘉定区安亭镇墨玉南路888號", "嘉定区安亭镇墨玉南路888号", "墨玉南路888号"),
    ("杨浦区国定东路275-8号", "杨浦区国定东路275-8号", "国定东路275-8号"),
    ("闸北区共和新路1301号C幢", "闸北区共和新路1301号C幢", "共和新路1301号"),
    ("张杨路八十八弄第二幢", "张杨路88弄2幢", "张杨路88弄"),
    ("张杨路88衖２棟", "张杨路88弄2栋".replace("栋", "幢"), "张杨路88弄"),
    ("江苏省苏州市工业园区星湖街328号", "星湖街328号|工业园区", "星湖街328号"),
    ("崇明县城桥镇八一路1号", "崇明县城桥镇八一路1号", "八一路1号"),
    ("浦东新区张杨路", "浦东新区张杨路", ""),
    ("人民路、河南路路口", "人民路|河南路路口", ""),
    ("幸福花园12号", "12幢|幸福花园", ""),
    ("上海市市场监督管理局", "|市场监督管理局", ""),
    ("111 Cathedral St , Annapolis , MD", "|111CATHEDRALST,ANNAPOLIS,MD", ""),
    ("No. 1, Lane 88, Zhangyang Road", "|NO.1,LANE88,ZHANGYANGROAD", ""),
    ("aachen-schanz-bahnsteig-6/7", "|AACHEN-SCHANZ-BAHNSTEIG-6/7", ""),
    ("Düsseldorf, Königsallee 1", "|DÜSSELDORF,KÖNIGSALLEE1", ""),
    ("", "", ""),
    ("号", "|号", ""),
]
PIECES = st.sampled_from(
    [
        *"上海市徐汇区县街道镇乡路弄号幢栋座楼单元室层梯公近甲乙东南一二十百廿",
        *"0129ABF-,、()（）＃ 　｜|#·村旁期第",
        *[
            "浦东新区",
            "张杨路",
            "88弄",
            "12号",
            "3号楼",
            "上海市",
            "静安",
            "朱家角镇",
            "(近福山路)",
        ],
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30)


@pytest.mark.parametrize(("text", "normal", "key"), TABLE)
def test_an_address_is_read(text, normal, key):
    assert normal_address(text=text) == normal
    assert address_key(address=parse_address(text=text)) == key


def test_every_part_has_its_own_place():
    said = parse_address(text="上海市闵行区莘庄镇莘建路99弄5支弄12号3幢乙单元4层402室东梯 幸福花园")

    assert said == Address(
        district="闵行区", street="莘庄镇", road="莘建路", lane="99", sublane="5", number="12",
        building="3", unit="乙", floor="4", room="402", lift="东", rest="幸福花园",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["张杨路88弄12号", "张杨路88弄12号楼", "张杨路88弄12幢", "张杨路88弄12栋"]
)
def test_a_house_in_a_lane_is_one_house_however_it_is_called(text):
    assert parse_address(text=text).house == "12"


def test_a_number_on_the_road_is_no_house_within_a_site():
    assert parse_address(text="张杨路88号").house == ""


def test_a_lane_and_a_number_of_the_same_road_are_two_places():
    assert address_key(address=parse_address(text="张杨路88弄1号")) != address_key(
        address=parse_address(text="张杨路88号")
    )


@pytest.mark.parametrize(
    ("text", "sign"),
    [("三号楼", "3"), ("03幢", "3"), ("3#", "3"), ("Ａ座", "A"), ("综合楼", "综合楼")],
)  # fmt: skip
def test_a_building_is_known_by_its_sign(text, sign):
    assert plain_building(text=text) == sign


@given(TEXTS)
def test_no_text_is_refused_and_every_normal_form_reads_back(text):
    read = parse_address(text=text)

    assert parse_address(text=str(read)) == read


@given(TEXTS)
def test_blanks_do_not_change_the_key(text):
    wide = "　".join(text)

    assert address_key(address=parse_address(text=wide)) == address_key(
        address=parse_address(text=text)
    )


@given(st.sampled_from([text for text, _, key in TABLE if key]))
def test_full_width_does_not_change_the_key(text):
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)

    assert address_key(address=parse_address(text=wide)) == address_key(
        address=parse_address(text=text)
    )
