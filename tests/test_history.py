"""The public record: which editions make which notices, what they changed, and what is not yet published."""

import subprocess
from pathlib import Path

import pytest
from gitkit import REGISTER, Repo, git, negative_list

from negcli.commits.repository import open_repository
from negcli.errors import Failure
from negcli.lists.blocks import Parser
from negcli.record.chronicle import read_chronicle
from negcli.record.history import Record, narrowed, read_record
from negcli.record.past import past_of
from negcli.words import Words


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A county whose register document is there from the first day."""
    repo = Repo(tmp_path / "county")
    repo.commit("2019-12-31", {"register.yaml": REGISTER})
    return repo


def told(record: Record) -> list[str]:
    """A line for every notice, newest first: ``DAY DOCUMENT: AGENCY@NUMBER …: KIND ENTRY …``; then the unpublished."""
    lines = []
    for notice in record.notices:
        editions = " ".join(f"{agency}@{number}" for agency, _, number in notice.editions)
        lines.append(f"{notice.published} {notice.document}: {editions}: {shown(notice.changes)}")
    return [*lines, *([f"unpublished: {shown(record.unpublished)}"] if record.unpublished else [])]


def shown(changes: tuple) -> str:
    return ", ".join(f"{change.kind} {change.entry}" for change in changes)


def test_notices_newest_first(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A B", "文1")})
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A C", "文2")})
    repo.commit(
        "2020-03-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", {"A": "other", "C": "matter C"}, "文2")}
    )
    record = read_record(repo.folder)
    assert told(record) == [
        "2020-02-01 文2: edu@2: removed B, added C",
        "2020-01-01 文1: edu@1: added A, added B",
        "unpublished: renamed A",
    ]
    assert record.title == "County"
    assert record.agency_names == {"edu": "教育局", "fin": "Finance"}
    assert record.notices[0].totals == {"added": 1, "removed": 1}
    assert record.notices[0].balance["restricts"] == 1
    assert [notice.first for notice in record.notices] == [frozenset(), {("edu", "negative-list")}]


def test_nothing_is_public_without_a_number_and_a_day(repo: Repo) -> None:
    for number, day in (("1", ""), ("2", "soon"), ("3", "2020-13-01"), ("''", "2020-01-01")):
        repo.commit("2020-01-01", {"a.yaml": negative_list("edu", number, day, "A")})
    assert told(read_record(repo.folder)) == ["unpublished: added A"]


def test_an_edition_stays_as_it_was_first_published(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "", "A")})
    repo.commit("2020-01-02", {"a.yaml": negative_list("edu", "1", "2020-01-02", "A B")})
    repo.commit("2020-01-03", {"a.yaml": negative_list("edu", "1", "2020-01-03", "A B C")})
    repo.commit("2020-01-04", {"a.yaml": negative_list("edu", "2", "2020-01-04", "A B C D")})
    assert told(read_record(repo.folder)) == [
        "2020-01-04 : edu@2: added C, added D",
        "2020-01-02 : edu@1: added A, added B",
    ]


def test_going_back_to_an_earlier_number_publishes_nothing(repo: Repo) -> None:
    first = negative_list("edu", "1", "2020-01-01", "A")
    repo.commit("2020-01-01", {"a.yaml": first})
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A B")})
    repo.commit("2020-03-01", {"a.yaml": first})
    assert told(read_record(repo.folder)) == [
        "2020-02-01 : edu@2: added B",
        "2020-01-01 : edu@1: added A",
        "unpublished: removed B",
    ]


def test_lists_of_one_document_and_day_make_one_notice(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-05", "A", "文1")})
    repo.commit("2020-01-02", {"b.yaml": negative_list("fin", "7", "2020-01-05", "X", "文1")})
    repo.commit("2020-01-03", {"c.yaml": negative_list("tax", "1", "2020-01-05", "T", "文2")})
    assert told(read_record(repo.folder)) == [
        "2020-01-05 文2: tax@1: added T",
        "2020-01-05 文1: edu@1 fin@7: added A, added X",
    ]


def test_without_a_document_notices_go_by_agency_and_day(repo: Repo) -> None:
    power = negative_list("fin", "1", "2020-01-01", "P").replace("negative-list", "power-list")
    files = {"a.yaml": negative_list("edu", "1", "2020-01-01", "A"), "p.yaml": power}
    repo.commit("2020-01-01", {**files, "b.yaml": negative_list("fin", "1", "2020-01-01", "X")})
    assert told(read_record(repo.folder)) == [
        "2020-01-01 : fin@1 fin@1: added X, added P",
        "2020-01-01 : edu@1: added A",
    ]


def test_two_editions_of_one_list_in_one_notice(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-05", "A", "文1")})
    repo.commit("2020-01-02", {"a.yaml": negative_list("edu", "2", "2020-01-05", "A B", "文1")})
    assert told(read_record(repo.folder)) == ["2020-01-05 文1: edu@1 edu@2: added A, added B"]


def test_notices_go_by_the_day_of_publication_then_by_commit(repo: Repo) -> None:
    repo.commit("2020-03-01", {"a.yaml": negative_list("edu", "2", "2020-03-01", "A B")})
    repo.commit("2020-03-02", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    assert told(read_record(repo.folder)) == [
        "2020-03-01 : edu@2: added B",
        "2020-01-01 : edu@1: added A",
        "unpublished: removed B",
    ]


def test_files_that_are_moved_split_and_put_together_keep_their_history(repo: Repo) -> None:
    one, two = negative_list("教育局", "1", "2020-01-01", "A"), negative_list("Finance", "1", "2020-01-01", "X")
    repo.commit("2020-01-01", {"a.yaml": one, "fin/b.yaml": two})
    repo.commit("2020-01-02", {"a.yaml": None, "教育局/清单.yaml": one})
    repo.commit("2020-01-03", {"教育局/清单.yaml": None, "fin/b.yaml": None, "all.yaml": f"{two}---\n{one}"})
    repo.commit("2020-01-04", {"all.yaml": f"{two}---\n{negative_list('edu', '2', '2020-01-04', 'A B C')}"})
    parts = [negative_list("edu", "2", "2020-01-04", names) for names in ("A B", "C")]
    repo.commit("2020-01-05", {"all.yaml": None, "x.yaml": parts[0], "y.yaml": two, "z.yaml": parts[1]})
    assert told(read_record(repo.folder)) == [
        "2020-01-04 : edu@2: added B, added C",
        "2020-01-01 : fin@1: added X",
        "2020-01-01 : edu@1: added A",
    ]


def test_the_key_language_may_change(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    repo.commit("2020-01-02", {"a.yaml": negative_list("教育局", "1", "2020-01-01", "A", zh=True)})
    repo.commit("2020-01-03", {"a.yaml": negative_list("教育局", "2", "2020-01-03", "A B", zh=True)})
    assert told(read_record(repo.folder)) == ["2020-01-03 : edu@2: added B", "2020-01-01 : edu@1: added A"]


def test_an_agency_that_is_renamed_stays_the_same(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("教育局", "1", "2020-01-01", "A")})
    renamed = REGISTER.replace("教育局", "教育和体育局")
    repo.commit(
        "2020-01-02", {"register.yaml": renamed, "a.yaml": negative_list("教育和体育局", "1", "2020-01-01", "A")}
    )
    repo.commit("2020-01-03", {"a.yaml": negative_list("教育和体育局", "2", "2020-01-03", "A B")})
    record = read_record(repo.folder)
    assert told(record) == ["2020-01-03 : edu@2: added B", "2020-01-01 : edu@1: added A"]
    assert record.agency_names["edu"] == "教育和体育局"
    assert told(narrowed(record, None, None, ["教育局"])) == told(record)


def test_what_happens_on_a_branch_is_public_with_the_merge(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    repo.branch("draft")
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A B")})
    repo.commit("2020-02-02", {"a.yaml": negative_list("edu", "3", "2020-02-02", "A B C")})
    repo.switch("main")
    repo.commit("2020-02-03", {"b.yaml": negative_list("fin", "1", "2020-02-03", "X")})
    repo.merge("draft", "2020-02-04")
    assert told(read_record(repo.folder)) == [
        "2020-02-03 : fin@1: added X",
        "2020-02-02 : edu@3: added B, added C",
        "2020-01-01 : edu@1: added A",
    ]


def test_criss_cross_merges(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    repo.branch("side")
    repo.commit("2020-01-02", {"b.yaml": negative_list("fin", "1", "2020-01-02", "X")})
    repo.switch("main")
    repo.commit("2020-01-03", {"c.yaml": negative_list("tax", "1", "2020-01-03", "T")})
    repo.git("branch", "main-before")
    repo.merge("side", "2020-01-04")
    repo.switch("side")
    repo.merge("main-before", "2020-01-05")
    repo.commit("2020-01-06", {"b.yaml": negative_list("fin", "2", "2020-01-06", "X Y")})
    repo.switch("main")
    repo.commit("2020-01-07", {"a.yaml": negative_list("edu", "2", "2020-01-07", "A B")})
    repo.merge("side", "2020-01-08")
    editions = read_chronicle(open_repository(repo.folder), Parser()).editions
    assert [(edition.key[0], edition.number, edition.commit.day) for edition in editions] == [
        ("edu", "1", "2020-01-01"),
        ("fin", "1", "2020-01-04"),
        ("tax", "1", "2020-01-03"),
        ("fin", "2", "2020-01-08"),
        ("edu", "2", "2020-01-07"),
    ]


def test_a_register_in_a_subfolder_and_one_below_it(repo: Repo) -> None:
    mine, other = negative_list("edu", "1", "2020-01-01", "A"), negative_list("fin", "1", "2020-01-01", "X")
    files = {"y/register.yaml": REGISTER, "y/a.yaml": mine, "y/z/register.yaml": REGISTER, "y/z/b.yaml": other}
    repo.commit("2020-01-01", {**files, "c.yaml": negative_list("tax", "1", "2020-01-01", "T")})
    assert told(read_record(repo.folder)) == ["2020-01-01 : tax@1: added T"]
    assert told(read_record(repo.folder / "y")) == ["2020-01-01 : edu@1: added A"]
    assert told(read_record(repo.folder / "y" / "z")) == ["2020-01-01 : fin@1: added X"]


def test_a_register_that_moves_to_another_folder(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    repo.git("mv", "-k", "register.yaml", "a.yaml", ".")
    (repo.folder / "registers" / "county").mkdir(parents=True)
    repo.git("mv", "register.yaml", "a.yaml", "registers/county/")
    repo.commit("2020-01-02")
    county = repo.folder / "registers" / "county"
    repo.commit("2020-01-03", {"registers/county/a.yaml": negative_list("edu", "2", "2020-01-03", "A B")})
    expected = ["2020-01-03 : edu@2: added B", "2020-01-01 : edu@1: added A"]
    assert told(read_record(county)) == expected
    repo.git("mv", "registers/county", "county")
    repo.commit("2020-01-04")
    assert told(read_record(repo.folder / "county")) == expected
    repo.git("mv", "county/register.yaml", "county/a.yaml", ".")
    repo.commit("2020-01-05")
    assert told(read_record(repo.folder)) == expected


def test_a_slip_is_bridged_and_said(repo: Repo) -> None:
    first = negative_list("edu", "1", "2020-01-01", "A B")
    repo.commit("2020-01-01", {"a.yaml": first})
    commit = repo.commit("2020-01-02", {"a.yaml": first.replace("id: B", "id: [")})
    repo.commit("2020-01-03", {"b.yaml": "x: 1\n"})
    record = read_record(repo.folder)
    assert told(record) == ["2020-01-01 : edu@1: added A, added B"]
    assert [(note.file, note.commit.id, note.slip.place.line, note.published) for note in record.bridged] == [
        ("a.yaml", commit, 9, ())
    ]
    repo.commit("2020-01-04", {"a.yaml": negative_list("edu", "2", "2020-01-04", "A B C")})
    record = read_record(repo.folder)
    assert told(record) == ["2020-01-04 : edu@2: added C", "2020-01-01 : edu@1: added A, added B"]
    assert record.bridged == ()


def test_a_slip_in_a_file_that_is_moved(repo: Repo) -> None:
    first = negative_list("edu", "1", "2020-01-01", "A B")
    repo.commit("2020-01-01", {"a.yaml": first})
    repo.commit("2020-01-02", {"a.yaml": None, "教育局/b.yaml": first.replace("id: B", "id: [")})
    assert told(read_record(repo.folder)) == ["2020-01-01 : edu@1: added A, added B"]


def test_a_slip_in_the_register_document(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("教育局", "1", "2020-01-01", "A")})
    repo.commit("2020-01-02", {"register.yaml": REGISTER.replace("name: 教育局}", "name: 教育局")})
    repo.commit("2020-01-03", {"a.yaml": negative_list("教育局", "2", "2020-01-03", "A B")})
    assert told(read_record(repo.folder)) == ["2020-01-03 : edu@2: added B", "2020-01-01 : edu@1: added A"]


def test_an_edition_published_with_a_slip_is_taken_when_it_can_be_read(repo: Repo) -> None:
    broken = negative_list("edu", "1", "2020-01-01", "A B").replace("id: B", "id: [")
    commit = repo.commit("2020-01-01", {"a.yaml": broken})
    with pytest.raises(Failure) as caught:
        read_record(repo.folder)
    assert caught.value.code == "unreadable-edition"
    said = Words("zh")("failures.unreadable-edition", **caught.value.args_)
    assert all(part in said for part in ("a.yaml", "9", "edu/negative-list@1", commit[:8]))
    mended = repo.commit("2020-01-02", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A C")})
    record = read_record(repo.folder)
    assert told(record) == ["2020-01-01 : edu@1: added A, added C"]
    assert [note.published for note in record.bridged] == [(("edu", "negative-list", "1"),)]
    assert [edition.commit.id for edition in read_chronicle(open_repository(repo.folder), Parser()).editions] == [
        mended
    ]


def test_what_adjustments_say_of_moves_between_lists(repo: Repo) -> None:
    files = {
        "a.yaml": negative_list("edu", "1", "2020-01-01", "A B"),
        "b.yaml": negative_list("fin", "1", "2020-01-01", "X"),
    }
    repo.commit("2020-01-01", files)
    moved = negative_list("fin", "2", "2020-02-01", {"X": "matter X", "Y": "matter A"}, "文2").replace(
        "entries:", "  adjustments:\n    - {entries: Y, from: 教育局/A, kind: transferred, reason: 机构改革}\nentries:"
    )
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "B", "文2"), "b.yaml": moved})
    record = read_record(repo.folder)
    assert told(record)[0] == "2020-02-01 文2: edu@2 fin@2: transferred Y"
    change = record.notices[0].changes[0]
    assert (change.from_, change.reason) == (("edu/A",), "机构改革")
    for agency in ("edu", "Finance"):
        assert len(narrowed(record, None, None, [agency]).notices[0].changes) == 1
    assert narrowed(record, None, None, ["edu"]).notices[0].editions == (("edu", "negative-list", "2"),)


def test_narrowing(repo: Repo) -> None:
    for number, day in (("2019-1", "2019-05-01"), ("2020-1", "2020-05-01"), ("2021-1", "2021-05-01")):
        repo.commit(day, {"a.yaml": negative_list("edu", number, day, f"A B{number}")})
    repo.commit("2021-06-01", {"b.yaml": negative_list("fin", "7", "2021-06-01", "X")})
    repo.commit("2021-07-01", {"b.yaml": negative_list("fin", "7", "2021-06-01", "X Y")})
    record = read_record(repo.folder)

    def numbers(since: str | None = None, until: str | None = None, agencies: tuple[str, ...] = ()) -> list[str]:
        part = narrowed(record, since, until, agencies)
        return [number for notice in part.notices for *_, number in notice.editions] + ["…"] * bool(part.unpublished)

    assert numbers() == ["7", "2021-1", "2020-1", "2019-1", "…"]
    assert numbers("2020-05-01") == ["7", "2021-1", "2020-1", "…"]
    assert numbers("2020-05-02", "2021-05-01") == ["2021-1"]
    assert numbers("2020-1", "2021-1") == ["2021-1", "2020-1"]
    assert numbers(agencies=("edu",)) == ["2021-1", "2020-1", "2019-1"]
    assert numbers(agencies=("fin", "edu"), since="2021-1") == ["7", "2021-1", "…"]
    for arguments, code in ((("2018-1", None, ()), "no-such-edition"), ((None, None, ("tax",)), "no-such-agency")):
        with pytest.raises(Failure, match=code):
            narrowed(record, *arguments)


def test_ids_that_were_once_in_use(repo: Repo) -> None:
    def say(**titles: str) -> str:
        return negative_list("edu", "1", "", titles)

    repo.commit("2020-01-01", {"a.yaml": say(A="one", B="two", C="three")})
    repo.commit("2020-01-02", {"a.yaml": say(A="one", B="two (new)")})
    repo.commit("2020-01-03", {"a.yaml": say(A="one").replace("id: A", "id: [")})
    repo.commit("2020-01-04", {"a.yaml": None, "b.yaml": say(A="one", C="other")})
    repo.commit("2020-01-05", {"b.yaml": say(A="one", D="four")})
    past, why = past_of(repo.folder)
    assert why is None
    assert past is not None
    assert past.titles == {
        ("negative-list", "edu", "B"): ("two (new)",),
        ("negative-list", "edu", "C"): ("three", "other"),
    }


def test_there_may_be_no_past(tmp_path: Path) -> None:
    past, why = past_of(tmp_path)
    assert past is None
    assert why is not None
    assert why.code == "not-in-git"


@pytest.mark.parametrize("what", ["shallow", "blob", "empty"])
def test_a_history_that_is_not_all_there(repo: Repo, what: str) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A")})
    repo.commit("2020-01-02", {"a.yaml": negative_list("edu", "2", "2020-01-02", "B")})
    folder = repo.folder
    if what == "shallow":
        folder = folder.parent / "clone"
        git(repo.folder, "clone", "-q", "--depth", "1", repo.folder.as_uri(), str(folder))
    elif what == "blob":
        blob = repo.git("rev-parse", "HEAD~1:a.yaml")
        (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    else:
        folder = Repo(folder.parent / "empty").folder
    with pytest.raises(Failure) as caught:
        read_record(folder)
    assert caught.value.code == {"shallow": "shallow", "blob": "missing-object", "empty": "no-commits"}[what]


def test_a_repository_without_lists(repo: Repo) -> None:
    repo.commit("2020-01-01", {"ci.yaml": "jobs:\n  kind: x\n"})
    assert told(read_record(repo.folder)) == []


def test_the_same_history_makes_the_same_record(repo: Repo) -> None:
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", "A B C D E F")})
    repo.commit("2020-01-02", {"a.yaml": negative_list("edu", "2", "2020-01-02", "A G H I J")})
    clone = repo.folder.parent / "clone"
    subprocess.run(["git", "clone", "-q", str(repo.folder), str(clone)], check=True)
    assert read_record(clone) == read_record(repo.folder)
