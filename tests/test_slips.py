"""One slip, one finding: at its line, with its cure, and all that is wrong elsewhere is still found.

`cases/broken/slips.yaml` says what is written where, `everywhere.yaml` what may be written in any line; a new slip
needs no code.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from negcli.check import check, choose_rules
from negcli.finding import Finding
from negcli.lists.register import build_register, load_files
from negcli.source.document import load_plain
from negcli.source.edits import edited
from negcli.source.files import TextFile

FOLDER = Path(__file__).parent / "cases" / "broken"
FILES: Mapping[str, str] = load_plain((FOLDER / "neighbours.yaml").read_text(encoding="utf-8"))
SLIPS: list[Mapping[str, str]] = load_plain((FOLDER / "slips.yaml").read_text(encoding="utf-8"))
EVERYWHERE: list[Mapping[str, str]] = load_plain((FOLDER / "everywhere.yaml").read_text(encoding="utf-8"))
SHAPES: Mapping[str, Any] = load_plain((FOLDER / "shapes.yaml").read_text(encoding="utf-8"))
HANDS: list[Mapping[str, Any]] = load_plain((FOLDER / "hands.yaml").read_text(encoding="utf-8"))
LINES = FILES["list.yaml"].split("\n")


def findings(text: str) -> list[Finding]:
    return found_among({**FILES, "list.yaml": text})


def found_among(texts: Mapping[str, str]) -> list[Finding]:
    files = [TextFile(name, text) for name, text in texts.items()]
    register = build_register(load_files(files))
    return check(register, choose_rules(register), date(2025, 8, 1))


@cache
def without_slip() -> Counter[tuple[str, str | None]]:
    """What is found in the list as it is: rules and entries."""
    return Counter((finding.name, finding.entry) for finding in findings(FILES["list.yaml"]))


def entry_of(line: int) -> str | None:
    """The entry that a line of the list belongs to."""
    above = [text for text in LINES[:line] if text.startswith("  - 编号: ")]
    return above[-1].removeprefix("  - 编号: ") if above else None


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["slip"])
def test_one_slip_is_one_finding(slip: Mapping[str, str]) -> None:
    number = int(slip["line"])
    lines = [*LINES[: number - 1], slip["write"], *LINES[number:]]
    found = findings("\n".join(lines))
    told = [finding for finding in found if finding.category == "syntax"]
    assert [(finding.name, finding.place and finding.place.line) for finding in told] == [(slip["finds"], number)]
    assert told[0].args.get("instead", "") == slip.get("cure", "")
    assert (told[0].list, told[0].entry) == ("negative-list", slip.get("stands in") or entry_of(number))
    others = Counter((finding.name, finding.entry) for finding in found if finding.category != "syntax")
    lost = entry_of(number) if slip.get("left") == "others" else ""
    assert others == Counter({key: count for key, count in without_slip().items() if key[1] != lost})


@pytest.mark.parametrize("slip", [slip for slip in SLIPS if slip.get("cure")], ids=lambda slip: slip["slip"])
def test_the_cure_cures(slip: Mapping[str, str]) -> None:
    """The line put right is really right: with it, no slip is left."""
    number = int(slip["line"])
    found = findings("\n".join([*LINES[: number - 1], slip["cure"], *LINES[number:]]))
    assert [finding for finding in found if finding.category == "syntax"] == []


def test_slips_in_many_entries_are_told_one_by_one() -> None:
    """Three entries with a slip each, one of them beyond cure: three findings, and the fourth entry's own."""
    text = FILES["list.yaml"].replace("    情形: 国家秘密", "    情形：国家秘密", 1)
    text = text.replace("    责任科室: 资助中心", "\t责任科室: 资助中心")
    text = text.replace("    事项名称: 招生计划讨论稿", "    招生计划讨论稿")
    told = [finding for finding in findings(text) if finding.category == "syntax"]
    assert [finding.name for finding in told] == ["full-width-syntax", "tab-indent", "yaml-error"]
    assert {finding.entry for finding in findings(text)} >= {"EDU-N-001", "EDU-N-002", "EDU-N-003"}


def test_a_whole_entry_in_full_width_colons_is_one_finding() -> None:
    lines = [line.replace(": ", "：") if 24 < number < 40 else line for number, line in enumerate(LINES, 1)]
    told = [finding for finding in findings("\n".join(lines)) if finding.category == "syntax"]
    assert [(finding.name, finding.place and finding.place.line) for finding in told] == [("full-width-syntax", 25)]


@pytest.mark.parametrize("slip", [slip for slip in SLIPS if slip["slip"].startswith("Chinese quotation")], ids=str)
def test_line_ends_of_windows_hide_no_slip(slip: Mapping[str, str]) -> None:
    number = int(slip["line"])
    found = findings("\r\n".join([*LINES[: number - 1], slip["write"], *LINES[number:]]))
    assert [finding.name for finding in found if finding.category == "syntax"] == [slip["finds"]]


def test_there_are_enough_named_slips() -> None:
    named = [slip for slip in (*SLIPS, *HANDS) if slip["finds"] and slip.get("cure")]
    assert len(named) >= 300
    assert len({slip["slip"] for slip in (*SLIPS, *HANDS)}) == len(SLIPS) + len(HANDS)


def everywhere() -> Iterator[Any]:
    """Every slip of `everywhere.yaml` with every line (its number) that it can be made in.

    Some lines of each, where not all are asked for (`NEGCLI_EVERYWHERE`); of every slip others.
    """
    for position, slip in enumerate(EVERYWHERE):
        numbers = [number for number, line in enumerate(LINES, 1) if is_meant(slip, line)]
        step = 1 if "NEGCLI_EVERYWHERE" in os.environ else max(1, len(numbers) // 3)
        yield from (
            pytest.param(number, slip, id=f"{slip['slip']}-{number}") for number in numbers[position % step :: step]
        )


def is_meant(slip: Mapping[str, str], line: str) -> bool:
    """Whether a slip can be made in a line, and is one there, by its `but`."""
    return bool(line and re.search(slip["find"], line)) and not ("but" in slip and re.search(slip["but"], line))


@cache
def found_in_line(number: int) -> Counter[tuple[str, str | None]]:
    """What is found in a line of the list as it is: not told of again where the line has a slip."""
    found = (finding for finding in findings(FILES["list.yaml"]) if finding.file == "list.yaml")
    return Counter((each.name, each.entry) for each in found if each.place and each.place.line == number)


@pytest.mark.parametrize(("number", "slip"), list(everywhere()))
def test_a_slip_is_one_finding_wherever_it_is_made(number: int, slip: Mapping[str, str]) -> None:
    written = LINES[number - 1]
    wrong = re.sub(slip["find"], slip["write"], written, count=1)
    found = findings("\n".join([*LINES[: number - 1], wrong, *LINES[number:]]))
    told = [finding for finding in found if finding.category == "syntax"]
    assert [(finding.name, finding.place and finding.place.line) for finding in told] == [(slip["finds"], number)]
    others = Counter((finding.name, finding.entry) for finding in found if finding.category != "syntax")
    lost = without_slip() - others
    assert not others - without_slip()
    if slip.get("cure") == "none":
        assert {entry for _, entry in lost} <= {entry_of(number)}
    else:
        assert (
            told[0].args["instead"].rstrip()
            == re.sub(slip["find"], slip.get("cure", r"\g<0>"), written, count=1).rstrip()
        )
        assert not lost - found_in_line(number)


def shape_with(name: str, text: str) -> dict[str, str]:
    """The files of a register in which ``text`` is the list of that shape, without another of its kind."""
    kinds = {"the register": ["register.yaml"], "powers": ["powers.yaml"]}
    without = next((files for kind, files in kinds.items() if name.startswith(kind)), [])
    return {"list.yaml": text, **{file: good for file, good in FILES.items() if file not in ("list.yaml", *without)}}


@cache
def found_in_shape(name: str) -> Counter[tuple[str, str | None]]:
    found = found_among(shape_with(name, SHAPES["texts"][name]))
    return Counter((finding.name, finding.entry) for finding in found)


def in_shapes() -> Iterator[Any]:
    """Every slip that fits any key with a line of each shape; with all its lines where all are asked for."""
    slips = [slip for slip in EVERYWHERE if "种类" not in slip["find"] and slip.get("cure") != "none"]
    for (position, slip), name in product(enumerate(slips), SHAPES["texts"]):
        lines = SHAPES["texts"][name].split("\n")
        numbers = [at for at, line in enumerate(lines) if is_meant(slip, line) and not re.search(SHAPES["but"], line)]
        step = 1 if "NEGCLI_EVERYWHERE" in os.environ else max(1, len(numbers))
        for at in numbers[position % step :: step]:
            yield pytest.param(name, at, slip, id=f"{slip['slip']}-{name}-{at + 1}")


@pytest.mark.parametrize(("name", "at", "slip"), list(in_shapes()))
def test_a_slip_is_one_finding_in_lists_of_any_shape(name: str, at: int, slip: Mapping[str, str]) -> None:
    lines = SHAPES["texts"][name].split("\n")
    wrong = re.sub(slip["find"], slip["write"], lines[at], count=1)
    found = found_among(shape_with(name, "\n".join([*lines[:at], wrong, *lines[at + 1 :]])))
    told = [finding for finding in found if finding.category == "syntax"]
    assert [(finding.name, finding.place and finding.place.line) for finding in told] == [(slip["finds"], at + 1)]
    cure = re.sub(slip["find"], slip.get("cure", r"\g<0>"), lines[at], count=1)
    assert told[0].args["instead"].rstrip() == cure.rstrip()
    others = Counter((finding.name, finding.entry) for finding in found if finding.category != "syntax")
    assert not others - found_in_shape(name)


@pytest.mark.parametrize("slip", HANDS, ids=lambda slip: slip["slip"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_slip_of_the_hand_is_one_finding(slip: Mapping[str, Any], line_end: str) -> None:
    good, old = FILES["list.yaml"], slip.get("old") or ""
    assert old in good
    text = good.replace(old, slip["new"] or "", 1)
    found = findings(text.replace("\n", line_end))
    told = [finding for finding in found if finding.category == "syntax"]
    assert [f"{finding.name} {finding.place.line}" for finding in told if finding.place] == [slip["finds"]]
    assert told[0].args.get("instead", "") == (slip.get("cure") or "")
    others = Counter((finding.name, finding.entry) for finding in found if finding.category != "syntax")
    lost = slip.get("lost") or ()
    assert others == Counter({key: count for key, count in without_slip().items() if key[1] not in lost})
    assert list(told[0].args.get("lines", ())) == list(slip.get("further") or ())


@pytest.mark.parametrize("slip", [slip for slip in HANDS if slip.get("cure")], ids=lambda slip: slip["slip"])
def test_the_cure_of_all_its_lines_cures(slip: Mapping[str, Any]) -> None:
    text = FILES["list.yaml"].replace(slip.get("old") or "", slip["new"] or "", 1)
    fix = next(finding.fix for finding in findings(text) if finding.category == "syntax")
    assert fix is not None
    cured = findings(edited(text, fix.edits))
    assert [finding for finding in cured if finding.category == "syntax"] == []
    assert not without_slip() - Counter((finding.name, finding.entry) for finding in cured)
