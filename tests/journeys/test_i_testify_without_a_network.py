"""On a phone without a network: what is written waits there, then leaves and is proved."""

import json

from tests.journeys.test_i_testify import judge

WORDS = "On ne capte rien au bout de la digue, le soir"


def fill(page):
    page.check("[name=profile][value=parent]")
    page.fill("[name=irritants]", WORDS)


def until(page, expression):
    """The policy of the page lets nobody evaluate a text in it, which waiting would do."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it did not happen: {expression}")


def outbox(page):
    return json.loads(page.evaluate("localStorage.getItem('maillage:outbox')") or "[]")


def test_what_is_written_without_a_network_is_kept_sent_later_and_proved(visit, site):
    page = visit()
    page.goto("/temoigner/")
    fill(page)
    page.context.set_offline(True)
    page.click("text=Relire avant d’envoyer")

    assert "C’est gardé sur ce téléphone" in page.inner_text("#outbox-status")
    assert page.input_value("[name=irritants]") == ""
    (waiting,) = outbox(page)
    page.click("button[data-send]")
    page.wait_for_selector("text=Pas de réseau")
    assert [one["key"] for one in outbox(page)] == [waiting["key"]]

    page.context.set_offline(False)
    page.click("text=Envoyer (1)")
    page.wait_for_selector("text=Tout est envoyé")
    code = page.inner_text("#outbox li a")
    assert len(code) == 19
    assert [one["key"] for one in outbox(page)] == [waiting["key"]], "under the key it was given"
    judge(page)


def test_the_same_entry_sent_twice_gives_one_receipt(visit, site):
    page = visit()
    page.goto("/temoigner/")
    fill(page)
    page.click("text=Garder sur ce téléphone")
    (kept,) = outbox(page)
    codes = []
    for _ in range(2):
        page.evaluate("one => localStorage.setItem('maillage:outbox', JSON.stringify([one]))", kept)
        page.reload()
        page.click("text=Envoyer (1)")
        page.wait_for_selector("#outbox li a")
        codes.append(page.inner_text("#outbox li a"))
    assert codes[0] == codes[1]


def test_the_form_opens_without_a_network_once_it_was_opened_with_one(visit, site):
    page = visit()
    page.goto("/temoigner/")
    fill(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    until(page, "navigator.serviceWorker.controller !== null")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    assert page.input_value("[name=irritants]") == WORDS, "the draft is there"


def test_a_draft_comes_back_and_goes_once_it_is_a_testimony(visit, site):
    page = visit()
    page.goto("/temoigner/")
    fill(page)
    until(page, "localStorage.getItem('maillage:draft:/temoigner/') !== null")
    page.reload()
    assert page.input_value("[name=irritants]") == WORDS
    assert "brouillon" in page.inner_text("#outbox-status")

    page.wait_for_timeout(2_100)
    page.click("text=Relire avant d’envoyer")
    page.click("text=Confirmer et envoyer")
    page.click("text=Garder ce code sur ce téléphone")
    code = page.inner_text(".code")
    page.goto("/temoigner/")
    assert page.input_value("[name=irritants]") == ""
    assert page.inner_text("#outbox li a") == code


def test_the_page_asks_for_nothing_but_itself_until_somebody_types(visit, site):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/temoigner/")
    page.wait_for_timeout(800)
    assert [url for url in asked if not url.startswith("data:")] == [f"{site}/temoigner/"]
