"""What `laws` shows: titles, and all that is known of one law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from negcli.law.articlemap import ArticleMap, Row
from negcli.law.law import Article, Law, LawVersion
from negcli.report.value import Block, Bullets, Heading, Paragraph, Report, Table, Term, Terms, Text, plain
from negcli.words import Words

#: Articles that are worth naming, and which they are.
_SORTS: Mapping[str, Callable[[Article], bool]] = {
    "several": lambda row: len(row.paragraphs or ()) > 1,
    "listed": lambda row: any(row.paragraphs or ()),
    "doubtful": lambda row: row.status != "exists",
}


def titles_report(laws: Sequence[Law], caption: str, words: Words) -> Report:
    """``laws``, a row each."""
    columns = tuple(words(f"laws.{name}") for name in ("law", "kind", "since", "number", "articles"))
    rows = tuple(_title_row(law, words) for law in laws)
    return Report(
        caption, (Table(words("laws.titles"), columns, rows),) if rows else (Paragraph(plain(words("laws.none"))),)
    )


def _title_row(law: Law, words: Words) -> tuple[Text, ...]:
    newest = law.versions[-1]
    return tuple(map(plain, (law.title, _kind(law.kind, words), newest.begins, newest.number, _count(newest))))


def _kind(kind: str, words: Words) -> str:
    """A kind of law, or several of them (行政法规/法律), in the reader's language as far as there is a word."""
    parts = kind.split("/")
    return "/".join(words(f"laws.kind-{part}") if words.has(f"laws.kind-{part}") else part for part in parts)


def _count(version: LawVersion) -> str:
    return str(version.last_article) if version.last_article else ""


def overview_report(laws: Sequence[Law], own: Sequence[Law], about: Mapping[str, str], words: Words) -> Report:
    """How many laws of each kind are known, until when (``about``), and those of the register (``own``) by title."""
    kinds = Counter((law.kind, law.region) for law in laws)
    columns = tuple(words(f"laws.{name}") for name in ("kind", "laws", "known-until"))
    rows = tuple(
        tuple(
            map(
                plain, (f"{_kind(kind, words)} {region}".strip(), str(count), about.get(f"{kind} {region}".strip(), ""))
            )
        )
        for (kind, region), count in sorted(kinds.items())
    )
    title = words("laws.overview")
    blocks: list[Block] = [Paragraph(plain(words("laws.principle"))), Table(words("laws.by-kind"), columns, rows)]
    if own:
        blocks += [Heading(2, words("laws.own")), Bullets(tuple(plain(law.title) for law in own))]
    return Report(title, tuple(blocks))


def law_report(laws: Sequence[Law], day: str, every: bool, words: Words) -> Report:
    """All that is known of ``laws`` (those of one title); ``every`` lists articles one by one, of the day's version."""
    return Report(laws[0].title, tuple(block for law in laws for block in _law(law, day, every, words)))


def _law(law: Law, day: str, every: bool, words: Words) -> Iterator[Block]:
    yield _head(law, day, words)
    yield _versions(law, words)
    version = law.standing_on(day).version
    if version.structure:
        yield Heading(2, words("laws.articles-of", date=version.begins))
        yield (_one_by_one if every else _articles)(version.articles(), words)
    yield from _maps(law, every, words)


def _maps(law: Law, every: bool, words: Words) -> Iterator[Block]:
    """What became of its articles from each version to the next, where that is known."""
    for older, newer in zip(law.versions, law.versions[1:], strict=False):
        table = law.map(older.id, newer.id)
        if table:
            yield from _map(table, (older.begins, newer.begins), every, words)


def _head(law: Law, day: str, words: Words) -> Terms:
    standing = law.standing_on(day)
    beyond = standing.word == "in-force" and "" < law.known_until < day
    word = "as-known" if beyond else standing.word
    rows = {
        "kind": _kind(law.kind, words),
        "issuer": law.issuer,
        "aliases": words.join(law.aliases),
        "standing": words(f"laws.standing-{word}", date=day, begins=standing.version.begins, until=law.known_until),
        "known-until": law.known_until or words("laws.not-followed"),
        "told-by": law.origin.file or words("laws.catalogue"),
    }
    return Terms(tuple(Term(words(f"laws.{name}"), plain(value)) for name, value in rows.items() if value))


def _versions(law: Law, words: Words) -> Table:
    names = ("effective", "passed", "ended", "number", "act", "articles", "heir", "trust")
    rows = tuple(tuple(map(plain, _version_row(version, words))) for version in law.versions)
    return Table(words("laws.versions"), tuple(words(f"laws.{name}") for name in names), rows)


def _version_row(version: LawVersion, words: Words) -> tuple[str, ...]:
    assumed = words("laws.assumed") if version.effective_assumed else ""
    act = words(f"laws.act-{version.act}") if version.act else ""
    dates = (version.begins + assumed, version.passed, version.ended)
    trust = words(f"laws.trust-{version.verified}")
    return (*dates, version.number, act, _count(version), version.superseded_by, trust)


def _articles(articles: Sequence[Article], words: Words) -> Block:
    found = {name: [row.key for row in articles if fits(row)] for name, fits in _SORTS.items()}
    rows = (Term(words(f"laws.{name}"), plain(words.join(keys))) for name, keys in found.items() if keys)
    return Terms(tuple(rows))


def _one_by_one(articles: Sequence[Article], words: Words) -> Block:
    columns = tuple(words(f"laws.{name}") for name in ("article", "paragraphs", "items"))
    return Table(words("laws.by-article"), columns, tuple(_article_row(row, words) for row in articles))


def _article_row(row: Article, words: Words) -> tuple[Text, ...]:
    if row.paragraphs is None:
        return plain(row.key), plain(words(f"laws.is-{row.status}")), plain("")
    return plain(row.key), plain(str(len(row.paragraphs))), plain(_items(row.paragraphs, words))


def _items(paragraphs: Sequence[int], words: Words) -> str:
    counts = ((at, count) for at, count in enumerate(paragraphs, 1) if count)
    return words.join([words("laws.items-of", paragraph=at, items=count) for at, count in counts])


def _map(table: ArticleMap, days: tuple[str, str], every: bool, words: Words) -> Iterator[Block]:
    rows = list(chain.from_iterable(table.rows.values()))
    moved = rows if every else list(filter(_has_moved, rows))
    yield Heading(2, words("laws.map", old=days[0], new=days[1]))
    yield _moved_table(moved, words) if moved else Paragraph(plain(words("laws.nothing-moved")))


def _moved_table(moved: Sequence[Row], words: Words) -> Table:
    columns = tuple(words(f"laws.{name}") for name in ("old", "new", "subject", "compared"))
    return Table(words("laws.moved"), columns, tuple(_map_row(row, words) for row in moved))


def _has_moved(row: Row) -> bool:
    return [one.article for one in row.new] != [row.article]


def _map_row(row: Row, words: Words) -> tuple[Text, ...]:
    part = _paragraphs(*row.paragraphs, words) if row.paragraphs else ""
    new = words.join([one.article for one in row.new]) or words("laws.gone")
    compared = words("laws.reviewed") if row.reviewed else ""
    return plain(row.article + part), plain(new), plain(row.subject), plain(compared)


def _paragraphs(first: int, last: int, words: Words) -> str:
    return words("laws.part" if first < last else "laws.part-one", first=first, last=last)
