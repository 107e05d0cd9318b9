"""Laws that were read → the text of a `laws` document, in either key language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from negcli.law.own import INSERTED
from negcli.law.ownprints import print_of
from negcli.law.reading import ReadArticle, ReadLaw
from negcli.law.structure import LACKING, encode
from negcli.lists.vocabulary import fields, kinds


class Import(NamedTuple):
    """A law as it was read, and what is said of it beside: rank, source, and the day on which it was read."""

    law: ReadLaw
    kind: str
    source: str
    day: str


def laws_document(imports: Sequence[Import], keys: str) -> str:
    """The text of a `laws` document with ``imports``; files of one title are versions of one law."""
    by_title: dict[str, list[Import]] = {}
    for one in imports:
        by_title.setdefault(one.law.title, []).append(one)
    head = _pair("document", "kind", kinds()["laws"]["zh"] if keys == "zh" else "laws", keys)
    rows = [line for found in by_title.values() for line in _law(found, keys)]
    return "\n".join([head, f"{_key('laws', 'laws', keys)}:", *rows]) + "\n"


def _law(found: Sequence[Import], keys: str) -> Iterator[str]:
    yield "  - " + _pair("law", "title", found[0].law.title, keys)
    if found[0].kind:
        yield "    " + _pair("law", "kind", found[0].kind, keys)
    yield f"    {_key('law', 'versions', keys)}:"
    for one in sorted(found, key=lambda one: one.law.effective or one.law.passed):
        yield from _version(one, keys)


def _version(one: Import, keys: str) -> Iterator[str]:
    pairs = [_pair("law-version", name, value, keys) for name, value in _values(one).items() if value]
    yield "      - " + pairs[0]
    yield from ("        " + pair for pair in pairs[1:])
    yield f"        {_key('law-version', 'fingerprints', keys)}:"
    yield from (f'          "{article}": "{code}"' for article, code in _prints(one.law.articles).items())


def _values(one: Import) -> Mapping[str, str]:
    law = one.law
    return {
        "passed": law.passed,
        "effective": law.effective,
        "document": law.number,
        "articles": str(max(article.number for article in law.articles)),
        "structure": structure_of(law.articles),
        "source": one.source,
        "checked_on": one.day,
    }


def _prints(articles: Iterable[ReadArticle]) -> Mapping[str, str]:
    codes = {article.key: print_of("".join(article.words)) for article in articles}
    return {article: code for article, code in codes.items() if code}


def structure_of(articles: Sequence[ReadArticle]) -> str:
    """The structure of ``articles`` as a register writes it: inserted ones with a + after those that they follow."""
    numbered = {(article.number, article.sub): article.token for article in articles}
    for number in range(1, articles[-1].number):
        numbered.setdefault((number, 0), LACKING)
    tokens = (INSERTED * bool(sub) + token for (_, sub), token in sorted(numbered.items()))
    return encode(tokens)


def _pair(map_name: str, name: str, value: str, keys: str) -> str:
    return f"{_key(map_name, name, keys)}: {_quoted(value)}"


def _key(map_name: str, name: str, keys: str) -> str:
    return fields(map_name).by_key[name].spelling(keys)


def _quoted(value: str) -> str:
    """``value`` as YAML: in quotes where it might be taken for something else."""
    plain = value.replace("-", "").isalnum() and value == value.strip("-")
    return value if plain else json.dumps(value, ensure_ascii=False)
