"""The quotation that a wiki keeps: it outlives the service, and only the service's own word replaces it."""

import json
from typing import Any

import pytest

from tests.fakes import fake_passage
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Service, record_of, running_service

QUOTATION = "{{#onrecord:a:1}}"
SHOWN = ">Rain fell&#46;</div>"
UNAVAILABLE = "cannot be shown&#44; since the onrecord service does not give it now"
WITHDRAWN = "does not exist&#44; or it was withdrawn"
SNOW = fake_passage("Snow fell.")
AT_ONCE: dict[str, Any] = {"wgOnRecordCacheSeconds": 0, "wgOnRecordRetrySeconds": 0}


def test_quotation_outlives_the_service_the_purge_and_the_cache(wiki: Wiki) -> None:
    with running_service() as service:
        service.has(fake_passage("Rain fell."))
        wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
        wiki.write("Outage", QUOTATION)
        assert len(service.asked) == 1
    wiki.purge("Outage")
    assert SHOWN in wiki.shown("Outage")
    # A process that has seen nothing of this knows it from the database.
    assert SHOWN in wiki.html_by_command(QUOTATION)


def test_what_was_never_fetched_is_missed_in_words_and_listed(wiki: Wiki) -> None:
    with running_service() as service:
        pass
    wiki.configure(wgOnRecordUrl=service.address)
    html = wiki.html("{{#onrecord:<b>x</b>}}")
    assert f"The passage &#34;&#60;b&#62;x&#60;&#47;b&#62;&#34; {UNAVAILABLE}" in html
    assert wiki.categories(QUOTATION) == ["Pages_with_a_quotation_that_could_not_be_shown"]


def test_shown_quotation_lists_the_page_nowhere(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address)
    assert wiki.categories(QUOTATION) == []


def test_withdrawn_passage_is_shown_no_more(wiki: Wiki) -> None:
    with running_service() as service:
        service.has(fake_passage("Rain fell."))
        wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
        assert SHOWN in wiki.html(QUOTATION)
        service.has_not("a:1")
        assert WITHDRAWN in wiki.html(QUOTATION)
    assert UNAVAILABLE in wiki.html(QUOTATION)


def test_withdrawn_passage_may_come_back(wiki: Wiki, service: Service) -> None:
    service.has_not("a:1")
    wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
    assert WITHDRAWN in wiki.html(QUOTATION)
    service.has(fake_passage("Rain fell."))
    assert SHOWN in wiki.html(QUOTATION)


def changed(*path: str, to: object) -> dict[str, Any]:
    """The record of a passage that says something else, with one thing in it changed."""
    record = record_of(SNOW)
    place = record
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    return record


TOO_MUCH = json.dumps(changed("context", to="x" * 2_000_000)).encode()

WRONG_REPLIES: dict[str, tuple[int, bytes | dict[str, Any]]] = {
    "nothing": (200, b""),
    "a page": (200, b"<html>Log in</html>"),
    "half a record": (200, b'{"passage": {"id": "a:1", "text": "Snow'),
    "no object": (200, b"[]"),
    "a word": (200, b'"passage"'),
    "too deep": (200, b'{"passage":' * 100 + b"1" + b"}" * 100),
    "too much": (200, TOO_MUCH),
    "another passage": (200, changed("passage", "id", to="a:2")),
    "no text": (200, changed("passage", "text", to=None)),
    "blank text": (200, changed("passage", "text", to=" \n")),
    "text that is none": (200, changed("passage", "text", to=["Snow fell."])),
    "a NUL": (200, changed("passage", "text", to="Snow\0fell.")),
    "half a character": (200, changed("passage", "text", to="Snow \ud800 fell.")),
    "no article": (200, changed("passage", "article", to="Snow")),
    "a title that is none": (200, changed("passage", "article", "title", to={"x": 1})),
    "a paragraph that is none": (200, changed("passage", "paragraph", to="9|x")),
    "no credits": (200, changed("credits", to=[])),
    "credits that are none": (200, changed("credits", to=[1])),
    "credits with names": (200, changed("credits", to={"x": "Ana"})),
    "a blank credit": (200, changed("credits", to=["Ana", " "])),
    "failed": (500, record_of(SNOW)),
    "refused": (403, record_of(SNOW)),
    "nothing there": (404, b"<html>Not found</html>"),
    "another path's refusal": (404, {"status": 404, "detail": "there is nothing at /api/v1/passages/a:1"}),
    "a record with status 201": (201, record_of(SNOW)),
}


@pytest.mark.parametrize("wrong", WRONG_REPLIES)
def test_only_the_services_own_word_replaces_what_is_kept(wiki: Wiki, service: Service, wrong: str) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
    assert SHOWN in wiki.html(QUOTATION)
    service.gives(*WRONG_REPLIES[wrong])
    assert SHOWN in wiki.html(QUOTATION)
    assert service.asked == ["/api/v1/passages/a%3A1"] * 2


def test_corrected_passage_takes_the_place(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address, **AT_ONCE)
    assert SHOWN in wiki.html(QUOTATION)
    service.has(SNOW)
    assert ">Snow fell&#46;</div>" in wiki.html(QUOTATION)


def test_fresh_quotation_is_not_fetched_again(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address)
    assert wiki.html(f"{QUOTATION} {QUOTATION}").count(SHOWN) == 2
    assert len(service.asked) == 1


def test_page_is_cached_for_as_long_as_its_quotations_are(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address, wgOnRecordCacheSeconds=5000, wgOnRecordRetrySeconds=77)
    assert wiki.seconds_cached(QUOTATION) == 5000
    service.gives(500, b"")
    assert wiki.seconds_cached("{{#onrecord:a:2}}") == 77


def test_a_wiki_that_begins_anew_has_kept_nothing(wiki: Wiki) -> None:
    with running_service() as service:
        service.has(fake_passage("Rain fell."))
        wiki.configure(wgOnRecordUrl=service.address)
        assert SHOWN in wiki.html(QUOTATION)
    wiki.begin_anew()
    wiki.configure(wgOnRecordUrl=service.address)
    assert UNAVAILABLE in wiki.html(QUOTATION)
