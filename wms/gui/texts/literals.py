"""Sentences as they stand in the program's source: literals, and f-strings as templates with named places.

An f-string's places get the names of what is put into them: `{error.filename or path}` is `{filename}`, and a second
one of the same name `{filename2}`. Such a template is the key of the translation of every sentence made by it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_PLAIN_CALLS = frozenset({"isoformat", "strip", "join", "rstrip"})
_NOT_TOLD = frozenset({
    "ValueError", "RuntimeError", "TypeError", "NotImplementedError", "compile", "sub", "warning", "info",
})  # fmt: skip


def template(node: ast.expr) -> str | None:
    """The sentence or template this expression says, None when it is no text literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return _joined(node)
    return None


def told_in(tree: ast.AST) -> Iterator[str]:
    """Every sentence and template of two or more words in a module that is full of them, but its docstrings."""
    passed = {id(part) for node in ast.walk(tree) if _untold(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant) and part in node.values}
        if id(node) in passed or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        said = template(node)
        if said is not None and " " in said.strip() and _words(said) > 1:
            yield said.strip()


def call_name(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    target = call.func
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def _untold(node: ast.AST) -> bool:
    """Docstrings, faults of the program itself, patterns, and lines of the log."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and call_name(node) in _NOT_TOLD


def _joined(node: ast.JoinedStr) -> str:
    said, names = [], set[str]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            said.append("{" + _fresh(_place(part.value), names) + "}")
        elif isinstance(part, ast.Constant):
            said.append(str(part.value))
    return "".join(said)


def _place(value: ast.expr) -> str:
    """The name of a place, after what is put there."""
    match value:
        case ast.Name():
            return value.id.strip("_")
        case ast.Attribute(value=inner, attr="value"):
            return _place(inner)
        case ast.Attribute():
            return value.attr
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _PLAIN_CALLS:
            return _place(inner)
        case ast.Call(args=[first, *_]):
            return _place(first)
        case ast.Subscript(value=inner) | ast.BinOp(left=inner) | ast.BoolOp(values=[inner, *_]):
            return _place(inner)
        case _:
            return "value"


def _fresh(name: str, names: set[str]) -> str:
    found = next(one for one in (name, *(f"{name}{number}" for number in range(2, 99))) if one not in names)
    names.add(found)
    return found


def _words(text: str) -> int:
    return sum(any(sign.isalpha() for sign in word) and "{" not in word for word in text.split())
