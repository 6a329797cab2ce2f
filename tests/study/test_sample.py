"""The sample study runs at once: all kits, lists, people marked as made up, drafts."""

import pytest

from fieldapp import study
from fieldapp.session import Session
from fieldapp.study.sample import make_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDAPP_HOME", str(folder / "home"))
        made = make_sample(folder / "样例", Session.start)
        yield made
        made.close()


def test_it_has_all_kits_and_people_marked_as_made_up(sample):
    assert len(sample.forms()) == len(study.kit_forms()) == 6
    assert sample.enumerators()[0] == ("E01", "样例访员甲（虚构）")
    assert sample.enumerator == "E01"


def test_its_drafts_were_begun_by_real_sessions_and_every_answer_holds(sample):
    drafts = {row.label: row for row in sample.drafts()}
    assert set(drafts) == {"RET-9101-w1", "RET-9102-w1", "RES-9101-w1"}
    for row in drafts.values():
        session = Session.resume(sample, row.instance_id)
        wrong = [one for one in session.interview.violations() if one.kind == "constraint"]
        assert wrong == []
        position = session.interview.node(session.position)
        assert position is not None
        assert position.relevant
        assert row.answered >= 10


def test_the_long_list_is_queried_and_kept_once(sample):
    (returnee,) = [form for form in sample.forms() if form.form_id == "returnee_entrepreneur"]
    towns = sample.lists(returnee.sha256)("admin_town")
    assert towns is not None
    assert towns.find("parent", "140932")[0].get("name") == "140932100"
    assert len(towns.rows()) == 41_352
    assert sample.lists(returnee.sha256)("no such list") is None
    kept = {sample.store.forms.lists(form.sha256).get("admin_town.csv") for form in sample.forms()}
    assert len(kept - {None}) == 1


def test_only_the_finished_study_is_left(sample):
    assert [path.name for path in sample.folder.parent.iterdir() if "making" in path.name] == []
    assert [entry.name for entry in study.recent()] == []
