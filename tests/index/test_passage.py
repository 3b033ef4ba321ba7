"""passages.jsonl: what is written, what is read, and what is refused with its line."""

from pathlib import Path

import pytest

from index.article import ArticleMetadata
from index.errors import PassageFileError
from index.passage import Attribution, Passage, TextSpan, distinct_speakers, passage_line, read_passages, write_passages

PASSAGE = Passage(
    id="a:1",
    text="“Ja,” said Ödön.",
    article=ArticleMetadata(id="a", title="T"),
    paragraph=2,
    start_char=3,
    end_char=19,
    attributions=(
        Attribution(
            kind="direct",
            start_char=0,
            end_char=5,
            speaker="Ödön Kis",
            role="mayor",
            speaker_mention=TextSpan("Ödön", 11, 15),
            cue=TextSpan("said", 4, 8, paragraph=1),
            evidence="subject",
            confidence=0.9,
        ),
    ),
)
LINE = (
    '{"id": "a:1", "text": "“Ja,” said Ödön.", "article": {"id": "a", "title": "T", "author": null, "publisher": null, '
    '"published": null, "url": null, "text_sha256": null}, "section": null, "paragraph": 2, "start_char": 3, '
    '"end_char": 19, "attributions": [{"kind": "direct", "start_char": 0, "end_char": 5, "speaker": "Ödön Kis", '
    '"role": "mayor", "speaker_mention": {"text": "Ödön", "start_char": 11, "end_char": 15}, "cue": {"text": "said", '
    '"start_char": 4, "end_char": 8, "paragraph": 1}, "evidence": "subject", "confidence": 0.9, '
    '"antecedent": null}]}\n'
)


def test_line_has_the_shape_of_the_design() -> None:
    assert passage_line(PASSAGE) == LINE


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    odd = Passage(
        id="a:2", text="tab\t, \u2028, \x85, \x0c, nbsp\u00a0, \u200f\u200b, \r\n, \U0001f642", article=PASSAGE.article
    )
    write_passages([PASSAGE, odd], path)
    assert read_passages(path) == [PASSAGE, odd]
    assert path.read_bytes().startswith(LINE.encode())


def test_id_and_text_are_all_that_a_line_needs(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "sub/a:7", "text": "x"}\n\n{"id": "b", "text": "y", "unknown": 1}\n')
    assert read_passages(path) == [
        Passage(id="sub/a:7", text="x", article=ArticleMetadata(id="sub/a")),
        Passage(id="b", text="y", article=ArticleMetadata(id="b")),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a:1"}', "'text' is missing; mend the line"),
        ('{"text": "x"}', "'id' is missing; mend the line"),
        ('{"id": "a:1", "text": ""}', "'text' is blank; mend the line"),
        ('{"id": " ", "text": "x"}', "'id' is blank; mend the line"),
        ('{"id": "a:1", "text": 3}', "'text' is not right (input should be a valid string); mend the line"),
        ("[1]", "a JSON object is expected, not list; mend the line"),
        ('{"id": "a:1", "text": "a\\u0000b"}', "the text holds a NUL character, which no page can show; mend the line"),
        (
            '{"id": "a:1", "text": "x", "attributions": [{"kind": "direct", "start_char": 0, "end_char": 2}]}',
            "an attribution's offsets lie outside the text; mend the line",
        ),
        (
            '{"id": "a:1", "text": "x", "attributions": [{"kind": "said", "start_char": 0, "end_char": 1}]}',
            "'attributions.0.kind' is not right (input should be 'direct', 'mixed' or 'indirect'); mend the line",
        ),
        (
            '{"id": "a:1", "text": "x", "attributions": [{"kind": "direct", "start_char": 0, "end_char": 1, '
            '"speaker": " "}]}',
            "a speaker's name is blank; mend the line",
        ),
        (
            '{"id": "a:1", "text": "x", "attributions": [{"kind": "direct", "start_char": 0, "end_char": 1, '
            '"confidence": 1e400}]}',
            "a confidence lies outside 0..1; mend the line",
        ),
        ('{"id": "ok:1", "text": "x"}', "id 'ok:1' stands on line 1 already; rename one"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "ok:1", "text": "x"}\n' + line + "\n")
    with pytest.raises(PassageFileError) as caught:
        read_passages(path)
    assert str(caught.value) == f"{path}:2: {message}"


@pytest.mark.parametrize("line", ['{"id": "a:1", "te', '{"id": "a:1", "text": "\\ud800"}', "[" * 100_000])
def test_what_is_no_json_or_no_text_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(PassageFileError, match=r"p\.jsonl:1: .*JSON.*; mend"):
        read_passages(path)


def test_missing_empty_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PassageFileError, match="no passages at .*none; run 'onrecord read' to make the file"):
        read_passages(tmp_path / "none")
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(PassageFileError, match="empty holds no passage; run 'onrecord read' to make the file anew"):
        read_passages(tmp_path / "empty")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PassageFileError, match="binary is not UTF-8 text"):
        read_passages(tmp_path / "binary")


def test_speakers_are_counted_by_passage_most_first_then_by_name() -> None:
    def passage(number: int, *speakers: str | None) -> Passage:
        spoken = tuple(Attribution(kind="direct", start_char=0, end_char=1, speaker=name) for name in speakers)
        return Passage(id=f"a:{number}", text="x", article=ArticleMetadata(id="a"), attributions=spoken)

    passages = [passage(1, "B", "A", "B"), passage(2, None, "C"), passage(3, "C")]
    assert passages[0].speakers == ("B", "A")
    assert list(distinct_speakers(passages).items()) == [("C", 2), ("A", 1), ("B", 1)]
