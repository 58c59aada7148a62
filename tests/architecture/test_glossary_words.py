"""One word for one idea: what is named in wms/ uses the warehouse's words and not their rivals.

Looked at are names we choose: classes, functions, methods, fields of classes (so table columns and rows), table names
and columns written as text in SQLAlchemy's Table, Column and __tablename__. A rival is looked for among the words of a
name (`VendorRow`, `vendor_id`), never inside a word (`producer` is no `product`).

The list is shorter than the glossary's right column. Left out are words that mean something else in this program as
well: "bin" and "slot" (histograms, Qt), except as the whole name of a class; "branch", "client", "tour", "path",
"state", "transaction", "exception", "box", "job", "batch", "movement", "reserved" and "material" (a hazard's), which
planning, sockets, databases or regulations own.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]

# rival → our word. A rival of several words must stand in the name as neighbours.
RIVALS = {
    "product": "item",
    "products": "items",
    "article": "item",
    "articles": "items",
    "vendor": "supplier",
    "vendors": "suppliers",
    "consignee": "customer",
    "tenant": "owner",
    "refill": "replenishment",
    "dispatch list": "manifest",
    "stock take": "cycle count",
    "stocktake": "cycle count",
    "handling unit": "lpn",
    "pallet id": "lpn",
    "delivery note": "asn",
    "inbound order": "asn",
    "stock qty": "on hand",
    "free stock": "available",
    "layout optimisation": "slotting",
    "layout optimization": "slotting",
}
RIVAL_CLASSES = {"Bin": "Location", "Slot": "Location", "Branch": "Site"}
ELSEWHERE_A_TERM = re.compile(r"\b(?:inner|cross|dot|outer|matrix|scalar|cartesian) products?\b")


def words(name: str) -> str:
    """`VendorRow` and `vendor_row` both become `vendor row`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return " ".join(parted.replace("_", " ").lower().split())


def allowed(place: str, rival: str) -> bool:
    """Published formats say "article"; a USB device has a vendor; planning numbers the pallets of a problem."""
    parts = Path(place).parts
    if rival.startswith("article"):
        return parts[1] == "planning" and any(part.startswith("formats") for part in parts)
    if rival.startswith("vendor"):
        return parts[1] == "devices"
    return rival == "pallet id" and parts[1] == "planning"


def faults(top: Path) -> Iterator[str]:
    """One line for each name below `top`/wms that uses a rival's word."""
    for path in sorted((top / "wms").rglob("*.py")):
        place = path.relative_to(top).as_posix()
        for line, kind, name in chosen_names(ast.parse(path.read_text(encoding="utf-8"), place)):
            if kind == "class" and name in RIVAL_CLASSES:
                yield f"{place}:{line} class {name}: we say {RIVAL_CLASSES[name]}"
            said = f" {ELSEWHERE_A_TERM.sub('', words(name))} "
            for rival, ours in RIVALS.items():
                if f" {rival} " in said and not allowed(place, rival):
                    yield f"{place}:{line} {kind} {name}: we say {ours}"


def chosen_names(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, kind and text of each name that a program or a database will know."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, "class", node.name
            yield from fields(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, "function", node.name
        elif isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Table", "Column", "mapped_column", "Index", "create_table"):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield node.lineno, called, first.value


def fields(owner: ast.ClassDef) -> Iterator[tuple[int, str, str]]:
    for statement in owner.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.lineno, "field", statement.target.id
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield statement.lineno, "field", target.id
                    if target.id == "__tablename__" and isinstance(statement.value, ast.Constant):
                        yield statement.lineno, "table", str(statement.value.value)


def test_names_use_the_words_of_the_glossary() -> None:
    assert list(faults(TOP)) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("wms/model/a.py", "class Product: ..."),
        ("wms/model/a.py", "class VendorRow: ..."),
        ("wms/model/a.py", "class Slot: ..."),
        ("wms/model/a.py", "class A:\n    article_code: str"),
        ("wms/model/a.py", "class A:\n    __tablename__ = 'stock_take'"),
        ("wms/model/a.py", "t = Table('handling_unit', metadata)"),
        ("wms/model/a.py", "class A:\n    pallet_id: int"),
        ("wms/operations/a.py", "def refill_location(): ..."),
        ("wms/planning/waves/a.py", "class ArticleRow: ..."),
        ("wms/exchange/a.py", "class A:\n    async def print_dispatch_list(self): ..."),
        ("wms/model/a.py", "class A:\n    x = mapped_column('vendor_id', Integer)"),
    ],
)
def test_a_planted_rival_is_found(tmp_path: Path, place: str, source: str) -> None:
    plant(tmp_path, place, source)
    assert len(list(faults(tmp_path))) == 1


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("wms/planning/routing/formats.py", "class Article: ..."),
        ("wms/planning/batching/formats/foodmart.py", "def articles_of_order(): ..."),
        ("wms/devices/usb.py", "class A:\n    vendor_id: int"),
        ("wms/base/a.py", "from itertools import product\nclass Producer:\n    production: int"),
        ("wms/planning/putaway/problem.py", "class Pallet:\n    pallet_id: int"),
        ("wms/planning/a.py", "def inner_product(): ...\nclass SlotCost: ..."),
        ("wms/exchange/a.py", "heading = 'Product code'"),
    ],
)
def test_what_only_looks_like_a_rival_passes(tmp_path: Path, place: str, source: str) -> None:
    plant(tmp_path, place, source)
    assert list(faults(tmp_path)) == []


def plant(top: Path, place: str, source: str) -> None:
    (top / place).parent.mkdir(parents=True, exist_ok=True)
    (top / place).write_text(source)
