"""`python -m benchmarks.citations FILE [LAWS…]`: read and judge citations, one a line, as `validate` does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random

from negcli.evidence.citing import read_text
from negcli.law.catalogue import delivered
from negcli.law.imported import Import, laws_document
from negcli.law.law import Law
from negcli.law.numerals import han
from negcli.law.reading import read_law
from negcli.law.verdict import Question
from negcli.source.loader import load_plain

DAY, TODAY = "2024-06-01", "2025-06-01"
#: As lists that were read cite: thirteen in twenty in the usual form, the others in figures, several at once, in a
#: sentence, without marks or without an article.
FORMS = (
    *["《{title}》第{han}条"] * 10,
    *["《{title}》第{han}条第一款"] * 3,
    "《{title}》第{figure}条",
    "《{title}》第{figure}条第1款",
    "《{title}》第{han}条、第{next}条",
    "《{title}》第{han}条至第{next}条",
    "依据《{title}》第{han}条、{next}条的规定，不予公开",
    "{title}第{han}条",
    "《{title}》",
)


def write(path: Path, count: int) -> Path:
    """``count`` citations of national laws, each another one, into ``path``."""
    citations = (form.format(**place) for form, place in zip(cycle(FORMS), _places(), strict=False))
    path.write_text("".join(f"{citation}\n" for citation in islice(citations, count)), encoding="utf-8")
    return path


def _places() -> Iterator[dict[str, object]]:
    """Article after article of every national law, the first of each before the second ones."""
    laws = list(filter(_is_national, delivered().laws()))
    for number in range(1, 200):
        place = {"figure": number, "han": han(number), "next": han(number + 1)}
        yield from (place | {"title": law.title} for law in laws if (law.versions[-1].last_article or 0) > number)


def _is_national(law: Law) -> bool:
    return law.kind in ("法律", "行政法规")


#: Characters of a passage that is quoted, and how many passages of each length.
LENGTHS, PASSAGES = (20, 60, 200), 2_500
#: An invented law that is long enough to quote from.
SAMPLE = "示范市样例条例"


def write_quotations(folder: Path) -> tuple[Path, Path]:
    """An invented law as a `laws` document, and citations that quote it, below ``folder``.

    A third of the passages stand in the article cited, a third in another one, a third nowhere.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw = Random(1)
    articles = [_passage(draw, 400) for _ in range(60)]
    text = "\n".join([SAMPLE, *(f"第{han(number)}条　{article}" for number, article in enumerate(articles, 1))])
    law, file = folder / "law.yaml", folder / "quotations.txt"
    law.write_text(laws_document([Import(read_law(text), "地方性法规", "law.md", TODAY)], "en"), encoding="utf-8")
    file.write_text("".join(_quotations(draw, articles)), encoding="utf-8")
    return law, file


def _quotations(draw: Random, articles: Sequence[str]) -> Iterator[str]:
    for length in LENGTHS * PASSAGES:
        at, start = draw.randrange(len(articles)), draw.randrange(400 - length)
        written = articles[at][start : start + length], articles[at - 7][start : start + length], _passage(draw, length)
        yield from (f"《{SAMPLE}》第{han(at + 1)}条：“{passage}”\n" for passage in written)


def _passage(draw: Random, length: int) -> str:
    return "".join(chr(draw.randrange(0x4E00, 0x9FA0)) for _ in range(length))


def main(file: Path, laws: Sequence[Path] = ()) -> None:
    """Judge every line of ``file``, twice: the first time laws are loaded; with what the documents ``laws`` tell."""
    documents = [load_plain(path.read_text(encoding="utf-8")) for path in laws]
    question = Question(delivered().with_laws(documents), DAY, TODAY, {}, {})
    for line in file.read_text(encoding="utf-8").splitlines() * 2:
        read_text(line, question)


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(Path, sys.argv[2:])))
