"""The cause of a break: slips made in one line of a good file are told at that very line, with the line put right."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from negcli.source.document import Source, load_plain, load_source
from negcli.source.loader import Slip

GOOD = load_plain((Path(__file__).parent / "cases" / "broken" / "good.yaml").read_text(encoding="utf-8"))
#: Without the register's flow list, whose commas a machine cannot tell from those of a text.
TEXTS = {"register.yaml": GOOD["register.yaml"].split("abbreviations")[0], "list.yaml": GOOD["list.yaml"]}

Slipping = Callable[[str, random.Random], str]


def replaced(old: str, new: str) -> Slipping:
    def slip(text: str, dice: random.Random) -> str:
        places = [at for at in range(len(text)) if text.startswith(old, at)]
        at = dice.choice(places)
        return text[:at] + new + text[at + len(old) :]

    return slip


def reindented(indent: Callable[[random.Random], str]) -> Slipping:
    def slip(text: str, dice: random.Random) -> str:
        lines = text.split("\n")
        number = dice.choice([number for number, line in enumerate(lines) if line.startswith("  ")])
        lines[number] = indent(dice) + lines[number].lstrip()
        return "\n".join(lines)

    return slip


SLIPS: dict[str, Slipping] = {
    "a tab": reindented(lambda dice: "\t"),
    "other indentation": reindented(lambda dice: " " * dice.randrange(7)),
    "a full-width colon": replaced(": ", "："),
    "a full-width colon and a space": replaced(": ", "： "),
    "no space after a colon": replaced(": ", ":"),
    "a full-width dash": replaced("- ", "－ "),
    "no space after a dash": replaced("- ", "-"),
    "a quotation mark lost": replaced('"', ""),
    "a bracket lost": replaced("]", ""),
    "a brace lost": replaced("}", ""),
    "a full-width bracket": replaced("]", "］"),
    "a Chinese quotation mark": replaced('"', "”"),
}


def breaks_of(source: Source) -> list[Slip]:
    return [slip for slip in source.slips if slip.breaks]


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_one_line_is_told_at_that_line_and_cured(name: str) -> None:
    cured = told = 0
    for seed in range(60):
        dice = random.Random(f"{name} {seed}")
        file = dice.choice(sorted(TEXTS)) if "lost" not in name and "mark" not in name else "list.yaml"
        good = TEXTS[file]
        try:
            spoilt = SLIPS[name](good, dice)
        except IndexError:  # the file has nothing that could be slipped on
            continue
        breaks = breaks_of(load_source(file, spoilt))
        if not breaks:
            continue  # it is still YAML: the schema or nobody speaks of it
        (slip,) = breaks
        pairs = zip(good.split("\n"), spoilt.split("\n"), strict=True)
        changed = [number for number, (before, after) in enumerate(pairs, 1) if before != after]
        assert [slip.place.line] == changed, (seed, spoilt.split("\n")[changed[0] - 1], slip)
        told += 1
        lines = spoilt.split("\n")
        lines[slip.place.line - 1] = dict(slip.args)["instead"] or lines[slip.place.line - 1]
        again = load_source(file, "\n".join(lines))
        cured += not again.slips
    assert told >= 10
    assert cured >= 0.9 * told


@pytest.mark.parametrize(
    ("text", "cause", "line", "instead"),
    [
        ("a: @x\n", "special-character", 1, 'a: "@x"'),
        ("- `x\n", "special-character", 1, '- "`x"'),
        ("a: [@x]\n", "special-character", 1, 'a: ["@x"]'),
        ("a: 甲: 乙\n", "colon-in-value", 1, 'a: "甲: 乙"'),
        ('a: "C: \\数"\n', "escape", 1, 'a: "C: \\\\数"'),
        ("a: '甲' 乙 \"丙\"\n", "text-after-value", 1, "a: '''甲'' 乙 \"丙\"'"),
        ('a:\n  - "甲\n  - 乙\n', "open-quote", 2, '  - "甲"'),
        ("a: [甲, 乙 # 丙\nb: 1\n", "open-bracket", 1, ""),
        ("a: [[甲, {乙: 1]\nb: 1\n", "wrong-bracket", 1, "a: [[甲, {乙: 1}"),
        ("a: [甲,\n---\nb: 1\n", "open-bracket", 1, "a: [甲,]"),
        ("a: [甲", "open-bracket", 1, "a: [甲]"),
        ("a: 1\nb\nc: 2\n", "no-colon", 2, ""),
        ("a: 1\n- b\n", "item-among-fields", 2, ""),
        (" a: 1\nb: 2\n", "indentation", 1, "a: 1"),
        ("a: |\n    甲\n  乙\nb: 1\n", "indentation", 3, "    乙"),
        ("a: 1\n=======\nb: 1\n", "merge-conflict", 2, ""),
        ("%YAML 9.9\n---\na: 1\n", "other", 1, ""),
        ("a: 甲\x07乙\n", "control-character", 1, "a: 甲乙"),
        ("a: 说明\n  详见：甲\n  乙: 丙\n", "indentation", 3, "乙: 丙"),
    ],
)
def test_causes(text: str, cause: str, line: int, instead: str) -> None:
    (slip,) = load_source("x.yaml", text).slips
    args = dict(slip.args)
    assert (args["cause"], slip.place.line, args["instead"]) == (cause, line, instead)


def test_a_colon_in_a_text_that_was_read_is_not_blamed() -> None:
    """Full-width colons, quotation marks and tabs within texts are innocent of errors further down."""
    text = "a: |\n  编号：甲\n  \t“乙\n  【丙\nb: '编号：丁'\nc: [x\nd: 1\n"
    (slip,) = load_source("x.yaml", text).slips
    assert (slip.name, slip.place.line) == ("yaml-error", 6)


def test_only_the_lines_in_question_are_suspected() -> None:
    text = "".join(f"编号{n}: 事项：甲\n" for n in range(50)) + "编号: 甲\n机构：乙\n情形: 丙\n"
    (slip,) = load_source("x.yaml", text).slips
    assert (slip.name, slip.place.line) == ("full-width-syntax", 52)
