"""Laws as plain data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negcli.law.articlemap import ArticleMap
from negcli.law.law import Law, LawVersion


def laws_json(laws: Sequence[Law], full: bool = False) -> dict[str, Any]:
    """``laws`` with their versions; ``full`` adds the articles of each version and what became of them."""
    return {"version": 1, "laws": [_law(law, full) for law in laws]}


def _law(law: Law, full: bool) -> dict[str, Any]:
    said = {"title": law.title, "kind": law.kind, "region": law.region, "issuer": law.issuer}
    data = _known(said | {"known_until": law.known_until, "origin": law.origin.file or "catalogue"})
    data |= {"aliases": list(law.aliases), "versions": [_version(version, full) for version in law.versions]}
    return data | {"maps": _maps(law)} if full else data


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """``values`` with null for what is not known."""
    return {name: value or None for name, value in values.items()}


def _version(version: LawVersion, full: bool) -> dict[str, Any]:
    said = {
        "id": version.id,
        "passed": version.passed,
        "effective": version.effective,
        "ended": version.ended,
        "superseded_by": version.superseded_by,
        "document": version.number,
        "act": version.act,
        "articles": version.last_article,
        "trust": version.verified,
        "source": version.source,
    }
    data = _known(said) | {"effective_assumed": version.effective_assumed}
    return data | {"structure": _articles(version)} if full else data


def _articles(version: LawVersion) -> list[dict[str, Any]]:
    return [
        {"article": row.key, "status": row.status, "items": row.paragraphs and list(row.paragraphs)}
        for row in version.articles()
    ]


def _maps(law: Law) -> list[dict[str, Any]]:
    found = [law.map(record["from"], record["to"]) for record in law.maps]
    return [{"from": table.old, "to": table.new, "articles": _rows(table)} for table in found if table]


def _rows(table: ArticleMap) -> list[dict[str, Any]]:
    rows = [row for found in table.rows.values() for row in found]
    return [row._asdict() | {"new": [one._asdict() for one in row.new]} for row in rows]
