"""Reading: scalars stay text, slips are values and never exceptions, what stands before a break is kept."""

from __future__ import annotations

import gc
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from negcli.place import Place, pointer, value_at
from negcli.source.builder import DEEPEST, UNPRINTABLE
from negcli.source.document import load_plain, load_source
from negcli.source.encoding import decode


def read(text: str) -> Any:
    """The data of a text without slips."""
    source = load_source("x.yaml", text)
    assert source.slips == ()
    return source.documents[0].data if source.documents else None


def slips_of(text: str) -> list[tuple[str, int, int]]:
    return [(slip.name, slip.place.line, slip.place.column) for slip in load_source("x.yaml", text).slips]


@pytest.mark.parametrize(
    "text",
    [
        "0777",
        "no",
        "Yes",
        "true",
        "2025-07-01",
        "12:30",
        "1_000",
        "0x1F",
        "1e3",
        ".inf",
        "=",
        "010100",
        "-0",
        "1.0",
    ],
)
def test_scalars_stay_the_text_that_was_written(text: str) -> None:
    assert read(f"a: {text}") == {"a": text}
    assert read(f"- {text}") == [text]
    assert read(f"{text}: a") == {text: "a"}


def test_two_angle_brackets_are_text_but_for_a_key_that_nothing_quotes() -> None:
    assert read("a: <<\n'<<': [<<]\n") == {"a": "<<", "<<": ["<<"]}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_and_quoted_nothing_is_text(text: str) -> None:
    assert read(f"a: {text}") == {"a": None}
    assert read(f"a: '{text}'") == {"a": text}
    assert read(f'a: "{text}"') == {"a": text}


def test_null_as_a_key_is_the_text_that_was_written() -> None:
    assert read("null: a\n~: b") == {"null": "a", "~": "b"}


def test_several_documents_count_from_one_and_know_their_lines() -> None:
    source = load_source("x.yaml", "# 说明\na: 1\n---\nb: 2\n---\n---\nc: 3\n")
    assert [(document.number, document.data) for document in source.documents] == [
        (1, {"a": "1"}),
        (2, {"b": "2"}),
        (3, None),
        (4, {"c": "3"}),
    ]
    assert [document.first_line for document in source.documents] == [1, 2, 4, 5]
    assert all(document.source is source for document in source.documents)


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n", "\ufeff", "%YAML 1.2\n---\n", "...\n"])
def test_texts_without_content(text: str) -> None:
    assert [document.data for document in load_source("x.yaml", text).documents if document.data] == []


def test_lines_of_entries_are_noted() -> None:
    document = load_source(
        "x.yaml", "entries:\n  - a: 1\n    b: [{c: 1}]\n\n  # x\n  - a: 2\nother:\n- {d: 1}\n"
    ).documents[0]
    assert document.item_lines == {("entries", 0): 1, ("entries", 1): 5, ("other", 0): 7}


def test_a_repeated_key_is_a_slip_and_the_first_value_stands() -> None:
    source = load_source("x.yaml", "a: 1\nb: {c: 1, c: {d: [2]}}\na:\n  - 3\ne: 4\n")
    assert source.documents[0].data == {"a": "1", "b": {"c": "1"}, "e": "4"}
    assert [(slip.name, slip.place.line, dict(slip.args)["key"]) for slip in source.slips] == [
        ("repeated-key", 2, "c"),
        ("repeated-key", 3, "a"),
    ]
    assert not any(slip.breaks for slip in source.slips)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a: &x 1\nb: *x\n", "alias", 2),
        ("a: 1\n<<: *x\n", "merge", 2),
        ("<<: {a: 1}\n", "merge", 1),
        ("a: {<<: [b]}\n", "merge", 1),
        ("*x : 1\n", "alias", 1),
        ("- *x\n", "alias", 1),
        ("*x\n", "alias", 1),
        ("a: &x [*x]\n", "alias", 1),
        ("a: !!python/object:os.system x\n", "tag", 1),
        ("a: !!python/name:os.system\n", "tag", 1),
        ("a: !<tag:yaml.org,2002:str> x\n", "tag", 1),
        ("!!map\na: 1\n", "tag", 1),
        ("a: !!set {b, c}\n", "tag", 1),
        ("a:\n  - !x [1]\n", "tag", 2),
        ("!x a: 1\n", "tag", 1),
        ("? [a]\n: 1\n", "key", 1),
        ("? {a: 1}\n: 1\n", "key", 1),
        ("a: " + "[" * (DEEPEST + 5), "depth", 1),
        ("a: " + "{b: " * (DEEPEST + 5), "depth", 1),
    ],
)
def test_what_is_refused(text: str, what: str, line: int) -> None:
    source = load_source("x.yaml", "k: 1\n---\n" + text)
    assert [document.data for document in source.documents] == [{"k": "1"}, None]
    (slip,) = source.slips
    assert (slip.name, slip.place.line, dict(slip.args)["what"], slip.breaks) == ("unsafe-yaml", line + 2, what, True)


def test_nesting_as_deep_as_any_register_is_read() -> None:
    assert read("[" * 50 + "a" + "]" * 50) is not None


def test_a_billion_laughs_are_refused_before_anything_multiplies() -> None:
    laughs = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 64))
    assert slips_of(laughs) == [("unsafe-yaml", 2, 10)]


def test_a_tag_that_changes_nothing_is_read() -> None:
    assert read("a: ! 12") == {"a": "12"}


def test_documents_before_a_break_keep_their_data_and_the_broken_one_has_none() -> None:
    source = load_source("x.yaml", "a: 1\n---\nb: 2\nc: [1\n---\nd: 3\n")
    assert [document.data for document in source.documents] == [{"a": "1"}, None]
    assert [(slip.name, slip.breaks) for slip in source.slips] == [("yaml-error", True)]


def test_a_break_after_a_document_seemed_complete_leaves_it_out() -> None:
    source = load_source("x.yaml", "[a]\n]\n")
    assert [document.data for document in source.documents] == [None]
    assert len(source.slips) == 1
    source = load_source("x.yaml", "[a]\n...\n]\n")
    assert [document.data for document in source.documents][:1] == [["a"]]


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_a_control_character_costs_its_document_alone(character: str) -> None:
    source = load_source("x.yaml", f"a: 1\n---\nb: 甲{character}乙\n---\nc: 1\n")
    assert [document.data for document in source.documents] == [{"a": "1"}]
    (slip,) = source.slips
    assert (slip.name, slip.place) == ("yaml-error", Place(3, 5, 3, 6))
    assert dict(slip.args)["instead"] == "b: 甲乙"


def test_slips_of_the_encoding_come_first_and_stand_for_what_follows_from_them() -> None:
    text, slips = decode(b"kind: \xff\xfa\x80\x00 [")
    assert [slip.name for slip in load_source("x.yaml", text, slips).slips] == ["not-utf8"]
    text, slips = decode(b"\xef\xbb\xbfkind: [")
    assert [slip.name for slip in load_source("x.yaml", text, slips).slips] == ["byte-order-mark", "yaml-error"]


def test_the_collector_is_back_after_reading() -> None:
    for text in ("a: 1", "a: [", "a: *x"):
        load_source("x.yaml", text)
        assert gc.isenabled()
    gc.disable()
    try:
        load_source("x.yaml", "a: 1")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_our_own_files_may_have_no_slip() -> None:
    assert load_plain("a: [1, {b: c}]") == {"a": ["1", {"b": "c"}]}
    assert load_plain("") is None
    with pytest.raises(ValueError, match="repeated-key"):
        load_plain("a: 1\na: 2")


def test_lines_are_those_that_marks_count() -> None:
    source = load_source("x.yaml", "a: 1\r\nb: 2\rc: 3\n\nd: 4\u2028e: 5\n")
    assert source.lines == ["a: 1", "b: 2", "c: 3", "", "d: 4", "e: 5", ""]


def test_pointers_and_values() -> None:
    assert pointer(("a/b", 0, "~", "第一条")) == "/a~1b/0/~0/第一条"
    assert pointer(()) == ""
    assert value_at({"a": [1, {"b": 2}]}, ("a", 1, "b")) == 2
    assert value_at({"a": "text"}, ("a", "b")) is None
    assert value_at([], (0,)) is None


def test_a_place_moves_down() -> None:
    assert Place(1, 2, 3, 4).moved(5) == Place(6, 2, 8, 4)


# Encodings

CHINESE = "种类: 负面清单\n机构: 示范市教育局\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", None),
        ("utf-8-sig", "byte-order-mark"),
        ("utf-16", "not-utf8"),
        ("utf-16-le", "not-utf8"),
        ("utf-16-be", "not-utf8"),
        ("utf-32", "not-utf8"),
        ("gb18030", "not-utf8"),
        ("gbk", "not-utf8"),
        ("utf-32-le", "not-utf8"),
        ("utf-32-be", "not-utf8"),
    ],
)
def test_other_encodings_are_read_and_told(encoding: str, name: str | None) -> None:
    text, slips = decode(CHINESE.encode(encoding))
    assert text == CHINESE
    assert [slip.name for slip in slips] == ([name] if name else [])
    assert not any(slip.breaks for slip in slips)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_nulls_show_what_letters_alone_do_not(encoding: str) -> None:
    text, slips = decode(b"kind: negative-list\nagency: edu\n".decode().encode(encoding))
    assert text == "kind: negative-list\nagency: edu\n"
    assert [dict(slip.args)["encoding"] for slip in slips] == [encoding.upper()]


PIECES: list[tuple[str, str]] = [
    ("机构: 示范市", "教育局"),
    ("不予公开内容: 学生资助申请表中的", "家庭收入、住房情况"),
    ("备注: 见", "第三条"),
]


@pytest.mark.parametrize(("before", "pasted"), PIECES)
@pytest.mark.parametrize("after", ["", "等", " (x)", "的说明和附件"])
def test_what_was_pasted_into_a_line_in_another_encoding(before: str, pasted: str, after: str) -> None:
    line = before.encode() + pasted.encode("gb18030") + after.encode()
    text, slips = decode(b"\n".join(("种类: 负面清单".encode(), line, "甲: 乙\n".encode())))
    assert text == f"种类: 负面清单\n{before}{pasted}{after}\n甲: 乙\n"
    assert [(slip.name, slip.place.line, dict(slip.args)["encoding"]) for slip in slips] == [("not-utf8", 2, "mixed")]


def test_a_file_half_in_another_encoding() -> None:
    lines = [f"第{number}条: 初中学业水平考试未启用试卷、备用卷和参考答案" for number in range(60)]
    data = b"\n".join(line.encode("gb18030" if at > 30 else "utf-8") for at, line in enumerate(lines))
    assert decode(data)[0] == "\n".join(lines)


@given(st.integers(0, len(CHINESE.encode()) - 1), st.binary(min_size=1, max_size=2))
def test_damage_is_not_taken_for_another_encoding(at: int, lost: bytes) -> None:
    data = CHINESE.encode()
    text, slips = decode(data[:at] + data[at + len(lost) :])
    assert all(dict(slip.args)["encoding"] == "?" for slip in slips)
    assert not slips or "\ufffd" in text


def test_gibberish_is_what_it_was_before_where_nothing_is_lost() -> None:
    text, slips = decode(CHINESE.encode().decode("gb18030").encode())
    assert (text, [dict(slip.args)["encoding"] for slip in slips]) == (CHINESE, ["spoilt"])


def test_a_bad_byte_is_told_at_its_line_and_column() -> None:
    _, slips = decode("甲: 1\n乙: 二".encode() + b"\xff\n")
    assert slips[0].place == Place(2, 5, 2, 6)
    assert dict(slips[0].args) == {"encoding": "?"}
    assert slips[0].breaks


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_are_too_odd_to_read(data: bytes) -> None:
    text, slips = decode(data)
    source = load_source("x.yaml", text, slips)
    assert all(slip.place.line >= 1 and slip.place.column >= 1 for slip in source.slips)


# Against PyYAML

SIGNS = st.sampled_from([*"ab:,[]{}-?'\"|>#&!%@ \n\t", "：", "“", "甲", ": ", "- ", "\n  ", "\n- "])
CODE = st.lists(SIGNS, max_size=30).map("".join)


def without_nulls(data: Any) -> Any:
    if isinstance(data, dict):
        return {key or "": without_nulls(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_nulls(item) for item in data]
    return "" if data in (None, "~", "null", "Null", "NULL") else data


def pyyaml(text: str) -> Any:
    """What PyYAML reads, all scalars as text; None where it cannot."""
    try:
        return [without_nulls(data) for data in yaml.load_all(text, Loader=yaml.CBaseLoader)]
    except (yaml.YAMLError, TypeError):
        return None


@settings(max_examples=1500, deadline=None)
@given(CODE)
def test_whatever_is_read_without_a_slip_pyyaml_reads_alike(text: str) -> None:
    source = load_source("x.yaml", text)
    if not source.slips:
        assert [without_nulls(document.data) for document in source.documents] == pyyaml(text)
    elif all(slip.name not in ("repeated-key", "unsafe-yaml") for slip in source.slips):
        assert pyyaml(text) is None
    for slip in source.slips:
        assert 1 <= slip.place.line <= len(source.lines)
        assert slip.place.column <= len(source.lines[slip.place.line - 1]) + 1


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    source = load_source("x.yaml", text.encode("utf-8", "replace").decode())
    if UNPRINTABLE.search(source.text):
        assert [slip.name for slip in source.slips][-1:] == ["yaml-error"]


def test_a_line_as_long_as_a_book_breaks_off_at_once() -> None:
    for text in ("a: " + " " * 10**6 + "b: c", "a:" + "x" * 10**6 + "\nb: 1", "a: [" * 90 + "x" * 10**6):
        assert len(slips_of(text)) == 1
