"""How the code reads, in figures: when one is beyond its limit, the functions to blame are named."""

from __future__ import annotations

import ast
import graphlib
import io
import re
import statistics
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).parent.parent / "negcli"

_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case)
_NO_CODE = {
    *(tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.COMMENT, tokenize.ENCODING, tokenize.ENDMARKER),
}
_WAIVER = re.compile(r"#\s*(type:\s*ignore|noqa|pragma:\s*no cover)")


@dataclass(frozen=True)
class Function:
    """A function: where it is, its syntax tree, and the numbers of the file's lines that hold code."""

    where: str
    node: ast.FunctionDef
    code: frozenset[int]

    @property
    def lines(self) -> int:
        """Lines of code: without blank lines, comments and docstrings."""
        return len(self.code & set(range(self.node.lineno, (self.node.end_lineno or 0) + 1)))

    @property
    def branches(self) -> int:
        """Cyclomatic complexity: one, and one more for every decision."""
        return 1 + sum(map(_decisions, ast.walk(self.node)))

    @property
    def nesting(self) -> int:
        """How deep blocks stand in each other."""
        return _depth(self.node)

    @property
    def arguments(self) -> list[ast.arg]:
        """What callers give."""
        given = self.node.args
        return [arg for arg in given.posonlyargs + given.args + given.kwonlyargs if arg.arg not in ("self", "cls")]

    @property
    def is_typed(self) -> bool:
        """Whether every argument and the result have a type."""
        return all(arg.annotation for arg in self.arguments) and self.node.returns is not None


def _decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _BRANCHES))


def _depth(node: ast.AST) -> int:
    depths = [0]
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If)
        depths.append(_depth(child) + (isinstance(child, _BLOCKS) and not is_elif))
    return max(depths)


@dataclass(frozen=True)
class Module:
    """A file of the package."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def code(self) -> frozenset[int]:
        """The numbers of the lines that hold code."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        spans = (range(t.start[0], t.end[0] + 1) for t in tokens if t.type not in _NO_CODE)
        return frozenset(number for span in spans for number in span) - frozenset(self._docstring_lines())

    @cached_property
    def functions(self) -> list[Function]:
        """Its functions and methods."""
        defs = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))
        return [Function(f"{self.name}:{node.lineno} {node.name}", node, self.code) for node in defs]

    def public(self) -> Iterator[tuple[str, bool]]:
        """What others may use, and whether a docstring says what it is."""
        pending: list[tuple[str, ast.AST]] = [(self.name, self.tree)]
        while pending:
            name, node = pending.pop()
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and not Path(name).name.startswith("_"):
                yield name, ast.get_docstring(node) is not None
            if isinstance(node, ast.Module | ast.ClassDef):
                inner = (child for child in node.body if isinstance(child, ast.ClassDef | ast.FunctionDef))
                pending += [(f"{name}/{child.name}", child) for child in inner if not child.name.startswith("_")]

    def _docstring_lines(self) -> Iterator[int]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
                yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


MODULES = [
    Module(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.read_text(encoding="utf-8").strip()
]
FUNCTIONS = [function for module in MODULES for function in module.functions]


def p95(values: Iterable[int]) -> int:
    ordered = sorted(values)
    return ordered[int(0.95 * len(ordered))]


def worst(figures: Sequence[int], functions: Sequence[Function], count: int = 5) -> str:
    pairs = sorted(zip(figures, (function.where for function in functions), strict=True), reverse=True)
    return "\n".join(f"{figure}  {where}" for figure, where in pairs[:count])


def test_files_are_short() -> None:
    lines = {module.name: len(module.text.splitlines()) for module in MODULES}
    assert statistics.median(lines.values()) <= 100
    assert {name: count for name, count in lines.items() if count > 400} == {}


@pytest.mark.parametrize(
    ("figure", "middle", "most", "limit"), [("lines", 8, 30, 60), ("branches", 3, 8, 12), ("nesting", 1, 3, 4)]
)
def test_functions_do_one_thing(figure: str, middle: int, most: int, limit: int) -> None:
    """At most ``middle`` in the median, ``most`` in 95 of 100, and ``limit`` anywhere."""
    figures = [getattr(function, figure) for function in FUNCTIONS]
    assert statistics.median(figures) <= middle
    assert p95(figures) <= most, worst(figures, FUNCTIONS)
    assert max(figures) <= limit, worst(figures, FUNCTIONS)


def test_functions_decide_little() -> None:
    figures = [function.branches for function in FUNCTIONS]
    assert round(statistics.mean(figures), 1) <= 3, worst(figures, FUNCTIONS, 20)


def test_functions_ask_for_little() -> None:
    """The options of a command are what people may write, not what a caller must give."""
    plain = [function for function in FUNCTIONS if not function.where.startswith("cli/")]
    counts = [len(function.arguments) for function in plain]
    assert p95(counts) <= 5, worst(counts, plain)


def test_everything_is_typed() -> None:
    assert [
        function.where for function in FUNCTIONS if not function.is_typed and function.node.name != "__init__"
    ] == []


def test_what_is_public_says_what_it_is() -> None:
    said = dict(pair for module in MODULES for pair in module.public())
    silent = [name for name, documented in said.items() if not documented]
    assert len(silent) <= len(said) / 10, silent


def test_checkers_are_hardly_ever_waived() -> None:
    waived = [line.strip() for module in MODULES for line in module.text.splitlines() if _WAIVER.search(line)]
    assert len(waived) <= 3 * sum(len(module.code) for module in MODULES) / 1000, waived


def test_no_module_imports_itself_in_the_end() -> None:
    graph = grimp.build_graph("negcli", exclude_type_checking_imports=True, cache_dir=None)
    needs = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    lazy = {(importer, imported) for importer in needs for imported in needs[importer] if _is_lazy(importer, imported)}
    needs = {name: {other for other in others if (name, other) not in lazy} for name, others in needs.items()}
    graphlib.TopologicalSorter(needs).prepare()


def _is_lazy(importer: str, imported: str) -> bool:
    """Whether ``importer`` imports ``imported`` only inside functions, when they are called."""
    path = PACKAGE.parent.joinpath(*importer.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef) for node in ast.walk(outer)}
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return not any(imported in _names(node) for node in imports if id(node) not in inside)


def _names(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
