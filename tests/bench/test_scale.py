"""Generated news: the same for the same seed, and like what it was made from."""

import numpy as np
import pytest
from scale_articles import Newsroom
from scale_report import table_lines
from scale_statistics import NewsStatistics, made_up_word, statistics_of
from scale_vectors import VectorModel, fitted

from index.passage import Passage
from tests.fakes import fake_article, fake_passage, quotation

N_PASSAGES = 3_000


@pytest.fixture(scope="module")
def statistics() -> NewsStatistics:
    return statistics_of(SAMPLE, n_words=2_000)


SAMPLE = [
    fake_passage(
        text,
        *((quotation(text, "the harbour is open", "Bo Ek"),) if "“" in text else ()),
        number=number,
        article=fake_article(id=f"a{article}"),
    )
    for article in range(10)
    for number, text in enumerate(
        (
            "The ferry to the harbour was late again on Monday. Nobody knew why.",
            "“I know that the harbour is open,” said Bo Ek.",
            f"In the harbour there were {'boats and ' * article}ships, and the ferry waited.",
        ),
        1,
    )
]


def generated(statistics: NewsStatistics, seed: int = 0) -> list[Passage]:
    return [passage for article in Newsroom(statistics, seed).articles(N_PASSAGES) for passage in article.passages]


def test_same_seed_gives_the_same_and_another_seed_others(statistics: NewsStatistics) -> None:
    first = generated(statistics)
    assert first == generated(statistics)
    assert len(first) == N_PASSAGES
    assert first != generated(statistics, 1)


def test_any_article_is_had_without_those_before_and_in_another_version(statistics: NewsStatistics) -> None:
    newsroom = Newsroom(statistics)
    article = list(newsroom.articles(100))[7]
    assert newsroom.article(7) == article
    other = newsroom.article(7, version=1)
    assert other.metadata.id == article.metadata.id
    assert other.text != article.text


def test_passages_are_slices_of_their_article_and_words_said_of_their_passage(statistics: NewsStatistics) -> None:
    for article in Newsroom(statistics).articles(300):
        for passage in article.passages:
            assert article.text[passage.start_char : passage.end_char] == passage.text
            for said in passage.attributions:
                assert passage.text[said.start_char] == "“"
                assert passage.text[said.end_char - 1] == "”"


def test_lengths_and_voices_are_those_of_the_sample(statistics: NewsStatistics) -> None:
    passages = generated(statistics)
    articles = {passage.article.id for passage in passages}
    assert len(passages) / len(articles) == pytest.approx(3, abs=0.01)
    assert np.mean([bool(passage.attributions) for passage in passages]) == pytest.approx(1 / 3, abs=0.03)
    quiet = [passage.text for passage in passages if not passage.attributions]
    n_words = np.mean([len(text.split()) for text in quiet])
    expected = statistics.sentence_words.mean() * statistics.passage_sentences.mean()
    assert n_words == pytest.approx(expected, rel=0.1)


def test_words_are_as_frequent_as_in_the_sample_and_few_are_new(statistics: NewsStatistics) -> None:
    words = [word.strip(".“,”").lower() for p in generated(statistics) if not p.attributions for word in p.text.split()]
    sample = [word for p in SAMPLE for word in p.text.lower().replace(",", " ").replace(".", " ").split()]
    known = set(sample)
    assert np.mean([word == "harbour" for word in words]) == pytest.approx(
        sample.count("harbour") / len(sample), abs=0.02
    )
    assert 0 <= np.mean([word not in known for word in words]) <= 0.08


def test_one_speaker_is_quoted_much_and_most_are_quoted_little(statistics: NewsStatistics) -> None:
    counts: dict[str, int] = {}
    for passage in generated(statistics):
        for name in passage.speakers:
            counts[name] = counts.get(name, 0) + 1
    assert max(counts.values()) > 20 * np.median(list(counts.values()))


def test_made_up_words_differ() -> None:
    syllables = ("ba", "ke", "lo", "mi")
    assert len({made_up_word(syllables, number) for number in range(16)}) == 16


DIM = 8


def vectors(model: VectorModel, n_articles: int) -> list[list[np.ndarray]]:
    return [model.passages([2, 1, 0], np.random.default_rng((3, number))) for number in range(n_articles)]


def test_vectors_have_unit_length_and_the_fitted_covariance() -> None:
    rng = np.random.default_rng(0)
    real = []
    for _ in range(400):
        centre = np.eye(DIM)[0] + 0.3 * rng.standard_normal(DIM)
        wholes = centre + 0.1 * rng.standard_normal((3, DIM))
        rows = [np.vstack([whole, whole + 0.1 * rng.standard_normal((2, DIM))]) for whole in wholes]
        real.append([(views / np.linalg.norm(views, axis=1, keepdims=True)).astype(np.float32) for views in rows])
    made = vectors(fitted(iter(real)), 400)
    assert [len(views) for views in made[0]] == [3, 2, 1]
    every = np.concatenate([views for article in made for views in article])
    assert np.linalg.norm(every, axis=1) == pytest.approx(1, abs=1e-5)
    of_real = np.stack([views[0] for article in real for views in article])
    of_made = np.stack([views[0] for article in made for views in article])
    assert of_made.mean(axis=0) == pytest.approx(of_real.mean(axis=0), abs=0.05)
    assert np.cov(of_made.T) == pytest.approx(np.cov(of_real.T), abs=0.03)
    # Passages of an article are as much nearer to one another as the real ones are.
    near = [np.mean([a[0][0] @ a[1][0] for a in articles]) for articles in (real, made)]
    far = [
        np.mean([a[0][0] @ b[1][0] for a, b in zip(articles, articles[1:], strict=False)]) for articles in (real, made)
    ]
    assert near[1] == pytest.approx(near[0], abs=0.03)
    assert far[1] == pytest.approx(far[0], abs=0.05)


def test_table_has_a_column_a_size_with_growth_and_what_must_be() -> None:
    lines = table_lines([10, 100], [{"open_seconds": 0.5}, {"open_seconds": 1.0, "update_seconds": 2.0}])
    assert lines[0].split() == ["passages", "10", "100", "must"]
    assert "open, s                               0.50   1.00 (x2.0)  < 2 at 1M" in lines
    assert "update an article, s                     -          2.00  < 5 at 1M" in lines
