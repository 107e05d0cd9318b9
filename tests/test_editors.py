"""Editors: what `negcli init` writes for them, and what the real yaml-language-server then shows, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import language_server
import pytest
from language_server import Server

from negcli.schema.build import KEYS
from negcli.setup.editors import LEAST, editor_files, main_language
from negcli.source.document import load_plain

CASES = load_plain((Path(__file__).parent / "cases" / "editor.yaml").read_text(encoding="utf-8"))

real = pytest.mark.skipif(bool(language_server.missing()), reason=language_server.missing())


def equip(folder: Path, keys: str) -> Any:
    """Write what editors need into ``folder``; the settings."""
    for name, text in editor_files(folder, keys).texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Server]]:
    """One server for each key language, at work in folders with a blank and Chinese characters in their names."""
    folders = {keys: tmp_path_factory.mktemp(f"示范市 名录 {keys}") for keys in KEYS}
    with (
        language_server.running(folders["en"], equip(folders["en"], "en")) as english,
        language_server.running(folders["zh"], equip(folders["zh"], "zh")) as chinese,
    ):
        yield {"en": english, "zh": chinese}


@real
@pytest.mark.parametrize("case", [case for case in CASES if "offers" in case], ids=lambda case: case["about"][:50])
def test_what_is_offered(case: Mapping[str, Any], servers: Mapping[str, Server]) -> None:
    answer = servers[case["keys"]].ask("completion", f"教育局/{CASES.index(case)}.yaml", case["text"])
    offered = {item["label"] for item in answer["items"]} - {"Inline schema"}  # its own offer to every empty line
    assert offered >= set(case["offers"])
    assert not offered & set(case.get("hides", ()))
    assert "only" not in case or offered == set(case["offers"])


@real
@pytest.mark.parametrize("case", [case for case in CASES if "tells" in case], ids=lambda case: case["about"][:50])
def test_what_is_told_on_hovering(case: Mapping[str, Any], servers: Mapping[str, Server]) -> None:
    answer = servers[case["keys"]].ask("hover", f"教育局/{CASES.index(case)}.yaml", case["text"])
    told = answer["contents"]["value"]
    assert [part for part in case["tells"] if part not in told] == [], told
    assert "||" not in told  # which would show that alternatives were taken for each other


@real
@pytest.mark.parametrize("case", [case for case in CASES if "finds" in case], ids=lambda case: case["about"][:50])
def test_what_is_found(case: Mapping[str, Any], servers: Mapping[str, Server]) -> None:
    found = servers[case["keys"]].diagnose(f"教育局/{CASES.index(case)}.yml", case["text"])
    told = sorted((item["range"]["start"]["line"] + 1, item["message"]) for item in found)
    expected = sorted((int(line), words) for line, words in case["finds"])
    assert [line for line, _ in told] == [line for line, _ in expected], told
    assert all(words in message for (_, words), (_, message) in zip(expected, told, strict=True)), told


@real
def test_the_table_has_every_question_in_both_languages() -> None:
    for question in ("offers", "tells", "finds"):
        assert {case["keys"] for case in CASES if question in case} == set(KEYS)


# The files


@pytest.mark.parametrize("keys", KEYS)
def test_a_second_time_there_is_nothing_to_write(keys: str, tmp_path: Path) -> None:
    equip(tmp_path, keys)
    assert editor_files(tmp_path, keys) == ({}, ())


def test_the_schema_follows_the_key_language_and_the_release(tmp_path: Path) -> None:
    equip(tmp_path, "en")
    assert list(editor_files(tmp_path, "zh").texts) == [".negcli/schema.json"]
    (tmp_path / ".negcli" / "schema.json").write_text('{"title": "mine"}')
    assert editor_files(tmp_path, "zh") == ({}, (".negcli/schema.json",))


def written(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_settings_of_ones_own_are_added_to(tmp_path: Path) -> None:
    mine = '{\n\t"editor.fontSize": 16,\n\t"yaml.format.enable": true,\n\t"yaml.schemas": {"a.json": "b.yaml"}\n}'
    written(tmp_path, ".vscode/settings.json", mine)
    written(tmp_path, ".vscode/extensions.json", '{"recommendations": ["x.y"], "unwantedRecommendations": []}')
    settings = equip(tmp_path, "zh")
    assert list(settings)[:3] == ["editor.fontSize", "yaml.format.enable", "yaml.schemas"]
    assert settings["yaml.format.enable"] is True
    assert settings["yaml.schemas"] == {"a.json": "b.yaml", "./.negcli/schema.json": ["*.yaml", "*.yml"]}
    assert '\n\t"editor.fontSize"' in (tmp_path / ".vscode" / "settings.json").read_text()
    extensions = json.loads((tmp_path / ".vscode" / "extensions.json").read_text())
    assert extensions["recommendations"] == ["x.y", "redhat.vscode-yaml", "editorconfig.editorconfig"]


@pytest.mark.parametrize(
    "mine", ["// 注释\n{}", "{,}", "[]", "", '{"a": 1, "a": 2}', b"\xef\xbb\xbf{}", "{}".encode("utf-16")]
)
def test_settings_that_are_no_plain_json_are_left_alone(mine: str | bytes, tmp_path: Path) -> None:
    written(tmp_path, ".vscode/settings.json", mine)
    written(tmp_path, ".gitattributes", "*.yaml -text\n")
    written(tmp_path, ".editorconfig", b"\xff")
    files = editor_files(tmp_path, "zh")
    assert files.kept == (".vscode/settings.json", ".editorconfig", ".gitattributes")
    assert list(files.texts) == [".negcli/schema.json", ".vscode/extensions.json"]


def test_settings_with_comments_that_name_the_schema_are_as_they_should_be(tmp_path: Path) -> None:
    written(tmp_path, ".vscode/settings.json", "// 注释\n{" + LEAST + "}")
    assert editor_files(tmp_path, "zh").kept == ()


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        (["种类: 名录\n"], "zh"),
        (["kind: register\n"], "en"),
        (["种类: 名录\n---\n种类: 负面清单\n", "kind: power-list\n"], "zh"),
        (["'种类': 名录\n", 'kind: "register"\n'], "en"),
    ],
)
def test_the_main_key_language(texts: list[str], keys: str) -> None:
    assert main_language(texts) == keys
