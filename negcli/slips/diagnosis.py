"""Where YAML breaks off: the true cause, at the true line, with the line as it should be.

libyaml says where it could not go on; what people did wrong often stands a line or more above. Only the text that
libyaml had not finished with is suspected (`breakoff.py`), so that a colon in somebody's note is never blamed for an
error elsewhere. Imported only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile

import yaml

from negcli.place import Place
from negcli.slips.breakoff import Break, Diagnosis, first_suspect, read_break
from negcli.slips.indentation import KEY, fields_above, indent_of, natural_indent, odd_one_above
from negcli.slips.lookalikes import all_keys, column_of, odd_sign
from negcli.slips.oddvalues import is_mapping, is_strict
from negcli.source.builder import UNPRINTABLE, Unsafe
from negcli.source.loader import Slip

#: Longer lines are not looked into: patterns with gaps would take seconds for them.
LONGEST_LINE = 2000


def explain(text: str, lines: Sequence[str], error: yaml.YAMLError) -> Slip:
    """The slip that ``error`` tells of, which reading ``text`` gave, whose ``lines`` these are."""
    if isinstance(error, Unsafe):
        return error.slip
    return slip_of(diagnose(text, lines, error), str(getattr(error, "problem", None) or ""))


#: Causes for which the card has advice of its own.
_HINTS = {"merge-conflict": "conflict"}


def slip_of(found: Diagnosis, problem: str = "") -> Slip:
    """``found`` as a slip; ``problem`` is what libyaml said."""
    hint = "line" if found.instead else _HINTS.get(found.cause, "none")
    args = (("cause", found.cause), ("hint", hint), ("instead", found.instead), ("problem", problem))
    section = (("section", head.strip(" :")) for head in found.instead.split("\n")[:-1])
    return Slip(found.name, found.place, (*args, *section), breaks=True)


def diagnose(text: str, lines: Sequence[str], error: yaml.YAMLError) -> Diagnosis:
    """What is wrong with ``text``, whose ``lines`` these are, where reading it gave ``error``."""
    known = read_break(text, [line if len(line) <= LONGEST_LINE else "" for line in lines], error)
    if known is None:
        return _control_character(lines)
    other = known.found("yaml-error", "other", known.at[0], (known.at[1], known.at[1] + 1))
    return next(filter(None, _explanations(known)), other)


def _explanations(known: Break) -> Iterator[Diagnosis | None]:
    """What each way of looking finds, the surest first."""
    for number in range(first_suspect(known), known.at[0] + 1):
        yield from (look(known, number) for look in _IN_LINES)
    yield from (explain(known) for explain in _BY_PROBLEM)


def _control_character(lines: Sequence[str]) -> Diagnosis:
    for number, line in enumerate(lines):
        if match := UNPRINTABLE.search(line):
            place = Place(number + 1, match.start() + 1, number + 1, match.end() + 1)
            return Diagnosis("yaml-error", place, "control-character", UNPRINTABLE.sub("", line))
    return Diagnosis("yaml-error", Place(1, 1, 1, 2), "other")


Look = Callable[[Break, int], Diagnosis | None]

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$")
_WIDE_QUOTE = re.compile(KEY + r"""([ \t]+)(?:[“”](.*?)["“”]|"([^"“”]*)[“”])([ \t]*(?:#.*)?)$""")
_WIDE_BRACKET = re.compile(KEY + r"""([ \t]+)([\[{].*)([］】｝〕])([ \t]*)$""")
_QUOTED = re.compile(rf"""(?:{KEY.replace("(", "(?:").replace("(?:?:", "(?:")}[ \t]+| *(?:- +)+)(["'])(.*)$""")
_CLOSING = {"[": "]", "{": "}"}


def _odd_sign(known: Break, number: int) -> Diagnosis | None:
    """A sign that only looks like YAML's, or a tab, or one that lacks."""
    odd = odd_sign(known.line_at(number))
    if odd is None:
        return None
    is_lead = odd.columns[0] == 0  # nobody can tell how many spaces it stands for
    instead = " " * natural_indent(known.lines, number) + odd.instead.lstrip() if is_lead else odd.instead
    return known.found(odd.name, odd.cause, number, odd.columns, instead)


def _conflict(known: Break, number: int) -> Diagnosis | None:
    line = known.line_at(number)
    return known.found("yaml-error", "merge-conflict", number, (0, len(line))) if _CONFLICT.match(line) else None


def _wide_quote(known: Break, number: int) -> Diagnosis | None:
    match = _WIDE_QUOTE.match(known.line_at(number))
    if match is None:
        return None
    instead = f"{match[1]}{match[2]}{match[3]}{_quoted(match[4] or match[5] or '')}{match[6]}"
    return known.found("full-width-syntax", "quote", number, (match.end(3), match.start(6)), instead)


def _wide_bracket(known: Break, number: int) -> Diagnosis | None:
    match = _WIDE_BRACKET.match(known.line_at(number))
    if match is None:
        return None
    opening, closing = match[4][0], _CLOSING[match[4][0]]
    if match[4].count(opening) <= match[4].count(closing):
        return None
    instead = f"{match[1]}{match[2]}{match[3]}{match[4]}{closing}"
    return known.found("full-width-syntax", "bracket", number, match.span(5), instead)


def _open_quote(known: Break, number: int) -> Diagnosis | None:
    """A value that begins with a quotation mark which the line does not close."""
    match = _QUOTED.match(known.line_at(number))
    if match is None or match[2].replace("\\" + match[1], "").count(match[1]) % 2:
        return None
    columns = (match.start(1), len(match.string))
    return known.found("yaml-error", "open-quote", number, columns, f"{match.string.rstrip()}{match[1]}")


#: What is looked for in every suspected line, the surest signs first.
_IN_LINES: tuple[Look, ...] = (_conflict, _wide_quote, _wide_bracket, _odd_sign, _open_quote)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _quoting(known: Break, cause: str, number: int, start: int) -> Diagnosis:
    """The value that begins at ``start`` must stand in quotation marks, or the signs around it must go."""
    line = known.line_at(number).rstrip()
    key, value = _key_of(line), line[start:]
    right = next((mend(value) for wanted, is_so, mend in _MENDS if wanted == cause and is_so(key, value)), None)
    return known.found("yaml-error", cause, number, (start, len(line)), line[:start] + (right or _quoted(value)))


def _key_of(line: str) -> str:
    match = re.match(KEY, line)
    return match[2].rstrip(": \t") if match else ""


def _is_one_quotation(key: str, value: str) -> bool:
    """Whether quotation marks stand around the whole of a value, and others within it, which enumerate nothing."""
    return value[:1] == value[-1:] and value[:1] in ("'", '"') and not _SEVERAL.search(value)


_SEVERAL = re.compile(r"""["'][ \t]*[、，,；;和与及][ \t]*["']""")
_TAIL = re.compile(r"""(?<=["'\]}])[ \t]*(?:[,，;；。、]|(?<=[\]}])["'”’]+)$""")

#: A text between signs of Markdown.
_MARKED = re.compile(r"""(`+|\*\*)([^\s"'`*\[{&|>%@!#-][^`*]*?)\1""")
#: An apostrophe within a word, after a mark that opens a quotation and is not closed.
_APOSTROPHE = re.compile(r"'[^']*\w'\w[^']*")
#: Of a cause: where something else than quotation marks is the cure (by key and value), and which.
_MENDS: tuple[tuple[str, Callable[[str, str], bool], Callable[[str], str]], ...] = (
    ("special-character", lambda key, value: bool(_MARKED.fullmatch(value)), lambda value: _MARKED.sub(r"\2", value)),
    ("special-character", lambda key, value: is_strict(key), lambda value: value.lstrip(_SIGNS)),
    ("no-braces", lambda key, value: True, lambda value: f"{{{value}}}"),
    ("mark-after-value", lambda key, value: True, lambda value: _TAIL.sub("", value)),
    ("text-after-value", lambda key, value: bool(_APOSTROPHE.fullmatch(value)), lambda value: _quoted(value[1:])),
    ("text-after-value", _is_one_quotation, lambda value: _quoted(value[1:-1].replace('""', '"'))),
)


#: Signs of YAML that no name, number or date begins with.
_SIGNS = "@*%`>!&|"


def _value_start(known: Break, number: int) -> int | None:
    """Where the value of a line ``key: value`` begins."""
    match = re.match(KEY + r"[ \t]+(?=\S)", known.line_at(number))
    return match.end() if match else None


def _open_bracket(known: Break) -> Diagnosis | None:
    """A list or mapping in brackets that is not closed, or closed by a bracket of the other kind."""
    if not known.context.startswith("while parsing a flow"):
        return None
    in_node = known.context == "while parsing a flow node" and known.brackets
    line, column = known.brackets[-1] if in_node else known.since
    if known.at[0] == line and known.line.startswith(("]", "}"), known.at[1]):
        return _wrong_bracket(known, _CLOSING.get(known.line[column], "}"))
    text = known.line_at(line).rstrip()
    closing = _CLOSING.get(text[column : column + 1], "")
    return known.found("yaml-error", "open-bracket", line, (column, column + 1), "" if "#" in text else text + closing)


#: A text among others in brackets that has brackets of its own.
_BRACKETED = re.compile(
    r"(?:(?<=: )|(?<=, )|(?<=[,\[{]))(?=[^,\"'\[\]{}\s])"
    r"(?:(?!: )[^,\"'\[\]{}]|\[[^\[\]{}]*\]|\{[^\[\]{}]*\})+(?=[,}\]])"
)


def _bracket_in_value(known: Break) -> Diagnosis | None:
    """A bracket within a text that stands in brackets itself, where it needs quotation marks."""
    number, column = known.at
    if not known.context.startswith("while parsing a flow") or known.line[column : column + 1] not in ("[", "{"):
        return None
    spans = [match.span() for match in _BRACKETED.finditer(known.line) if match.start() < column < match.end()]
    instead = _BRACKETED.sub(lambda match: _quoted(match[0]) if _has_bracket(match[0]) else match[0], known.line)
    return known.found("yaml-error", "bracket-in-value", number, spans[0], instead.rstrip()) if spans else None


def _has_bracket(text: str) -> bool:
    return "[" in text or "{" in text


def _wrong_bracket(known: Break, right: str) -> Diagnosis:
    line, column = known.at
    instead = known.line[:column] + right + known.line[column + 1 :]
    return known.found("yaml-error", "wrong-bracket", line, (column, column + 1), instead)


def _endless_quote(known: Break) -> Diagnosis | None:
    """A quotation mark that nothing closes, wherever it stands."""
    if known.context != "while scanning a quoted scalar":
        return None
    number, column = known.since
    line = known.line_at(number).rstrip()
    instead = "" if "#" in line else line + line[column : column + 1]
    return known.found("yaml-error", "open-quote", number, (column, len(line)), instead)


def _escape(known: Break) -> Diagnosis | None:
    """A backslash within double quotation marks that begins no escape of YAML's."""
    if not known.context.startswith("while parsing a quoted scalar"):
        return None
    line, column = known.at
    start = max(known.line.rfind("\\", 0, column + 1), 0)
    instead = known.line[:start] + "\\" + known.line[start:] if known.problem.startswith("found unknown") else ""
    return known.found("yaml-error", "escape", line, (start, max(start + 2, column + 1)), instead)


def _after_value(known: Break) -> Diagnosis | None:
    """Text after a closing quotation mark or bracket, on its line."""
    number, column = known.at
    start = _finished_value(known)
    if start is None:
        return None
    if known.line.startswith(("]", "}"), column):
        line = known.line[:column] + known.line[column + 1 :]
        return known.found("yaml-error", "extra-bracket", number, (column, column + 1), line)
    cause = "mark-after-value" if _TAIL.search(known.line.rstrip()) else "text-after-value"
    return _quoting(known, cause, number, start)


def _finished_value(known: Break) -> int | None:
    """Where the value in quotes or brackets begins that ended in the line in which libyaml stopped."""
    ended = [token.end_mark.line for token in known.tokens[-1:]]
    if ended != [known.at[0]] or known.problem != "did not find expected key":
        return None
    start = _value_start(known, known.at[0])
    return start if start and start < known.at[1] and known.line[start] in "\"'[{" else None


def _special(known: Break) -> Diagnosis | None:
    """A value that begins with a character that YAML takes for its own."""
    if known.context not in _SPECIAL and not known.problem.startswith("found character that cannot start"):
        return None
    number, column = known.since if known.context != "while parsing a block node" else known.at
    if re.match(r" *(?:- +)*(?:[^\[{]*: +)?$", known.line_at(number)[:column]):
        return _quoting(known, "special-character", number, column)
    return known.found(
        "yaml-error", "special-character", number, (column, column + 1), _quoted_in_braces(known, column)
    )


def _quoted_in_braces(known: Break, start: int) -> str:
    """The line with quotation marks around the value that begins at ``start`` and ends at a comma or bracket."""
    match = re.compile(r"[^,\]}\"']+(?=[,\]}])").match(known.line, start)
    return f"{known.line[:start]}{_quoted(match[0])}{known.line[match.end() :]}" if match else ""


_SPECIAL = (
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while scanning a block scalar",
    "while parsing a block node",
)


def _second_colon(known: Break) -> Diagnosis | None:
    """A colon and a space within a value; or a line too far to the right, which looks the same to libyaml."""
    if not known.problem.startswith("mapping values are not allowed"):
        return None
    start = _value_start(known, known.at[0])
    if start is not None and start < known.at[1]:
        is_map = is_mapping(_key_of(known.line))
        return _quoting(known, "no-braces" if is_map else "colon-in-value", known.at[0], start)
    return _shifted(known)


#: A field behind the value of another one: its own line break was lost.
_KEYS = "|".join(sorted(all_keys(), key=len, reverse=True))
_FURTHER = re.compile(rf"(?<=[^\s,{{\[])([ \t]+(?:- +)?)({_KEYS}):(?:[ \t]+|$)")


def _two_fields(known: Break) -> Diagnosis | None:
    """A field behind the value of another one: what is between them shows that, or that it stands nowhere else."""
    number, line = known.at[0], known.line.rstrip()
    start = _value_start(known, number)
    field = _FURTHER.search(line, start) if start and start < known.at[1] else None
    if field is None or _is_text(known, field):
        return None
    further = " " * _column_of_further(known, field) + line[field.start(2) :]
    instead = "" if "-" in field[1] else f"{line[: field.start()]}\n{further}"
    return known.found("yaml-error", "two-fields", number, (field.start(2), len(line)), instead)


def _is_text(known: Break, field: re.Match[str]) -> bool:
    """Whether a field behind another one's value may be a part of that: it stands where it should, too."""
    is_alone = field[1] != " " or field.end() == len(field.string)
    return not is_alone and field[2] in _beside(known, known.at[0])


def _beside(known: Break, number: int) -> set[str]:
    """The keys of the fields that stand in one mapping with that in the line ``number``."""
    column = column_of(known.line_at(number))
    lines = known.lines[number + 1 :], reversed(known.lines[:number])
    around = (takewhile(lambda line: not line.strip() or indent_of(line) >= column, side) for side in lines)
    return {_key_of(line) for line in chain.from_iterable(around) if indent_of(line) == column}


def _column_of_further(known: Break, field: re.Match[str]) -> int:
    """Where a field should begin that stands behind another one: as that, or above what stands below it."""
    column = column_of(field.string)
    below = next(filter(str.strip, known.lines[known.at[0] + 1 :]), "")
    return column if field.end() < len(field.string) else min(column, max(indent_of(below) - 2, 0))


def _indented_start(known: Break) -> Diagnosis | None:
    """A document whose first line is indented and the others are not."""
    if "<document start>" not in known.problem or known.at[1] != 0:
        return None
    above = takewhile(lambda number: not known.line_at(number).startswith(("---", "...")), reversed(range(known.at[0])))
    number = next((number for number in above if _sticks_out(known, number)), None)
    if number is None:
        return None
    line = known.line_at(number)
    return known.found("yaml-error", "indentation", number, (0, len(line) - len(line.lstrip())), line.lstrip())


def _sticks_out(known: Break, number: int) -> bool:
    """Whether a line is indented, and the one above it, if there is any, is not."""
    return known.line_at(number).startswith(" ") and not (number and known.line_at(number - 1).startswith(" "))


def _shifted(known: Break) -> Diagnosis | None:
    """A line that begins in a column where nothing can, or follows one that does."""
    number, line = known.at[0], known.line
    indent = indent_of(line)
    if not line.strip() or known.at[1] < indent or not fields_above(known.lines, number):
        return None
    if _is_item_among_fields(known, indent):
        return known.found("yaml-error", "item-among-fields", number, (indent, len(line)))
    number, right = odd_one_above(known.lines, number) or (number, natural_indent(known.lines, number))
    line, indent = known.line_at(number), indent_of(known.line_at(number))
    if right == indent:
        return None
    return known.found("yaml-error", "indentation", number, (0, indent), " " * right + line.lstrip())


def _is_item_among_fields(known: Break, indent: int) -> bool:
    """Whether an item begins in the column where fields do."""
    in_mapping = known.context == "while parsing a block mapping" and known.since[1] == indent
    return in_mapping and known.line.lstrip().startswith("- ")


def _no_colon(known: Break) -> Diagnosis | None:
    """A line that is neither a field nor an item nor the continuation of a text."""
    if known.context != "while scanning a simple key":
        return None
    return known.found("yaml-error", "no-colon", known.since[0], (known.since[1], len(known.line_at(known.since[0]))))


_BY_PROBLEM: tuple[Callable[[Break], Diagnosis | None], ...] = (
    _bracket_in_value,
    _open_bracket,
    _endless_quote,
    _escape,
    _two_fields,
    _after_value,
    _special,
    _second_colon,
    _no_colon,
    _indented_start,
    _shifted,
)
