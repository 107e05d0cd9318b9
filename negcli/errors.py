"""Why a job cannot be done at all (exit code 2), as opposed to findings about somebody's data."""

from __future__ import annotations

import sys
from typing import Any


class Failure(Exception):
    """The job cannot be done. Carries a code and arguments; the sentence is `failure.CODE` in the words.

    Raised anywhere, caught once (`cli/main.py`).
    """

    def __init__(self, code: str, **args: Any) -> None:
        super().__init__(code, args)
        self.code = code
        self.args_ = args


def missing_extra(package: str, extra: str) -> Failure:
    """That a job wants ``package``, which negcli's ``extra`` brings, and how it is installed where negcli runs."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return Failure("extra-missing", package=package, extra=extra, python=python)
