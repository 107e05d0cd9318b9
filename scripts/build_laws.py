"""`python scripts/build_laws.py FOLDER`: write the catalogue's files (`data/law/`) from a folder of facts about laws.

For developers; the program never runs it. The folder holds `catalogue.jsonl.gz` and `core.yaml` (titles, versions,
structure), `renumber.jsonl` and `article_maps.yaml` (what became of articles) and `fingerprints.jsonl.gz`. Where the
two tables of versions tell of the same one, they agree; `core.yaml` adds older and newer versions, and how far each may
be trusted. Same folder, same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_law_maps import read_maps

from negcli.law.holders import packed
from negcli.law.law import PAGE, TEXT, UNVERIFIED
from negcli.law.names import normalise
from negcli.law.quotation import WIDTH
from negcli.law.store import ACCEPTED, LENGTHS, LOOSE, OFFICIAL
from negcli.law.structure import UNSEEN, encode
from negcli.source.loader import load_plain

Record = dict[str, Any]
#: The day of the newest text in the collection that the facts were read off.
COLLECTED = "2025-04-19"
#: Kinds of law that the collection follows closely; of others only the newest text seen tells how far it goes.
FOLLOWED = ("宪法", "法律", "行政法规", "司法解释")
_TRUST = (("unverified", UNVERIFIED), ("confirmed", PAGE))
#: Names that a list may have declared for any law.
_TELL_NOTHING = ("条例", "《条例》", "新条例")
#: Short and long names of a version's fields.
_FIELDS = {
    "p": "passed", "e": "effective", "x": "ended", "by": "superseded_by", "no": "number", "a": "act", "st": "structure",
    "sub": "inserted", "u": "uncertain",
    "doc_no": "number", "superseded_by": "superseded_by", "passed": "passed", "effective": "effective",
    "ended": "ended", "act": "act", "structure": "structure", "source": "source",
}  # fmt: skip


def main(folder: Path, out: Path) -> None:
    """Write the files into ``out`` from the facts in ``folder``."""
    laws = read_laws(folder)
    out.mkdir(parents=True, exist_ok=True)
    _write_prints(folder, laws, out / "prints.bin")
    (out / "held.bin").write_bytes(packed(_held(folder)))
    offsets = _write_laws(laws, out / "laws.jsonl")
    _write_names(laws, offsets, out / "names.tsv")
    about = {"collected": COLLECTED, "known_until": _known_until(laws), "laws": len(laws)}
    (out / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_laws(folder: Path) -> list[Record]:
    """The records of all laws, by title and first version."""
    core = load_plain((folder / "core.yaml").read_text(encoding="utf-8"))
    found: dict[str, Record] = {}
    for row in _lines(folder / "catalogue.jsonl.gz"):
        _add(found, _head(row, row.get("al", ()), row.get("wal", ())), _plain_version(row))
    for row in core["laws"]:
        head = _head({"t": row["title"], "k": row["kind"]}, row.get("aliases", ()), row.get("weak_aliases", ()))
        for version in row["versions"]:
            _add(found, head, _core_version(version, row["title"]))
    maps = read_maps(folder)
    _see_old_articles(found, folder)
    laws = [part for law in found.values() for part in _apart(law)]
    for law in laws:
        _finish(law, maps)
    _bound(laws)
    return sorted(laws, key=lambda law: (law["title"], law["versions"][0]["id"]))


def _lines(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _head(row: Mapping[str, Any], accepted: Sequence[str], loose: Sequence[str]) -> Record:
    head = {"title": row["t"], "kind": row["k"], "region": row.get("rg", ""), "issuer": row.get("i", "")}
    return head | {"aliases": list(accepted), "loose": list(loose), "versions": {}}


def _add(found: dict[str, Record], head: Record, version: Record) -> None:
    """Put ``version`` to the law of ``head``; what an earlier row said of the same version is kept and added to."""
    law = found.setdefault(head["title"], head | {"versions": {}})
    for key in ("aliases", "loose"):
        law[key] = list(dict.fromkeys([*law[key], *head[key]]))
    known = law["versions"].setdefault(version["key"], {})
    law["versions"][version["key"]] = known | version


def _told(row: Mapping[str, Any]) -> Record:
    """What a row says of a version, by our names."""
    return {_FIELDS[key]: value for key, value in row.items() if key in _FIELDS and value}


def _plain_version(row: Mapping[str, Any]) -> Record:
    assumed = row.get("a") == "修正" and row["e"] == row["p"]
    extent = _extent(row["n"], row.get("f"), row.get("l"))
    return _told(row) | extent | _common(row["t"], row["p"] or row["e"] or "") | {
        "effective_assumed": assumed,
        "incomplete": bool(row.get("inc")),
        "only_articles": "修正案" in row["t"],
        "verified": TEXT,
        "source": "LawRefBook/Laws",
    }  # fmt: skip


def _core_version(row: Mapping[str, Any], title: str) -> Record:
    count = row.get("articles")
    extent = _extent(count and int(count), None, row.get("last_article"))
    return _told(row) | _trust(row["source"]) | _odd(row) | extent | _common(title, row["passed"])


def _trust(source: str) -> Record:
    """How far a version's ``source`` is to be trusted."""
    verified = next((trust for word, trust in _TRUST if word in source), TEXT)
    return {"verified": verified, "source": "LawRefBook/Laws" if verified == TEXT else source}


def _odd(row: Mapping[str, Any]) -> Record:
    """What a row says beside the plain facts."""
    odd = {
        "effective_assumed": "effective_source" in row,
        "uncertain": list(map(int, row.get("uncertain") or ())),
        "inserted": row.get("sub"),
    }
    return {key: value for key, value in odd.items() if value}


def _extent(count: int | None, first: int | None, last: Any) -> Record:
    """First and last article of a version of ``count`` articles."""
    end = int(last) if last else count and (first or 1) + count - 1
    return {"first_article": first, "last_article": end}


def _common(title: str, passed: str) -> Record:
    return {"id": f"{title.replace('中华人民共和国', '')}@{passed}", "key": passed}


def _see_old_articles(found: Mapping[str, Record], folder: Path) -> None:
    """Give versions whose text was only seen in part the 款 and 项 that were seen."""
    for table in load_plain((folder / "article_maps.yaml").read_text(encoding="utf-8"))["maps"]:
        title, _, passed = table["from"].partition("@")
        law = found.get(title) or found.get(f"中华人民共和国{title}")
        version = law["versions"].get(passed, {}) if law else {}
        if version.get("last_article") and not version.get("structure"):
            version["structure"] = _seen(table["rows"], version["last_article"])


def _seen(rows: Iterable[Mapping[str, Any]], last: int) -> str:
    seen = {row["old"].partition(".")[0]: row["structure"] for row in rows if _is_seen(row)}
    return encode(seen.get(str(number), UNSEEN) for number in range(1, last + 1))


def _is_seen(row: Mapping[str, Any]) -> bool:
    return "structure" in row and row.get("structure_seen") != "false"


def _apart(law: Record) -> Iterator[Record]:
    """``law`` as one record, or as two where an older law of another fate had the same title."""
    versions = sorted(law["versions"].values(), key=lambda row: (row.get("effective") or row["key"], row["key"]))
    name = normalise(law["title"])
    begin = 0
    for at, version in enumerate(versions[:-1]):
        heir = version.get("superseded_by", "").partition("@")[0]
        if heir and normalise(heir) != name:
            yield law | {"versions": versions[begin : at + 1]}
            begin = at + 1
    yield law | {"versions": versions[begin:]}


def _finish(law: Record, maps: Sequence[Record]) -> None:
    """Leave out what is empty, and add the maps that begin with one of the law's versions."""
    name = normalise(law["title"])
    for key in ("aliases", "loose"):
        law[key] = [alias for alias in law[key] if normalise(alias) != name]
    law["versions"] = list(map(_filled, law["versions"]))
    ids = {row["id"] for row in law["versions"]}
    law["maps"] = [table for table in maps if table["from"] in ids]


def _filled(version: Record) -> Record:
    """What is not empty of a version, less the key that it went by here."""
    return {key: value for key, value in version.items() if value and key != "key"}


def _bound(laws: Sequence[Record]) -> None:
    """Say of each law until when its amendments are known."""
    until = _known_until(laws)
    for law in laws:
        law["known_until"] = until[_group(law)]


def _group(law: Mapping[str, Any]) -> str:
    return f"{law['kind']} {law['region']}".strip()


def _known_until(laws: Sequence[Record]) -> dict[str, str]:
    newest: dict[str, str] = {}
    for law in laws:
        seen = [row.get("passed", "") for row in law["versions"] if row["verified"] == TEXT]
        day = COLLECTED if law["kind"] in FOLLOWED else max(seen, default="")
        newest[_group(law)] = max(newest.get(_group(law), ""), day)
    return dict(sorted(newest.items()))


def _write_laws(laws: Sequence[Record], path: Path) -> list[int]:
    offsets, offset = [], 0
    with path.open("wb") as file:
        for law in laws:
            kept = {key: value for key, value in law.items() if value not in ("", [], None)}
            line = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            file.write(line)
            offsets.append(offset)
            offset += len(line)
    return offsets


def _write_names(laws: Sequence[Record], offsets: Sequence[int], path: Path) -> None:
    ranked: dict[tuple[str, int], int] = {}
    for law, offset in zip(laws, offsets, strict=True):
        for title, rank in _titles(law):
            ranked.setdefault((normalise(title), offset), rank)
    meant: dict[str, list[str]] = {}
    for (name, offset), rank in sorted(ranked.items()):
        meant.setdefault(name, []).append(f"{rank}:{offset}")
    path.write_text("".join(f"{name}\t{' '.join(found)}\n" for name, found in meant.items()), encoding="utf-8")


def _titles(law: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Every title of ``law`` that tells it from others, with its rank."""
    ranked = ((OFFICIAL, [law["title"]]), (ACCEPTED, law["aliases"]), (LOOSE, law["loose"]))
    return ((title, rank) for rank, titles in ranked for title in titles if title not in _TELL_NOTHING)


def _write_prints(folder: Path, laws: Sequence[Record], path: Path) -> None:
    by_version = {row["id"]: law for law in laws for row in law["versions"]}
    offset = 0
    with path.open("wb") as file:
        for row in list(_lines(folder / "fingerprints.jsonl.gz"))[1:]:
            data = _prints(row)
            file.write(data)
            for version in row["v"]:
                by_version[version["id"]]["prints"] = offset
            offset += len(data)


def _held(folder: Path) -> Iterator[tuple[int, frozenset[int]]]:
    """Where the fingerprints of each law begin, and their numbers."""
    offset = 0
    for row in list(_lines(folder / "fingerprints.jsonl.gz"))[1:]:
        numbers = b64decode(row["h"])
        each = range(0, len(numbers), WIDTH)
        yield offset, frozenset(int.from_bytes(numbers[at : at + WIDTH], "little") for at in each)
        offset += len(_prints(row))


def _prints(row: Mapping[str, Any]) -> bytes:
    """The fingerprints of a law as they are kept: lengths, what they are of, the numbers."""
    versions = [{"id": each["id"], "articles": each["a"], "pool": each.get("x", "")} for each in row["v"]]
    head = json.dumps({"versions": versions, "counts": row["n"]}, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = b64decode(row["h"])
    return LENGTHS.pack(len(head), len(numbers)) + head + numbers


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent.parent / "negcli" / "data" / "law")
