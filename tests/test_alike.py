"""Comparing what two versions do not hold alike against comparing all of them: the same changes."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation import CHINESE, ENGLISH, mutated

from negcli.compare import compare
from negcli.record.version import Version
from negcli.record.versions import Versions, comparable
from negcli.source import ends
from negcli.source.alike import rest
from negcli.source.document import load_source
from negcli.source.plain import are_plain

REGISTER = "kind: register\nagencies:\n  - {id: edu, name: 样例市教育局}\n  - {id: fin, name: 财政局}\n"
HEAD = "kind: negative-list\nagency: edu\nedition:\n  number: {number}\n{said}entries:\n"
ADJUSTED = "  adjustments:\n    - {{entries: [{to}], from: [{from_}], kind: {kind}}}\n"
#: Ways to write an entry, most of them plain.
LAYOUTS = (
    *(["  - id: {id}\n    title: {text}\n    stages:\n      - decision\n      - result\n"] * 5),
    "  - id: {id}\n    title: {text}\n\n",
    "  - 编号: {id}\n    title: {text}\n",
    "  - title: {text}\n    id: {id}\n",
    '  - id: "{id}"\n    title: {text}\n',
    "  - id: {id}\n    title: {text}\n    note: |\n      - id: A\n",
    "  - id: {id}\n    title: {text}\n    # note\n",
)
#: What is seldom written, and never by one who means well.
ODD = (
    "  - id: {id}\n    title: '{text}\n",
    "  - id: {id}\n    title: *{text}\n",
    "  - id: ~\n    title: {text}\n",
    "x: 1\n",
)
#: What may stand after the entries, and looks like some.
AFTER = ("", "", "", "", "x: 1\n", "note:\n  - id: A\n    title: x\n  - id: Q\n    title: y\n  - id: R\n    title: z\n")


def lists(random: Random) -> tuple[str, str]:
    """Two versions of a list, the second made of the first by a few acts; ids may repeat."""
    layouts = (*LAYOUTS, *ODD) if random.random() < 0.3 else LAYOUTS
    ids = "ABCDEFGHIJ" if random.random() < 0.7 else "AAB"
    old = [random.choice(layouts).format(id=each, text=random.choice("xyz")) for each in ids]
    new = list(old)
    for _ in range(random.randrange(4)):
        place, other = random.randrange(len(new)), random.randrange(len(new))
        act = random.randrange(4)
        if act == 0:
            new[place] = random.choice(layouts).format(id=random.choice("ABCKL"), text=random.choice("xyz"))
        elif act == 1:
            new.insert(place, new.pop(other))
        elif act == 2 and len(new) > 1:
            del new[place]
        else:
            new.insert(place, new[other])
    said = [_said(random), _said(random)]
    heads = [HEAD.format(number=1 + side * random.randrange(2), said=said[side]) for side in range(2)]
    after = random.choice(AFTER) if random.random() < 0.5 else ""
    return heads[0] + "".join(old) + after, heads[1] + "".join(new) + after


def _said(random: Random) -> str:
    if random.random() < 0.6:
        return ""
    kind = random.choice(("renumbered", "merged", "split", "transferred-in", "reviewed"))
    return ADJUSTED.format(to=random.choice("ABCK"), from_=random.choice(("A", "B", "fin/A", "财政局/B")), kind=kind)


def changes(versions: Versions, old: Version, new: Version) -> list[object]:
    names = {**old.agency_ids, **new.agency_ids}
    found = compare(*comparable(old, new), between=versions.between(old, new), names=names)
    return [found, old.unreadable and [file for file, _ in old.unreadable], [file for file, _ in new.unreadable]]


def put(folder: Path, files: dict[str, str]) -> str:
    folder.mkdir()
    for name, text in {"register.yaml": REGISTER, **files}.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return str(folder)


def both_ways(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> None:
    a, b = put(tmp_path / "a", old), put(tmp_path / "b", new)
    versions = Versions(tmp_path / "b")
    assert changes(versions, *versions.find_both(a, b)) == changes(versions, versions.find(a), versions.find(b))


@pytest.mark.parametrize("seed", range(150))
def test_lists_compared_in_both_ways(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(ends, "_PORTION", random.choice((1, 60, 1 << 15)))  # bytes: one entry, a few, all
    old, new = lists(random)
    more = random.random() < 0.3  # the list stands in a second file, too
    others = lists(random) if more else ("", "")
    both_ways(tmp_path, {"a.yaml": old, "b.yaml": others[0]}, {"a.yaml": new, "b.yaml": others[1]})


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_mutated_files_compared_in_both_ways(seed: int, text: str, tmp_path: Path) -> None:
    random = Random(seed)
    both_ways(tmp_path, {"a.yaml": mutated(text, random)}, {"a.yaml": mutated(text, random)})


def test_what_both_hold_is_left_out() -> None:
    head, alike, other = "kind: power-list\nentries:\n", "  - id: A\n    title: x\n", "  - id: B\n    title: {}\n"
    old, new = ((head + alike + other.format(each)).encode() for each in "xy")
    left = rest(old, new)
    assert left.dropped == {"A"}
    assert (left.old, left.new) == (old.replace(alike.encode(), b""), new.replace(alike.encode(), b""))
    assert rest(old, new, {"A"}).dropped == set()


@pytest.mark.parametrize("place", range(4))
def test_ends_are_left_out_in_portions(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [f"  - id: {each}\n    title: x\n" for each in "ABCD"]
    quoted = [entries[0], entries[1].replace("x", "'x'"), *entries[2:]]
    changed = [*quoted[:place], quoted[place].replace("title: ", "title: y"), *quoted[place + 1 :]]
    old, new = (("kind: power-list\nentries:\n" + "".join(each)).encode() for each in (quoted, changed))
    monkeypatch.setattr(ends, "_PORTION", 1)
    left = ends.without_ends(old, new)
    assert left.dropped == set("ABCD") - {"B", "D", "ABCD"[place]}  # what is odd, or the last, stays
    assert b"id: B" in left.old and b"id: B" in left.new


#: Fields of an entry, all plain, and signs that make them something else, or do not.
FIELDS = (
    "title: x甲",
    "时间: 12:30",
    "a: A - B",
    "stages:\n      - x\n      - 甲：乙",
    "clearance:\n      by: x\n      date: y",
)
SIGNS = (
    "x",
    ":",
    ": ",
    " ",
    "#",
    " #",
    "-",
    "- ",
    "'",
    '"',
    "\n",
    "\n ",
    "\t",
    "\r",
    "\x85",
    "\u2028",
    "\ufeff",
    "|",
    ">",
    "*",
    "[",
    "{",
)


@given(
    st.lists(st.sampled_from(FIELDS), max_size=4),
    st.lists(st.tuples(st.integers(0), st.sampled_from(SIGNS)), max_size=2),
)
def test_what_is_plain_is_whole_and_no_slip(fields: list[str], signs: list[tuple[int, str]]) -> None:
    text = "  - id: A\n" + "".join(f"    {field}\n" for field in fields)
    for number, sign in signs:
        place = 10 + number % max(len(text) - 10, 1)
        text = text[:place] + sign + text[place:]
    if are_plain(text.encode(), b"  - "):
        source = load_source("", f"entries:\n{text}  - id: B\n")
        assert [slip.name for slip in source.slips if slip.name != "repeated-key"] == []
        assert [entry["id"] for entry in source.documents[0].data["entries"]] == ["A", "B"]
