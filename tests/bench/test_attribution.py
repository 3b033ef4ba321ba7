"""The benchmark as it is run: its page of figures, and the engine's run in one process."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import attribution
import attribution_run
import pytest
from attribution_run import EngineRun, Speed, TimedParser, run_engine
from click.testing import CliRunner
from labelled import LabelledDocument, LabelledQuote
from spacy.language import Language
from textacy_peer import PeerRun

from index.article import Paragraph
from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.parse.parser import load_parser

TEXT = "“Go,” said Dagny Holt. “Stay,” he said."
LABELS = [
    {"start": 0, "end": 5, "content_type": "direct", "speaker": "Dagny Holt", "speaker_span": [11, 21]},
    {"start": 23, "end": 30, "content_type": "direct", "speaker": "Bo Ek", "speaker_kind": "pronoun-resolved"},
]
PREDICTED = [
    {"start": 0, "end": 5, "content_type": "direct", "speaker": "Holt", "speaker_span": None, "confidence": 0.9},
    {"start": 23, "end": 30, "content_type": "direct", "speaker": None, "speaker_span": [31, 33], "confidence": 0.3},
]
FIGURES = """
                                                    quoted           all types
quotes labelled, predicted                            2, 2                2, 2
exact P/R/F1                             100.0/100.0/100.0   100.0/100.0/100.0
overlap P/R/F1                           100.0/100.0/100.0   100.0/100.0/100.0
span and speaker P/R/F1                     50.0/50.0/50.0      50.0/50.0/50.0
speakers right %                                      50.0                50.0
  where it is a name                                 100.0               100.0
  where a name was put for a pronoun                   0.0                 0.0
shown but wrong %, where it is a name                  0.0                 0.0
withheld %                                            50.0                50.0
recall of direct %                                   100.0               100.0
recall of mixed %                                        -                   -
recall of indirect %                                     -                   -

confidence      shown      right
0.90 to 0.95        1    100.0 %

"""
QUOTE = LabelledQuote(0, 5, "direct", speaker="Holt", confidence=0.9)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A file of two documents, the second without quotes."""
    documents = [{"doc_id": "a", "text": TEXT, "quotes": LABELS}, {"doc_id": "b", "text": "It rains.", "quotes": []}]
    (tmp_path / "labelled.jsonl").write_text("".join(json.dumps(document) + "\n" for document in documents))
    return tmp_path / "labelled.jsonl"


def test_a_file_of_predictions_is_scored(labelled: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predicted.jsonl"
    predictions.write_text(json.dumps({"doc_id": "a", "quotes": PREDICTED}) + "\n")
    arguments = [str(labelled), "--predictions", str(predictions), "--errors", "5"]
    result = CliRunner().invoke(attribution.main, arguments, catch_exceptions=False)
    assert result.stdout == (f"{predictions}{FIGURES}speaker  a: 'Stay' by Bo Ek, predicted nobody\n")
    assert result.stderr == "1 documents have no line of predictions: taken for documents without quotes\n"


def test_the_engine_is_scored_with_and_without_its_threshold(labelled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(documents: Sequence[LabelledDocument], min_confidence: float | None) -> EngineRun:
        assert ([document.doc_id for document in documents], min_confidence) == (["a"], None)
        return EngineRun({"a": ()}, {"a": (QUOTE,)}, Speed(1, 0.5, 0.4))

    monkeypatch.setattr(attribution, "run_engine", run)
    monkeypatch.setattr(attribution, "run_textacy", lambda _: PeerRun({"a": ()}, Speed(1, 1.0, 0.9)))
    output = CliRunner().invoke(attribution.main, [str(labelled), "--limit", "1"], catch_exceptions=False).stdout
    lines = output.splitlines()
    assert [line for line in lines if line.startswith(("onrecord", "textacy"))] == [
        "onrecord at the shipped threshold",
        "onrecord at min-confidence 0",
        "onrecord: 2.0 documents a second on one core, 80 % of the time in the parser",
        "textacy, a paragraph at a time",
        "textacy: 1.0 documents a second on one core, 90 % of the time in the parser",
        "onrecord is 2.00 times as fast as textacy",
    ]
    assert [line.split()[-1] for line in lines if line.startswith("speakers right")] == ["-", "100.0", "-"]


def test_without_textacy_there_is_one_line_in_its_place(labelled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "run_engine", lambda *_: EngineRun({}, {}, Speed(2, 1.0, 0.5)))
    monkeypatch.setattr(attribution, "run_textacy", lambda _: None)
    output = CliRunner().invoke(attribution.main, [str(labelled)], catch_exceptions=False).stdout
    assert output.splitlines()[-1] == "textacy is not installed: no comparison"


def test_the_engine_runs_at_both_thresholds_on_the_text_as_given(monkeypatch: pytest.MonkeyPatch) -> None:
    thresholds: list[float | None] = []
    said = AttributedQuotation("direct", Span(1, 6), None, Span(12, 16), "Holt", None, "subject", 0.4)

    def attribute(
        paragraphs: Sequence[Paragraph], nlp: Language, *, min_confidence: float | None = None
    ) -> list[AttributedQuotation]:
        thresholds.append(min_confidence)
        return [said if min_confidence == 0 else replace(said, speaker=None)]

    monkeypatch.setattr(attribution_run, "attribute_paragraphs", attribute)
    monkeypatch.setattr(attribution_run, "load_parser", lambda: None)
    run = run_engine([LabelledDocument("a", "\n" + TEXT, ())], None)
    shown = LabelledQuote(1, 6, "direct", speaker="Holt", speaker_span=(12, 16), confidence=0.4)
    assert (run.predictions, run.unthresholded) == ({"a": (replace(shown, speaker=""),)}, {"a": (shown,)})
    # The first is the warm-up.
    assert (thresholds, run.speed.n_documents) == ([None, None, 0.0], 1)


def test_the_timed_parser_parses_no_text_twice_in_a_row() -> None:
    parser = TimedParser(load_parser())
    docs = parser.pipe(iter(["It rains."]), batch_size=64)
    assert ([doc.text for doc in docs], parser.lang) == (["It rains."], "en")
    seconds = parser.seconds
    assert parser.pipe(["It rains."]) is docs and parser.seconds == seconds
    assert [doc.text for doc in parser.pipe(["It pours."])] == ["It pours."]
