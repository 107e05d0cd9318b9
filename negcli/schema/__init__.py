"""What in a register does not have the form that the vocabulary gives it.

`jsonschema_rs` judges canonical documents by the strict schema (`schema_strict`), ten thousand entries within
milliseconds, and tells what is wrong with those that fail; `schema_explain` makes hits of the schema's rules of it.
Where it cannot be had, and in registers so small that loading it would take longer than judging, `schema_judge` takes
its place and finds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import chain, filterfalse
from typing import Any

from negcli.errors import Failure
from negcli.lists.model import Register, Values, Where
from negcli.lists.register import written_kind
from negcli.lists.vocabulary import fields, format_version, kind_spellings, kinds
from negcli.near import closest, is_chinese
from negcli.resources import shared_folder
from negcli.rules import Hit, Subject
from negcli.schema.explain import Part, explain
from negcli.schema.strict import FORMATS, strict_schema
from negcli.source.document import Document, documents_of

#: In place of a kind: all of them.
ANY = "any"
#: Up to this size (characters, some hundred entries) a register is judged before `jsonschema_rs` would be loaded.
_SMALL = 150_000
#: A breach of the schema: its rule's name, in what it is, and where and why.
Violation = tuple[str, Subject | Where, Hit]


def violations(register: Register) -> Iterator[Violation]:
    """Every place of ``register`` that breaks the schema of its kind.

    Yields the name of the rule, the entry, list, agency, register or document it is in, and the hit, whose path leads
    from there. A document of a newer format than this release reads has that one violation and no other; when the
    register itself is newer, nothing else is judged. What stands in other files than the register's ``sources`` is not
    judged here.
    """
    documents = list(documents_of(register.sources))
    yield from chain.from_iterable(map(_strange_kind, documents))
    own = set(map(id, documents))
    parts = [part for part in _parts(register) if id(part.where.document) in own]
    yield from map(_newer_format, filter(_is_newer, parts))
    if not _is_of_newer_format(register.values):
        judge = partial(_judge, _own_judge if _is_small(register) else validator)
        yield from chain.from_iterable(map(judge, filterfalse(_is_newer, parts)))


def _is_small(register: Register) -> bool:
    return sum(len(source.text) for source in register.sources) <= _SMALL


def _judge(validator_of: Callable[[str], Any], part: Part) -> Iterator[Violation]:
    """Every place of one document that breaks its schema."""
    return explain(part, list(validator_of(part.kind).iter_errors(part.values)))


@cache
def _own_judge(kind: str) -> Any:
    from negcli.schema.judge import Judge

    return Judge(strict_schema(kind))


@cache
def validator(kind: str) -> Any:
    """What judges canonical documents of ``kind`` fastest; built once."""
    try:
        import jsonschema_rs
    except ImportError:  # there is none for every computer
        return _own_judge(kind)
    return jsonschema_rs.Draft202012Validator(strict_schema(kind), formats=dict(FORMATS), validate_formats=True)


def schema_text(kind: str = ANY, keys: str = "en") -> str:
    """The published schema of documents of ``kind`` (in either spelling) in key language ``keys`` (``en`` or ``zh``).

    `ANY` is the one that looks at the kind. Failure ``no-such-kind`` when there is none.
    """
    known = {**kind_spellings(), ANY: ANY}.get(kind)
    if known is None:
        raise Failure("no-such-kind", kind=kind, known=list(kinds()))
    return (shared_folder("schemas") / f"{known}.{keys}.schema.json").read_text(encoding="utf-8")


def _parts(register: Register) -> Iterator[Part]:
    if register.where:
        yield Part("register", register.values, register, register.where, register.agencies)
    for rows in register.lists:
        if rows.where:
            yield Part(rows.kind, rows.values, rows, rows.where, rows.entries)
    for kind, values, where in register.others:
        yield Part(kind, values, where, where)


def _is_newer(part: Part) -> bool:
    return _is_of_newer_format(part.values)


def _is_of_newer_format(values: Values) -> bool:
    written = values.get("format")
    return isinstance(written, int) and written > format_version()


def _newer_format(part: Part) -> Violation:
    args = {"value": part.values["format"], "known": [str(format_version())], "cause": "format"}
    return "unknown-kind", part.subject, Hit(("format",), args)


def _strange_kind(document: Document) -> Iterator[Violation]:
    """That a document's kind is nearly one of ours; what is of quite another kind is nobody's business here."""
    written = written_kind(document.data)
    yield from (_no_kind(document, key) for key in _KIND if _is_empty(document, key))
    if written is not None and (meant := _meant(written, document.data)):
        args = {"value": written, "known": [meant], "cause": "near"}
        key = "kind" if document.data.get("kind") == written else "种类"
        yield "unknown-kind", Where(document, ()), Hit((key,), args, instead=meant)


#: The spellings of the field that says what a document is.
_KIND = ("kind", "种类")
#: Fields by which a document whose kind is empty is known to be ours.
_OURS = frozenset({"agency", "机构", "agencies", "entries", "事项"})


def _is_empty(document: Document, key: str) -> bool:
    data = document.data
    return isinstance(data, dict) and data.get(key, "") is None and not _OURS.isdisjoint(data)


def _no_kind(document: Document, key: str) -> Violation:
    return "missing-field", Where(document, ()), Hit((key,), {"key": key, "cause": "empty", "of": "other"})


def _meant(written: str, data: Mapping[str, Any]) -> str | None:
    """The kind that is meant by ``written``, which is none of ours; None when it is one, or unlike them all."""
    meant = None if written in kind_spellings() else closest(written, kind_spellings())
    return meant if meant and (_is_telling(written, meant) or _looks_like(meant, data)) else None


def _is_telling(written: str, kind: str) -> bool:
    """Whether the word for a kind is so peculiar, and ``written`` so like it, that this is no accident."""
    least, most = (4, 1) if is_chinese(kind) else (10, 3)
    return len(kind) >= least and abs(len(written) - len(kind)) <= most


def _looks_like(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether a document has required fields of ``kind`` beside those that any file may have."""
    known = fields(kind_spellings()[kind]).by_spelling
    return any(key in known and known[key].need and known[key].key not in ("kind", "title") for key in data)
