"""What it costs to keep a personal answer apart: two commits instead of one.

    python build/bench/personal.py [--answers 1000]

Two text questions of one small form, one of them marked personal, are answered in turn with new texts
through a session. Prints medians, p99 and the ratio. Then the same interview is resumed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fieldapp import study
from fieldapp.session import Session

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:fieldapp="https://fieldapp.org/xforms"><h:head><h:title>b</h:title><model><instance>
<data id="b" version="1"><plain/><name/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/plain" type="string"/><bind nodeset="/data/name" type="string" {mark}="D"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid" xmlns:jr="http://openrosa.org/javarosa"/>
</model></h:head><h:body><input ref="/data/plain"><label>p</label></input>
<input ref="/data/name"><label>n</label></input></h:body></h:html>"""


def timed(session: Session, reference: str, text: str) -> float:
    begun = time.perf_counter()
    session.answer(reference, text)
    return (time.perf_counter() - begun) * 1000


def figures(name: str, times: list[float]) -> float:
    middle = statistics.median(times)
    print(f"{name:24} median {middle:6.2f} ms  p99 {statistics.quantiles(times, n=100)[98]:6.2f} ms")
    return middle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1000)
    most = parser.parse_args().answers
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDAPP_HOME"] = folder
        path = Path(folder) / "b.xml"
        path.write_text(FORM.format(mark="fieldapp:pd"), "utf-8")
        with closing(study.create(Path(folder) / "study", "bench")) as place:
            session = Session.start(place, place.add_form(path).sha256)
            plain, personal = [], []
            for number in range(most):
                plain.append(timed(session, "/data/plain", f"湖南省长沙市 {number}"))
                personal.append(timed(session, "/data/name", f"欧阳修文 {number}"))
            base = figures("ordinary answer", plain)
            ratio = figures("personal answer", personal) / base
            print(f"ratio {ratio:.2f}")
            begun = time.perf_counter()
            Session.resume(place, session.instance_id)
            print(f"resume of {2 * most} steps {(time.perf_counter() - begun) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
