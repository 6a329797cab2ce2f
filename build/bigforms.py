"""Big forms of known shape, for the benchmarks: the shapes that reference engines were measured on.

wide: n questions in groups of 50, a third with relevance, a chain of calculates. cascade: three selects over one
long CSV. repeat: 20 questions an instance and a grand total. running: the same, and a running total that reads
the instance before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

REGIONS, DISTRICTS = 20, 400
HEAD = (
    '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>{name}</h:title><model><instance>'
    '<data id="{name}" version="1">{instance}<meta><instanceID/></meta></data></instance>{more}{binds}'
    '<bind nodeset="/data/meta/instanceID" jr:preload="uid" type="string"/></model></h:head><h:body>{body}</h:body></h:html>'
)
YES_NO = "<item><label>是</label><value>yes</value></item><item><label>否</label><value>no</value></item>"
KINDS = ("int", "select", "string", "decimal", "select", "int", "date", "string", "select", "string")


def wide(questions: int) -> str:
    """`questions` questions, every tenth of them the gate of the three behind it."""
    groups = [range(start, min(start + 50, questions)) for start in range(0, questions, 50)]
    instance, binds, body = [], [], []
    for number, group in enumerate(groups):
        instance.append(
            f"<g{number}>{''.join(f'<q{q}/><c{q}/>' if q % 10 == 9 else f'<q{q}/>' for q in group)}</g{number}>"
        )
        binds += [bind for q in group for bind in _wide_binds(f"/data/g{number}", q)]
        inside = "".join(_control(f"/data/g{number}/q{q}", KINDS[q % 10], f"第 {q} 题") for q in group)
        body.append(f'<group ref="/data/g{number}"><label>第 {number} 部分</label>{inside}</group>')
    return HEAD.format(
        name="wide", instance="".join(instance), more="", binds="".join(binds), body="".join(body)
    )


def _wide_binds(group: str, q: int) -> Iterator[str]:
    kind = "string" if KINDS[q % 10] == "select" else KINDS[q % 10]
    rules = f" relevant=\"{group}/q{q - q % 10 + 1} = 'yes'\"" if q % 10 in (2, 3, 4) else ""
    rules += ' constraint=". &gt;= 0 and . &lt; 200"' if q % 10 == 5 else ""
    yield f'<bind nodeset="{group}/q{q}" type="{kind}"{rules}/>'
    if q % 10 == 9:
        before = "" if q % 50 == 9 else f" + {group}/c{q - 10}"
        sources = f"coalesce({group}/q{q - 9}, 0) + coalesce({group}/q{q - 4}, 0)"
        yield f'<bind nodeset="{group}/c{q}" type="string" calculate="{sources}{before}"/>'


def cascade() -> str:
    """Three selects over `places.csv`."""
    levels = (("region", "level = '1'"), ("district", "level = '2' and parent = /data/region"),
              ("village", "level = '3' and parent = /data/district"))  # fmt: skip
    body = "".join(
        f'<select1 ref="/data/{name}"><label>{name}</label><itemset nodeset="instance(\'places\')/root/item[{rule}]">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
        for name, rule in levels
    )
    binds = "".join(f'<bind nodeset="/data/{name}" type="string"/>' for name, _ in levels)
    return HEAD.format(name="cascade", instance="<region/><district/><village/>", binds=binds, body=body,
                       more='<instance id="places" src="jr://file-csv/places.csv"/>')  # fmt: skip


def places(path: Path, rows: int) -> None:
    """The CSV of the cascade, with `rows` rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file)
        write.writerow(["name", "label", "level", "parent"])
        write.writerows([f"r{i}", f"第 {i} 区", 1, ""] for i in range(REGIONS))
        write.writerows([f"d{i}", f"第 {i} 县", 2, f"r{i % REGIONS}"] for i in range(DISTRICTS))
        villages = range(rows - REGIONS - DISTRICTS)
        write.writerows([f"v{i}", f"第 {i} 村", 3, f"d{i % DISTRICTS}"] for i in villages)


def repeat(running: bool) -> str:
    """An instance of 20 questions, a grand total and, if asked, a running total."""
    kinds = ["int", *(("string", "int", "decimal", "select", "date")[i % 5] for i in range(19))]
    instance = "".join(f"<f{i}/>" for i in range(20)) + "<running/>" * running
    binds = "".join(_repeat_bind(i, kind) for i, kind in enumerate(kinds))
    if running:
        before = "indexed-repeat(/data/item/running, /data/item, position(..) - 1)"
        total = f"coalesce(../f0, 0) + if(position(..) = 1, 0, coalesce({before}, 0))"
        binds += f'<bind nodeset="/data/item/running" type="string" calculate="{total}"/>'
    binds += '<bind nodeset="/data/total" type="string" calculate="sum(/data/item/f0)"/>'
    body = "".join(_control(f"/data/item/f{i}", kind, f"第 {i} 项") for i, kind in enumerate(kinds))
    body = f'<group ref="/data/item"><label>项目</label><repeat nodeset="/data/item">{body}</repeat></group>'
    shown = f'<item jr:template="">{instance}</item><item>{instance}</item><total/>'
    return HEAD.format(
        name="running" if running else "repeat", instance=shown, more="", binds=binds, body=body
    )


def _repeat_bind(i: int, kind: str) -> str:
    rule = ' relevant="../f0 &gt; 0"' if i % 5 == 2 else ""
    return f'<bind nodeset="/data/item/f{i}" type="{"string" if kind == "select" else kind}"{rule}/>'


def _control(reference: str, kind: str, label: str) -> str:
    tag, inside = ("select1", YES_NO) if kind == "select" else ("input", "")
    return f'<{tag} ref="{reference}"><label>{label}</label>{inside}</{tag}>'
