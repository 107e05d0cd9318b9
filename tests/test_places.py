"""Places: every character of every value is found where it is written, whatever the style of the YAML.

An entry's own lines, read alone, must give the very places that the whole file gives.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from negcli.place import Path, Place, pointer, value_at
from negcli.source.document import Document, load_source
from negcli.source.places import all_spots, key_place, value_place
from negcli.source.scalars import scalar_signs

WORDS = ["试卷", "《条例》第十四条", "a", "b c", "12:30", "- x", "#5", "'", '"', "\\", ": ", "𠮷😀", "é", "…", "“甲”"]
SPACES = [" ", "  ", "\n", "\n\n", "\n  ", "\t"]
ODD = ["\x85", "\u2028", "\ufeff", "\x07", "\0", "\xa0", "\u3000"]
TEXTS = st.lists(st.sampled_from(WORDS + SPACES + ODD), max_size=9).map("".join)
KEYS = st.sampled_from(["编号", "事项名称", "id", "title", "note", "a b", "第#一"])
TREES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
ENTRIES = st.lists(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), min_size=1, max_size=4)


class Dumper(yaml.Dumper):
    """Writes every value out, never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@st.composite
def dumped(draw: st.DrawFn) -> str:
    """A document with entries, as PyYAML writes it in one of its many ways."""
    data = {"kind": "x", "entries": draw(ENTRIES), "note": draw(TEXTS)}
    return yaml.dump(
        data,
        Dumper=Dumper,
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
        default_flow_style=draw(st.sampled_from([False, False, None, True])),
        width=draw(st.sampled_from([5, 20, 80, 10_000])),
        indent=draw(st.sampled_from([2, 4, 7])),
        allow_unicode=draw(st.booleans()),
        sort_keys=False,
        line_break=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )


def plain_text(draw: st.DrawFn) -> str:
    return draw(st.text(st.sampled_from("ab 条例、"), min_size=1, max_size=12)).strip() or "x"


@st.composite
def handwritten(draw: st.DrawFn) -> str:
    """Entries as people write them: wrapped lines, blocks with and without indicators, comments, quotation marks."""
    lines = ["种类: x", "entries:"]
    for _ in range(draw(st.integers(1, 3))):
        mark = "  - "
        for key in draw(st.lists(KEYS, min_size=1, max_size=4, unique=True)):
            lines += [mark + line if number == 0 else line for number, line in enumerate(field(draw, key))]
            mark = "    "
        lines += draw(st.sampled_from([[], [""], ["    # 说明"], ["# 说明: [x"]]))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n", "\nnote: 甲\n", "\n...\n", "\n---\na: b\n"]))


def field(draw: st.DrawFn, key: str) -> list[str]:
    """The lines of one field, the first without its indentation."""
    key = f'"{key}"' if "#" in key else key
    texts = [plain_text(draw) for _ in range(draw(st.integers(1, 3)))]
    style = draw(st.sampled_from(["plain", "'", '"', "\\", "|", ">", "|2", ">2", "|+", ">-", "[", "{", "-"]))
    gap = draw(st.sampled_from(["", " ", "  "]))
    deeper = [gap + text for text in texts]
    if style == "plain":
        return [f"{key}: {texts[0]}{gap}", *(" " * 6 + text for text in texts[1:])]
    if style in "'\"":
        inner = [text.replace("a", style * 2 if style == "'" else '\\"') for text in deeper]
        return [f"{key}: {style}{inner[0]}", *("      " + text for text in [*inner[1:], f"{gap}{style}"])]
    if style == "\\":
        return [f'{key}: "{texts[0]}\\u6761\\n{gap}\\', *(f"      {text}\\" for text in texts[1:]), f'   \\ {gap}x"']
    if style == "[":
        return [f"{key}: [{texts[0]}, '{texts[-1]}',", f'      "{texts[0]}" ]{gap}']
    if style == "{":
        return [f"{key}: {{甲: {texts[0]}, 乙: {{丙: '{texts[-1]}'}}}}"]
    if style == "-":
        return [f"{key}:", *(f"    - {text}{gap}" for text in texts)]
    blank = draw(st.sampled_from([[], [""], ["   "]]))
    first = deeper if "2" in style else [texts[0], *deeper[1:]]
    return [f"{key}: {style} # 注", *blank, *("      " + text for text in first), *blank]


def documents_of(text: str) -> tuple[Document, ...]:
    source = load_source("x.yaml", text)
    assert source.slips == () or all(slip.name == "repeated-key" for slip in source.slips), (text, source.slips)
    return source.documents


def leaves(data: Any, path: Path = ()) -> list[Path]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(leaf for key, part in parts for leaf in leaves(part, (*path, key)))]


ESCAPED = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
ESCAPED |= {"_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029"}


def spells(lines: list[str], style: str | None, at: tuple[int, int], character: str) -> bool:
    """Whether ``character`` is what is written at a place, by a way of reading of its own."""
    line, column = lines[at[0]], at[1]
    if column == len(line):
        return character in " \n\u2028\u2029"  # where lines are folded, or break
    if style == '"' and line[column] == "\\":
        letter = line[column + 1]
        if letter in "xuU":
            return chr(int(line[column + 2 : column + 2 + {"x": 2, "u": 4, "U": 8}[letter]], 16)) == character
        return ESCAPED.get(letter, letter) == character
    return line[column] == character


def check_every_place(document: Document) -> None:
    lines = document.source.lines
    for path in leaves(document.data):
        spot = all_spots(document)[path]
        value = value_at(document.data, path)
        if not isinstance(value, str):
            continue
        assert spot.text == value
        places = [sign[:2] for sign in scalar_signs(lines, spot.value, spot.style, value)]
        assert len(places) == len(value), (value, places)
        assert places == sorted(set(places))
        for at, character in zip(places, value, strict=True):
            assert spells(lines, spot.style, at, character), (path, value, at, character)
        if value:
            place = spot.value
            assert (place.line - 1, place.column - 1) <= places[0]
            assert places[-1] <= (place.end_line - 1, place.end_column - 1)


def check_blocks_against_the_whole(document: Document) -> None:
    whole = dataclasses.replace(document, item_lines={})
    for path in leaves(document.data):
        assert value_place(document, path) == value_place(whole, path), pointer(path)
        assert key_place(document, path) == key_place(whole, path), pointer(path)
        value = value_at(document.data, path)
        if isinstance(value, str) and len(value) > 1:
            assert value_place(document, path, (1, 2)) == value_place(whole, path, (1, 2)), pointer(path)


@settings(max_examples=250, deadline=None)
@given(dumped())
def test_every_place_spells_back_its_value_in_what_programs_write(text: str) -> None:
    for document in documents_of(text):
        check_every_place(document)
        check_blocks_against_the_whole(document)


@settings(max_examples=400, deadline=None)
@given(handwritten())
def test_every_place_spells_back_its_value_in_what_people_write(text: str) -> None:
    for document in documents_of(text):
        check_every_place(document)
        check_blocks_against_the_whole(document)


@settings(max_examples=300, deadline=None)
@given(handwritten(), st.data())
def test_blocks_give_the_places_of_the_whole_in_mutated_files(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "double", "in", "out", "swap", "dash", "wrap"]))
        line = lines[at]
        other = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = {
            "drop": [],
            "double": [line, line],
            "in": [" " + line],
            "out": [line[1:]],
            "swap": [lines[other]],
            "dash": [line.replace("- ", "-\n    ", 1)],
            "wrap": [line.replace(": ", ":\n       ", 1)],
        }[change]
        lines = "\n".join(lines).split("\n") or [""]
    source = load_source("x.yaml", "\n".join(lines))
    for document in source.documents:
        check_blocks_against_the_whole(document)


def excerpt(document: Document, place: Place) -> str:
    lines = document.source.lines[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "path", "span", "shown"),
    [
        ("a: 试卷样张", ("a",), (2, 4), "样张"),
        ("a: '试''卷'", ("a",), (1, 2), "''"),
        ('a: "试\\u5377样"', ("a",), (1, 3), "\\u5377样"),
        ('a: "试\\n卷"', ("a",), (1, 2), "\\n"),
        ("a: 试卷\n  样张 乙", ("a",), (3, 5), "样张"),
        ("a: 试卷\n  样张", ("a",), (1, 4), "卷\n  样"),
        ("a: |\n   试 卷\n    样", ("a",), (4, 6), " 样"),
        ("a: |1\n   试卷\n", ("a",), (0, 3), "  试"),
        ("a: >\n  试卷\n  样\n\n  张\n", ("a",), (5, 6), "张"),
        ("- - 甲\n  - [乙, 丙]", (0, 1, 1), (0, 1), "丙"),
        ("a: 𠮷😀试", ("a",), (2, 3), "试"),
        ("a: 试卷", ("a",), (0, 99), "试卷"),
        ("a: 试卷", ("a",), None, "试卷"),
        ("a: ", ("a",), None, ""),
        ("a:\n  b: 1\n  c: 2", ("a",), None, "b: 1"),
        ("a: [1, 2] # x", ("a",), None, "[1, 2] # x"),
        ("a: {b: 1}", ("a", "c"), None, "{b: 1}"),
    ],
)
def test_place_of_some_characters(text: str, path: Path, span: tuple[int, int] | None, shown: str) -> None:
    document = load_source("x.yaml", text).documents[0]
    place = value_place(document, path, span)
    assert excerpt(document, place) == shown or (shown == "" and place.column == place.end_column)


def test_place_of_a_key_and_of_what_has_none() -> None:
    document = load_source("x.yaml", "“甲” : 1\nb:\n  - c: 2\n").documents[0]
    assert excerpt(document, key_place(document, ("“甲”",))) == "“甲”"
    assert key_place(document, ("b", 0)).line == 3
    assert excerpt(document, key_place(document, ("b", 0, "c"))) == "c"


def test_places_of_the_second_document_count_from_the_top_of_the_file() -> None:
    source = load_source("x.yaml", "a: 1\n---\nentries:\n  - b: 2\n---\nc: 3\n")
    assert value_place(source.documents[1], ("entries", 0, "b")) == Place(4, 8, 4, 9)
    assert value_place(source.documents[2], ("c",)).line == 6


def test_a_key_written_twice_keeps_the_place_of_the_first() -> None:
    source = load_source("x.yaml", "a: 1\na: 2\n")
    assert source.documents[0].data == {"a": "1"}
    assert value_place(source.documents[0], ("a",)).line == 1
    assert [slip.place.line for slip in source.slips] == [2]


def test_places_above_a_control_character_are_known() -> None:
    source = load_source("x.yaml", "a: {b: 1}\n---\nc: \x07\n")
    assert [document.data for document in source.documents] == [{"a": {"b": "1"}}]
    assert value_place(source.documents[0], ("a", "b")) == Place(1, 8, 1, 9)


def test_places_above_a_broken_document_are_known() -> None:
    source = load_source("x.yaml", "a: {b: 1}\n---\nc: [\n" + "[" * 5000)
    assert value_place(source.documents[0], ("a", "b")) == Place(1, 8, 1, 9)
