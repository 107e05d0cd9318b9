"""Everything that a register lets out, searched for what must not get out.

Almost no register holds a leak, so whole files are searched for a clue first; only where one is found are the public
fields of the file's documents gone through, text by text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from negcli.evidence.public_texts import Part, parts_by_file, public_texts
from negcli.place import Path
from negcli.rules import Context, Hit, Subject
from negcli.source.document import Source

Clue = Callable[[Source], bool]

#: A run of digits that may be a number of a person, and the digits of which it may be made as well.
_LONG_NUMBER = re.compile("[0-9][0-9 \u3000.·—–－-]{10}")
#: The same in Chinese numerals, as some write them so that no program finds them.
_SPELT = re.compile("一[三四五六七八九][〇零一二三四五六七八九]{9}")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－—–＠．　Ｘｘ", "0123456789---@. Xx")
#: What says that the numbers after it are those of things: every 号 but one of telephones, cards, papers of persons.
_OF_A_THING = (
    r"(?:(?:(?<![机话信卡账帐])(?<!份证)(?<!证件)(?<!账户)(?<!帐户)(?:编号|编码|代码|(?<!编)号)"
    r"|(?:许可|登记|备案|执业|产权)证)[为是:：\s]*|第)"
    r"(?:[0-9A-Za-z-]+[、和及至/]\s*)*$"
)
#: What makes an amount of the number before it.
_UNIT = r"\s*(?:[万亿]?(?:元|美元|人|户|件|吨|亩|千瓦|立方米|平方米|公里|米|字节)|[万亿])"
_ADDRESS = r"https?://[^\s，。；、）”》]+"
#: How many characters before a number are looked at, and how many where numbers may be listed there.
_BEFORE, _LISTED = 14, 42


class Spoken(NamedTuple):
    """A text in a public field: whose it is, where, and what it says, every character in half width."""

    subject: Subject
    path: Path
    text: str

    def before(self, position: int, length: int = _BEFORE) -> str:
        """The words before a position."""
        return self.text[max(0, position - length) : position]

    def names_a_thing(self, position: int) -> bool:
        """Whether the words before a position announce the number of a thing, not of a person."""
        return re.search(_OF_A_THING, self.before(position, _LISTED)) is not None

    def is_amount(self, end: int) -> bool:
        """Whether the number that ends there is one of something: of yuan, persons, square metres."""
        return re.match(_UNIT, self.text[end:]) is not None


def spoken(source: Source, context: Context, clue: Clue) -> list[Spoken]:
    """The texts in public fields of the documents of ``source``, if there is a ``clue`` in it."""
    key = ("leaks", clue, source.file)
    if key not in context.kept:
        context.kept[key] = _has(source, clue)
    return _kept_texts(context, source.file) if context.kept[key] else []


def any_sign(signs: str) -> Clue:
    """The clue that one of ``signs`` is there."""
    return lambda source: any(map(source.text.__contains__, signs))


def long_number(source: Source) -> bool:
    """The clue that there is a number of eleven digits or more."""
    found = _LONG_NUMBER.search(source.text) or _SPELT.search(source.text)
    return found is not None or source.has_full_width_digit


def _is_long(said: Spoken) -> bool:
    return _LONG_NUMBER.search(said.text) is not None


def numbers(source: Source, context: Context, pattern: str, true: Callable[[Spoken, str, int], bool]) -> Iterator[Hit]:
    """A hit for every number of ``pattern`` that is ``true``; that is given the text, the digits, and where they begin.

    The number itself is not repeated in the finding: most of it is hidden.
    """
    for said in filter(_is_long, spoken(source, context, long_number)):
        for match in re.finditer(pattern, said.text):
            digits = re.sub("[^0-9Xx]", "", match[1])
            is_thing = said.names_a_thing(match.start(1)) or said.is_amount(match.end(1))
            if not is_thing and true(said, digits, match.start(1)):
                yield Hit(said.path, {"number": hidden(digits)}, match.span(1), subject=said.subject)


def hidden(digits: str) -> str:
    """A number of which only its two ends can be read."""
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def _has(source: Source, clue: Clue) -> bool:
    """Whether there is a ``clue`` in a file; characters written as numbers can be anything."""
    return "\\u" in source.text or clue(source)


def _kept_texts(context: Context, file: str) -> list[Spoken]:
    """The public texts of a file; kept for the rules that come after."""
    key = ("leaks", file)
    if key not in context.kept:
        parts = parts_by_file(context).get(file, ())
        context.kept[key] = [said for part in parts for said in _texts(part)]
    texts: list[Spoken] = context.kept[key]
    return texts


def _texts(part: Part) -> Iterator[Spoken]:
    subject, name, values = part
    for path, text in public_texts(name, values):
        plain = _SPELT.sub(_in_figures, text.translate(_HALF_WIDTH))
        yield Spoken(subject, path, re.sub(_ADDRESS, _covered, plain) if "http" in plain else plain)


def _in_figures(match: re.Match[str]) -> str:
    return match[0].translate(_NUMERALS)


def _covered(match: re.Match[str]) -> str:
    """As many signs as an address has, whose numbers are nobody's."""
    return "·" * len(match[0])
