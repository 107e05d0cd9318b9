"""Everything that is said is said in both languages, with the same blanks."""

from __future__ import annotations

import errno
import os
import re

import pytest

from negcli.cli.main import COMMANDS
from negcli.cli.translation import CATALOGUE, compiled, messages
from negcli.resources import data_path
from negcli.words import LANGUAGES, fill, system_language, topic, topics

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
        ({"LANG": "zh_CN"}, "zh"),
        ({"LANG": "zh-CN"}, "zh"),
        ({"LC_ALL": "zh_CN.GBK"}, "zh"),
        ({"LC_ALL": "Chinese (Simplified)_China.936"}, "zh"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "fr:zh_CN:en", "LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LANGUAGE": "fr", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "", "LC_ALL": "zh-Hans"}, "zh"),
        ({"NEGCLI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_locale_chooses_the_language(settings: dict[str, str], expected: str) -> None:
    assert system_language(settings) == expected


@pytest.mark.parametrize(
    ("error", "chinese", "english"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "磁盘已满", "No space left on device"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "没有权限", "Permission denied"),
        (OSError(errno.EXDEV, "Across devices"), "Across devices", "Across devices"),
        (OSError("nothing more"), "nothing more", "nothing more"),
    ],
)
def test_the_system_s_reasons_are_said_in_both_languages(error: OSError, chinese: str, english: str) -> None:
    assert [fill("{why}", {"why": error}, lang) for lang in LANGUAGES] == [chinese, english]


@pytest.mark.parametrize("name", topic("system"))
def test_the_system_s_reasons_are_those_of_errno(name: str) -> None:
    assert name in dir(errno)
