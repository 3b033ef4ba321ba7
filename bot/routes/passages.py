"""/api/v1/passages: one passage by its id, what stands around it and how it is cited; those that hold a phrase."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.answer import Context
from bot.phrases import checked_phrase, holders_of
from bot.render.citations.citation import citation
from bot.render.citations.formats import CITATION_FORMATS
from bot.render.json import context_record
from bot.routes.parameters import refuse_unknown
from bot.text_fragment import fragment_link
from index.errors import UnknownPassageError
from index.passage import passage_record
from index.passage_index import PassageIndex


def add_passages(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application give a passage by its id, and find those that hold a phrase."""

    @app.get("/api/v1/passages")
    def passages(request: Request, contains: str) -> JSONResponse:
        refuse_unknown(request, ("contains",))
        found = holders_of(checked_phrase(contains), passage_index.store)
        similar = found.similar and {"id": found.similar.passage_id, "text": found.similar.words}
        return JSONResponse({"passages": list(found.passages), "articles": list(found.articles), "similar": similar})

    # An id may hold a slash where somebody else wrote passages.jsonl.
    @app.get("/api/v1/passages/{passage_id:path}")
    def passage(request: Request, passage_id: str) -> JSONResponse:
        refuse_unknown(request, ())
        found = passage_index.store.get(passage_id)
        if found is None:
            raise UnknownPassageError(f"no passage has the id '{passage_id}'; answers give the ids there are")
        return JSONResponse(
            {
                "passage": passage_record(found),
                "speakers": list(found.speakers),
                "context": context_record(Context(*passage_index.store.neighbours(passage_id))),
                "link": fragment_link(found.article.url, found.text),
                "citations": {format: citation(found, format) for format in CITATION_FORMATS},
            }
        )
