"""What citations are asked, and what is answered: values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from negcli.law.catalogue import Catalogue
from negcli.law.citation import Citation, Span
from negcli.law.law import TEXT, Law, LawVersion
from negcli.law.titles import Meaning


class Question(NamedTuple):
    """What citations are judged by: the law as known, declared short titles, the list's day and today (YYYY-MM-DD)."""

    catalogue: Catalogue
    day: str
    today: str
    short: Mapping[str, str] = {}
    #: Titles whose meaning was already looked for.
    met: dict[tuple[object, ...], Meaning] | None = None

    def knows(self, title: str) -> bool:
        """Whether there is a law of that title, or the register declares it as a short one."""
        return title in self.short or self.catalogue.knows(title)


class Verdict(NamedTuple):
    """A fault: the rule's name, the part that is wrong and where it stands, and arguments for the rule's sentences.

    ``certain``: it rests on facts read off the law's text, and the catalogue knows the law on that day.
    ``instead``: what would be right in place of ``span``, or of ``over`` where that is more; ``safe``: beyond doubt.
    """

    name: str
    span: Span
    args: Mapping[str, Any] = MappingProxyType({})
    part: str = "law"
    certain: bool = False
    instead: str | None = None
    safe: bool = False
    over: Span | None = None

    def __hash__(self) -> int:
        return hash((self.name, self.span))


class Judged(NamedTuple):
    """A citation, the law and version that it means (None: not known), its verdicts, and whether that is `certain`."""

    citation: Citation
    law: Law | None = None
    version: LawVersion | None = None
    verdicts: tuple[Verdict, ...] = ()
    certain: bool = False


class Case(NamedTuple):
    """A citation, the law and the version that it means, and by what it is judged."""

    citation: Citation
    law: Law
    version: LawVersion
    question: Question
    #: Whether the citation itself says which version it means.
    said: bool = False

    @property
    def certain(self) -> bool:
        """Whether the version was read off the law's text, and the law is known on that day."""
        return self.version.verified == TEXT and self.law.is_known_on(self.question.day)

    @property
    def source(self) -> str:
        """Which text of the law is meant: its order, or the day from which it is in force."""
        return self.version.number or self.version.begins

    @property
    def text(self) -> str:
        """Which of them `source` is: ``order`` or ``day``."""
        return text_of(self.version)


def text_of(version: LawVersion) -> str:
    """By what a version is named in messages: ``order``, its number, or the ``day`` from which it is in force."""
    return "order" if version.number else "day"


def title_span(citation: Citation) -> Span:
    """Where the title stands; the first place where there is none."""
    if citation.title or not citation.references:
        return citation.span
    return citation.references[0].span
