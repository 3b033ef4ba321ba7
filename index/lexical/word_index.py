"""Passages by their words: BM25 over weighted fields, by tantivy."""

import math
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index.errors import IndexFolderError
from index.lexical.fields import FIELD_WEIGHTS, Fields
from index.lexical.terms import pairs_of
from index.rows import Rows, Scores

BM25_CEILING = 2.2
"""What BM25 gives one term at most, in units of its idf: k1 + 1, with tantivy's k1 of 1.2."""

_ROW = "row"
_SPLIT_AT_BLANKS = "terms"
_HEAP_BYTES = 64 << 20


class WordIndex:
    """A folder of tantivy's, open for reading; made by `build_word_index`."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        :raises IndexFolderError: where it holds no word index.
        """
        try:
            self._index = _opened(folder)
        except (ValueError, OSError) as error:
            raise IndexFolderError(f"{folder} is no word index; run 'onrecord index' to build it anew") from error
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    @property
    def n_passages(self) -> int:
        return self._searcher.num_docs

    def matching(self, terms: Sequence[str], n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        """The `n` passages of highest score that hold one of the terms, best first, ties in file order.

        :param rows: where given, only these passages.
        """
        query = self._query(terms)
        if query is None or n < 1 or (rows is not None and len(rows) == 0):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        hits = self._searcher.search(self._within(query, rows), n, count=False).hits
        found = self._searcher.fast_field_values(_ROW, [address for _, address in hits])
        return np.array(found, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def scores(self, terms: Sequence[str], rows: Rows | None = None) -> Scores:
        """Each row's score, in the rows' order; 0 where it holds none of the terms."""
        rows = np.arange(self.n_passages) if rows is None else rows
        found, scores = self.matching(terms, len(rows), rows)
        by_row = dict(zip(found.tolist(), scores.tolist(), strict=True))
        return np.array([by_row.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)

    def idf(self, term: str) -> float:
        """How rare the term is in the passages' own words, as BM25 has it; highest for a term in none."""
        n_with = self.n_passages_with(term)
        return math.log(1 + (self.n_passages - n_with + 0.5) / (n_with + 0.5))

    def n_passages_with(self, term: str) -> int:
        return int(self._searcher.doc_freq("text", term))

    def vocabulary(self, prefix: str) -> Mapping[str, int]:
        """The terms of the passages' own words that begin so, with the number of passages, most first."""
        return dict(self._searcher.terms_with_prefix("text", prefix))

    def ceiling(self, terms: Iterable[str]) -> float:
        """The score that no passage's own words can pass for these terms; what scores are shares of."""
        return BM25_CEILING * sum(self.idf(term) for term in set(terms))

    def _query(self, terms: Sequence[str]) -> tantivy.Query | None:
        words, pairs = list(dict.fromkeys(terms)), list(dict.fromkeys(pairs_of(terms)))
        clauses = [
            (tantivy.Occur.Should, self._clause(field, term, weight))
            for field, weight in FIELD_WEIGHTS.items()
            for term in (pairs if field == "pairs" else words)
        ]
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _clause(self, field: str, term: str, weight: float) -> tantivy.Query:
        clause = tantivy.Query.term_query(self._schema, field, term, "freq")
        return clause if weight == 1 else tantivy.Query.boost_query(clause, weight)

    def _within(self, query: tantivy.Query, rows: Rows | None) -> tantivy.Query:
        if rows is None:
            return query
        chosen = tantivy.Query.term_set_query(self._schema, _ROW, rows.tolist())
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0))]
        )


def build_word_index(passages: Iterable[Fields], folder: Path) -> None:
    """Write a word index of the passages, in their order, to a folder that does not exist yet."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.config_reader("manual")  # nobody reads it here, so none of its threads may hold the files
    index.register_tokenizer(_SPLIT_AT_BLANKS, _blank_splitter())
    # One thread, so that the passages keep their order within a segment: ties are broken by it.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for row, fields in enumerate(passages):
        writer.add_document(_document(row, fields))
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob("*.lock"):
        lock.unlink()
    for file in folder.iterdir():
        file.chmod(0o644)  # some are written for the builder's eyes only


def _document(row: int, fields: Mapping[str, list[str]]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned(_ROW, row)
    for field, terms in fields.items():
        document.add_text(field, " ".join(terms))
    return document


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_ROW, indexed=True, fast=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=_SPLIT_AT_BLANKS, index_option="freq")
    return builder.build()


def _opened(folder: Path) -> tantivy.Index:
    """The index in the folder; where that cannot be written to, as tantivy's locks want, a copy of it."""
    if not tantivy.Index.exists(str(folder)):
        raise ValueError(f"no word index in {folder}")
    try:
        return _registered(tantivy.Index.open(str(folder)))
    except ValueError:
        with tempfile.TemporaryDirectory(prefix="onrecord-words-") as copy:
            for file in folder.iterdir():
                # The contents alone: with the folder's mode the copy could not be written to either.
                shutil.copyfile(file, Path(copy) / file.name)
            return _registered(tantivy.Index.open(copy))  # mapped into memory: it outlives its files


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.config_reader("manual")  # a generation never changes: no thread need watch for that
    index.register_tokenizer(_SPLIT_AT_BLANKS, _blank_splitter())
    index.reload()
    return index


def _blank_splitter() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
