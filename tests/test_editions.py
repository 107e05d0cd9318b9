"""Editions: their hashes, a saved chain, and tags."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from gitkit import REGISTER, Repo, negative_list
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from transcripts import negcli

from negcli.commits.repository import open_repository
from negcli.editions.content import canonical, digest, public_content
from negcli.editions.saved import chain_rows, chain_text, departures, read_chain
from negcli.editions.tags import edition_line
from negcli.editions.verify import verify
from negcli.errors import Failure
from negcli.lists.model import EntryList
from negcli.lists.register import build_list
from negcli.resources import shared_folder

ADDRESS = "edu/negative-list@"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A county with two editions of one list."""
    repo = Repo(tmp_path / "county")
    repo.commit("2020-01-01", {"register.yaml": REGISTER, "a.yaml": negative_list("edu", "1", "2020-01-01", "A B")})
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A C")})
    return repo


def saved(repo: Repo) -> list[Any]:
    return chain_rows(verify(open_repository(repo.folder)).links)


def found(repo: Repo, rows: list[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in verify(open_repository(repo.folder), rows).departures]


def rewind(repo: Repo) -> None:
    """Back to where only the register document stood: history is about to be written anew."""
    repo.git("checkout", "-q", "--orphan", "other")
    repo.git("rm", "-rfq", ".")
    repo.commit("2019-12-31", {"register.yaml": REGISTER})


def listed(**values: Any) -> EntryList:
    return build_list("negative-list", {"agency": "edu", **values}, {})


def test_a_hash_is_what_the_document_says() -> None:
    rows = listed(edition={"number": "1", "published": "2020-01-01"}, entries=[{"id": "A", "title": "试卷"}])
    content = public_content(rows, None)
    assert canonical({**content, "previous": ""}) == (
        '{"agency":"edu","edition":{"number":"1","published":"2020-01-01"},'
        '"entries":[{"id":"A","title":"试卷"}],"hidden":0,"list":"negative-list","previous":""}'
    )
    assert digest({**content, "previous": ""}) == "3db9efdff88961877287183c56ef4d24bd6c1f705faf61b3b501e2a26a05a56c"


@given(st.permutations([{"id": name, "title": name, "ground": ["state-secret"]} for name in "ABC"]))
def test_a_hash_does_not_depend_on_order_or_on_what_is_internal(entries: list[dict[str, Any]]) -> None:
    in_order = listed(entries=[{"id": name, "title": name, "ground": "state-secret"} for name in "ABC"])
    plain = public_content(in_order, None)
    told = [{**entry, "internal": "for us only"} for entry in entries]
    assert public_content(listed(entries=told), None) == plain


def test_what_is_not_public_is_not_in_an_edition() -> None:
    entries = [{"id": "A", "title": "t", "note": "n", "publicity": "title"}, {"id": "B", "publicity": "none"}]
    said = [{"entries": ["B"], "reason": "secret"}, {"entries": ["edu/A"], "reason": "secret"}, {"entries": ["C"]}]
    content = public_content(listed(edition={"adjustments": said}, entries=entries), None)
    assert content["entries"] == [{"id": "A", "title": "t"}]
    assert content["hidden"] == 1
    assert "secret" not in canonical(content)


def test_hashes_lead_from_one_edition_to_the_next(repo: Repo) -> None:
    first, second = verify(open_repository(repo.folder)).links
    assert (first.previous, second.previous) == ("", first.hash)
    assert second.hash == digest({**second.content, "previous": first.hash})


def test_a_clone_has_the_same_chain(repo: Repo, tmp_path: Path) -> None:
    rows = saved(repo)
    repo.git("clone", "-q", str(repo.folder), str(tmp_path / "clone"))
    assert chain_rows(verify(open_repository(tmp_path / "clone"), rows).links) == rows
    assert verify(open_repository(tmp_path / "clone"), rows).holds


def test_further_editions_are_no_departure(repo: Repo) -> None:
    rows = saved(repo)
    repo.commit("2020-03-01", {"a.yaml": negative_list("edu", "3", "2020-03-01", "A C D")})
    assert found(repo, rows) == []


def test_a_history_written_anew_is_told_entry_by_entry(repo: Repo) -> None:
    rows = saved(repo)
    rewind(repo)
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1", "2020-01-01", {"A": "other", "C": "matter C"})})
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-02", "A C")})
    assert found(repo, rows) == [
        ("rewritten", ADDRESS + "1", "2020-01-01", ("A", "B", "C"), ()),
        ("rewritten", ADDRESS + "2", "2020-02-01", (), ("published",)),
    ]
    assert not verify(open_repository(repo.folder), rows).holds


def test_an_edition_that_is_gone_and_one_that_was_slipped_in(repo: Repo) -> None:
    rows = saved(repo)
    rewind(repo)
    repo.commit("2020-01-01", {"a.yaml": negative_list("edu", "1a", "2020-01-15", "A")})
    repo.commit("2020-02-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A C")})
    kinds = [row[:2] for row in found(repo, rows)]
    assert kinds == [("gone", ADDRESS + "1"), ("inserted", ADDRESS + "1a"), ("moved", ADDRESS + "2")]


def test_the_same_editions_in_other_commits_are_no_rewriting(repo: Repo) -> None:
    rows = saved(repo)
    rewind(repo)
    for number, day, names in (("1", "2020-01-01", "A B"), ("2", "2020-02-01", "A C")):
        repo.commit("2021-01-01", {"a.yaml": negative_list("edu", number, day, names)})
    assert [row[0] for row in found(repo, rows)] == ["moved", "moved"]
    assert verify(open_repository(repo.folder), rows).holds


def test_a_saved_file_that_was_changed(repo: Repo) -> None:
    rows = saved(repo)
    assert [row.kind for row in departures([{**rows[0], "hash": "0" * 64}, rows[1]], rows)] == ["rechained"]


def test_a_saved_chain_is_read_as_it_was_written(repo: Repo, tmp_path: Path) -> None:
    rows = saved(repo)
    (tmp_path / "chain.json").write_text(chain_text(rows), encoding="utf-8")
    assert read_chain(tmp_path / "chain.json") == rows


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9, "editions": []}', '{"version": 1, "editions": [{}]}'])
def test_what_is_no_chain(text: str, tmp_path: Path) -> None:
    (tmp_path / "chain.json").write_text(text, encoding="utf-8")
    with pytest.raises(Failure) as failure:
        read_chain(tmp_path / "chain.json")
    assert failure.value.code == "bad-chain"


def test_tags_that_name_editions(repo: Repo) -> None:
    first, second = verify(open_repository(repo.folder)).links
    repo.git("tag", "-a", "good", "-m", f"二〇二〇\n\n{edition_line(first)}\n{edition_line(second)}")
    repo.git("tag", "light")
    repo.git("tag", "-a", "chat", "-m", "nothing to say of editions")
    verdict = verify(open_repository(repo.folder))
    assert [(tag.name, tag.signature, len(tag.hashes)) for tag in verdict.tags] == [("good", "none", 2)]
    assert verdict.holds
    told = "\n".join(f"negcli-edition: {ADDRESS}{number} {'0' * 64}" for number in "19")
    repo.git("tag", "-a", "false", "-m", told)
    verdict = verify(open_repository(repo.folder))
    assert [tuple(row) for row in verdict.contradictions] == [
        ("false", ADDRESS + "1", False),
        ("false", ADDRESS + "9", True),
    ]
    assert not verdict.holds


@pytest.mark.parametrize("command", ["editions", "verify", "list", "show A", "history A", "blame A"])
def test_json_is_as_its_schema_says(command: str, repo: Repo) -> None:
    repo.commit("2020-03-01", {"a.yaml": negative_list("edu", "2", "2020-02-01", "A C D")})
    repo.commit("2020-03-02", {"b.yaml": "kind: negative-list\nagency: [edu\n"})
    repo.git("tag", "-a", "false", "-m", f"negcli-edition: {ADDRESS}1 {'0' * 64}")
    (repo.folder / "chain.json").write_text('{"version": 1, "editions": []}', encoding="utf-8")
    code, shown, _ = negcli([*command.split(), "--format", "json"], repo.folder)
    name = f"{command.split()[0]}-output.schema.json"
    schema = json.loads((shared_folder("schemas") / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(shown))
    assert code == (command == "verify")


def test_a_shallow_clone_is_told_what_to_fetch(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.folder}", str(tmp_path / "clone"))
    for command in ("editions", "verify"):
        code, _, said = negcli([command, "--lang", "en"], tmp_path / "clone")
        assert (code, "fetch --unshallow" in said) == (2, True)
