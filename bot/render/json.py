"""An answer as the one JSON object that the command, the HTTP API and every later interface return."""

from typing import Any

from bot.answer import Answer, Context, Hit, Ranked
from bot.text_fragment import fragment_link
from index.passage import Passage, passage_record


def answer_record(answer: Answer, *, with_ranking: bool = False) -> dict[str, Any]:
    """The answer in the shape of docs/answers.md."""
    record = {
        "query": answer.query,
        "previous": answer.previous,
        "filters": {
            "speaker": answer.filters.speaker,
            "kind": answer.filters.kind,
            "publisher": answer.filters.publisher,
            "from": answer.filters.published_from,
            "to": answer.filters.published_to,
        },
        "speaker_named_in": answer.speaker_named_in,
        "level": answer.level,
        "answered": answer.answered,
        "message": answer.message,
        "hits": [_hit_record(hit) for hit in answer.hits],
        "index": {"passages": answer.index.passages, "model": answer.index.model, "built": answer.index.built},
    }
    return record | {"ranking": [_ranked_record(ranked) for ranked in answer.ranking]} if with_ranking else record


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "passage": passage_record(hit.passage),
        "speakers": list(hit.speakers),
        "context": context_record(hit.context),
        "link": hit.link,
        "matches": [list(span) for span in hit.matches],
        "copies": [_copy_record(copy) for copy in hit.copies],
    }


def context_record(context: Context) -> dict[str, str | None]:
    """The words before and after a passage."""
    before, after = context.before, context.after
    return {"before": before.text if before else None, "after": after.text if after else None}


def _ranked_record(ranked: Ranked) -> dict[str, Any]:
    return {"id": ranked.passage_id, "score": ranked.score, "copies": list(ranked.copies)}


def _copy_record(copy: Passage) -> dict[str, Any]:
    link = fragment_link(copy.article.url, copy.text)
    return {"id": copy.id, "article": passage_record(copy)["article"], "link": link}
