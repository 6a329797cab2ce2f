"""What one returnee entrepreneur says; everything else is answered with the first choice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

KIT = Path(__file__).parents[3] / "forms" / "returnee_entrepreneur" / "form.xlsx"
ANSWERS = {
    "case_id": "RET-0312",
    "s_age": "41",
    "s_ret": "2021",
    "b_birth": str(date.today().year - 41),
    "c_age": "15",
    "c_income": "85000",
    "d_first": "2003",
    "d_years": "12.5",
    "d_why": "13",
    "ep_from": "2010",
    "ep_to": "2020",
    "ep_wage": "5800",
    "d_save": "-99",
    "e_name": "建国鲜面坊",
    "e_year": "2022",
    "e_cap": "111500",
    "e_emp": "3",
    "g_amt": "125000",
    "l_year": "2022",
    "l_ask": "50000",
    "l_got": "50000",
    "l_rate": "4.35",
    "p_aware": "2",
    "o_diff": "招不到人，会做面的师傅都在外面。",
    "pii_name": "王建国",
    "pii_phone": "13812345678",
    "alt_name": "王小㐂",
    "alt_phone": "037612345678",
}
