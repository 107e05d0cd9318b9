"""Everything that is said is said in both languages, with the same blanks."""

from __future__ import annotations

import re

import pytest

from negcli.cli.main import COMMANDS
from negcli.cli.translation import CATALOGUE, compiled, messages
from negcli.resources import data_path
from negcli.words import LANGUAGES, system_language, topic, topics

SENTENCES = [(name, key) for name in topics() for key in topic(name)]


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)", sentence))


@pytest.mark.parametrize(("name", "key"), SENTENCES, ids=lambda value: str(value))
def test_both_languages_say_it_with_the_same_blanks(name: str, key: str) -> None:
    said = topic(name)[key]
    assert set(said) == set(LANGUAGES)
    assert all(isinstance(text, str) and text.strip() for text in said.values())
    assert blanks(said["zh"]) == blanks(said["en"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_sentences(command: str) -> None:
    assert all(f"{command}.{part}" in topic("cli") for part in ("short", "help", "example"))


def test_the_catalogue_of_clicks_messages_is_not_stale() -> None:
    assert data_path(CATALOGUE).read_bytes() == compiled(messages())


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"NEGCLI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_locale_chooses_the_language(settings: dict[str, str], expected: str) -> None:
    assert system_language(settings) == expected
