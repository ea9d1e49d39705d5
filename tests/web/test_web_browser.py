"""The application in a real browser: its journeys, its keys, its looks. Skipped where there is no Chromium."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from web_fused import fused
from web_made import VISIT

from retinue.settings import Settings
from retinue.web import create_app

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it, or name it in CHROMIUM"),
    pytest.mark.xdist_group("browser"),
]
PHONE = {"width": 390, "height": 844}
# A click returns before the page it leads to is there: whatever is asked of a page is asked until it is so.
expect = sync_api.expect
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    """The application on a port of this machine."""
    yield from _served(create_app(Settings(database=str(record))))


def _served(app: Any) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as player:
        found = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page at 1280 pixels on which nothing may go wrong or come from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address, locale="en-GB")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    yield opened
    context.close()
    assert wrong == []


def test_from_search_by_a_filter_to_an_event_its_evidence_and_its_document(page: Any) -> None:
    page.goto("/")
    page.get_by_label("Search events and their reports").fill("hikvision")
    page.get_by_role("button", name="Search").click()
    page.locator(".facet").get_by_role("link", name="visit").click()
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("link", name="Li Qiang visited Hikvision").click()
    expect(page).to_have_url(re.compile(f"/events/{VISIT}$"))
    page.locator("summary", has_text="Where").click()
    expect(page.locator("details[open] mark.m-place").first).to_have_text("Hangzhou")
    page.locator("details[open] .claim a").last.click()
    expect(page).to_have_url(re.compile("#v1$"))
    expect(page.locator("#v1")).to_be_visible()
    left_out = page.get_by_text("Share this story")
    expect(left_out).to_be_hidden()
    page.get_by_text("Show what was left out").click()
    expect(left_out).to_be_visible()
    assert left_out.bounding_box()["y"] < page.get_by_text("Readers wrote").bounding_box()["y"], "in its place"
    page.keyboard.press("l")
    expect(left_out).to_be_hidden()


def test_filters_are_taken_away_and_the_back_key_brings_them_back(page: Any) -> None:
    page.goto("/search?signal=support&type=visit")
    page.locator(".chips").get_by_role("link", name="visit").click()
    expect(page).to_have_url(re.compile("/search\\?signal=support$"))
    page.go_back()
    expect(page).to_have_url(re.compile("type=visit"))


def test_lists_are_walked_by_keys(page: Any) -> None:
    page.goto("/search?sort=date")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".here")).to_contain_text("Li Qiang visited Hikvision")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**/events/{VISIT}")
    page.keyboard.press("v")
    expect(page.locator("details[data-fold]:not([open])")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("jk")
    expect(page.get_by_label("Search events and their reports")).to_have_value("jk")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/entities")


def test_the_keys_are_shown_over_the_page(page: Any) -> None:
    page.goto(f"/events/{VISIT}")
    page.keyboard.press("?")
    box = page.get_by_role("dialog", name="Keys")
    expect(box).to_contain_text("accept, reject")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    assert page.url.endswith(f"/events/{VISIT}"), "one is where one was"
    page.keyboard.press("?")
    box.get_by_role("button", name="Close").click()
    expect(box).to_be_hidden()


ALL = (
    "/", "/search?q=nothing-of-the-kind", f"/events/{VISIT}", f"/events/{VISIT}/compare", "/documents",
    "/documents?q=premier", "/documents/wire", "/statements", "/entities", "/entities/hikvision",
    "/entities/li-qiang",
    "/entities/Odd%2FName%20%26%20Sons", "/planned", "/map", "/offices", "/offices/cn-premier", "/discrepancies",
    "/sources", "/review", "/judgements", "/searches", "/charts/signal?of=hikvision", "/status", "/problems", "/help",
    "/nothing",
)  # fmt: skip
SOME = ("/", f"/events/{VISIT}", "/documents/wire", "/entities/hikvision", "/review", "/sources", "/discrepancies")
LOOKS = [(url, "light", 1280) for url in ALL] + [
    (url, *how) for url in SOME for how in (("dark", 1280), ("light", 390))
]
OPENED = "for (const one of document.querySelectorAll('details, #left-out')) { one.open = true; one.checked = true; }"
FAULTS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(one => `${one.impact} ${one.id}: ${one.nodes[0].html}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which looks for what people with a screen reader or poor sight stumble over."""
    return Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js").read_text("utf-8")


def test_nobody_is_kept_out(browser: Any, address: str, axe: str) -> None:
    found = {}
    for how in dict.fromkeys(look[1:] for look in LOOKS):
        scheme, width = how
        context = browser.new_context(
            base_url=address, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        context.add_init_script(axe)
        page = context.new_page()
        for url in (look[0] for look in LOOKS if look[1:] == how):
            page.goto(url)
            page.evaluate(OPENED)
            if faults := page.evaluate(FAULTS):
                found[url, *how] = faults
        context.close()
    assert found == {}


def test_the_first_tab_skips_to_the_content(page: Any) -> None:
    page.goto("/help")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_id("main")


def test_dark_is_kept_from_page_to_page(page: Any) -> None:
    page.goto("/help")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("link", name="dark").click()
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    assert page.url.endswith("/help")
    dark = page.evaluate(paper)
    page.goto("/status")
    assert page.evaluate(paper) == dark != light


def test_a_chart_is_drawn(page: Any) -> None:
    page.goto("/charts/listings?of=hikvision")
    page.wait_for_function("document.querySelector('.chart-light').naturalWidth > 100")


@pytest.mark.parametrize("url", ["/", f"/events/{VISIT}", f"/events/{VISIT}/compare", "/documents/wire",
                                 "/entities/hikvision", "/offices", "/review", "/help"])  # fmt: skip
def test_nothing_runs_over_the_edge_of_a_phone(page: Any, url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_phone_filters_open_on_demand(page: Any) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/search")
    expect(page.locator(".facet").first).to_be_hidden()
    page.get_by_text("Filters", exact=True).first.click()
    expect(page.locator(".facet").first).to_be_visible()


def test_everything_is_there_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/search?sort=date")
    page.get_by_role("button", name="Sort").click()
    page.locator(".facet").get_by_role("link", name="visit").click()
    page.get_by_role("link", name="Li Qiang visited Hikvision").click()
    page.locator("summary", has_text="Where").click()
    expect(page.locator("mark.m-place").first).to_be_visible()
    context.close()


# ------------------------------------------------------------------------------------------ deciding
@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """The application over a record to decide on."""
    app = create_app(fused(tmp_path))
    app.state.joiner.wait = 300.0
    yield from _served(app)


def test_an_event_is_decided_on_by_keys_from_the_queue_and_taken_back(browser: Any, own: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=own, locale="en-GB")
    context.set_default_timeout(120_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/review?done=1**")
    expect(page.get_by_text("Judgement 1 is kept: accepted")).to_be_visible()
    page.keyboard.press("u")
    page.wait_for_url("**/review?done=2**")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**#correct")
    page.locator("#to-start").fill("2023-10-08")
    page.locator("#to-start").press("Enter")
    page.wait_for_url("**done=3")
    expect(page.locator(".facts").first).to_contain_text("8 Oct 2023")
    page.keyboard.press("u")
    page.wait_for_url("**done=4")
    expect(page.locator(".facts").first).to_contain_text("7 Oct 2023")
    page.keyboard.press("x")
    page.wait_for_url("**done=5")
    expect(page.get_by_text("rejected by a person")).to_be_visible()
    context.close()
    assert wrong == []


def test_all_that_can_be_decided_can_be_without_script(browser: Any, own: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=own)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"/events/{VISIT}")
    page.get_by_text("Correct a field").click()
    page.get_by_role("button", name="2023-10-08").first.click()
    expect(page.locator(".facts").first).to_contain_text("8 Oct 2023")
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator(".facts").first).to_contain_text("7 Oct 2023")
    context.close()
