"""No module needs, when it is loaded or later, a module that needs it; hints for the type checker aside."""

from __future__ import annotations

import grimp


def circles(graph: grimp.ImportGraph) -> list[set[str]]:
    """Groups of modules of which each leads to all others, by Tarjan's strongly connected components."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    found: list[set[str]] = []
    for begin in sorted(graph.modules):
        walk = [] if begin in number else [(begin, iter(sorted(graph.find_modules_directly_imported_by(begin))))]
        if walk:
            number[begin] = lowest[begin] = len(number)
            waiting.append(begin)
        while walk:
            here, ahead = walk[-1]
            after = next(ahead, None)
            if after is None:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[here])
                if lowest[here] == number[here]:
                    group = set(waiting[waiting.index(here) :])
                    del waiting[waiting.index(here) :]
                    found += [group] if len(group) > 1 else []
            elif after not in number:
                number[after] = lowest[after] = len(number)
                waiting.append(after)
                walk.append((after, iter(sorted(graph.find_modules_directly_imported_by(after)))))
            elif after in waiting:
                lowest[here] = min(lowest[here], number[after])
    return found


def test_the_import_graph_has_no_circle() -> None:
    graph = grimp.build_graph("wms", exclude_type_checking_imports=True, cache_dir=None)
    assert len(graph.modules) > 800
    assert circles(graph) == []


def test_a_circle_is_found() -> None:
    graph = grimp.ImportGraph()
    for name in "abcd":
        graph.add_module(name)
    for importer, imported in ("ab", "bc", "ca", "cd"):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [{"a", "b", "c"}]
