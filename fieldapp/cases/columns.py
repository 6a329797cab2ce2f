"""What the columns of a list of cases mean; the rest are values to fill in when an interview begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

# Field of a case -> names of its column. The first is the one that is written.
NAMES: dict[str, tuple[str, ...]] = {
    "case_id": ("case_id", "case", "name", "样本编号", "样本号", "编号"),
    "label": ("label", "名称", "说明"),
    "form_id": ("form_id", "form", "问卷"),
    "wave": ("wave", "轮次", "期次"),
    "status": ("status", "state", "状态"),
    "enum": ("enum", "enumerator", "enum_id", "访员", "访员编号"),
    "quota": ("quota", "quota_cell", "quota cell", "配额"),
    "village": ("village", "village_code", "village code", "村", "村庄", "地点"),
    "reserve": ("reserve", "reserve_order", "reserve order", "备用", "备用顺序"),
    "appointment": ("appointment", "预约", "预约时间"),
    "note": ("note", "备注"),
}
DERIVED = {"attempts", "last_outcome", "last outcome", "outcome", "last_result", "接触次数", "最近结果"}
"""Written with the list for people; never read back, since they follow from what was done."""

_PERSONAL = re.compile(
    r"(pii|alt)_\w+|.*(phone|mobile|tel|address|id_?card|idno)|((full|first|last|family)_?)?name"
    r"|.*(姓名|称呼|电话|手机|身份证|住址|地址|微信).*",
    re.IGNORECASE,
)
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_TIMES = ("%H:%M", "%H:%M:%S", "%H点%M", "%H时%M分")


def field_of(heading: str) -> str:
    """Which field a column holds; "" for another one."""
    plain = heading.strip().casefold()
    return next((field for field, names in NAMES.items() if plain in names), "")


def fields_of(headings: Sequence[str]) -> list[str]:
    """The field of each column. `name` is the number only where no column says so better."""
    found = [field_of(heading) for heading in headings]
    numbered = [at for at, field in enumerate(found) if field == "case_id"]
    for at in sorted(numbered, key=lambda one: NAMES["case_id"].index(headings[one].strip().casefold()))[1:]:
        found[at] = ""
    return found


def is_personal(heading: str) -> bool:
    """Whether the name of a column says that it identifies people."""
    return _PERSONAL.fullmatch(heading.strip()) is not None


def moment(text: str) -> str | None:
    """An appointment in ISO 8601 with the offset of this laptop, or a day; None for what is neither."""
    plain = " ".join(text.replace("T", " ").split())
    for day in _DAYS:
        if (found := _parsed(plain, day)) is not None:
            return f"{found:%Y-%m-%d}"
        for hour in _TIMES:
            if (found := _parsed(plain, f"{day} {hour}")) is not None:
                return found.astimezone().isoformat(timespec="minutes")
    return _with_offset(text)


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _with_offset(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).astimezone().isoformat(timespec="minutes")
    except (ValueError, OverflowError):
        return None
