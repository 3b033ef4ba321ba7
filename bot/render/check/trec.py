"""A run and its judgements in the format of TREC, so that trec_eval gives the same ranking measures."""

import re
from collections.abc import Iterator

from bot.check.report import Report

RUN_NAME = "onrecord"

BLANK = "␣"
"""Stands before a blank's number; not the usual `%`, which ids hold that were made of a file's name."""

_PARTING = re.compile(rf"[\s{BLANK}]")


def run_lines(report: Report) -> Iterator[str]:
    """A line for each passage ranked: question, Q0, passage, rank, score, name of the run.

    The score is the rank turned round, since trec_eval sorts by score and breaks ties by id.
    """
    for outcome in report.outcomes:
        question = one_word(outcome.question.id)
        for rank, passage_id in enumerate(outcome.ranked, 1):
            yield f"{question} Q0 {one_word(passage_id)} {rank} {len(outcome.ranked) + 1 - rank} {RUN_NAME}\n"


def qrels_lines(report: Report) -> Iterator[str]:
    """A line for each passage judged to answer: question, 0, passage, grade."""
    for outcome in report.outcomes:
        for passage_id, grade in (outcome.question.expected.relevant or {}).items():
            yield f"{one_word(outcome.question.id)} 0 {one_word(passage_id)} {grade}\n"


def one_word(id_: str) -> str:
    """The id without white space, which parts the columns; no two ids become one.

    Each blank becomes its sign and four hexadecimal digits; an id without any stays as it is.
    """
    return _PARTING.sub(lambda found: f"{BLANK}{ord(found[0]):04X}", id_)
