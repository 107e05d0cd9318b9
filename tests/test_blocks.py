"""Entry blocks against reading the whole file: the same values, or the blocks were not trusted."""

from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mutation import CHINESE, FILES, SEVERAL, mutated

from negcli.lists import blocks
from negcli.lists.blocks import NOT_OURS, Parsed, Parser, has_kind_line, parse_whole
from negcli.source import cut
from negcli.source.document import load_source

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "blocks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that were read as a whole."""
    read: list[bytes] = []

    def watched(data: bytes) -> Parsed:
        read.append(data)
        return parse_whole(data)

    monkeypatch.setattr(blocks, "parse_whole", watched)
    return read


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("share", [0, 1])
def test_each_way_of_writing(
    case: dict[str, str], share: float, wholes: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_SHARE", share)
    parser = Parser()
    parser.parse(case["text"].encode())
    wholes.clear()
    changed = case["text"].replace("old", "new").encode()
    same_as_whole(parser.parse(changed), changed)
    assert ("whole" if wholes else "blocks") == case["way"]


def same_as_whole(parsed: Parsed, data: bytes) -> None:
    whole = parse_whole(data) if has_kind_line(data) else NOT_OURS
    assert (parsed.parts, parsed.slip, parsed.has_register) == (whole.parts, whole.slip, whole.has_register)


def check(base: str, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    parser = Parser()
    parser.parse(base.encode())
    same_as_whole(parser.parse(data), data)
    same_as_whole(parser.parse(base.encode()), base.encode())


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(blocks, "_SHARE", random.choice((0, 0.5, 1)))
    for _ in range(100):
        base = random.choice(FILES)
        check(base, mutated(base, random))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), st.randoms(use_true_random=False))
def test_mutated_files_shrink(base: str, random: Random) -> None:
    check(base, mutated(base, random))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.integers(0, len(CHINESE.encode())))
def test_any_bytes(piece: bytes, at: int) -> None:
    data = CHINESE.encode()
    same_as_whole(Parser().parse(piece), piece)
    data = data[:at] + piece + data[at:]
    same_as_whole(Parser().parse(data), data)


def test_blocks_are_used_for_realistic_files(wholes: list[bytes]) -> None:
    parser = Parser()
    for text in FILES:
        parser.parse(text.encode())
        parser.parse(text.replace("2025", "2026").encode())
    assert not wholes


def test_an_entry_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        cut, "load_source", lambda file, text, slips=(): read.append(text) or load_source(file, text, slips)
    )
    parser = Parser()
    parser.parse(SEVERAL.encode())
    read.clear()
    parser.parse(SEVERAL.replace("未启用试卷", "已启用试卷").encode())
    assert len(read) == 1
    assert "已启用试卷" in read[0]
    assert "命题人员" not in read[0]


def test_entries_are_the_very_same_objects() -> None:
    parser = Parser()
    before = parser.parse(CHINESE.encode()).parts[0][1]["entries"]
    after = parser.parse(CHINESE.replace("命题人员", "命题专家").encode()).parts[0][1]["entries"]
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, False, True]


def test_a_broken_file_tells_its_lists() -> None:
    parsed = Parser().parse(SEVERAL.replace("- id: FIN-P-3", "- id: [").encode())
    assert parsed.slip is not None
    assert [(kind, head["agency"]) for kind, head in parsed.heads] == [
        ("power-list", "fin"),
        ("negative-list", "样例市教育局"),
        ("responsibility-list", "fin"),
    ]


def test_other_encodings_are_read_as_a_whole() -> None:
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        data = CHINESE.encode(encoding)
        parsed = Parser().parse(data)
        assert parsed.parts == Parser().parse(CHINESE.encode()).parts, encoding
        assert parsed.slip is None


def test_files_that_are_not_ours() -> None:
    assert Parser().parse(b"services:\n  - kind: x\n") is NOT_OURS
    late = "# " + "x" * 5000 + "\nkind: power-list\n"
    assert Parser().parse(late.encode()).parts[0][0] == "power-list"
