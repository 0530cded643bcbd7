"""Every regular expression of the product, and the texts that are worst for each, for the trial of
linear time."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from re import _constants as sre
from re import _parser
from types import ModuleType
from typing import Any

__all__ = ["Expression", "expressions", "worst"]

PACKAGES = ("corpus", "search", "indexer", "webui")
_TAKES_PATTERN = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
}
_PUMPED = 50
"""A part that may be repeated so often is repeated to the full length."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression of the product: `methods` are those by which it is used."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    @property
    def is_anchored(self) -> bool:
        """Say whether it is only tried at a place, never looked for."""
        return bool(self.methods) and self.methods <= {"match", "fullmatch"}


def expressions() -> list[Expression]:
    """Return every compiled expression, those that are written inside functions included."""
    found: dict[tuple[Any, int], Expression] = {}
    for module in _modules():
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, pattern in _named(module):
            used = frozenset(re.findall(rf"\b{name}\.(\w+)\b", source))
            found[pattern.pattern, pattern.flags] = Expression(
                f"{module.__name__}.{name}", pattern, used
            )
        for line, method, pattern in _inline(module):
            key = pattern.pattern, pattern.flags
            found.setdefault(
                key,
                Expression(f"{module.__name__}:{line}", pattern, frozenset({method} - {"compile"})),
            )
    return list(found.values())


def _modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not info.name.endswith("__main__"):
                yield importlib.import_module(info.name)


def _named(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        own = (
            vars(value).items()
            if isinstance(value, type) and value.__module__ == module.__name__
            else ()
        )
        for inner, held in ((name, value), *own):
            yield from ((inner, pattern) for pattern in _held(held))


def _held(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _held(inner)


def _inline(module: ModuleType) -> Iterator[tuple[int, str, re.Pattern[Any]]]:
    """Yield (line, method, expression) of each call of `re`; a pattern made of local names comes
    from its maker."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for call in (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_re(node.func)
    ):
        assert isinstance(call.func, ast.Attribute)
        names = {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}
        if names <= set(vars(module)):
            yield call.lineno, call.func.attr, re.compile(*_evaluated(call, module))
        else:
            yield from ((call.lineno, "search", pattern) for pattern in _made(module, tree, call))


def _is_re(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in _TAKES_PATTERN:
        return False
    return isinstance(function.value, ast.Name) and function.value.id == "re"


def _evaluated(call: ast.Call, module: ModuleType) -> list[Any]:
    flags = [given.value for given in call.keywords if given.arg == "flags"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "compile":
        flags += call.args[1:2]
    code = (compile(ast.Expression(part), "<pattern>", "eval") for part in [call.args[0], *flags])
    return [eval(part, vars(module)) for part in code]  # noqa: S307


def _made(module: ModuleType, tree: ast.Module, call: ast.Call) -> list[re.Pattern[Any]]:
    """Return what a function without arguments makes of local names; what loops of the module make
    has a name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.lineno <= call.lineno <= (
            node.end_lineno or 0
        ):
            made = getattr(module, node.name)()
            assert isinstance(made, re.Pattern), (
                f"{module.__name__}:{call.lineno}: a pattern that cannot be tried"
            )
            return [made]
    return []


def worst(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield texts of about `size` characters that make an expression work hardest, as far as can be
    guessed.

    Repetitions of plain signs, of its own literals, of what it matches, whole, cut short, with one
    part pumped up; each also with a near miss at the end.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    chance = Random(1)  # noqa: S311
    units = dict.fromkeys([*"a1 /\"'-.,A_\n(:;@<đ", "Á ", "1/", "a.", "a ", "1 ", "-/", '"a'])
    units |= dict.fromkeys(_literals(tree))
    for _ in range(12):
        sample = _sample(tree, chance)
        units |= dict.fromkeys([sample, sample[:-1], sample[:-1] + "~", sample[: len(sample) // 2]])
    for unit in filter(None, units):
        yield _long(unit, size)
    for before, body in _pumps(tree, chance):
        for end in ("", "~"):
            yield before + _long(body, size) + end
        yield _long(before + body * _PUMPED, size)


def _long(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _literals(tree: Any) -> Iterator[str]:
    for kind, value in tree:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.IN:
            yield from (_one(part) for part in value[:6])
        else:
            for part in _parts(kind, value):
                yield from _literals(part)


def _parts(kind: Any, value: Any) -> list[Any]:
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind is sre.ATOMIC_GROUP:
        return [value]
    if kind is sre.ASSERT:
        return [value[1]] if value[0] > 0 else []
    if kind is sre.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


_CATEGORIES = {
    sre.CATEGORY_DIGIT: "7",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "w",
    sre.CATEGORY_NOT_SPACE: "x",
    sre.CATEGORY_NOT_WORD: ".",
    sre.CATEGORY_NOT_DIGIT: "y",
}


def _one(part: Any) -> str:
    kind, value = part
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.RANGE:
        return chr(value[0])
    return _CATEGORIES.get(value, "a") if kind is sre.CATEGORY else ""


def _sample(tree: Any, chance: Random) -> str:
    """Return a text that the expression is likely to match."""
    out = []
    for kind, value in tree:
        if kind is sre.LITERAL:
            out.append(chr(value))
        elif kind is sre.IN:
            negated = value[0][0] is sre.NEGATE
            out.append("a" if negated else _one(chance.choice(value)))
        elif kind in (sre.ANY, sre.NOT_LITERAL):
            out.append("a")
        elif parts := _parts(kind, value):
            part = chance.choice(parts)
            times = 1
            if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
                times = chance.randint(value[0], min(value[1], value[0] + 2))
            out += [_sample(part, chance) for _ in range(times)]
    return "".join(out)


def _pumps(tree: Any, chance: Random, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (what leads to a part that may be repeated often, the part once)."""
    for item in tree:
        kind, value = item
        for part in _parts(kind, value):
            if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] >= _PUMPED:
                yield before, _sample(part, chance) or "a"
                for body in dict.fromkeys(_literals(part)):
                    yield before, body or "a"
            yield from _pumps(part, chance, before)
        before += _sample([item], chance)
