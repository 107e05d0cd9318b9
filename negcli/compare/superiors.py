"""The superior lists and standard catalogues that a version's lists name (`upstream`), found and laid against them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from negcli.compare import Lists, lists_by_key
from negcli.compare.upstream import to_compare
from negcli.errors import Failure
from negcli.lists.model import EntryList, text
from negcli.lists.vocabulary import kind_spellings
from negcli.record.version import Version
from negcli.record.versions import Versions


def against_superiors(version: Version, versions: Versions) -> tuple[Lists, Lists]:
    """The superior lists, and the lists of ``version`` that name them, both ready to be compared.

    Failure ``no-upstream`` when no list names one, ``no-such-upstream`` when one that is named cannot be found.
    """
    naming = [rows for rows in version.lists.values() if text(rows.values, "upstream")]
    if not naming:
        raise Failure("no-upstream")
    pairs = [to_compare(rows, _superior(rows, version, versions)) for rows in naming]
    older, newer = zip(*pairs, strict=True)
    return lists_by_key(older), lists_by_key(newer)


def _superior(rows: EntryList, version: Version, versions: Versions) -> EntryList:
    """The list that ``rows`` names: a folder or file, an edition (`AGENCY/KIND@NUMBER`), or a list of the register.

    Of several of its kind in one place, that of the same agency.
    """
    name = text(rows.values, "upstream")
    fitting = [other for other in _named(name, version, versions) if other.kind == rows.kind]
    others = [other for other in fitting if other is not rows]
    meant = list(filter(lambda other: other.agency == rows.agency, others)) or others
    if len(meant) != 1:
        raise Failure("no-such-upstream", agency=rows.agency, upstream=name)
    return meant[0]


def _named(name: str, version: Version, versions: Versions) -> Iterable[EntryList]:
    path = versions.root / name
    if path.exists():
        return _in_files(path, versions)
    if "@" in name:
        return versions.find(f"edition:{name}").lists.values()
    agency, _, kind = name.partition("/")
    owner, of = version.agency_ids.get(agency, agency), kind_spellings().get(kind, kind)
    return [rows for rows in version.lists.values() if rows.agency == owner and of in ("", rows.kind)]


def _in_files(path: Path, versions: Versions) -> Iterable[EntryList]:
    from negcli.lists.register import build_register, load_files
    from negcli.source.files import read_files

    if path.is_dir():
        return versions.folder(path).lists.values()
    files = [file for file in read_files(path.parent) if file.name == path.name]
    return build_register(load_files(files)).lists
