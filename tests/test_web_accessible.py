"""Everybody can use the pages of the review: WCAG 2.2 A and AA as far as axe-core can say, in every way of looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from browser import Remote, expect, page_of
from redact.web import frame
from web_served import served
from web_visits import sitting

Axe = Callable[..., list[str]]
LONG = "Bartholomew-Featherstonehaugh-Cholmondeley"
GOLD = f"""# About [Wren {LONG}](PERSON#E1)

1.1 [Wren {LONG}](PERSON#E1) lived with [Ada Example](PERSON#E2), who kept a [red parrot](QUASI) and [a mill](QUASI).

1.2 [Ada Example](PERSON#E2) wrote in the diary of [Jo Quote](PERSON#E3) about [her mill near the {"very " * 30}old weir](QUASI).

1.3 Again [Wren {LONG}](PERSON#E1), [Wren {LONG}](PERSON#E1) and [Wren {LONG}](PERSON#E1), with [Ada Example](PERSON#E2).
"""


@pytest.fixture(scope="module")
def inside(browser: Remote, rules, tmp_path_factory) -> Iterator[Remote]:
    """A page of somebody who came in."""
    folder = tmp_path_factory.mktemp("seen") / f"case of {LONG}"
    with (
        served(sitting(folder, rules, GOLD, name=f"draft of {LONG} v3.md")) as door,
        page_of(browser) as page,
    ):
        page.goto(door.address())
        page.get_by_label("Your name").fill(f"Rosa {LONG}")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
        page.home, page.door = page.url.rstrip("/"), door
        yield page


def unfolded(page: Remote) -> Remote:
    """The page with all that can be opened open, at its end: a bar that stays at the foot then covers nothing."""
    page.wait_for_load_state()
    page.evaluate(UNFOLDED)
    return page


@pytest.mark.parametrize("path", [address for address, _ in frame.PAGES])
def test_axe_finds_nothing_on_a_page(path, inside, axe: Axe):
    """At 100 and 200 per cent, 320 pixels wide, dark, in forced colours; as it comes and with all unfolded."""
    inside.goto(inside.home + path)
    assert inside.locator("h1").count() == 1
    assert "\n".join(axe(unfolded(inside))) == ""


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/enter", "used already"),
        ("/no-such-page", "no such page"),
        ("/questions?kind=picture", "Nothing is open here"),
    ],
)
def test_axe_finds_nothing_where_there_is_nothing(path, says, inside, axe: Axe):
    """Refusals, errors, and pages on which nothing is open."""
    inside.goto(inside.home + path)
    expect(inside.locator("main")).to_contain_text(says)
    assert "\n".join(axe(inside)) == ""


def test_axe_finds_nothing_on_the_way_in_and_out(inside, axe: Axe):
    """The entrance, a refused answer, the list of keys, the locked page, the farewell."""
    inside.goto(inside.door.address())
    assert "\n".join(axe(inside)) == ""
    inside.go_back()
    inside.goto(inside.home + "/questions")
    inside.keyboard.press("?")
    expect(inside.get_by_role("dialog")).to_be_visible()
    assert "\n".join(axe(inside)) == ""
    inside.keyboard.press("Escape")
    inside.evaluate(
        "const form = document.querySelector('.answers form'); form.querySelector('[name=action]').value = 'none'; form.submit()"
    )
    expect(inside.get_by_role("heading", level=1)).to_have_text("Not saved")
    assert "\n".join(axe(inside)) == ""


def test_focus_is_seen_and_nothing_traps_it(inside):
    """Each stop of the tabulator key on the questions has an outline and is in sight, from the first to the last."""
    inside.goto(inside.home + "/questions")
    stops = []
    for _ in range(200):
        inside.keyboard.press("Tab")
        stop = inside.evaluate(SEEN)
        if stop is None:
            break
        stops.append(stop)
    assert [one for one in stops if not (one["outline"] and one["inside"])] == []
    assert len(stops) > 20
    assert stops[0]["says"] != stops[-1]["says"]


UNFOLDED = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  scrollTo(0, document.body.scrollHeight);
}"""
#: What has the focus: what it says, whether that is outlined, and whether it is in the window and uncovered.
SEEN = """(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  return { says: at.outerHTML.slice(0, 80), outline: getComputedStyle(at).outlineStyle !== "none",
           inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
})()"""
