"""What to write instead: in general, and exactly where a finding carries the very text."""

from __future__ import annotations

from negcli.finding import Finding
from negcli.rules import card
from negcli.words import Words

#: How long a text may be that is given within a sentence.
_LONGEST = 40


def advice(finding: Finding, words: Words, beside_line: bool = False) -> str:
    """What the rule's card says is to be written instead, and the exact text where it is known and short.

    ``beside_line``: the whole line put right is shown as well, and not told again.
    """
    args = finding.args_beside_line if beside_line else finding.args
    instead, text = card(finding.name).say("instead", words.lang, args), right_text(finding)
    is_news = _is_told(finding, text) and not _says(instead, text)
    return words("report.exactly", instead=instead, text=text) if is_news else instead


def _says(instead: str, text: str) -> bool:
    """Whether the card's own words give ``text`` already, in quotation marks or brackets."""
    return any(f"{before}{text}{after}" in instead for before, after in ("“”", '""', "（）", "()"))


def _is_told(finding: Finding, text: str) -> bool:
    """Whether ``text`` is short enough, and stands for a value."""
    is_value = finding.fix is not None and finding.fix.at == "value"
    return is_value and 0 < len(text) <= _LONGEST and "\n" not in text


def right_text(finding: Finding) -> str:
    """What would be right in place of the words meant, where the rule knows it; empty otherwise."""
    fix = finding.fix
    if fix is None or finding.line_put_right or len(fix.edits) != 1:
        return ""
    return fix.edits[0].text.strip() or fix.becomes
