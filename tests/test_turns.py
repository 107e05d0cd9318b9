"""Editions between two versions, found by halving a history, against those found by reading every version of it."""

from pathlib import Path

import pytest
from gitkit import Repo, negative_list
from test_history_oracle import County, Sheet

from negcli.commits.repository import open_repository
from negcli.commits.trail import Commit, Step, Trail
from negcli.record import heads
from negcli.record.heads import read_heads, read_heads_that_stayed
from negcli.record.turns import turns
from negcli.record.versions import Versions


class Forward(County):
    """A random history in which what was published is never taken back to just what it was before."""

    def publish(self, sheet: Sheet) -> None:
        if self.random.random() < 0.8:
            sheet.number += 1
            sheet.published = self.today()
        else:
            sheet.number = max(0, sheet.number - 1)


@pytest.mark.parametrize("seed", range(12))
def test_the_editions_between_are_those_that_are_read_in_full(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = Forward(tmp_path, seed)
    county.run(14)
    commits = county.repo.git("rev-list", "--first-parent", "main").split()
    pairs = [county.random.sample(range(len(commits)), 2) for _ in range(5)]
    repository = open_repository(tmp_path)
    every = read_heads(repository)
    assert [edition[:2] for edition in read_heads_that_stayed(repository)] == [edition[:2] for edition in every]
    halved = [_between(tmp_path, commits[max(pair)], commits[min(pair)]) for pair in pairs]
    monkeypatch.setattr(heads, "read_heads_that_stayed", lambda repository, apart: read_heads(repository))
    assert halved == [_between(tmp_path, commits[max(pair)], commits[min(pair)]) for pair in pairs]


def _between(root: Path, old: str, new: str) -> list[object]:
    found = Versions(root)
    return list(found.between(found.find(f"rev:{old}"), found.find(f"rev:{new}")))


def test_only_turns_are_looked_for() -> None:
    of = {"a1": 1, "a2": 1, "a3": 1, "a4": 2, "a5": 2, "a6": 2, "a7": 2, "b1": 3}
    steps = [{"a": "a1", "b": "b1"}, *({"a": f"a{number}"} for number in range(2, 8)), {"b": None, "a": "a1"}]
    trail = Trail([Step(Commit(str(at), ""), changed) for at, changed in enumerate(steps)], [])
    seen: list[str] = []
    found = turns(trail, {"c"}, lambda blob: (seen.append(blob), of[blob])[1])
    assert [step.changed for step in found.steps] == [steps[0], {"a": "a4"}, steps[-1]]
    assert set(seen) == {"a1", "a3", "a4", "a7"} | {"a5"} & set(seen)
    assert [step.changed for step in turns(trail, {"a"}, of.__getitem__).steps] == [{"b": "b1"}, {"b": None}]


def test_what_happens_while_files_come_and_go_is_looked_at() -> None:
    of = {"a1": 1, "a2": 2, "a3": 3, "b1": 4, "b2": 5}
    moved = [{"a": "a1", "b": "b1"}, {"a": "a2", "b": None}, {"a": "a3"}, {"a": "a1", "b": "b2"}]
    trail = Trail([Step(Commit(str(at), ""), changed) for at, changed in enumerate(moved)], [])
    assert turns(trail, (), of.__getitem__) == trail


REGISTER = "kind: register\nagencies:\n  - {id: edu, name: 教育局}\n"
OTHER = negative_list("tax", "n1", "2020-01-01", "B-1")


def _edition(number: int, agency: str = "edu") -> str:
    return negative_list(agency, f"n{number}", f"2020-01-{number:02}", "A-1")


#: What is odd about where the list stands → its files in each of four commits; the editions n2 and n3 lie between.
PLACES = {
    "in the file of another list since": [
        {"x/a.yaml": _edition(1), "x/b.yaml": OTHER},
        *({"x/a.yaml": None, "x/b.yaml": f"{OTHER}---\n{_edition(number)}"} for number in (2, 3, 4)),
    ],
    "out of the file of another list since": [
        {"x/b.yaml": f"{OTHER}---\n{_edition(1)}"},
        *({"x/b.yaml": OTHER, "x/a.yaml": _edition(number)} for number in (2, 3, 4)),
    ],
    "under a name each time": [
        {f"x/{number}.yaml": _edition(number), f"x/{number - 1}.yaml": None} for number in (1, 2, 3, 4)
    ],
    "by a name that a list's file tells": [
        {"all.yaml": f"{REGISTER}---\n{OTHER}", "register.yaml": None, "x/a.yaml": _edition(number, "教育局")}
        for number in (1, 2, 3, 4)
    ],
}


@pytest.mark.parametrize("what", PLACES)
def test_a_list_is_found_wherever_it_stands(what: str, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    for day, files in enumerate(PLACES[what], 1):
        there = {name: text for name, text in files.items() if text or (tmp_path / name).exists()}
        repo.commit(f"2020-01-{day:02}", {**({} if "all.yaml" in files else {"register.yaml": REGISTER}), **there})
    found = Versions(tmp_path)
    between = found.between(found.find("rev:HEAD~3"), found.find("rev:HEAD"))
    assert [(rows.agency, rows.edition.number) for rows in between] == [("edu", "n2"), ("edu", "n3")]


def test_versions_in_which_only_entries_changed_are_not_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    register = "kind: register\nagencies:\n  - {id: edu, name: 教育局}\n"
    for day in range(1, 29):
        published = f"2020-01-{1 + day // 10 * 10:02}"
        rows = negative_list("edu", f"n{day // 10}", published, {"A-1": f"matter {day}"})
        other = negative_list("tax", "n1", "2020-01-01", {"B-1": f"matter {day}"})
        repo.commit(f"2020-01-{day:02}", {"register.yaml": register, "x/edu.yaml": rows, "x/tax.yaml": other})
    found = Versions(tmp_path)
    old, new = found.find("rev:HEAD~27"), found.find("rev:HEAD")
    read: list[str] = []
    blobs = type(found.repository).blobs

    def counted(repository: object, names: list[str]) -> object:
        read.extend(names)
        return blobs(repository, names)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(found.repository), "blobs", counted)
        assert [rows.edition.number for rows in found.between(old, new)] == ["n1"]
    assert len(set(read)) <= 12
