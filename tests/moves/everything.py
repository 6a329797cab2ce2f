"""A form with every kind of page: questions, fields with a total, a grid, two kinds of rosters, skips."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

_HEAD = ("type", "name", "label::中文 (zh)", "label::English (en)", "relevant", "constraint", "required",
         "calculation", "appearance", "repeat_count", "warning")  # fmt: skip
_SURVEY = """
begin_group|a|知情同意|Consent
select_one yn|consent|您愿意吗？|Do you agree?||||
text|who|您叫什么？|Your name?|${consent} = '1'||yes
integer|born|${who} 哪年生？|Born?|${consent} = '1'|. > 1900 and . < 2026|||||. > 1940
date|came|哪天回来的？|When back?|${consent} = '1'
text|story|请说说|Tell me|${born} != ''||||multiline
end_group
begin_group|b|投入|Costs|||||field-list
integer|rent|租金|Rent||. >= 0 or . = -98 or . = -99|||||. < 30000
decimal|tools|设备|Tools
select_one yn|loan|贷过款吗|A loan?
integer|sum|贷了多少|How much?|${loan} = '1'
note|all|一共 ${total} 元|${total} in all
end_group
calculate|total||||||coalesce(${rent}, 0) + coalesce(${tools}, 0)
begin_group|c|看法|Views|||||table-list
select_one five|c1|手续简单|Simple
select_one five|c2|政策公平|Fair|${loan} = '1'
select_one five|c3|干部负责|Responsible
end_group
begin_group|d|家人和政策|People
begin_repeat|hh|成员|Member
text|name|姓名|Name
integer|age|年龄|Age||. < 120
select_one yn|away|在外打工|Away|${age} > 15
text|where|在哪里|Where|${away} = '1'
end_repeat
integer|n|几项政策|How many
begin_repeat|pol|政策|Policy||||||if(${n} > 40, 40, ${n})
select_multiple five|how|怎么知道|How
select_one long|main|主要|Main
integer|amt|金额|Amount
text|p1|说明一|One
text|p2|说明二|Two
text|p3|说明三|Three
text|p4|说明四|Four
text|p5|说明五|Five
text|p6|说明六|Six
text|p7|说明七|Seven
end_repeat
end_group
select_multiple five|why|为什么回来？|Why back?
select_one long|place|哪个村？|Village?|||||minimal
text|last|还有什么？|Anything else?|${rent} < 99999
"""
_CHOICES = [
    *(("yn", code, zh, en) for code, zh, en in (("1", "是", "Yes"), ("0", "否", "No"))),
    *(("five", str(at), f"第{at}种", f"Kind {at}") for at in range(1, 6)),
    ("five", "98", "不知道", "Don't know"),
    ("five", "99", "拒绝回答", "Refused"),
    *(("long", f"{at:03}", f"石桥村 {at} 组", f"Shiqiao {at}") for at in range(1, 41)),
]


def everything(path: Path) -> Path:
    """The workbook at `path`."""
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(_HEAD)
    for line in filter(None, _SURVEY.splitlines()):
        survey.append([cell or None for cell in line.split("|")])
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", "label::中文 (zh)", "label::English (en)"))
    for row in _CHOICES:
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(
        ("form_id", "version", "default_language", "missing_codes", "instance_name", "form_title")
    )
    settings.append(("everything", "1", "中文 (zh)", "98 99 -98 -99", "${who}", "各种题 / Everything"))
    book.save(path)
    return path
