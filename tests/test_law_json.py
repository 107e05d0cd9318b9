"""JSON of laws and of what is due is as its published schemas say."""

from __future__ import annotations

import json

import jsonschema
import pytest
from test_due import CASES, found, span_of

from negcli.due import Known
from negcli.evidence.citing import read_text
from negcli.export.due import due_json
from negcli.export.judged import judged_json
from negcli.export.laws import laws_json
from negcli.law.catalogue import delivered
from negcli.law.verdict import Question
from negcli.resources import shared_folder


def judge(name: str) -> jsonschema.Draft202012Validator:
    text = (shared_folder("schemas") / f"{name}-output.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def as_read(data: object) -> object:
    return json.loads(json.dumps(data, ensure_ascii=False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_due(case: dict[str, object]) -> None:
    judge("due").validate(as_read(due_json(found(case), span_of(case), Known("2025-04-19"))))


@pytest.mark.parametrize("title", ["政府信息公开条例", "刑法", "国家安全法", "档案法实施办法", "上海市养犬管理条例"])
def test_laws_in_full(title: str) -> None:
    laws = delivered().all_of(title)
    assert laws
    judge("laws").validate(as_read(laws_json(laws, full=True)))


@pytest.mark.parametrize("text", ["《政府信息公开条例》第14条第4款、《示范办法》", "保密法第九条：“公开”", "某某"])
def test_a_citation_judged(text: str) -> None:
    reading = read_text(text, Question(delivered(), "2025-01-01", "2026-01-01"))
    for lang in ("zh", "en"):
        judge("citations").validate(as_read(judged_json(reading, "2025-01-01", lang)))


def test_every_tenth_law_of_the_list() -> None:
    judge("laws").validate(as_read(laws_json(list(delivered().laws())[::10])))
