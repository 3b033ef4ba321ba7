"""Fit the weights of index/attribution/model/weights/ on labelled articles.

    python -m fit.attribution LABELLED.jsonl [--parses FILE] [--articles N]

Only weights of named features go into the files, no text of the articles. Each model is a logistic regression with an
L1 penalty: most features get no weight, and the rest can be read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Token

from fit.labelled import LabelledArticle, LabelledQuotation, Words, overlap, read_labelled
from index.attribution.assembly import content_of
from index.attribution.hearing import Hearing
from index.attribution.identity.people import find_people
from index.attribution.model.linear import LinearModel, Models, format_model
from index.attribution.parse.parser import load_parser
from index.attribution.speaker.antecedent import Antecedent, Choose, Option, settle_pronouns
from index.attribution.speaker.candidate import SpeakerCandidate, Stage
from index.attribution.speaker.candidate_features import candidate_features
from index.attribution.speaker.choice import antecedent_chooser
from index.attribution.utterance.report import find_report_candidates
from index.attribution.utterance.report_features import report_features
from index.attribution.utterance.speech import speech_features
from index.attribution.utterance.utterance import Utterance, find_utterances

WEIGHTS = Path(__file__).parents[1] / "index" / "attribution" / "model" / "weights"
MIN_TIMES = 3
MIN_OVERLAP = 0.5
# A stretch that fits a labelled one nearly as well as the best does counts as right too.
NEARLY = 0.1
HELD_OUT = 2
ANTECEDENT_ROUNDS = 2
# How little an L1 penalty weighs; chosen on the development articles.
STRENGTH = {"speech": 0.3, "report": 0.3, "speaker": 0.5, "antecedent": 0.3, "confidence": 0.3}
NOTHING = LinearModel({}, 0.0)
# What stands for the model of antecedents in the first round: the latest to speak.
FIRST_GUESS = LinearModel({"rank among speakers=0": 2.0, "rank among subjects=0": 1.0, "rank=0": 0.5}, -1.0)


@dataclass(frozen=True, slots=True)
class Example:
    """Features of something that is or is not what a model looks for."""

    features: Sequence[str]
    is_right: bool


def fit(examples: Sequence[Example], strength: float) -> LinearModel:
    """A logistic regression with an L1 penalty over the features that occur often enough.

    :raises ValueError: where all examples are right, or none is.
    """
    if len({example.is_right for example in examples}) < 2:
        raise ValueError("the articles are too few to fit from: all examples of a kind are alike; take more of them")
    times = Counter(feature for example in examples for feature in set(example.features))
    column = {feature: i for i, feature in enumerate(sorted(f for f, n in times.items() if n >= MIN_TIMES))}
    rows = [sorted({column[feature] for feature in example.features if feature in column}) for example in examples]
    starts = np.cumsum([0, *map(len, rows)])
    ones = np.ones(starts[-1])
    matrix = csr_matrix((ones, [i for row in rows for i in row], starts), shape=(len(rows), len(column)))
    regression = LogisticRegression(C=strength, l1_ratio=1.0, solver="liblinear", random_state=0)
    regression.fit(matrix, [example.is_right for example in examples])
    weights = {feature: round(float(regression.coef_[0][i]), 3) for feature, i in column.items()}
    return LinearModel({f: w for f, w in weights.items() if w}, round(float(regression.intercept_[0]), 3))


def speech_examples(articles: Sequence[LabelledArticle]) -> Iterator[Example]:
    """Every region between marks; right where a labelled quotation covers half of it."""
    for article in articles:
        words = Words(article.text)
        labelled = frozenset[int]().union(*(words.within(q.start, q.end) for q in article.quotations))
        for parsed in article.paragraphs:
            for region, marks in enumerate(parsed.regions):
                if parsed.is_parsed(region):
                    offset = parsed.paragraph.start_char
                    inside = words.within(offset + marks.start_char, offset + marks.end_char)
                    is_right = len(inside & labelled) >= MIN_OVERLAP * len(inside)
                    yield Example(speech_features(parsed, region), is_right)


def report_examples(articles: Sequence[LabelledArticle]) -> Iterator[Example]:
    """Every stretch that may be reported; right where it fits a labelled quotation about as well as any does."""
    for article in articles:
        words = Words(article.text)
        labelled = [words.within(quotation.start, quotation.end) for quotation in article.quotations]
        rated: list[tuple[list[str], float, int]] = []
        best: dict[int, float] = {}
        for parsed in article.paragraphs:
            for candidate in find_report_candidates(parsed):
                span = parsed.span(candidate.start, candidate.end)
                share, which = _best_fit(words.within(span.start_char, span.end_char), labelled)
                rated.append((report_features(parsed, candidate), share, which))
                best[which] = max(best.get(which, 0.0), share)
        for features, share, which in rated:
            yield Example(features, share >= max(MIN_OVERLAP, best[which] - NEARLY))


def _best_fit(words: frozenset[int], labelled: Sequence[frozenset[int]]) -> tuple[float, int]:
    """The share of words in common with the labelled stretch that fits best, and its number; 0 and -1 without one."""
    fits = ((overlap(words, other), -number) for number, other in enumerate(labelled) if not words.isdisjoint(other))
    share, number = max(fits, default=(0.0, 1))
    return share, -number


def speaker_examples(articles: Sequence[LabelledArticle], models: Models) -> Iterator[Example]:
    """Every candidate for the speaker of an utterance that people labelled too."""
    for article in articles:
        stage = Stage(article.paragraphs)
        for utterance, quotation in matched_utterances(article, models):
            candidates = stage.candidates(utterance)
            right = right_candidates(article, candidates, quotation)
            for candidate in candidates:
                yield Example(candidate_features(stage, utterance, candidate), candidate.head in right)


def matched_utterances(article: LabelledArticle, models: Models) -> Iterator[tuple[Utterance, LabelledQuotation]]:
    """The utterances that fit a labelled quotation, with it."""
    words = Words(article.text)
    labelled = [words.within(quotation.start, quotation.end) for quotation in article.quotations]
    for number, parsed in enumerate(article.paragraphs):
        for utterance in find_utterances(parsed, number, models):
            content = content_of(parsed, utterance)
            said = words.within(content.start_char, content.end_char)
            share, which = _best_fit(said, labelled)
            within = which >= 0 and utterance.region is not None and said <= labelled[which]
            if share >= MIN_OVERLAP or within:
                yield utterance, article.quotations[which]


def right_candidates(
    article: LabelledArticle, candidates: Sequence[SpeakerCandidate], quotation: LabelledQuotation
) -> set[Token]:
    """The heads of the labelled mention; where none is a candidate, those that bear the speaker's name.

    Nobody's, where people found no speaker.
    """
    start, end = quotation.mention or (0, 0)

    def is_inside(paragraph: int, token: Token) -> bool:
        at = article.paragraphs[paragraph].paragraph.start_char + token.idx
        return start <= at and at + len(token) <= end

    inside = [c for c in candidates if is_inside(c.paragraph, c.head)]
    heads = {c.head for c in inside if c.head.head == c.head or not is_inside(c.paragraph, c.head.head)}
    return heads or {c.head for c in inside[:1]} or {c.head for c in candidates if c.head.lower_ in quotation.keys}


def antecedent_examples(articles: Sequence[LabelledArticle], model: LinearModel) -> Iterator[Example]:
    """Every option for a "he" or "she" that people labelled with a name; `model` settles those in between."""
    for article in articles:
        witness = _Witness(_labelled_pronouns(article), antecedent_chooser(model), [])
        settle_pronouns(Stage(article.paragraphs), find_people(article.paragraphs), witness.choose)
        yield from witness.examples


@dataclass(frozen=True, slots=True)
class _Witness:
    """Lets a chooser choose and notes the options that it had."""

    labelled: Mapping[tuple[int, int], LabelledQuotation]
    chooser: Choose
    examples: list[Example]

    def choose(self, paragraph: int, pronoun: Token, options: Sequence[Option]) -> Antecedent | None:
        quotation = self.labelled.get((paragraph, pronoun.i))
        right = [quotation.is_by(option.speaker.name) for option in options] if quotation else []
        if any(right):
            self.examples.extend(Example(o.features, is_right) for o, is_right in zip(options, right, strict=True))
        return self.chooser(paragraph, pronoun, options)


def _labelled_pronouns(article: LabelledArticle) -> dict[tuple[int, int], LabelledQuotation]:
    by_char = {q.mention[0]: q for q in article.quotations if q.mention and q.speaker_kind == "pronoun-resolved"}
    return {
        (number, token.i): by_char[parsed.paragraph.start_char + token.idx]
        for number, parsed in enumerate(article.paragraphs)
        for token in parsed.doc
        if parsed.paragraph.start_char + token.idx in by_char
    }


def confidence_examples(articles: Sequence[LabelledArticle], models: Models) -> Iterator[Example]:
    """Every speaker found for an utterance that people labelled too; right where the name is."""
    for article in articles:
        hearing = Hearing(article.paragraphs, models)
        for utterance, quotation in matched_utterances(article, models):
            heard = hearing.identify(utterance)
            if heard.speaker is not None and quotation.speaker_kind not in ("pronoun", "unknown"):
                yield Example(heard.features(hearing.stage), quotation.is_by(heard.speaker.name))


def fit_all_but_confidence(articles: Sequence[LabelledArticle], say: Callable[[str], None]) -> Models:
    """The models that find utterances, speakers and antecedents."""
    models = Models(NOTHING, NOTHING, NOTHING, FIRST_GUESS, NOTHING)
    say("speech")
    models = replace(models, speech=fit(list(speech_examples(articles)), STRENGTH["speech"]))
    say("report")
    models = replace(models, report=fit(list(report_examples(articles)), STRENGTH["report"]))
    say("speaker")
    models = replace(models, speaker=fit(list(speaker_examples(articles, models)), STRENGTH["speaker"]))
    for _ in range(ANTECEDENT_ROUNDS):
        say("antecedent")
        examples = list(antecedent_examples(articles, models.antecedent))
        models = replace(models, antecedent=fit(examples, STRENGTH["antecedent"]))
    return models


def fit_models(articles: Sequence[LabelledArticle], say: Callable[[str], None]) -> Models:
    """All models; that of the confidence on articles that the others had not seen."""
    unseen: list[Example] = []
    for part in range(HELD_OUT):
        seen = [article for number, article in enumerate(articles) if number % HELD_OUT != part]
        say(f"part {part + 1} of {HELD_OUT}")
        models = fit_all_but_confidence(seen, say)
        unseen += confidence_examples(articles[part::HELD_OUT], models)
    confidence = fit(unseen, STRENGTH["confidence"])
    return replace(fit_all_but_confidence(articles, say), confidence=confidence)


@click.command()
@click.argument("labelled", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--parses", type=click.Path(path_type=Path, dir_okay=False), help="Keep the parses here for the next time."
)
@click.option("--articles", "n_articles", type=click.IntRange(min=2), help="Take only the first so many.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=WEIGHTS,
    help="The folder for the weights [the shipped ones, which are replaced].",
)
def main(labelled: Path, parses: Path | None, n_articles: int | None, folder: Path) -> None:
    """Fit the weights of the attribution on labelled articles: JSON lines with "text" and "quotes".

    A quote has start, end, speaker_span (or null), speaker and speaker_kind. 840 articles take about four minutes to
    parse and five to fit.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        articles = read_labelled(labelled, load_parser(), parses, n_articles)
        models = fit_models(articles, lambda what: click.echo(f"fitting {what}", err=True))
    except ValueError as error:
        raise click.ClickException(f"{error}") from error
    how = f"Fitted by fit/attribution.py on {len(articles)} labelled articles; see README.md in this folder."
    for name in STRENGTH:
        path = folder / f"{name}.tsv"
        path.write_text(format_model(getattr(models, name), how), encoding="utf-8")
        click.echo(f"{path.name}: {len(getattr(models, name).weights)} weights", err=True)


if __name__ == "__main__":
    main()
