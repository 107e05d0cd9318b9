"""Search in Chinese: every two characters that stand side by side are a word, for what is written and what is asked.

So no dictionary is needed, and any stretch of a text is found. The pages search by themselves, without a server.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

_RUNS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9_]+")


def words_of(text: str) -> list[str]:
    """The words of ``text``: pairs of Chinese characters (one that stands alone, by itself), and words of letters."""
    return [word for run in _RUNS.findall(text) for word in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if run.isascii() or len(run) < 3:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


class SearchPairs(SearchLanguage):
    """Chinese by pairs of characters."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = """
function splitQuery(query) {
  const runs = query.match(/[\\u3400-\\u9fff]+|[A-Za-z0-9_]+/g) || [];
  const pairs = (run) => Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2));
  return runs.flatMap((run) => (/^\\w+$/.test(run) || run.length < 3 ? [run] : pairs(run)));
}
"""

    def split(self, text: str) -> list[str]:
        """The words of ``text``."""
        return words_of(text)

    def stem(self, word: str) -> str:
        """``word`` as it is looked up."""
        return word.lower()
