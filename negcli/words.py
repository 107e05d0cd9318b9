"""The one door to sentences: every text that a person reads comes from here, in Chinese and English.

Sentences live in `data/words/TOPIC.yaml` (``key: {zh: …, en: …}``) and in the cards of rules; a key is ``TOPIC.KEY``.
Blanks are named: ``{title}``. Files are read when first spoken from.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from negcli.resources import data_path
from negcli.source.loader import load_table

#: The languages that everything is said in.
LANGUAGES = ("zh", "en")
#: The settings that name a language, the weightiest first.
_LOCALES = ("NEGCLI_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")

#: How the names of locales begin, and the language of theirs that is spoken here.
_LANGUAGES = {"zh": "zh", "chinese": "zh", "en": "en", "c": "en", "posix": "en"}
#: Windows' errors (sharing and lock violation) that another program has the file open.
_IN_USE = (32, 33)


@cache
def topic(name: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of ``data/words/NAME.yaml``."""
    sentences: Mapping[str, Mapping[str, str]] = load_table(data_path(f"words/{name}.yaml"))
    return sentences


def topics() -> tuple[str, ...]:
    """The names of all topics."""
    return tuple(sorted(path.stem for path in data_path("words").glob("*.yaml")))


class Words(NamedTuple):
    """Sentences in one language: ``words("report.title", agency=…)``."""

    lang: str

    def __call__(self, key: str, /, **blanks: Any) -> str:
        """The sentence ``key`` with its blanks filled. KeyError when there is no such sentence."""
        name, _, rest = key.partition(".")
        return fill(topic(name)[rest][self.lang], blanks, self.lang)

    def has(self, key: str) -> bool:
        """Whether there is a sentence ``key``."""
        name, _, rest = key.partition(".")
        return rest in topic(name)

    def join(self, parts: list[str] | tuple[str, ...]) -> str:
        """``parts`` as an enumeration."""
        return ("、" if self.lang == "zh" else ", ").join(parts)


def fill(sentence: str, blanks: Mapping[str, Any], lang: str) -> str:
    """``sentence`` with ``{name}`` blanks filled; lists are joined as the language does."""
    shown = {name: _shown(value, lang) for name, value in blanks.items()}
    return sentence.format_map(shown) if "{" in sentence or "}" in sentence else sentence


def _shown(value: Any, lang: str) -> Any:
    if isinstance(value, (list, tuple)):
        return Words(lang).join(list(map(str, value)))
    if isinstance(value, OSError):
        return _reason(value, lang)
    return "" if value is None else value


def _reason(error: OSError, lang: str) -> str:
    """Why the system refused, in ``lang`` where the reason is a usual one; in the system's own words elsewhere."""
    in_use = getattr(error, "winerror", None) in _IN_USE
    name = "EBUSY" if in_use else errno.errorcode.get(error.errno or 0, "")
    return Words(lang)(f"system.{name}") if Words(lang).has(f"system.{name}") else error.strerror or str(error)


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """``zh`` or ``en`` by the user's locale: the first of LC_ALL, LC_MESSAGES, LANGUAGE, LANG that is set.

    Of several languages (LANGUAGE may name them in the order of preference) the first that is spoken here counts.
    """
    settings = os.environ if environ is None else environ
    wanted = next(filter(None, map(settings.get, _LOCALES)), None)
    if wanted is None:
        return _windows_language()
    return next((lang for lang in map(_language, wanted.split(":")) if lang), "en")


def _language(locale: str) -> str | None:
    """The language of ``locale`` (``zh_CN.UTF-8``, ``zh-Hans``, Windows' ``Chinese (Simplified)_China.936``)."""
    name = locale.lower()
    return next((lang for start, lang in _LANGUAGES.items() if name.startswith(start)), None)


def _windows_language() -> str:
    if sys.platform != "win32":
        return "en"
    import ctypes

    primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
    return "zh" if primary == 0x04 else "en"
