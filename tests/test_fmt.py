"""One canonical layout: what becomes of a text, and what holds of every text."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from county import COUNTY
from hypothesis import given, settings
from hypothesis import strategies as st
from mutation import FILES, mutated

from negcli.errors import Failure
from negcli.fmt import formatted
from negcli.fmt.text import as_block, one_line
from negcli.lists.vocabulary import LIST_KINDS
from negcli.report.difference import difference
from negcli.setup.start import new_register
from negcli.source.document import load_plain, load_source
from negcli.source.events import PlainParser
from negcli.source.loader import NULLS
from negcli.source.plain import read_plain

CASES: list[Mapping[str, Any]] = load_plain((Path(__file__).parent / "cases" / "fmt.yaml").read_text(encoding="utf-8"))
AGENCIES = dict.fromkeys(("edu", "样例市教育局", "样例市教委"), "edu")
EXAMPLES = Path(__file__).parent.parent / "examples"


def fmt(text: str, keys: str | None = None) -> str:
    return formatted("list.yaml", text, AGENCIES, keys)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_becomes_of_a_text(case: Mapping[str, Any]) -> None:
    if "cannot" in case:
        with pytest.raises(Failure, match="not-formatted") as failure:
            fmt(case["before"])
        assert failure.value.args_["why"].name == case["cannot"]
    else:
        assert fmt(case["before"], case.get("keys")) == case["after"]
        assert fmt(case["after"], case.get("keys")) == case["after"]


@pytest.mark.parametrize("case", [case for case in CASES if "cannot" not in case], ids=lambda case: case["name"])
def test_without_libyaml_the_same(case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negcli.fmt.emitter.Parser", PlainParser)
    assert fmt(case["before"], case.get("keys")) == case["after"]


def test_a_text_whose_values_would_change_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negcli.fmt.emitter.one_line", lambda text: text)
    with pytest.raises(Failure, match="would-change"):
        fmt("kind: negative-list\nagency: '~'\n")


# What holds of every text


def comments(text: str) -> list[str]:
    """The comments of ``text``, found between the tokens of PyYAML's own scanner."""
    found, end = [], 0
    for token in yaml.scan(text):
        start = token.start_mark.index
        found += in_gap(text[end:start])
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            found += in_gap(text[start:].partition("\n")[0])
    return found + in_gap(text[end:])


def in_gap(gap: str) -> list[str]:
    return [line[line.index("#") :].rstrip() for line in gap.split("\n") if "#" in line]


def commented(text: str, random: Random) -> str:
    """``text`` with some comments, blank lines and spaces thrown in."""
    lines = text.split("\n")
    for number in range(random.choice((0, 1, 3, 6))):
        at = random.randrange(len(lines))
        indent = " " * random.randrange(9)
        line = random.choice((f"{indent}# 注{number}", f"{lines[at]} # 旁{number}", indent, f"{lines[at]}  "))
        lines[at:at] = [line] if line.strip()[:1] in ("", "#") else []
        lines[at] = line
    return "\n".join(lines)


def holds(text: str, keys: str | None) -> bool:
    """Whether ``text`` can be formatted; then what must hold of every such text is asserted."""
    try:
        after = fmt(text, keys)
    except Failure as failure:
        assert failure.code == "not-formatted"
        return False
    assert fmt(after, keys) == after
    assert "\n\n\n" not in after or '"' in text or "|" in text
    with contextlib.suppress(yaml.YAMLError):  # PyYAML's scanner is stricter than libyaml
        assert comments(after) == comments(text.replace("\r\n", "\n").replace("\r", "\n"))
    return True


@pytest.mark.parametrize("seed", range(8))
def test_mutated_files(seed: int) -> None:
    random = Random(seed)
    kept = [commented(random.choice(FILES), random) for _ in range(30)]
    slipped = [commented(mutated(random.choice(FILES), random), random) for _ in range(30)]
    assert sum([holds(text, random.choice((None, "zh", "en"))) for text in kept + slipped]) > 20


TEXTS = st.text(st.sampled_from("甲乙 \n\t#:-'\"|>&*!%@`[]{},?~\\\x85\u2028\ufeff　：.a0\x7f\U0001f600"), max_size=12)
KEYS = st.text(st.sampled_from("ab甲:# '\"-"), min_size=1, max_size=6)
STYLES = st.sampled_from(["'", '"', "|", ">", None])
DATA = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, DATA, max_size=4), STYLES, st.booleans(), st.integers(1, 6), st.integers(10, 90))
def test_values_written_by_others(data: dict[str, Any], style: str | None, flow: bool, indent: int, width: int) -> None:
    how = {"default_style": style, "default_flow_style": flow, "indent": indent, "width": width}
    text = yaml.dump(data, allow_unicode=True, sort_keys=False, **how).replace("!!null ", "")
    before = load_source("", text)
    if before.slips:
        return
    after = fmt(text)
    assert [document.data for document in load_source("", after).documents] == [before.documents[0].data]
    assert fmt(after) == after


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert load_plain(f"a:\n  - {one_line(text)}\nb: {one_line(text)}\n") == {"a": [text], "b": text}
    if block := as_block(text):
        lines = "".join(f"    {line}".rstrip(" ") + "\n" if not line else f"    {line}\n" for line in block[1])
        assert load_plain(f"a:\n  b: {block[0]}\n{lines}  c: x\n") == {"a": {"b": text, "c": "x"}}


FIELDS = st.sampled_from(["id", "title", "information", "harm", "note", "自定"])
ONE_LINE = st.text(st.sampled_from("甲乙丙 a0，《》：“”-.#"), min_size=1, max_size=12)
VALUES = st.none() | ONE_LINE | st.lists(ONE_LINE, min_size=1) | st.dictionaries(FIELDS, ONE_LINE)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(FIELDS, VALUES))
def test_entries_are_read_by_their_bytes(entry: dict[str, Any]) -> None:
    """Unless a text needs quotes, which no layout can do without."""
    text = fmt(yaml.dump({"kind": "negative-list", "entries": [entry]}, allow_unicode=True, sort_keys=False, width=20))
    block = text.partition("  - ")[2]
    if block and not re.search(r"['\"{\[]", block):
        assert read_plain(" " * 4 + block, 4) == load_source("", text).documents[0].data["entries"][0]


def test_what_is_begun_is_canonical() -> None:
    for keys in ("zh", "en"):
        files = new_register("edu", "Board: “教育” #1", "null", keys, LIST_KINDS)
        assert {name: fmt(text) for name, text in files.items()} == files


@pytest.mark.parametrize("name", ["minimal-zh", "minimal-en"])
def test_the_minimal_examples_are_canonical(name: str) -> None:
    for file in (EXAMPLES / name).glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert fmt(text) == text


def test_the_county_is_laid_out_canonically() -> None:
    """Its files are in two languages and many spellings, for they show what can be read; only words may change."""
    for file in sorted((COUNTY / "snapshots").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        assert skeleton(fmt(text)) == skeleton(text), file


def skeleton(text: str) -> list[str]:
    """How the lines of ``text`` are laid out, whatever they say."""
    return [re.sub(r"[^\s#'\"-][^:\n]*", "x", line) for line in text.split("\n")]


def test_nulls_are_quoted_when_they_are_texts() -> None:
    assert all(load_plain(f"a: {one_line(text)}") == {"a": text} for text in NULLS)


# Differences


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_a_diff_is_what_difflib_makes_of_it(old: list[str], new: list[str]) -> None:
    import difflib

    before, after = ("".join(line + "\n" for line in lines) for lines in (old, new))
    assert list(difference("x", before, after)) == list(difflib.unified_diff(old, new, "x", "x", lineterm=""))


def test_a_diff_of_entries_can_be_applied(tmp_path: Path) -> None:
    import subprocess

    before = FILES[0] + "末尾: 没有换行"
    after = fmt(before, "en")
    (tmp_path / "x").write_text(before, encoding="utf-8")
    patch = "".join(line + "\n" for line in difference("x", before, after))
    subprocess.run(["git", "apply", "--unsafe-paths", "-p0"], cwd=tmp_path, input=patch.encode(), check=True)
    assert (tmp_path / "x").read_text(encoding="utf-8") == after
