"""The twelve people of `fieldapp demo`: made up, and different on purpose.

Among them a refusal, somebody not eligible, nobody at home, rosters of several lengths, names with rare
characters and with a line break, and a unified social credit code of 18 characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.cli.respondent import Script

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code(first: str) -> str:
    """A unified social credit code: 17 characters and the check character of GB 32100."""
    total = sum(_CODE.index(character) * weight for character, weight in zip(first, _WEIGHTS, strict=True))
    return first + _CODE[-total % 31]


def people(year: int) -> list[Script]:
    """Scripts for the returnee kit, seen from this year."""
    return [_case(number, year) | dict(script) for number, script in enumerate(_each(year), start=1)]


def _case(number: int, year: int) -> dict[str, str | Sequence[str]]:
    """What all have in common: the case, the place, consent, a life that fits together."""
    return {
        "case_id": f"RET-{number:04d}",
        "enum_id": f"E0{number % 3 + 1}",
        "loc_prov": "14",
        "loc_pref": "1409",
        "loc_cnty": "140932",
        "loc_town": "140932100",
        "loc_vill": "140932100901",
        "v_result": ["1"],
        "ready": "1",
        "consent_part": "1",
        "consent_sens": "1",
        "consent_panel": "0",
        "s_age": "38",
        "s_home": "1",
        "s_out": "1",
        "s_ret": str(year - 6),
        "s_biz": "1",
        "b_birth": str(year - 38),
        "c_n": "2",
        "c_age": ["36", "11", "67", "4"],
        "d_first": str(year - 18),
        "d_years": "9.5",
        "d_epn": "1",
        "ep_prov": ["11", "44", "33"],
        "ep_pref": ["1101", "4419", "3301"],
        "ep_from": [str(year - 18), str(year - 14), str(year - 10)],
        "ep_to": [str(year - 14), str(year - 10), str(year - 6)],
        "e_n": "1",
        "e_name": ["样例家庭农场"],
        "e_year": [str(year - 5), str(year - 4), str(year - 2)],
        "e_stat": ["1", "1", "2"],
        "e_cap": ["180000", "60000", "-98"],
        "e_emp": ["6", "3", "2"],
        "e_rev": ["350000", "-99", "90000"],
        "g_n": "1",
        "l_year": [str(year - 3)] * 8,
        "outcome": "110",
    }


def _each(year: int) -> list[Script]:
    """What is particular to each."""
    nobody: Script = {"v_result": ["3"], "ready": "0", "outcome": "224"}
    refusal: Script = {
        "consent_part": "0",
        "refusal_why": "96",
        "refusal_oth": "刚搬家，顾不上",
        "outcome": "211",
    }
    not_eligible: Script = {"s_home": "0", "outcome": "470"}
    return [
        {"e_name": ["𠮷祥养殖场"], "o_diff": "去年冬天雪大，大棚压塌了两个。\n到现在还没有补上。"},
        {
            "consent_photo": "1",
            "e_legal": ["3"],
            "e_uscc": [credit_code("91140932MA0K3X7Q1")],
            "e_name": ["㐂盛电商有限公司"],
            "o_diff": "流量越来越贵",
        },
        refusal,
        {"e_n": "3", "e_name": ["老营果蔬合作社", "老牛湾农家乐", "王﨑养蜂"], "e_main": "2", "d_epn": "3"},
        not_eligible,
        {"c_n": "4", "c_rel": ["1", "2", "5", "4"], "g_need": "1", "g_applied": "1", "g_n": "2"},
        {"consent_sens": "0", "h_aware": "0", "o_pol": "不清楚有什么政策"},
        nobody,
        {"c_n": "0", "p_aware": ["0"] * 18, "h_aware": "1", "g_need": "0"},
        {"p_aware": ["2"] * 18, "p_apply": ["1"] * 18, "p_got": ["1", "2", "3", "4"] * 5, "h_aware": "3"},
        {
            "loc_vill": "000000000000",
            "loc_vill_oth": "石峁儿（𡋬上）",
            "consent_gps": "1",
            "e_gps": "39.4401 111.4902 980 12",
        },
        {
            "consent_panel": "1",
            "pii_name": "样例先生",
            "pii_phone": "13800001234",
            "s_age": "45",
            "b_birth": str(year - 45),
            "e_stat": ["5"],
            "e_end": [str(year - 1)],
            "e_endwhy": ["1 3"],
            "obs_note": "访谈在院子里进行，没有其他人在场。",
        },
    ]
