"""The example county: its published states are clean, its work tree has the mistakes of `planted.yaml` alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from shutil import copytree
from typing import Any

import county
import pytest

from negcli.check import check, choose_rules
from negcli.check.stages import UNSAID, not_asked
from negcli.finding import Finding
from negcli.lists.model import Entry, Register
from negcli.lists.register import load_register
from negcli.record.past import past_of
from negcli.rules import Past, all_rules
from negcli.setup.replay import replay
from negcli.source.document import load_plain

TODAY = date(2025, 8, 1)
NOTICES = ("2018-06-29", "2019-09-30", "2020-01-20", "2021-04-16", "2022-09-28", "2024-07-12", "2025-07-04")
Row = tuple[str, str, int, str, str | None, str | None]


def findings(register: Register, day: date = TODAY, past: Past | None = None) -> list[Finding]:
    """What all rules find; ``past`` is the example's own when left out."""
    return check(register, choose_rules(register), day, past or county.past())


def row(finding: Finding, register: Register) -> Row:
    """A finding as `planted.yaml` writes it."""
    place = finding.place
    assert place is not None
    source = next(source for source in register.sources if source.file == finding.file)
    end = place.end_column - 1 if place.end_line == place.line else None
    words = source.lines[place.line - 1][place.column - 1 : end]
    return finding.file, finding.name, place.line, words, finding.entry, finding.field


def planted_table() -> list[dict[str, Any]]:
    """`planted.yaml`."""
    rows: list[dict[str, Any]] = load_plain((county.COUNTY / "planted.yaml").read_text(encoding="utf-8"))
    return rows


def planted() -> list[Row]:
    """The rows of `planted.yaml`."""
    return [
        (each["file"], each["rule"], int(each["line"]), each["words"], each["entry"], each["field"])
        for each in planted_table()
    ]


def entries(kind: str) -> list[Entry]:
    """The entries of the lists of ``kind`` in the last published state."""
    return [entry for rows in county.history()[-1][1].lists if rows.kind == kind for entry in rows.entries]


def faults(found: list[Finding]) -> list[Finding]:
    """Those that are faults: a law that changed later is none of an older edition."""
    return [finding for finding in found if finding.name != "basis-outdated-today"]


def test_the_last_published_state_is_clean() -> None:
    assert faults(findings(county.history()[-1][1])) == []


@pytest.mark.parametrize("day", NOTICES)
def test_every_published_state_was_clean_on_its_day(day: str) -> None:
    states = {when.isoformat(): register for when, register in county.history()}
    assert faults(findings(states[day], date.fromisoformat(day))) == []


@pytest.mark.parametrize("name", ["minimal-en", "minimal-zh"])
def test_the_minimal_registers_are_clean(name: str) -> None:
    register = load_register(county.EXAMPLES / name)
    assert register.where is not None and sum(len(rows.entries) for rows in register.lists) > 0
    assert findings(register) == []


def test_the_work_tree_has_the_planted_mistakes_and_no_others() -> None:
    register = county.work_tree()
    found = Counter(row(finding, register) for finding in findings(register))
    assert sorted(found - Counter(planted()), key=str) == []
    assert sorted(Counter(planted()) - found, key=str) == []


def test_in_a_real_repository_the_same_is_found(tmp_path: Path) -> None:
    replay(county.COUNTY, tmp_path)
    known, why = past_of(tmp_path)
    assert why is None
    assert faults(findings(load_register(tmp_path), past=known)) == []
    copytree(county.COUNTY / "worktree", tmp_path, dirs_exist_ok=True)
    register = load_register(tmp_path)
    found = [row(finding, register) for finding in findings(register, past=known)]
    assert sorted(found, key=str) == sorted(planted(), key=str)


def test_every_rule_has_a_planted_mistake() -> None:
    # git keeps no permissions, so that no file of the example can be unreadable
    asked = set(all_rules()) - not_asked(all_rules(), UNSAID) - {"unreadable"}
    asked -= {name for name, rule in all_rules().items() if rule.category == "change"}  # these are the gate's alone
    assert {rule for _, rule, *_ in planted()} == asked
    assert len(planted()) >= 45


def test_every_planted_mistake_is_explained_in_both_languages() -> None:
    assert [each for each in planted_table() if not (each["what"]["zh"] and each["what"]["en"])] == []


def test_the_county_is_large_enough() -> None:
    register = county.history()[-1][1]
    assert len({rows.agency for rows in register.lists if rows.entries}) >= 10
    assert len(entries("negative-list")) >= 130
    assert len(entries("power-list")) >= 400


def test_every_power_has_a_responsibility() -> None:
    powers = {entry.key for entry in entries("power-list")}
    assert powers == {f"{entry.agency}/{entry.text('power')}" for entry in entries("responsibility-list")}


def test_no_two_negative_entries_are_near_duplicates() -> None:
    texts = {entry.key: entry.title + entry.text("information") for entry in entries("negative-list")}
    pairs = {key: {text[at : at + 2] for at in range(len(text) - 1)} for key, text in texts.items()}
    alike = [
        (one, other)
        for one, other in combinations(pairs, 2)
        if 2 * len(pairs[one] & pairs[other]) > 0.5 * (len(pairs[one]) + len(pairs[other]))
    ]
    assert alike == []


def test_there_are_seven_notices() -> None:
    published = {
        (rows.edition.published, rows.edition.text("document"))
        for _, register in county.history()
        for rows in register.lists
        if rows.edition.published
    }
    assert tuple(sorted(day for day, _ in published)) == NOTICES


def test_totals_count_the_adjusted_entries() -> None:
    for _, register in county.history():
        for rows in register.lists:
            counted: Counter[str] = Counter()
            for adjustment in rows.edition.adjustments:
                counted[adjustment["kind"]] += len(adjustment["entries"])
            totals = {kind: int(count) for kind, count in (rows.edition.values.get("totals") or {}).items()}
            assert totals == counted, (rows.key, rows.edition.number)
