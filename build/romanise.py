"""English names of Chinese administrative places: known names, else pinyin, and a translated generic.

`english("洪洞县")` is "Hongtong County". Names of minority regions that have a usual spelling of their own
(Hohhot, Urumqi, Shaanxi) stand in `known_names.csv`; below the prefecture the reading is a machine's.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

HERE = Path(__file__).resolve().parent

SINGLE = {
    "长": "cháng", "朝": "cháo", "都": "dū", "什": "shí", "勒": "lè", "曾": "zēng", "地": "dì", "薄": "bó",
}  # fmt: skip
"""Readings usual in place names, where the dictionary prefers another."""

PHRASES = {
    "六合": "lù hé", "单县": "shàn xiàn", "洪洞": "hóng tóng", "浚县": "xùn xiàn",
    "涡阳": "guō yáng",
    "繁峙": "fán shì", "筠连": "jūn lián", "什邡": "shí fāng", "召陵": "shào líng",
    "穆棱": "mù líng", "珲春": "hún chūn",
    "覃塘": "qín táng", "宕昌": "tàn chāng", "称多": "chèn duō", "闵行": "mǐn háng",
    "伽师": "jiā shī", "长子县": "zhǎng zǐ xiàn", "略阳": "lüè yáng", "漯河": "luò hé", "朝阳": "cháo yáng",
    "南乐": "nán lè", "民乐": "mín lè", "佛冈": "fó gāng", "佛坪": "fó píng", "龙圩": "lóng xū",
}  # fmt: skip

GROUPS = {
    "布依族": "Buyei", "布朗族": "Blang", "保安族": "Bonan", "达斡尔族": "Daur", "东乡族": "Dongxiang",
    "独龙族": "Derung", "鄂伦春": "Oroqen", "鄂温克": "Evenki", "哈尼族": "Hani", "哈萨克": "Kazakh",
    "景颇族": "Jingpo", "柯尔克孜": "Kyrgyz", "拉祜族": "Lahu", "傈僳族": "Lisu", "毛南族": "Maonan",
    "蒙古": "Mongol", "仫佬族": "Mulao", "纳西族": "Naxi", "普米族": "Pumi", "仡佬族": "Gelao",
    "撒拉族": "Salar", "塔吉克": "Tajik", "土家族": "Tujia", "锡伯": "Xibe", "裕固族": "Yugur",
    "朝鲜族": "Korean", "藏族": "Tibetan", "羌族": "Qiang", "彝族": "Yi", "苗族": "Miao", "侗族": "Dong",
    "壮族": "Zhuang", "傣族": "Dai", "白族": "Bai", "回族": "Hui", "满族": "Manchu", "怒族": "Nu",
    "佤族": "Va", "瑶族": "Yao", "黎族": "Li", "畲族": "She", "水族": "Sui", "土族": "Tu", "京族": "Gin",
    "各族": "Multi-ethnic",
}  # fmt: skip

GENERICS = {
    "自治州": "Autonomous Prefecture", "自治县": "Autonomous County", "自治旗": "Autonomous Banner",
    "左翼前旗": "Left Wing Front Banner", "左翼中旗": "Left Wing Middle Banner",
    "左翼后旗": "Left Wing Rear Banner", "右翼前旗": "Right Wing Front Banner",
    "右翼中旗": "Right Wing Middle Banner", "右翼后旗": "Right Wing Rear Banner", "前旗": "Front Banner",
    "中旗": "Middle Banner", "后旗": "Rear Banner", "左旗": "Left Banner", "右旗": "Right Banner",
    "联合旗": "United Banner", "旗": "Banner", "盟": "League", "地区": "Prefecture",
    "林区": "Forestry District",
    "特区": "Special District", "市": "City", "县": "County", "区": "District",
    "高新技术产业开发区": "High-tech Industrial Development Zone",
    "高技术产业开发区": "High-tech Industrial Development Zone",
    "高新技术产业园区": "High-tech Industrial Park", "高新技术开发区": "High-tech Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "汽车经济技术开发区": "Automotive Economic and Technological Development Zone",
    "航空港经济综合实验区": "Airport Economy Zone", "城乡一体化示范区": "Urban-rural Integration Zone",
    "转型综合改革示范区": "Transformation and Reform Zone", "综合物流产业聚集区": "Logistics Industry Zone",
    "经济开发区": "Economic Development Zone", "现代产业园区": "Modern Industrial Park",
    "文化旅游创意园区": "Culture and Tourism Park", "风景名胜区": "Scenic Area", "风景区": "Scenic Area",
    "工业园区": "Industrial Park", "工业园": "Industrial Park", "示范区": "Demonstration Zone",
    "开发区": "Development Zone", "保护区": "Reserve", "管理区管委会": "Management Zone",
    "管理区": "Management Zone", "园区": "Park", "新城": "New Town", "新区": "New Area",
    "行政委员会": "Administrative Committee", "管理委员会": "Administrative Committee",
    "管委会": "Administrative Committee", "街道办事处": "Subdistrict", "地区办事处": "Area Office",
    "办事处": "Office", "街道": "Subdistrict", "民族乡": "Ethnic Township", "镇": "Town", "乡": "Township",
    "苏木": "Sumu", "林场": "Forest Farm", "农场": "Farm", "牧场": "Pasture", "种畜场": "Stock Farm",
    "原种场": "Seed Farm", "良种场": "Seed Farm", "渔场": "Fishing Farm", "茶场": "Tea Farm",
    "监狱": "Prison", "水库": "Reservoir", "群岛": "Islands", "林业局": "Forestry Bureau",
}  # fmt: skip
SYLLABIC = ("县", "旗", "乡", "镇")
"""With a name of one syllable the generic is spoken with it: 单县 is Shanxian County."""

_GENERIC = re.compile("(" + "|".join(sorted(GENERICS, key=len, reverse=True)) + ")$")
_GROUP = "|".join(sorted(GROUPS, key=len, reverse=True))
_ETHNIC_TAIL = re.compile(f"^(.+?)((?:(?:{_GROUP})族?)+)$")


def english(name: str) -> str:
    """The English name of one place."""
    known = known_names()
    if name in known:
        return known[name]
    found = _GENERIC.search(name)
    if not found or found.start() == 0:
        return known.get(name) or spelled(name)
    return with_generic(name[: found.start()], found[1])


def with_generic(stem: str, generic: str) -> str:
    """Proper part, ethnic groups where the generic has them, translated generic."""
    groups = _ETHNIC_TAIL.match(stem) if may_be_ethnic(generic, stem) else None
    if groups:
        named = listed([GROUPS[key] for key in re.findall(f"({_GROUP})族?", groups[2])])
        generic_english = "Ethnic Township" if generic in ("乡", "民族乡") else GENERICS[generic]
        return f"{proper(groups[1])} {named} {generic_english}"
    if len(stem) == 1 and generic in SYLLABIC:
        return f"{spelled(stem + generic)} {GENERICS[generic]}"
    return f"{zone(stem) if len(generic) > 2 else proper(stem)} {GENERICS[generic]}"


def zone(stem: str) -> str:
    """The place of a development zone or farm: 河北衡水 is Hebei Hengshui, 蚌埠市 is Bengbu."""
    place = stem[:-1] if stem.endswith("市") and len(stem) > 2 else stem
    head = next((place[:n] for n in (3, 2) if place[:n] in provinces() and len(place) > n + 1), "")
    return f"{provinces()[head]} {proper(place[len(head) :])}" if head else proper(place)


def listed(names: list[str]) -> str:
    """Lahu, Va and Dai."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def may_be_ethnic(generic: str, stem: str) -> bool:
    """自治 always names groups; a district or township does when its name ends in 族."""
    return generic.startswith("自治") or (generic in ("乡", "民族乡", "镇", "区") and stem.endswith("族"))


def proper(stem: str) -> str:
    """A known proper name at the start, the rest by pinyin."""
    known = known_names()
    if stem in known:
        return known[stem]
    head = next((stem[:n] for n in range(len(stem) - 1, 1, -1) if stem[:n] in known), "")
    return f"{known[head]} {spelled(stem[len(head) :].removeprefix('市'))}".strip() if head else spelled(stem)


@cache
def known_names() -> dict[str, str]:
    """Usual spellings, whole names and stems."""
    with (HERE / "known_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["label"]: row["label_en"] for row in csv.DictReader(file)}


@cache
def provinces() -> dict[str, str]:
    """河北 -> Hebei."""
    full = {name: spelling for name, spelling in known_names().items() if name.endswith(("省", "自治区"))}
    return {(name[:3] if name[:3] in ("内蒙古", "黑龙江") else name[:2]): text for name, text in full.items()}


@cache
def spelled(text: str) -> str:
    """Pinyin in one word, with the apostrophe of the standard: Xi'an, Lu'an."""
    learn()
    syllables = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True)
    parts = [f"'{part}" if n and part[:1] in "aeo" else part for n, part in enumerate(syllables)]
    word = "".join(parts)
    return word[:1].upper() + word[1:]


@cache
def learn() -> None:
    """Teach pypinyin the readings of place names."""
    load_single_dict({ord(character): reading for character, reading in SINGLE.items()})
    load_phrases_dict({word: [[part] for part in reading.split()] for word, reading in PHRASES.items()})
