"""Situations of `cases/situations.yaml`: steps that make a real repository, and what is then true of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from gitkit import Repo
from transcripts import negcli

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "situations.yaml").read_text(encoding="utf-8"))
#: What a list's short form calls the fields of its edition.
_EDITION = {"版次": "版次号", "说明": "调整说明", "文号": "文号"}
_EDITION |= {"公布": "公布日期", "施行": "施行日期", "批准": "批准日期", "机关": "批准机关", "摘要": "说明"}
_KINDS = {"负面清单": "事项名称", "权力清单": "事项名称", "责任清单": "权力事项"}


def make(steps: list[Mapping[str, Any]], folder: Path) -> Repo:
    """The repository that ``steps`` make in ``folder``."""
    repo = Repo(folder)
    repo.write("名录.yaml", spelt(TABLE["名录"]))
    for step in steps:
        _take(repo, dict(step))
    return repo


def _take(repo: Repo, step: dict[str, Any]) -> None:
    day = str(step.pop("日期", "2020-01-01"))
    if "分支" in step:
        repo.branch(step.pop("分支"))
    if "转到" in step:
        repo.switch(step.pop("转到"))
    if "合并" in step:
        _merge(repo, step.pop("合并"), step.get("写") is not None)
    for old, new in step.pop("移动", {}).items():
        (repo.folder / new).parent.mkdir(parents=True, exist_ok=True)
        repo.git("mv", old, new)
    for line in step.pop("命令", []):
        code, _, said = negcli(str(line).split(), repo.folder)
        assert code == 0, said
    written = {name: spelt(content) for name, content in step.pop("写", {}).items()}
    only_branch = not written and set(step) <= {"仅"}
    assert set(step) <= {"仅"}, f"unknown step: {step}"
    for name, text in written.items():
        repo.write(name, text)
    if not only_branch or repo.git("status", "--porcelain") or (repo.folder / ".git" / "MERGE_HEAD").exists():
        repo.commit(day)


def _merge(repo: Repo, name: str, by_hand: bool) -> None:
    """Merge without committing: what conflicts is then written by hand."""
    try:
        repo.git("merge", "-q", "--no-ff", "--no-commit", name)
    except AssertionError:
        assert by_hand, "the merge conflicts and nothing says how it was resolved"


def spelt(content: Any) -> str | None:
    """A file's text: as it is, none where it goes away, or documents from their short forms."""
    if content is None or isinstance(content, str):
        return content
    documents = content if isinstance(content, list) else [content]
    return "---\n".join(yaml.safe_dump(_document(row), allow_unicode=True, sort_keys=False) for row in documents)


def _document(row: Mapping[str, Any]) -> Mapping[str, Any]:
    if "名录" in row:
        agencies = [{"代号": key, "名称": name} for key, name in row["机构"].items()]
        return {"种类": "名录", "格式版本": "1", "名称": row["名录"], "机构": agencies}
    kind = row.get("种类", "负面清单")
    edition = {long: _plain(row[short]) for short, long in _EDITION.items() if short in row}
    entries = [_entry(name, fields, _KINDS[kind]) for name, fields in (row.get("事项") or {}).items()]
    return {"种类": kind, "机构": row["机构"], "版次": edition, "事项": entries}


def _entry(name: str, fields: Any, title: str) -> Mapping[str, Any]:
    rest = fields if isinstance(fields, Mapping) else {title: fields}
    return {"编号": name, **_plain(rest)}


def _plain(value: Any) -> Any:
    """Days as texts, as people write them."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if isinstance(value, str) else str(value)
