"""Everything that a register lets out, searched for what must not get out.

Almost no register holds a leak, so whole files are searched for a clue first; only where one is found are the public
fields of the file's documents gone through, text by text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from negcli.document import Source
from negcli.model import Register, Values, Where
from negcli.place import Path
from negcli.rules import Context, Hit, Subject
from negcli.vocabulary import Field, Type, entry_map, fields

Part = tuple[Subject, str, Values]
Clue = Callable[[str], bool]

#: A run of digits that may be a number of a person, and the digits of which it may be made as well.
_LONG_NUMBER = re.compile("[0-9][0-9 -]{10}")
_FULL_WIDTH = "０１２３４５６７８９"
#: Types whose values are texts that people write; the others are dates, choices and references.
_SPOKEN = frozenset({"text", "text-or-list", "date-or-text", "list", "citations"})
#: Fields that hold codes, not sentences.
_CODES = frozenset({"id", "code", "kind", "id_pattern", "code_pattern"})
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－＠　", "0123456789-@ ")
#: What says that the number after it is the number of a thing.
_OF_A_THING = r"(?:编号|编码|代码|批号|流水号|单号|案号|(?<!份)证号|(?<!证)件号|序列号|索引号)[为是:：\s]*$"
_ADDRESS = r"https?://[^\s，。；、）”》]+"
#: How many characters before a number are looked at.
_BEFORE = 14


class Spoken(NamedTuple):
    """A text in a public field: whose it is, where, and what it says, every character in half width."""

    subject: Subject
    path: Path
    text: str

    def before(self, position: int) -> str:
        """The words before a position."""
        return self.text[max(0, position - _BEFORE) : position]

    def names_a_thing(self, position: int) -> bool:
        """Whether the words before a position announce the number of a thing, not of a person."""
        return re.search(_OF_A_THING, self.before(position)) is not None


def spoken(context: Context, clue: Clue) -> Iterator[Spoken]:
    """The texts in public fields of all documents in whose file there is a ``clue``."""
    key = ("leaks", clue)
    if key not in context.kept:
        context.kept[key] = [source.file for source in context.register.sources if _has(source, clue)]
    return chain.from_iterable(_kept_texts(context, file) for file in context.kept[key])


def any_sign(signs: str) -> Clue:
    """The clue that one of ``signs`` is there."""
    return lambda text: any(sign in text for sign in signs)


def long_number(text: str) -> bool:
    """The clue that there is a number of eleven digits or more."""
    return _LONG_NUMBER.search(text) is not None or any(digit in text for digit in _FULL_WIDTH)


def numbers(context: Context, pattern: str, true: Callable[[Spoken, str, int], bool]) -> Iterator[Hit]:
    """A hit for every number of ``pattern`` that is ``true``; that is given the text, the digits, and where they begin.

    The number itself is not repeated in the finding: most of it is hidden.
    """
    for said in spoken(context, long_number):
        for match in re.finditer(pattern, said.text):
            digits = re.sub("[- ]", "", match[1])
            if not said.names_a_thing(match.start(1)) and true(said, digits, match.start(1)):
                yield Hit(said.path, {"number": hidden(digits)}, match.span(1), subject=said.subject)


def hidden(digits: str) -> str:
    """A number of which only its two ends can be read."""
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def _has(source: Source, clue: Clue) -> bool:
    """Whether there is a ``clue`` in a file; characters written as numbers can be anything."""
    return "\\u" in source.text or clue(source.text)


def _kept_texts(context: Context, file: str) -> list[Spoken]:
    """The public texts of a file; kept for the rules that come after."""
    key = ("leaks", file)
    if key not in context.kept:
        parts = _parts_by_file(context).get(file, ())
        context.kept[key] = [said for part in parts for said in _texts(part)]
    texts: list[Spoken] = context.kept[key]
    return texts


def _parts_by_file(context: Context) -> Mapping[str, list[Part]]:
    key = ("leaks",)
    if key not in context.kept:
        by_file: dict[str, list[Part]] = {}
        for part in _parts(context.register):
            by_file.setdefault(_file(part[0]), []).append(part)
        context.kept[key] = by_file
    files: Mapping[str, list[Part]] = context.kept[key]
    return files


def _file(subject: Subject) -> str:
    where = subject if isinstance(subject, Where) else subject.where
    return where.document.file if where else ""


def _parts(register: Register) -> Iterator[Part]:
    """All that says something: whose it is, the map that describes it, its values."""
    yield register, "register", _without(register.values, "agencies")
    yield from ((agency, "agency", agency.values) for agency in register.agencies)
    for rows in register.lists:
        yield rows, rows.kind, _without(rows.values, "entries")
        yield from ((entry, entry_map(rows.kind), entry.values) for entry in rows.entries)
    yield from ((where, kind, values) for kind, values, where in register.others)


def _without(values: Values, name: str) -> Values:
    return {key: value for key, value in values.items() if key != name}


def _texts(part: Part) -> Iterator[Spoken]:
    subject, name, values = part
    for path, text in public_texts(name, values):
        plain = text.translate(_HALF_WIDTH)
        yield Spoken(subject, path, re.sub(_ADDRESS, lambda match: "·" * len(match[0]), plain))


def public_texts(name: str, values: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text that people wrote in a public field of ``values``, a map of ``name``, with the path to it."""
    known = fields(name).by_key
    for key, value in values.items():
        if key in known and _is_spoken(known[key]):
            yield from _inside(known[key].type, value, (*path, key))


def _is_spoken(field: Field) -> bool:
    return not (field.private or field.shape or field.key in _CODES)


def _inside(kind: Type, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in ``value``, which is of a ``kind``."""
    reader = _READERS.get(value.__class__)
    return reader(kind, value, path) if reader else iter(())


def _inside_text(kind: Type, value: str, path: Path) -> Iterator[tuple[Path, str]]:
    return iter([(path, value)] if kind.name in _SPOKEN else [])


def _inside_list(kind: Type, value: list[Any], path: Path) -> Iterator[tuple[Path, str]]:
    item = kind.of_items if kind.name == "list" else kind
    return chain.from_iterable(_inside(item, part, (*path, at)) for at, part in enumerate(value))


def _inside_mapping(kind: Type, value: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    if kind.name == "table":
        return chain.from_iterable(_inside(kind.of_items, part, (*path, key)) for key, part in value.items())
    name = "citation" if kind.name == "citations" else kind.of
    return public_texts(name, value, path) if name else iter(())


_READERS: Mapping[type, Callable[[Type, Any, Path], Iterator[tuple[Path, str]]]] = {
    str: _inside_text,
    list: _inside_list,
    dict: _inside_mapping,
}
