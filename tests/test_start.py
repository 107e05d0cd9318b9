"""A new register: whatever it is called, it reads back as it was said and validates clean."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negcli.check import check, choose_rules
from negcli.lists.model import Register
from negcli.lists.register import build_register
from negcli.lists.vocabulary import LIST_KINDS
from negcli.setup.start import new_register
from negcli.source.document import load_source
from negcli.words import LANGUAGES

TODAY = date(2025, 8, 1)
EVERY_CHOICE = [
    (LIST_KINDS[0], *more) for count in range(len(LIST_KINDS)) for more in combinations(LIST_KINDS[1:], count)
]
names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=20).filter(str.strip)


def read(texts: dict[str, str]) -> Register:
    return build_register(load_source(name, text) for name, text in texts.items())


@pytest.mark.parametrize("keys", LANGUAGES)
@pytest.mark.parametrize("kinds", EVERY_CHOICE, ids=" ".join)
def test_a_new_register_validates_clean(kinds: tuple[str, ...], keys: str) -> None:
    if "responsibility-list" in kinds and "power-list" not in kinds:
        pytest.skip("init starts no responsibilities without powers")
    register = read(dict(new_register("edu", "示范市教育局", "名录", keys, kinds)))
    assert [rows.kind for rows in register.lists] == list(kinds)
    assert all(len(rows.entries) == 1 for rows in register.lists)
    assert check(register, choose_rules(register), TODAY) == []


@pytest.mark.parametrize("keys", LANGUAGES)
def test_keys_and_files_are_called_in_the_language_asked_for(keys: str) -> None:
    texts = new_register("edu", "Education Bureau", "Lists", keys, LIST_KINDS)
    first = {text.partition(":")[0] for text in texts.values()}
    assert first == {"种类" if keys == "zh" else "kind"}
    assert all(name.isascii() == (keys == "en") for name in (file.removesuffix(".yaml") for file in texts))


@given(names, names, st.sampled_from(LANGUAGES))
@example("null", "~", "en")
@example("true", "1", "zh")
@example("- 局", "局 #1: [x]", "zh")
@example("a\u0085b", "c\u2028d", "en")
@example("局\u200b", "\ufeff局", "zh")
def test_names_read_back_as_they_were_said(name: str, title: str, keys: str) -> None:
    register = read(dict(new_register("edu", name, title, keys, LIST_KINDS[:1])))
    assert not any(source.slips for source in register.sources)
    assert register.values["title"] == title
    assert [(agency.id, agency.name) for agency in register.agencies] == [("edu", name)]
