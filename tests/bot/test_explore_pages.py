"""The Explore tab over HTTP: its words, its limits, and that a browser reads every name out of it exactly."""

import re

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api import create_app
from bot.explore.profile import profile_of
from bot.live_index import LiveIndex
from bot.render.explore.overview import found_speakers, more_speakers, overview
from bot.render.explore.speaker_page import next_passages, speaker_page
from bot.routes.explore import add_explore
from index.passage import Passage
from tests.bot.answers import said
from tests.bot.browser.passages import HOSTILE_NAME
from tests.bot.explored import HARBOUR, explored, spoken
from tests.bot.test_card import texts_of
from tests.fakes import fake_article, fake_index, fake_passage

RIGHT_TO_LEFT = "\u202eדנה לוי\u202c"
LONG_NAME = "Anna " + "Lindqvist-" * 30
MAX_CHARS = 100_000

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40).filter(
    lambda name: name.strip() != ""
)


def client_of(passages: tuple[Passage, ...] | list[Passage]) -> TestClient:
    app = create_app(fake_index(passages), with_chat=False)
    add_explore(app, LiveIndex(fake_index(passages)))
    return TestClient(app)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return client_of(HARBOUR)


def crowd(n: int) -> list[Passage]:
    """As many speakers, the first with most passages, over three years and in every month."""
    days = [
        f"{year}-{month:02}-0{number}" for year in (2019, 2020, 2021) for month in range(1, 13) for number in (1, 2)
    ]
    first = [spoken(f"Ana Lind{i:02}", day, article=f"{i}-{day}") for i in range(20) for day in days]
    return first + [spoken(f"Bo Ek{i}", "2020-05-05", article=f"e{i}") for i in range(n - 20)]


def get(client: TestClient, path: str, **parameters: str | int) -> str:
    response = client.get(path, params=parameters)
    assert response.status_code == 200
    return response.text


def buttons(html: str) -> list[str]:
    return texts_of(html, "onrecord-open-speaker")


def assert_problem(response: httpx2.Response, status: int, detail: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == detail


def test_overview_lists_named_speakers_apart_from_the_articles_own_words(client: TestClient) -> None:
    html = get(client, "/explore/overview")
    assert texts_of(html, "onrecord-numbers") == [
        "8 passages of 5 articles6 with a speakerdated 31 March 2020 to 30 March 20211 without a date"
    ]
    groups = texts_of(html, "onrecord-group")
    assert [group.partition("s")[0] for group in groups] == ["Who ", "Not named by the article"]
    assert buttons(html) == ["Ana Lind", "Bo Ek", "some dockers"]
    assert texts_of(html, "onrecord-n") == ["4 passages", "1 passage", "1 passage"]
    assert '>3 quotations, 1 paraphrase</p><p class="onrecord-soft">31 March 2020 to 2 March 2021</p>' in html
    assert "<title>March 2021: 2</title>" in html
    assert texts_of(html, "onrecord-table") == [
        "Number of passages by speaker and timeSpeakerMarch 2020March 2021Without a dateAllAna Lind1214Bo Ek0101"
    ]


def test_fragments_are_html_that_is_neither_kept_nor_listed(client: TestClient) -> None:
    for path in ("/explore/overview", "/explore/overview?find=ana", "/explore/speaker?name=Ana%20Lind"):
        headers = client.get(path).headers
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-cache", "noindex")


def test_one_date_is_said_and_not_drawn() -> None:
    html = overview(explored([spoken("Ana Lind", "2021-11-17"), spoken("Bo Ek", "2021-11-17", number=2)]))
    assert "all dated 17 November 2021" in html
    assert "onrecord-strip" not in html
    assert "onrecord-as-table" not in html


def test_no_dates_and_no_speakers_are_said() -> None:
    assert "<li>without a date</li>" in overview(explored([spoken("Ana Lind", None)]))
    html = overview(explored([spoken(None, "2021-11-17")]))
    assert "<li>1 passage of 1 article</li><li>none with a speaker</li></ul></section>" in html


def test_find_narrows_both_groups(client: TestClient) -> None:
    assert buttons(get(client, "/explore/overview", find="EK")) == ["Bo Ek"]
    assert buttons(get(client, "/explore/overview", find="dock")) == ["some dockers"]
    assert 'data-status="3 speakers found."' in get(client, "/explore/overview", find=" ? ")
    assert 'data-status="1 speaker found."' in get(client, "/explore/overview", find="LIND")
    assert get(client, "/explore/overview", find="zz") == (
        '<div class="onrecord-found" data-status="No speaker found."></div>'
    )
    assert buttons(get(client, "/explore/overview", find="")) == ["Ana Lind", "Bo Ek", "some dockers"]


def test_speakers_come_twenty_at_a_time() -> None:
    client = client_of(crowd(45))
    first = get(client, "/explore/overview")
    second = get(client, "/explore/overview", group="named", after=20)
    third = get(client, "/explore/overview", group="named", find="ek", after=20)
    assert [len(buttons(page)) for page in (first, second, third)] == [20, 20, 5]
    assert texts_of(first, "onrecord-more") == ["Show 20 more of 25"]
    assert texts_of(second, "onrecord-more") == ["Show 5 more of 5"]
    assert texts_of(third, "onrecord-more") == []
    assert len(re.findall("<tr>", second)) == 21
    assert get(client, "/explore/overview", group="nominals", after=20).count("<li") == 0


def test_overview_of_thousands_of_speakers_is_a_small_page() -> None:
    assert len(overview(explored(crowd(5_000))).encode()) < MAX_CHARS


def test_speaker_page(client: TestClient) -> None:
    html = get(client, "/explore/speaker", name="Ana Lind")
    assert texts_of(html, "onrecord-roles-now") == ["mayor of Tarn"]
    assert texts_of(html, "onrecord-numbers") == [
        "4 passages in 3 articles3 quotations, 1 paraphrase31 March 2020 to 2 March 20211 without a date"
    ]
    assert texts_of(html, "onrecord-ask-speaker") == ["Ask what Ana Lind said"]
    assert texts_of(html, "onrecord-articles") == [
        "Title bThe Paper, 31 March 2020 · 1 passageTitle cThe Paper, 2 March 2021 · 2 passages"
        "Title eThe Paper · 1 passage"
    ]
    assert texts_of(html, "onrecord-roles") == [
        "aide31 March 2020, Title bmayor of Tarn2 March 2021, Title cformer mayorTitle e"
    ]
    assert texts_of(html, "onrecord-passage") == ["Words 1 of b.", "Words 2 of c.", "Words 10 of c.", "Words 1 of e."]
    assert 'aria-label="Passage 3 of 4"' in html
    assert 'href="https://paper.example/story#:~:text=Words%2010%20of%20c."' in html


def test_passages_come_twenty_at_a_time() -> None:
    client = client_of([spoken("Ana Lind", "2021-03-02", number=number) for number in range(1, 46)])
    pages = [get(client, "/explore/speaker", name="Ana Lind", **after) for after in ({}, {"after": 20}, {"after": 40})]
    shown = [text for page in pages for text in texts_of(page, "onrecord-passage")]
    assert shown == [f"Words {number} of a." for number in range(1, 46)]
    assert [texts_of(page, "onrecord-more") for page in pages] == [
        ["Show the next 20 of 25"],
        ["Show the next 5 of 5"],
        [],
    ]
    assert texts_of(get(client, "/explore/speaker", name="Ana Lind", after=10**30), "onrecord-passage") == []


def test_long_lists_are_cut_and_closed() -> None:
    passages = [spoken("Ana Lind", None, article=f"{n:03}", role=f"role {n}") for n in range(130)]
    html = get(client_of(passages), "/explore/speaker", name="Ana Lind")
    assert html.count("and 30 more") == 2
    assert '<details class="onrecord-listing"><summary><h3>Articles</h3> <span class="onrecord-soft">130</span>' in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    article = fake_article(url=url, title=HOSTILE_NAME)
    html = get(
        client_of([fake_passage("x", said(0, 1, "direct", "Ana", "aide"), article=article)]),
        "/explore/speaker",
        name="Ana",
    )
    assert "href" not in html


@pytest.mark.parametrize("name", [HOSTILE_NAME, RIGHT_TO_LEFT, LONG_NAME, '"><b>', "${1+1}", "a\r\nb", "&amp;"])
def test_hostile_names_are_read_out_of_every_part(name: str) -> None:
    client = client_of([spoken(name, f"2021-03-0{day}", article=str(day), role=name) for day in (1, 2)])
    html = get(client, "/explore/overview")
    page = get(client, "/explore/speaker", name=name)
    assert buttons(html) == [name]
    assert texts_of(page, "onrecord-ask-speaker") == [f"Ask what {name} said"]
    assert texts_of(page, "onrecord-roles-now") == [name]
    assert "<script" not in html + page
    assert "<img" not in html + page


@settings(max_examples=50)
@given(st.lists(st.tuples(names, names), min_size=1, max_size=4))
def test_names_and_passages_are_read_out_exactly(voices: list[tuple[str, str]]) -> None:
    passages = [
        fake_passage(text, said(0, len(text), "direct", name), number=n) for n, (name, text) in enumerate(voices)
    ]
    found = explored(passages)
    every = [speaker.name for speaker in (*found.named, *found.nominals)]
    assert buttons(overview(found)) == every
    for name in every:
        own = [passage for passage in passages if name in passage.speakers]
        summary = found.summary(name)
        assert summary is not None
        page = speaker_page(profile_of(name, own), summary, found)
        assert texts_of(page, "onrecord-passage") == [passage.text for passage in own]
        assert buttons(found_speakers(found, name)).count(name) == 1


def test_parts_behind_the_end_are_empty() -> None:
    found = explored(HARBOUR)
    assert buttons(more_speakers(found, "named", "", 100)) == []
    assert next_passages(profile_of("Bo Ek", [HARBOUR[2]]), 100) == '<div class="onrecord-passages"></div>'


def test_month_and_year_are_said_as_far_as_they_are_known() -> None:
    days = ("1994-03", "1994-03-17", "1994-03-19", "1994", None)
    client = client_of([spoken("Ana Lind", day, article=str(day), role=f"role {day}") for day in days])
    assert texts_of(get(client, "/explore/overview"), "onrecord-numbers") == [
        "5 passages of 5 articles5 with a speakerdated 19941 without a date2 without a day"
    ]
    page = get(client, "/explore/speaker", name="Ana Lind")
    assert texts_of(page, "onrecord-numbers") == [
        "5 passages in 5 articles5 quotations19941 without a date2 without a day"
    ]
    assert texts_of(page, "onrecord-articles") == [
        "Title 1994The Paper, 1994 · 1 passageTitle 1994-03The Paper, March 1994 · 1 passage"
        "Title 1994-03-17The Paper, 17 March 1994 · 1 passageTitle 1994-03-19The Paper, 19 March 1994 · 1 passage"
        "Title NoneThe Paper · 1 passage"
    ]
    assert texts_of(page, "onrecord-table") == [
        "Number of passages by speaker and timeSpeaker17 March 199419 March 1994Without a dayWithout a dateAll"
        "Ana Lind11215"
    ]


def test_year_is_without_a_month_where_the_plot_has_months() -> None:
    html = overview(explored([spoken("Ana Lind", day, article=day) for day in ("1994", "1994-03-17", "1994-12-01")]))
    assert texts_of(html, "onrecord-numbers") == [
        "3 passages of 3 articles3 with a speakerall dated 19941 without a month"
    ]


def test_passages_are_no_answer_of_the_chat(client: TestClient) -> None:
    # Its script would bring the chat's last answer to the top and announce it again.
    assert "onrecord-answer" not in get(client, "/explore/speaker", name="Ana Lind")


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("speaker?name=Nobody", 404, "no passage has the speaker 'Nobody'; choose one of those that are listed"),
        ("speaker", 422, "'name' is missing; ask with /explore/speaker?name=NAME"),
        ("speaker?name=Bo%20Ek&after=x", 422, "after is 'x'; give a whole number"),
        ("speaker?name=Bo%20Ek&after=-1", 422, "after is -1; give 0 or more"),
        ("overview?after=-2", 422, "after is -2; give 0 or more"),
        ("overview?group=all", 422, "'all' is no group of speakers; choose named or nominals"),
        ("overview?q=x", 422, "'q' is no parameter of /explore/overview; use find, group, after"),
        ("speaker?name=Bo%20Ek&limit=3", 422, "'limit' is no parameter of /explore/speaker; use name, after"),
        ("speaker?name=Bo%20Ek&name=Ana", 422, "'name' is given more than once; give it once"),
        ("overview?find=" + "x" * 501, 422, "the name to find has 501 characters; give 500 at most"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(client: TestClient, path: str, status: int, detail: str) -> None:
    assert_problem(client.get(f"/explore/{path}"), status, detail)
