"""Every address is visited by some test, and every list is proved to cost the same however long."""

import inspect
import re

from django.urls import URLPattern, get_resolver

from tests.house.tree import files, name, said_by_tests


def named_addresses(patterns=None, namespace=""):
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            if each.name:
                yield f"{namespace}{each.name}", each.callback
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from named_addresses(each.url_patterns, inner)


def test_every_address_has_a_name():
    nameless = []

    def walk(patterns, prefix):
        for each in patterns:
            path = prefix + str(each.pattern)
            if isinstance(each, URLPattern):
                nameless.extend([] if each.name else [path])
            else:
                walk(each.url_patterns, path)

    walk(get_resolver().url_patterns, "/")
    assert nameless == []


def test_every_address_is_visited_by_some_test():
    said = said_by_tests()
    unvisited = [
        address for address, _ in named_addresses() if not re.search(rf"[\"']{address}[\"']", said)
    ]
    assert unvisited == []


def test_every_list_is_proved_to_cost_the_same_however_long():
    """A view that reads a cursor has a test named …however_long… that visits its address."""
    proofs = "\n".join(
        path.read_text()
        for path in files(".py", tests=True)
        if re.search(r"def test_\w*however_long", path.read_text())
    )
    unproved = [
        address
        for address, view in named_addresses()
        if '"curseur"' in inspect.getsource(inspect.unwrap(view))
        and not re.search(rf"[\"']{address}[\"']", proofs)
    ]
    assert unproved == []


def test_a_test_says_what_it_expects_in_a_sentence():
    short = [
        f"{name(path)}: {found}"
        for path in files(".py", tests=True)
        for found in re.findall(r"^\s*def (test_\w+)", path.read_text(), re.MULTILINE)
        if found.count("_") < 3
    ]
    assert short == []
