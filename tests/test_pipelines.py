"""What checks lists at every change: the hooks, run by the real pre-commit; the files for services, held against the
services' own schemas, and their commands run in a clone with its full history.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from gitkit import Repo
from transcripts import negcli

from negcli.cli.main import COMMANDS
from negcli.lists.vocabulary import LIST_KINDS
from negcli.setup.pipelines import PIPELINES, pipeline
from negcli.setup.start import new_register

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
#: The register's folder in the repository.
FOLDERS = ("", "清单/县/")
#: What the services' own schemas are called by check-jsonschema.
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}

posix = pytest.mark.skipif(os.name != "posix", reason="shells of POSIX")


def run(command: list[str] | str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONUTF8": "1", **settings}
    environment |= {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@y",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@y",
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
        shell=isinstance(command, str),
    )  # fmt: skip


def register(folder: Path, below: str) -> Repo:
    """A repository with a faultless register, committed."""
    repo = Repo(folder)
    texts = new_register("edu", "示范市教育局", "名录", "zh", LIST_KINDS[:1])
    repo.commit("2025-07-01", {below + name: text for name, text in texts.items()})
    return repo


def lists(folder: Path) -> Path:
    return next(path for path in sorted(folder.rglob("*.yaml")) if "负面清单" in path.read_text(encoding="utf-8"))


def write_pipeline(service: str, repo: Repo, below: str) -> Path:
    code, _, said = negcli(["init", "--ci", service, below or "."], repo.folder)
    assert code == 0, said
    return repo.folder / PIPELINES[service]


@pytest.mark.parametrize("below", FOLDERS)
@pytest.mark.parametrize("service", SCHEMAS)
def test_the_services_would_take_the_files(service: str, below: str, tmp_path: Path) -> None:
    file = write_pipeline(service, register(tmp_path, below), below)
    done = run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[service], str(file)], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("below", FOLDERS)
def test_gitee_s_file_has_what_its_pipelines_need(below: str, tmp_path: Path) -> None:
    data = yaml.load(
        write_pipeline("gitee", register(tmp_path, below), below).read_text(encoding="utf-8"), yaml.BaseLoader
    )
    assert (data["version"], set(data["triggers"])) == ("1.0", {"trigger", "push", "pr"})
    (stage,) = data["stages"]
    (step,) = stage["steps"]
    assert step["step"] == "build@python"
    assert all(isinstance(command, str) for command in step["commands"])


def test_all_of_them_ask_for_the_full_history() -> None:
    github, gitlab = (yaml.safe_load(pipeline(name, "", "0.1.0", ())) for name in ("github", "gitlab"))
    assert github["jobs"]["lists"]["steps"][0]["with"] == {"fetch-depth": 0}
    assert gitlab["negcli"]["variables"] == {"GIT_DEPTH": "0"}
    assert "git fetch --unshallow" in pipeline("gitee", "", "0.1.0", ())


def commands(service: str, text: str) -> Iterator[str]:
    """What the file has negcli do, for a shell."""
    data: Any = yaml.load(text, yaml.BaseLoader)
    if service == "github":
        yield from (step["run"] for step in data["jobs"]["lists"]["steps"] if "run" in step)
    elif service == "gitlab":
        yield "; ".join(["set -e", *data["negcli"]["script"]])
    else:
        yield "\n".join(command for command in data["stages"][0]["steps"][0]["commands"])


@pytest.mark.parametrize("service", PIPELINES)
@pytest.mark.parametrize(
    "name", ["清单 1", "a: b", "x #y", "it's", 'q"q', "{a}", "&a", "a,[b]", "- x", "a\\b", "${{ a }}", "$HOME", "!t"]
)
def test_a_folder_s_name_is_no_yaml_and_no_shell(service: str, name: str) -> None:
    data = yaml.safe_load(pipeline(service, f"{name}/", "0.1.0", COMMANDS))
    (check,) = {line for line in texts(data) if re.match(r"(\$PYTHON -m )?negcli validate(?!.* --output)", line)}
    words = shlex.split(check)
    assert words[words.index("validate") + 1].removeprefix("./") == name
    for pattern in [line for line in texts(data) if line.endswith(r"\.ya?ml$")]:
        assert re.search(pattern, f"{name}/一.yaml") and not re.search(pattern, "一.yaml")


def texts(data: object) -> Iterator[str]:
    """Every text in ``data``."""
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts(part)


@posix
@pytest.mark.parametrize(("service", "below"), [("github", FOLDERS[0]), ("gitlab", FOLDERS[1]), ("gitee", FOLDERS[1])])
def test_their_commands_run_and_find(service: str, below: str, tmp_path: Path) -> None:
    repo = register(tmp_path / "origin", below)
    text = write_pipeline(service, repo, below).read_text(encoding="utf-8")
    repo.git("clone", "-q", str(repo.folder), str(tmp_path / "clone"))
    settings = {
        "BASE": "origin/main", "CI_COMMIT_BRANCH": "main", "GITEE_BRANCH": "main",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }  # fmt: skip
    wanted = [re.sub(r".*-m pip install.*", ":", command) for command in commands(service, text)]
    assert sum("negcli" in command for command in wanted) >= (3 if service == "github" else 1)
    for command in wanted:
        done = run(command, tmp_path / "clone", **settings)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    broken = lists(tmp_path / "clone")
    broken.write_text(broken.read_text(encoding="utf-8").replace("机构:", "机购:", 1), encoding="utf-8")
    (check,) = [command for command in wanted if "validate" in command]
    assert run(check, tmp_path / "clone", **settings).returncode


def test_a_command_that_is_not_there_is_not_named() -> None:
    for service in PIPELINES:
        for known in ((), COMMANDS):
            named = set(re.findall(r"(?:run: |- |-m |entry: )negcli ([a-z]+)", pipeline(service, "", "0.1.0", known)))
            assert named <= set(COMMANDS) | {"validate", "fmt", "diff"}
            assert ("gate" in named) <= ("gate" in known)
        assert "# where" not in pipeline(service, "", "0.1.0", COMMANDS)


def test_a_file_that_is_there_stays_and_is_told(tmp_path: Path) -> None:
    repo = register(tmp_path, "")
    repo.write(".gitlab-ci.yml", "build: {script: [make]}\n")
    code, shown, _ = negcli(["init", "--ci", "gitlab", "--ci", "github", "--lang", "en"], tmp_path)
    assert code == 0 and "is there already" in shown and "GIT_DEPTH" in shown
    assert (tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8") == "build: {script: [make]}\n"
    assert "up to date" in negcli(["init", "--ci", "github", "--lang", "en"], tmp_path)[1]
    assert negcli(["init", "--ci", "github", "--lang", "en"], Path(tmp_path / "x").parent)[0] == 0


def test_without_a_register_there_is_nothing_to_check(tmp_path: Path) -> None:
    code, _, said = negcli(["init", "--ci", "github", "--lang", "en"], tmp_path)
    assert code == 2 and "holds no register" in said


@pytest.mark.parametrize(("format", "path"), [
    ("github", r"file=清单/县/"), ("gitlab", r'"path": "清单/县/'), ("sarif", r'"uri": "%E6%B8%85%E5%8D%95/%E5%8E%BF/'),
])  # fmt: skip
def test_reviews_find_files_from_the_top_of_the_repository(format: str, path: str, tmp_path: Path) -> None:
    register(tmp_path, FOLDERS[1])
    broken = lists(tmp_path)
    broken.write_text(broken.read_text(encoding="utf-8").replace("机构:", "机购:", 1), encoding="utf-8")
    code, shown, _ = negcli(["validate", "清单/县", "--format", format], tmp_path)
    assert code == 1 and re.search(path, shown)


def hook(repo: Repo, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real pre-commit."""
    home = {"PRE_COMMIT_HOME": str(repo.folder.parent / "pre-commit"), "SKIP": "", "LC_ALL": "C.UTF-8"}
    return run([sys.executable, "-m", "pre_commit", *arguments], repo.folder, **home)


def use_hooks(repo: Repo, *more: str) -> None:
    """A configuration that runs the offered hooks as they are, but with the negcli that is installed here."""
    hooks = [{**each, "language": "system"} for each in HOOKS]
    hooks = [{**each, "args": list(more)} if each["id"] == "negcli-validate" and more else each for each in hooks]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}, allow_unicode=True)
    repo.commit("2025-07-02", {".pre-commit-config.yaml": config})


def test_pre_commit_takes_what_we_offer_and_write(tmp_path: Path) -> None:
    repo = register(tmp_path / "repo", "")
    done = hook(repo, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout
    for below in FOLDERS:
        other = register(tmp_path / f"other{len(below)}", below)
        done = hook(other, "validate-config", str(write_pipeline("pre-commit", other, below)))
        assert done.returncode == 0, done.stdout


@posix
def test_the_hooks_let_what_is_right_pass_and_nothing_else(tmp_path: Path) -> None:
    repo = register(tmp_path / "repo", "")
    use_hooks(repo)
    assert hook(repo, "install").returncode == 0
    file = lists(repo.folder)
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("机构:", "机购:", 1), encoding="utf-8")
    repo.git("add", "-A")
    done = run(["git", "commit", "-m", "x"], repo.folder, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"))
    assert done.returncode == 1 and "unknown-field" in done.stdout + done.stderr
    file.write_text(good.replace("机构:", "机构:   ", 1), encoding="utf-8")
    repo.git("add", "-A")
    done = run(["git", "commit", "-m", "x"], repo.folder, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"))
    assert done.returncode == 1 and "files were modified by this hook" in done.stdout + done.stderr
    assert file.read_text(encoding="utf-8") == good
    file.write_text(good + "# 说明\n", encoding="utf-8")
    repo.git("add", "-A")
    done = run(["git", "commit", "-m", "x"], repo.folder, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"))
    assert done.returncode == 0, done.stdout + done.stderr


@posix
def test_with_since_head_old_faults_do_not_stop_a_commit(tmp_path: Path) -> None:
    repo = register(tmp_path / "repo", "")
    use_hooks(repo, "--since", "HEAD")
    file = lists(repo.folder)
    text = file.read_text(encoding="utf-8").rstrip("\n")
    repo.commit("2025-07-03", {file.name: f"{text}\n    备注: 电话13800000000\n"})
    (repo.folder / "其他.yaml").write_text("种类: 关切回应\n事项: []\n", encoding="utf-8")
    repo.git("add", "-A")
    assert hook(repo, "run", "negcli-validate").returncode == 0
    file.write_text(f"{text}\n    备注: 电话13900000000\n", encoding="utf-8")
    repo.git("add", "-A")
    done = hook(repo, "run", "negcli-validate")
    assert done.returncode == 1 and "mobile-number" in done.stdout


@pytest.mark.registry
def test_the_hooks_install_themselves(tmp_path: Path) -> None:
    """As people use them: pre-commit makes an environment of its own and installs this repository into it."""
    repo = register(tmp_path / "repo", "")
    source = Repo(tmp_path / "source")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source.folder / name)
    for name in ("negcli", "schemas", "examples"):
        shutil.copytree(ROOT / name, source.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    source.commit("2025-07-01")
    done = hook(repo, "try-repo", str(source.folder), "negcli-validate", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "没有发现问题" in done.stdout or "No findings" in done.stdout
