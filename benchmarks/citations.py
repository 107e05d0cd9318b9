"""`python -m benchmarks.citations FILE`: read and judge the citations in a file, one a line, as `validate` does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from negcli.evidence.citing import read_text
from negcli.law.catalogue import delivered
from negcli.law.law import Law
from negcli.law.numerals import han
from negcli.law.verdict import Question

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


def main(file: Path) -> None:
    """Judge every line of ``file``, twice: the first time laws are loaded."""
    question = Question(delivered(), DAY, TODAY, {}, {})
    for line in file.read_text(encoding="utf-8").splitlines() * 2:
        read_text(line, question)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
