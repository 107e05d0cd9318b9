"""What `laws check` shows: each citation as it is read, the version that it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.evidence.citing import Reading, weight
from negcli.law.citation import listed, official
from negcli.law.law import Law, LawVersion
from negcli.law.verdict import Judged, Verdict
from negcli.report.value import Block, Bullets, Heading, Report, Term, Terms, Text, plain
from negcli.rules import card
from negcli.words import Words


def judged_report(reading: Reading, day: str, words: Words) -> Report:
    """``reading``, judged by the law of ``day``."""
    blocks = [block for one in reading.judged for block in _judged(one, words)]
    nowhere = () if reading.judged else (_verdicts(reading.verdicts, words),)
    return Report(words("laws.judged", date=day), (*blocks, *nowhere))


def _judged(one: Judged, words: Words) -> Iterator[Block]:
    yield Heading(2, official((one.citation,)))
    if one.law and one.version:
        yield Terms(tuple(_about(one, one.law, one.version, words)))
    yield _verdicts(one.verdicts, words)


def _about(one: Judged, law: Law, version: LawVersion, words: Words) -> Iterator[Term]:
    rows = {
        "law": law.title,
        "version": words("laws.articles-of", date=version.begins),
        "number": version.number,
        "trust": words(f"laws.trust-{version.verified}"),
        "subject": words.join(list(_subjects(one, law, version, words))),
    }
    return (Term(words(f"laws.{name}"), plain(value)) for name, value in rows.items() if value)


def _subjects(one: Judged, law: Law, version: LawVersion, words: Words) -> Iterator[str]:
    """What the articles that are cited are about, as far as is known."""
    spots = (reference.first for reference in one.citation.references)
    for article in dict.fromkeys(spot.key for spot in spots):
        if subject := law.subject(version.id, article):
            yield words("laws.about-article", place=listed((article,)), subject=subject)


def _verdicts(verdicts: Sequence[Verdict], words: Words) -> Bullets:
    return Bullets(tuple(_verdict(one, words) for one in verdicts) or (plain(words("laws.faultless")),))


def _verdict(one: Verdict, words: Words) -> Text:
    instead = words("laws.write-instead", text=one.instead) if one.instead else ""
    said = card(one.name).say("message", words.lang, one.args)
    return plain(f"{words(f'laws.weight-{weight(one).name}')} {one.name}{words('laws.colon')}{said}{instead}")
