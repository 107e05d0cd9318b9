"""A law, its versions and their articles: frozen values, looked at without any file being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.law.structure import DELETED, LACKING, UNSEEN, Paragraphs, decode, paragraphs

if TYPE_CHECKING:  # read when first asked for: most citations need neither
    from negcli.law.articlemap import ArticleMap
    from negcli.law.quotation import Prints, Share

#: How far a version may be trusted: read off the text; a figure that one page confirms; general knowledge.
TEXT, PAGE, UNVERIFIED = "text", "page", "unverified"


class Origin(NamedTuple):
    """Where a law is told of: the delivered catalogue (``file`` is empty), or a document of a register."""

    file: str = ""
    document: int = 0
    #: The position of the law in the document's list.
    position: int = 0


DELIVERED = Origin()


class Article(NamedTuple):
    """An article of a version; ``status`` is ``exists``, ``deleted``, ``missing`` or ``uncertain``.

    ``paragraphs`` are the 项 of each 款; None where they are not known. ``uncertain``: nothing may be held against a
    citation, neither that the article be there nor what it consists of.
    """

    number: int
    sub: int
    status: str
    paragraphs: Paragraphs | None = None

    @property
    def key(self) -> str:
        """``120``, or ``120-1`` for 第一百二十条之一."""
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)

    def items(self, paragraph: int | None = None) -> int | None:
        """How many 项 the 款 has; without a 款, the only one that has any. None: not known, or several have."""
        if self.paragraphs is None:
            return None
        if paragraph is not None:
            return sum(self.paragraphs[paragraph - 1 : paragraph]) if paragraph else 0
        listed = list(filter(None, self.paragraphs))
        return sum(listed) if len(listed) < 2 else None


class LawVersion(NamedTuple):
    """A law as it read from one day to another. Dates are YYYY-MM-DD, empty where not known."""

    id: str
    passed: str = ""
    effective: str = ""
    #: The first day on which it was no longer in force; empty: in force as far as the catalogue knows.
    ended: str = ""
    #: The id of the version, of this law or another, that took its place.
    superseded_by: str = ""
    #: The document number: 国务院令第711号.
    number: str = ""
    #: 制定, 修订 or 修正; empty where not known.
    act: str = ""
    verified: str = TEXT
    source: str = ""
    #: The date of effect is taken to be the day of the amendment.
    effective_assumed: bool = False
    first_article: int = 1
    #: None where the number of articles is not known.
    last_article: int | None = None
    structure: str = ""
    #: Article → tokens of its 之一, 之二 …
    inserted: Mapping[str, str] = MappingProxyType({})
    uncertain: tuple[int, ...] = ()
    #: The source may be cut: there may be more articles.
    incomplete: bool = False
    #: Parts that are numbered 一、二、 and cited as articles; nothing below them can be checked.
    only_articles: bool = False

    def __hash__(self) -> int:
        return hash((self.id, self.passed))

    @property
    def begins(self) -> str:
        """The day from which it is in force, as well as is known."""
        return self.effective or self.passed

    def in_force(self, day: str) -> bool:
        """Whether it is in force on ``day`` (YYYY-MM-DD)."""
        return self.begins <= day and (not self.ended or day < self.ended)

    def article(self, number: int, sub: int | None = None) -> Article:
        """第``number``条, or 第``number``条之``sub``."""
        if sub:
            return self._inserted(number, sub)
        if self.last_article is None:
            return Article(number, 0, "uncertain")
        if not self.first_article <= number <= self.last_article:
            return Article(number, 0, "uncertain" if self.incomplete and number > 0 else "missing")
        return self._article(number, self._token(number))

    def _token(self, number: int) -> str:
        return decode(self.structure)[number - self.first_article] if self.structure else UNSEEN

    def _article(self, number: int, token: str) -> Article:
        if token == DELETED:
            return Article(number, 0, "deleted")
        if token == LACKING or number in self.uncertain:
            return Article(number, 0, "uncertain")
        known = token != UNSEEN and not self.only_articles
        return Article(number, 0, "exists", paragraphs(token) if known else None)

    def _inserted(self, number: int, sub: int) -> Article:
        tokens = decode(self.inserted.get(str(number), ""))
        if 0 < sub <= len(tokens):
            return Article(number, sub, "exists", paragraphs(tokens[sub - 1]))
        return Article(number, sub, "missing" if self.structure and not self.incomplete else "uncertain")

    def articles(self) -> tuple[Article, ...]:
        """All articles, those deleted included, in order; empty where their number is not known."""
        last = self.last_article or 0
        return tuple(
            self.article(number, sub)
            for number in range(self.first_article, last + 1)
            for sub in range(len(decode(self.inserted.get(str(number), ""))) + 1)
        )


class Standing(NamedTuple):
    """What holds of a law on a day.

    ``word``: ``in-force`` (``version`` is the one), ``ended`` (``version`` was the last), ``not-yet`` (``version`` will
    be the first) or ``earlier-unknown`` (an older version, which is not known, was in force; ``version`` came next).
    """

    word: str
    version: LawVersion


#: What holds before the first version that is known, by how it was made.
_BEFORE = {"制定": "not-yet"}


class Law(NamedTuple):
    """A law with all versions that are known of it, the earliest first."""

    title: str
    kind: str
    versions: tuple[LawVersion, ...]
    #: Short titles that are accepted.
    aliases: tuple[str, ...] = ()
    #: Names that only help to guess what was meant.
    loose: tuple[str, ...] = ()
    #: The province of a local law.
    region: str = ""
    issuer: str = ""
    #: The day until which its amendments are known; empty: they are not followed.
    known_until: str = ""
    origin: Origin = DELIVERED
    maps: tuple[Mapping[str, Any], ...] = ()
    #: Quotation fingerprints, or where the catalogue keeps them; None: there are none.
    prints: Prints | int | None = None

    def __hash__(self) -> int:
        return hash((self.title, self.kind))

    def version(self, version_id: str) -> LawVersion | None:
        """The version of that id."""
        return next((version for version in self.versions if version.id == version_id), None)

    def version_on(self, day: str) -> LawVersion | None:
        """The version in force on ``day`` (YYYY-MM-DD); None when none is, or none that is known."""
        return next((version for version in reversed(self.versions) if version.in_force(day)), None)

    def standing_on(self, day: str) -> Standing:
        """What holds on ``day`` (YYYY-MM-DD)."""
        version = self.version_on(day)
        return Standing("in-force", version) if version else self._standing_without(day)

    def _standing_without(self, day: str) -> Standing:
        """What holds on a day on which no version that is known was in force."""
        first = self.versions[0]
        begun = [version for version in self.versions if version.begins <= day]
        if begun:
            return Standing("ended", begun[-1])
        return Standing(_BEFORE.get(first.act, "earlier-unknown"), first)

    def is_known_on(self, day: str) -> bool:
        """Whether its amendments are known up to ``day`` (YYYY-MM-DD); of laws that nobody follows, never."""
        return day <= self.known_until

    def map(self, old: str, new: str) -> ArticleMap | None:
        """What became of the articles of the version ``old`` in the version ``new``, by their ids; None: not known."""
        return _map(self, old, new) if old != new and self.maps else None

    def before(self, version: LawVersion) -> tuple[LawVersion, ...]:
        """The versions before ``version``, the newest first."""
        return self.versions[: self.versions.index(version)][::-1]

    def maps_to(self, version: LawVersion) -> Iterator[ArticleMap]:
        """What became in ``version`` of the articles of versions before it, of the newest of them first."""
        return filter(None, (self.map(earlier.id, version.id) for earlier in self.before(version)))

    def subject(self, version: str, article: str) -> str:
        """What the article (``14``, ``120-1``) of the version is about, in a few words; empty where not known."""
        return _subject(self, version, article)

    def share_of(self, text: str, version: str, articles: Iterable[str]) -> float:
        """How much of a passage of ``text`` (0 to 1) stands in one of ``articles`` of the version."""
        from negcli.law.quotation import share_in

        return share_in(self.prints, text, version, articles) if self.prints is not None else 0.0

    def quoted(self, text: str) -> tuple[Share, ...]:
        """Where a passage of ``text`` stands in the law: the share of it found per version and article, best first."""
        from negcli.law.quotation import shares

        return shares(self.prints, text) if self.prints is not None else ()


@lru_cache(maxsize=256)
def _map(law: Law, old: str, new: str) -> ArticleMap | None:
    from negcli.law.articlemap import between

    return between(law.maps, old, new)


@lru_cache(maxsize=256)
def _subject(law: Law, version: str, article: str) -> str:
    from negcli.law.articlemap import subject_of

    return subject_of(law.maps, version, article)
