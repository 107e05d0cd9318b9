"""Reading a list quickly against reading it whole: the same data in the same places."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import county
import pytest
from mutation import FILES, mutated

from negcli.source import quick
from negcli.source.document import Source, load_source
from negcli.source.files import TextFile
from negcli.source.quick import load_quickly


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many entries are not plain."""
    monkeypatch.setattr(quick, "_SHARE", 1)


def told(source: Source) -> Any:
    return source.slips, [
        (each.number, each.data, list(each.data or ()), each.item_lines, each.first_line, each.last_line)
        for each in source.documents
    ]


def is_quick(text: str) -> bool:
    """Whether ``text`` is read quickly, which must give the same."""
    whole = told(load_source("list.yaml", text))
    assert told(load_quickly(TextFile("list.yaml", text))) == whole
    try:
        return told(quick._list(TextFile("list.yaml", text))) == whole
    except (quick.Doubt, UnicodeError):
        return False


@pytest.mark.parametrize(
    "file", sorted((county.COUNTY / "snapshots").glob("7-2025*/**/*.yaml")), ids=lambda file: file.stem
)
def test_the_county(file: Path) -> None:
    is_quick(file.read_text(encoding="utf-8"))


def test_most_of_the_county_is_read_quickly() -> None:
    lists = sorted((county.COUNTY / "snapshots").glob("7-2025*/**/负面清单.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in lists]
    assert sum(map(is_quick, texts)) > len(texts) / 2


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        is_quick(mutated(random.choice(FILES), random).encode("utf-8", "ignore").decode())


@pytest.mark.parametrize(
    "text",
    [
        "kind: negative-list\nentries:\n  - id: A\n    title: b\n  - id: A\n    id: B\n",
        "kind: negative-list\nentries:\n  - id: A\n  # note\n  - id: B\nagencies:\n  - id: x\n  - id: y\n",
        'kind: negative-list\nnote: "open\nentries:\n  - id: A\n  - id: B"\n',
        "kind: negative-list\nentries:\n  - id: A\n  - id: B",
        "kind: register\ntitle: T\nagencies:\n  - id: edu\n  - id: fin\n    former: [y]\nclocks:\n  reply: 20\n",
        "种类: 名录\n机构:\n  - 代号: edu\n    名称: x\n",
        "kind: register\nagencies:\n- id: edu\nrules:\n  ignore:\n    - a\n",
        "kind: negative-list\nentries:\n  - id: A\n  - &x\n    id: B\n",
        "---\nkind: negative-list\nentries:\n  - id: A\n---\nkind: register\n",
        "kind: negative-list\nedition:\n  adjustments:\n    - a\nentries:\n  - id: A\n\n\n  - id: B\n\n",
        "# comment\n\nkind: negative-list # here\nentries: # there\n  - id: 'A'\n",
        "kind: negative-list\nother: [0]\nentries:\n- id: A\n- id: B\n",
        'kind: negative-list\nother: ["0"]\nentries:\n  - id: A\n',
    ],
)
def test_ways_of_writing(text: str) -> None:
    is_quick(text)
