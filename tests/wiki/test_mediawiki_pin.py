"""A quotation that is pinned to its words, and one that is not: what becomes of each when the article is edited."""

from hashlib import sha256
from typing import Any

import pytest

from tests.fakes import fake_passage
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Service

RAIN, SNOW = fake_passage("Rain fell."), fake_passage("Snow fell.")
SHOWN = ">Rain fell&#46;</div>"
SNOW_SHOWN = ">Snow fell&#46;</div>"
DIGITS = sha256(b"Rain fell.").hexdigest()
UNPINNED = "{{#onrecord:a:1}}"
PINNED = f"{{{{#onrecord:a:1|{DIGITS[:12]}}}}}"
OTHER_WORDS = "The passage &#34;a&#58;1&#34; has other words now than this page quotes"
CHANGED = "Pages_with_a_quotation_whose_words_have_changed"
NOT_SHOWN = "Pages_with_a_quotation_that_could_not_be_shown"
AT_ONCE: dict[str, Any] = {"wgOnRecordCacheSeconds": 0, "wgOnRecordRetrySeconds": 0}


@pytest.mark.parametrize(
    "pin", [DIGITS[:8], DIGITS[:12].upper(), DIGITS, f" {DIGITS[:9]} ", ""], ids=["8", "capitals", "64", "blanks", "no"]
)
def test_the_words_of_the_pin_are_shown(wiki: Wiki, service: Service, pin: str) -> None:
    service.has(RAIN)
    wiki.configure(wgOnRecordUrl=service.address)
    assert SHOWN in wiki.html(f"{{{{#onrecord:a:1|{pin}}}}}")
    assert wiki.categories(f"{{{{#onrecord:a:1|{pin}}}}}") == []


@pytest.mark.parametrize("pin", [DIGITS[:7], f"{DIGITS}0", "xyzxyzxyz", f"{DIGITS[:8]} {DIGITS[8:12]}"])
def test_what_is_no_hash_is_said(wiki: Wiki, service: Service, pin: str) -> None:
    wiki.configure(wgOnRecordUrl=service.address)
    assert "The quotation of &#34;a&#58;1&#34; has no hash behind" in wiki.html(f"{{{{#onrecord:a:1|{pin}}}}}")
    assert service.asked == []


def test_hash_is_of_the_text_in_utf_8(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Zoë\r\nsaid\u2028“é”."))
    wiki.configure(wgOnRecordUrl=service.address)
    digits = sha256("Zoë\r\nsaid\u2028“é”.".encode()).hexdigest()[:12]
    assert "onrecord-passage" in wiki.html(f"{{{{#onrecord:a:1|{digits}}}}}")


def test_other_words_are_not_shown_for_a_pin(wiki: Wiki, service: Service) -> None:
    service.has(SNOW)
    wiki.configure(wgOnRecordUrl=service.address)
    for _ in range(2):
        html = wiki.html(f"{PINNED} {PINNED}")
        assert html.count(OTHER_WORDS) == 2 and "Snow" not in html
    assert sorted(wiki.categories(PINNED)) == [NOT_SHOWN, CHANGED]
    assert len(service.asked) == 1


def test_pinned_words_stay_when_the_service_has_others(wiki: Wiki, service: Service) -> None:
    service.has(RAIN)
    wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
    assert SHOWN in wiki.html(PINNED)
    service.has(SNOW)
    # Another page, without the pin, takes the new words; that changes nothing for this one.
    for _ in range(2):
        html = wiki.html(f"{UNPINNED} {PINNED}")
        assert html.count(SNOW_SHOWN) == html.count(SHOWN) == 1
    assert wiki.categories(PINNED) == [CHANGED]


def test_a_pin_that_is_added_keeps_the_words_that_the_page_had(wiki: Wiki, service: Service) -> None:
    service.has(RAIN)
    wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
    assert SHOWN in wiki.html(UNPINNED)
    service.has(SNOW)
    assert SHOWN in wiki.html(PINNED)
    assert SNOW_SHOWN in wiki.html(UNPINNED)
    assert SHOWN in wiki.html(PINNED)


def test_withdrawn_passage_is_not_shown_for_a_pin_either(wiki: Wiki, service: Service) -> None:
    service.has(RAIN)
    wiki.configure(wgOnRecordUrl=service.address)
    assert SHOWN in wiki.html(PINNED)
    # Another pin learns of it first.
    service.has_not("a:1")
    assert "or it was withdrawn" in wiki.html(f"{{{{#onrecord:a:1|{DIGITS[:8]}}}}} {PINNED}")
    assert SHOWN not in wiki.html(PINNED)


def test_changed_words_without_a_pin_are_logged_and_listed(wiki: Wiki, service: Service) -> None:
    log = wiki.folder / "changed.log"
    service.has(RAIN)
    wiki.configure(wgOnRecordUrl=service.address, wgDebugLogGroups={"OnRecord": str(log)}, **AT_ONCE)
    assert wiki.categories(UNPINNED) == []
    service.has(SNOW)
    assert SNOW_SHOWN in wiki.html(UNPINNED)
    # Not only for the page that found it.
    assert wiki.categories(UNPINNED) == [CHANGED]
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert line.endswith("passage a:1: its words have changed")
    service.has(RAIN)
    assert wiki.categories(UNPINNED) == []
