"""The thread: every node and every link given, nothing over anything else, nothing outside."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from maillage.toolbox.thread_drawing import ThreadLink, ThreadNode, thread_svg

COLUMNS = [
    ("Retours", [ThreadNode("r1", "Des ordinateurs pour tous", "/retours/1/", "voice")]),
    (
        "Diagnostic",
        [
            ThreadNode("i1", "Zones blanches", "/diagnostic/1/", "irritant", current=True),
            ThreadNode("s1", "Prêt de matériel", "/diagnostic/2/", "strength"),
        ],
    ),
    ("Besoins", [ThreadNode("n1", "Se connecter", "/projections/1/", "need")]),
]
LINKS = [
    ThreadLink("r1", "i1"),
    ThreadLink("r1", "s1", suggested=True),
    ThreadLink("i1", "n1"),
]


def crowd(size, column=0):
    nodes = [ThreadNode(f"v{n}", f"Voix {n} " * 5, f"/v/{n}/", "voice") for n in range(size)]
    return [("Retours", nodes), ("Diagnostic", [COLUMNS[1][1][0]])]


def parsed(columns=COLUMNS, links=LINKS, **options):
    drawing = thread_svg(columns, links, title="Le fil", **options)
    return ElementTree.fromstring(drawing)  # noqa: S314  (our own drawing)


def boxes(root):
    return [
        {name: float(rect.attrib[name]) for name in ("x", "y", "width", "height")}
        for rect in root.iter("rect")
    ]


def wires(root):
    return [path for path in root.iter("path") if "wire" in path.attrib["class"]]


def test_every_node_is_a_link_with_its_whole_name():
    links = list(parsed().iter("a"))

    assert [link.attrib["href"] for link in links] == [
        "/retours/1/",
        "/diagnostic/1/",
        "/diagnostic/2/",
        "/projections/1/",
    ]
    assert links[1].find("title").text == "Zones blanches"
    assert links[1].attrib["aria-current"] == "true"


def test_the_links_drawn_are_the_links_given():
    drawn = wires(parsed())

    assert len(drawn) == 3
    assert sum("stroke-dasharray" in path.attrib for path in drawn) == 1
    assert sum("near" in path.attrib["class"] for path in drawn) == 2


def test_a_link_to_what_may_not_be_seen_is_not_drawn():
    assert len(wires(parsed(links=[*LINKS, ThreadLink("i1", "secret")]))) == 3


def test_a_link_confirmed_once_is_solid():
    twice = [ThreadLink("r1", "i1", suggested=True), ThreadLink("r1", "i1")]

    for links in (twice, twice[::-1]):
        (only,) = wires(parsed(links=links))
        assert "stroke-dasharray" not in only.attrib


def test_a_link_within_a_column_or_upstream_is_drawn_too():
    assert len(wires(parsed(links=[ThreadLink("s1", "i1"), ThreadLink("n1", "r1")]))) == 2


@pytest.mark.parametrize("size", [0, 1, 3, 12, 13, 60, 2000])
@pytest.mark.parametrize("ends", [0, 1, 40])
def test_boxes_stay_inside_and_apart_and_large_enough_for_a_finger(size, ends):
    links = [ThreadLink(f"v{n}", "i1") for n in range(min(ends, size))]
    root = parsed(crowd(size), links)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])

    placed = sorted(boxes(root), key=lambda box: (box["x"], box["y"]))
    for box in placed:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 40
        assert box["y"] + box["height"] <= height
        assert box["height"] >= 44
    for above, below in pairwise(placed):
        if above["x"] == below["x"]:
            assert above["y"] + above["height"] < below["y"]


def test_a_long_column_folds_and_says_why():
    links = [ThreadLink(f"v{n}", "i1") for n in (3, 40, 50)]
    root = parsed(crowd(60), links, limit=5)

    (fold,) = root.iter("g")
    assert "+ 56 autres" in "".join(fold.itertext())
    assert "4 éléments sur 60" in fold.find("title").text
    # Those the current object comes from are kept first, and none of its links is lost.
    assert {"/v/3/", "/v/40/", "/v/50/"} <= {link.attrib["href"] for link in root.iter("a")}
    assert len(wires(root)) == 3


def test_links_of_folded_nodes_arrive_at_the_fold():
    links = [ThreadLink(f"v{n}", "i1") for n in range(60)]

    assert len(wires(parsed(crowd(60), links, limit=5))) == 5


def test_everything_is_escaped():
    nasty = '"><script>x</script>'
    drawing = thread_svg([(nasty, [ThreadNode(nasty, nasty, nasty, nasty)])], [], title=nasty)

    assert "<script" not in drawing
    root = ElementTree.fromstring(drawing)  # noqa: S314
    assert root.find("a").attrib["href"] == nasty
    for element in root.iter():
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


def test_a_long_name_takes_four_lines_and_ends_with_an_ellipsis():
    drawing = thread_svg(
        [("A", [ThreadNode("a", "un mot puis un autre " * 9, "/a/", "need")])], [], title="t"
    )

    assert len(re.findall("<tspan", drawing)) == 4
    assert "…" in drawing


def test_the_drawing_is_the_same_each_time():
    assert thread_svg(crowd(60), LINKS, title="t") == thread_svg(crowd(60), LINKS, title="t")


def test_six_stages_fit_an_ordinary_screen():
    columns = [(f"c{n}", [ThreadNode(f"k{n}", "x", "/", "need")]) for n in range(6)]

    assert float(parsed(columns, []).attrib["width"]) <= 1216


def test_an_empty_thread_is_still_a_drawing():
    assert parsed([], []).attrib["role"] == "group"
