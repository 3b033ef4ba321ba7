"""The id of a passage as a page may have it: it leads to that passage or nowhere."""

import pytest

from tests.fakes import fake_article, fake_passage
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Service

UNAVAILABLE = "cannot be shown&#44; since the onrecord service does not give it now"


@pytest.mark.parametrize(
    ("passage_id", "path"),
    [
        ("..a/.b/c..", "/api/v1/passages/..a%2F.b%2Fc.."),
        ("a%2F..%2Fb", "/api/v1/passages/a%252F..%252Fb"),
        ("a?x=1&y#z", "/api/v1/passages/a%3Fx%3D1%26y%23z"),
        ("a%2F1:é 2", "/api/v1/passages/a%252F1%3A%C3%A9%202"),
        ("//evil.example/", "/api/v1/passages/%2F%2Fevil.example%2F"),
    ],
)
def test_an_id_leads_nowhere_but_to_passages(wiki: Wiki, service: Service, passage_id: str, path: str) -> None:
    wiki.configure(wgOnRecordUrl=service.address)
    assert UNAVAILABLE in wiki.html(f"{{{{#onrecord:{passage_id}}}}}")
    assert service.asked == [path]


@pytest.mark.parametrize(
    ("passage_id", "sentence"),
    [
        ("", "This quotation lacks a passage&#39;s id&#59;"),
        ("x" * 501, "This quotation&#39;s id is longer than a passage&#39;s can be &#40;500 bytes&#41;&#59;"),
        ("é" * 251, "This quotation&#39;s id is longer than a passage&#39;s can be &#40;500 bytes&#41;&#59;"),
        *(
            (bad, "No passage&#39;s id is like ")
            for bad in (
                *("..", ".", "...", "../../../../x", "a/..", "a/./b", "a/../b", "./a", "../speakers", "..\\..\\x"),
                *("&#46;&#46;/x", "a&#10;b"),
            )
        ),
    ],
)
def test_what_is_no_id_is_not_asked_for(wiki: Wiki, service: Service, passage_id: str, sentence: str) -> None:
    wiki.configure(wgOnRecordUrl=service.address)
    assert sentence in wiki.html(f"{{{{#onrecord:{passage_id}}}}}")
    assert service.asked == []


@pytest.mark.parametrize(
    ("written", "article_id", "path"),
    [
        ("cafe&#769;:1", "cafe\u0301", "/api/v1/passages/cafe%CC%81%3A1"),
        ("caf&eacute;:1", "caf\u00e9", "/api/v1/passages/caf%C3%A9%3A1"),
        ("a&#124;b&#125;&#125;:1", "a|b}}", "/api/v1/passages/a%7Cb%7D%7D%3A1"),
    ],
    ids=["not composed", "composed", "markup"],
)
def test_an_id_may_be_written_in_references(
    wiki: Wiki, service: Service, written: str, article_id: str, path: str
) -> None:
    service.has(fake_passage("Rain fell.", article=fake_article(id=article_id)))
    wiki.configure(wgOnRecordUrl=service.address)
    wiki.write(f"Written {written[0]}{len(written)}", f"{{{{#onrecord:{written}}}}}")
    assert ">Rain fell&#46;</div>" in wiki.html(f"{{{{#onrecord:{written}}}}}")
    assert service.asked == [path]
