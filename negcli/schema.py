"""What in a register does not have the form that the vocabulary gives it.

`jsonschema_rs` judges canonical documents by the strict schema (`schema_strict`), ten thousand entries within
milliseconds, and tells what is wrong with those that fail; `schema_explain` makes hits of the schema's rules of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from negcli.document import Source
from negcli.errors import Failure
from negcli.model import Register, Where
from negcli.near import closest, is_chinese
from negcli.register import written_kind
from negcli.resources import shared_folder
from negcli.rules import Hit, Subject
from negcli.schema_explain import Part, explain
from negcli.schema_strict import is_credit_code, strict_schema
from negcli.vocabulary import fields, format_version, kind_spellings, kinds

#: A breach of the schema: its rule's name, in what it is, and where and why.
Violation = tuple[str, Subject | Where, Hit]


def violations(register: Register) -> Iterator[Violation]:
    """Every place of ``register`` that breaks the schema of its kind.

    Yields the name of the rule, the entry, list, agency, register or document it is in, and the hit, whose path leads
    from there. A document of a newer format than this release reads has that one violation and no other; when the
    register itself is newer, nothing else is judged.
    """
    yield from _strange_kinds(register.sources)
    parts = list(_parts(register))
    newer = [part for part in parts if _is_newer(part)]
    yield from map(_newer_format, newer)
    if register.where and any(part.subject is register for part in newer):
        return
    for part in parts:
        if part not in newer:
            yield from judge(part)


def judge(part: Part) -> Iterator[Violation]:
    """Every place of one document that breaks its schema."""
    errors = list(validator(part.kind).iter_errors(part.values))
    if errors:
        yield from explain(part, errors)


@cache
def validator(kind: str) -> Any:
    """What judges canonical documents of ``kind``; built once."""
    import jsonschema_rs

    formats = {"credit-code": is_credit_code}
    return jsonschema_rs.Draft202012Validator(strict_schema(kind), formats=formats, validate_formats=True)


def schema_text(kind: str, keys: str = "en") -> str:
    """The published schema of documents of ``kind`` (in either spelling) in key language ``keys`` (``en`` or ``zh``).

    Failure ``no-such-kind`` when there is none.
    """
    known = kind_spellings().get(kind)
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
    written = part.values.get("format")
    return isinstance(written, int) and written > format_version()


def _newer_format(part: Part) -> Violation:
    args = {"value": part.values["format"], "known": [str(format_version())], "cause": "format"}
    return "unknown-kind", part.subject, Hit(("format",), args)


def _strange_kinds(sources: Iterable[Source]) -> Iterator[Violation]:
    """Documents whose kind is nearly one of ours; what is of quite another kind is nobody's business here."""
    for source in sources:
        for document in source.documents:
            written = written_kind(document.data)
            if written is None or written in kind_spellings():
                continue
            meant = closest(written, kind_spellings())
            if meant and (_is_telling(written, meant) or _looks_like(meant, document.data)):
                args = {"value": written, "known": [meant], "cause": "near"}
                key = "kind" if document.data.get("kind") == written else "种类"
                yield "unknown-kind", Where(document, ()), Hit((key,), args, instead=meant)


def _is_telling(written: str, kind: str) -> bool:
    """Whether the word for a kind is so peculiar, and ``written`` so like it, that this is no accident."""
    if is_chinese(kind):
        return len(kind) >= 4 and abs(len(written) - len(kind)) <= 1
    return len(kind) >= 10 and abs(len(written) - len(kind)) <= 3


def _looks_like(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether a document has required fields of ``kind`` beside those that any file may have."""
    known = fields(kind_spellings()[kind]).by_spelling
    return any(key in known and known[key].need and known[key].key not in ("kind", "title") for key in data)
