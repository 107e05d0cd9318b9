"""Questions on a terminal: what a command was not told is asked, and asked again where the answer will not do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

import click

from negcli.cli.screen import remark, writable
from negcli.cli.spoken import spoken, told
from negcli.errors import Failure

#: What was answered so far: question → answer.
Answers = Mapping[str, str]


class Question(NamedTuple):
    """What is asked, and by which option it is answered at once; what is wrong with an answer, if anything.

    ``usual`` is what goes without saying, by what was answered before; None where nothing does.
    """

    name: str
    fault: Callable[[str], Failure | None]
    usual: Callable[[Answers], str] | None = None


def answers(questions: tuple[Question, ...], given: Mapping[str, str | None]) -> Answers:
    """An answer to each of ``questions``: the one ``given``, else what is typed, else, without a terminal, the usual.

    Failure for one given that will not do, before anything is asked; ``missing-answers`` where nobody can be asked.
    """
    said = {name: (text or "").strip() for name, text in given.items()}
    open_ones = [question for question in questions if not said.get(question.name)]
    for question in filter(lambda question: question not in open_ones, questions):
        _insist(question.fault(said[question.name]))
    may_ask = sys.stdin.isatty()
    if not may_ask:
        _need([f"--{question.name}" for question in open_ones if not question.usual])
    for question in open_ones:
        said[question.name] = (_typed if may_ask else _taken)(question, said)
    return said


def _need(missing: list[str]) -> None:
    if missing:
        raise Failure("missing-answers", options=missing)


def _insist(fault: Failure | None) -> None:
    if fault:
        raise fault


def _taken(question: Question, said: Answers) -> str:
    return question.usual(said) if question.usual else ""


def _typed(question: Question, said: Answers) -> str:
    """What is typed, once it will do."""
    usual = question.usual(said) if question.usual else None
    while fault := question.fault(answer := _prompted(question, usual)):
        remark(spoken()(f"failures.{fault.code}", **fault.args_))
    return answer


def _prompted(question: Question, usual: str | None) -> str:
    answer: str = click.prompt(writable(told(f"init.ask.{question.name}")), default=usual, err=True)
    return answer.strip()
