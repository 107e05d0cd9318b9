"""The cards of the rules: the examples that users read are the examples that run here.

A case lays its `entry` or `edition` over the faultless register of `cases/base.yaml`, or writes its own `files`. A bad
case names what its rule finds: the field, the very words that the place marks, and what should stand there instead.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

import negcli.rules
from negcli.check import _overlap, examine
from negcli.check.fixing import mend
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.lists.vocabulary import values
from negcli.place import Place
from negcli.record.drafts import Known, drafts_of
from negcli.rules import CATEGORIES, Context, Past, Rule, all_rules, card
from negcli.source.document import load_plain
from negcli.source.encoding import decode
from negcli.source.files import TextFile, unread_file

BASE: Mapping[str, Any] = load_plain((Path(__file__).parent / "cases" / "base.yaml").read_text(encoding="utf-8"))
TODAY = date(2025, 8, 1)
PARTS = ("title", "message", "why", "instead", "source")
RULES = list(all_rules().values())

#: The rules that the register's first release has, by category.
FIRST = """
    not-utf8 byte-order-mark tab-indent full-width-syntax repeated-key yaml-error unsafe-yaml
    missing-field unknown-field wrong-type unknown-value bad-format unknown-kind
    duplicate-id bad-id reused-id · unknown-agency unknown-power unknown-entry unknown-parent
    not-a-date dates-out-of-order review-overdue period-over · no-clearance bad-document-number no-approver
    missing-harm missing-released unbounded-period · catch-all restates-statute undefined-term hedge non-ground
    citation-without-article no-basis
"""


def lay(fields: Mapping[str, Any] | None, over: Mapping[str, Any]) -> dict[str, Any]:
    """``fields`` over a mapping; a field of null takes the one below away."""
    merged = {**over, **(fields or {})}
    return {key: value for key, value in merged.items() if value is not None}


def write(document: Mapping[str, Any]) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000)


def files_of(case: Mapping[str, Any]) -> dict[str, bytes]:
    if "files" in case:
        encoding = case.get("encoding", "utf-8")
        return {name: text.encode(encoding) for name, text in case["files"].items()}
    edition = lay(case.get("edition"), BASE["list"]["edition"])
    rows = {**BASE["list"], "edition": edition, "entries": [lay(case.get("entry"), BASE["entry"])]}
    documents = {"register.yaml": BASE["register"], "powers.yaml": BASE["powers"], "list.yaml": rows}
    return {name: write(document).encode() for name, document in documents.items()}


def findings_of(case: Mapping[str, Any]) -> tuple[list[Finding], Mapping[str, str]]:
    """What all rules find in a case, and the texts of its files."""
    decoded = {name: decode(data) for name, data in sorted(files_of(case).items())}
    files = [TextFile(name, text, slips) for name, (text, slips) in decoded.items()]
    denied = [unread_file(name, PermissionError()) for name in case.get("unread", ())]
    sources = load_files([*files, *denied])
    found = judged(build_register(sources), case)
    return found, {file.name: file.text for file in [*files, *denied]}


def judged(register: Register, case: Mapping[str, Any]) -> list[Finding]:
    day, past = day_and_past(case)
    drafts = drafts_of(register, known_in(case)) if "before" in case else None
    return examine(register, RULES, Context(register, day, past, drafts=drafts)).findings


def known_in(case: Mapping[str, Any]) -> Known:
    """The list's last public edition, laid over the faultless one, and numbers that were used before."""
    before = case["before"]
    if before is None:
        return Known({}, {})
    edition = lay(before.get("edition"), BASE["list"]["edition"])
    entries = [lay(row, BASE["entry"]) for row in before.get("entries", [{}])]
    text = write({**BASE["list"], "edition": edition, "entries": entries})
    (rows,) = build_register(load_files([TextFile("before.yaml", text)])).lists
    return Known({rows.key: rows}, {rows.key: frozenset([edition["number"], *before.get("numbers", ())])})


def day_and_past(case: Mapping[str, Any]) -> tuple[date, Past | None]:
    past = case.get("past")
    known = Past({("negative-list", "edu", name): tuple(titles) for name, titles in past.items()}) if past else None
    return date.fromisoformat(case["today"]) if "today" in case else TODAY, known


def words(text: str, place: Place) -> str:
    """What stands at ``place``."""
    lines = re.split("\r\n|[\n\r]", text)[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    return "\n".join([lines[0][place.column - 1 :], *lines[1:]])


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule.name}-{number}")
        for rule in RULES
        for number, case in enumerate(card(rule.name).cases.get(kind, ()), 1)
    ]


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_bad_case_is_found(rule: Rule, case: Mapping[str, Any]) -> None:
    everything, texts = findings_of(case)
    findings = [finding for finding in everything if finding.name == rule.name]
    assert len(findings) == len(case["found"]), everything
    for finding, expected in zip(findings, case["found"], strict=True):
        seen: dict[str, Any] = {"field": finding.field, "file": finding.file}
        if finding.place:
            seen |= {"words": words(texts[finding.file], finding.place), "line": str(finding.place.line)}
        seen["instead"] = finding.fix.edits[0].text if finding.fix and finding.fix.edits else None
        assert {key: seen.get(key) for key in expected} == dict(expected)


def beyond(case: Mapping[str, Any]) -> list[Finding]:
    """What rules that rest on the law find in ``case`` long after the day until which the catalogue knows any law.

    `no-basis` asks whether anything is written, and no law.
    """
    edition = (case.get("edition") or {}) | dict.fromkeys(("approved", "effective", "published"), "2190-01-01")
    found, _ = findings_of({**case, "edition": edition, "today": "2190-02-01"})
    return [one for one in found if one.category in ("citation", "ground") and one.name != "no-basis"]


@pytest.mark.parametrize("name", [rule.name for rule in RULES if rule.category in ("citation", "ground")])
def test_nothing_that_rests_on_the_law_is_an_error_beyond_what_is_known(name: str) -> None:
    found = [finding for case in card(name).cases["bad"] for finding in beyond(case)]
    assert [(one.name, one.args) for one in found if one.severity is Severity.error] == []
    by_then = ("basis-outdated-today", "no-basis")  # nothing can be outdated later still
    assert name in by_then or name in {one.name for one in found}


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_a_fix_cures_what_it_is_for(rule: Rule, case: Mapping[str, Any]) -> None:
    def judge(register: Register) -> list[Finding]:
        return [finding for finding in judged(register, case) if finding.name == rule.name]

    files = [TextFile(name, *decode(data)) for name, data in sorted(files_of(case).items())]
    found = judge(build_register(load_files(files)))
    mended = mend(files, judge, unsafe=True)
    after = [TextFile(file.name, mended.texts.get(file.name, file.text)) for file in files]
    left = judge(build_register(load_files(after)))
    assert len(left) <= len([finding for finding in found if finding.fix is None])
    for name, text in (case.get("fixed") or {}).items():
        assert mended.texts[name] == text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_card_says_whether_its_fixes_are_safe(rule: Rule) -> None:
    found = [finding for case in card(rule.name).cases.get("bad", ()) for finding in findings_of(case)[0]]
    safe = {finding.fix.safe for finding in found if finding.name == rule.name and finding.fix}
    assert safe <= {"safe": {True}, "unsafe": {False}, "mixed": {True, False}, "": set()}[card(rule.name).fix]
    assert safe or not card(rule.name).fix


@pytest.mark.parametrize(("rule", "case"), cases("good"))
def test_good_case_is_not_found(rule: Rule, case: Mapping[str, Any]) -> None:
    findings, _ = findings_of(case)
    assert [finding for finding in findings if finding.name == rule.name] == []


def test_the_base_register_is_faultless() -> None:
    assert findings_of({})[0] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_card_is_complete_in_both_languages(rule: Rule) -> None:
    texts = card(rule.name).texts
    for part in PARTS:
        assert set(texts[part]) == {"zh", "en"}
        assert all(text.strip() for text in texts[part].values())
        assert re.search("[一-鿿]", texts[part]["zh"])
    assert isinstance(card(rule.name).severity, Severity)
    assert re.fullmatch(r"\d+\.\d+", card(rule.name).since)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_blanks_agree_and_are_supplied(rule: Rule) -> None:
    texts = card(rule.name).texts
    found = [finding for case in card(rule.name).cases["bad"] for finding in findings_of(case)[0]]
    args = [set(finding.args) for finding in found if finding.name == rule.name]
    for part in PARTS:
        assert blanks(texts[part]["zh"]) == blanks(texts[part]["en"])
        for given in args:
            assert blanks(texts[part]["zh"]) <= given
    for finding, part, lang in product(found, PARTS, ("zh", "en")):
        assert card(finding.name).say(part, lang, finding.args)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_card_has_cases(rule: Rule) -> None:
    assert len(card(rule.name).cases["bad"]) >= 3
    assert len(card(rule.name).cases["good"]) >= 4


def test_codes_and_names_are_unique_and_every_first_rule_exists() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule.code[:3] for rule in RULES} <= set(CATEGORIES)
    assert set(re.findall(r"[a-z][a-z0-9-]+", FIRST)) <= set(all_rules())


def test_every_rule_file_has_a_card_and_every_card_is_a_rule() -> None:
    folder = Path(negcli.rules.__file__).parent
    named = {path.stem for path in folder.iterdir() if path.suffix in (".py", ".yaml")} - {"__init__"}
    assert named == {rule.module for rule in RULES}


LAWFUL = ("citation", "ground")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.category in LAWFUL], ids=lambda rule: rule.name)
def test_one_place_gets_one_verdict_on_law(rule: Rule) -> None:
    for case in card(rule.name).cases["bad"]:
        found = [finding for finding in findings_of(case)[0] if finding.category in LAWFUL]
        for one, other in itertools.combinations(found, 2):
            assert one.pointer != other.pointer or not _overlap(one.place, other.place), (one, other)


@pytest.mark.parametrize("ground", ["any", *values("ground")])
def test_examples_of_advice_are_right_themselves(ground: str) -> None:
    def example(rule: str) -> str:
        said = card(rule).terms["example"]  # only dangers need a harm
        return said.get(ground, said["public-security"])["zh"]

    texts = {"harm": example("missing-harm"), "released": example("missing-released")}
    entry = {"ground": ground, **texts, "until": example("unbounded-period"), "clearance": None}
    found, _ = findings_of({"entry": {**entry, "extent": "part"}})
    assert not [one for one in found if one.category in ("completeness", "specificity")]
