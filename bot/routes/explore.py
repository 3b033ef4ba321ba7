"""The Explore tab's parts over HTTP: fragments of HTML that bot/page/explore.js puts into the page."""

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from bot.explore.overview import Exploration, explore, rows_of
from bot.explore.profile import SpeakerProfile, profile_of
from bot.http.problem import problem_response
from bot.live_index import LiveIndex
from bot.render.explore.overview import GROUPS, found_speakers, more_speakers, overview
from bot.render.explore.speaker_page import next_passages, speaker_page
from bot.routes.parameters import refuse_unknown
from bot.settings import MAX_QUERY_CHARS
from index.errors import QueryError
from index.passage_index import PassageIndex
from index.store.protocol import Snapshot

_HEADERS = {"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}


def add_explore(app: FastAPI, live_index: LiveIndex) -> None:
    """Add the routes; who speaks most is worked out at the first request to a generation and kept."""

    # Plain functions, not coroutines: FastAPI runs them in threads.
    @app.get("/explore/overview", include_in_schema=False)
    def explore_overview(
        request: Request, find: str | None = None, group: str | None = None, after: int | None = None
    ) -> Response:
        refuse_unknown(request, ("find", "group", "after"))
        if find is not None and len(find) > MAX_QUERY_CHARS:
            raise QueryError(f"the name to find has {len(find):,} characters; give {MAX_QUERY_CHARS} at most")
        if group is None and after is None:
            with live_index.lent_as(_explored) as explored:
                whole = explored.exploration
                return _fragment(overview(whole) if find is None else found_speakers(whole, find))
        known = next((name for name in GROUPS if name == (group or "named")), None)
        if known is None:
            raise QueryError(f"'{group}' is no group of speakers; choose {' or '.join(GROUPS)}")
        n_before = _checked(after)
        with live_index.lent_as(_explored) as explored:
            return _fragment(more_speakers(explored.exploration, known, find or "", n_before))

    @app.get("/explore/speaker", include_in_schema=False)
    def explore_speaker(request: Request, name: str | None = None, after: int | None = None) -> Response:
        refuse_unknown(request, ("name", "after"))
        if name is None:
            raise QueryError("'name' is missing; ask with /explore/speaker?name=NAME")
        n_before = _checked(after)
        with live_index.lent_as(_explored) as explored:
            summary = explored.exploration.summary(name)
            if summary is None:
                detail = f"no passage has the speaker '{name}'; choose one of those that are listed"
                return problem_response(404, detail)
            profile = explored.profile(name)
            if after is not None:
                return _fragment(next_passages(profile, n_before))
            return _fragment(speaker_page(profile, summary, explored.exploration))


@dataclass(frozen=True, slots=True)
class _Explored:
    """An index's speakers, worked out once, when they are first asked for."""

    snapshot: Snapshot
    exploration: Exploration

    def profile(self, name: str) -> SpeakerProfile:
        rows = rows_of(name, self.snapshot).tolist()
        return profile_of(name, [self.snapshot.passages[row] for row in rows])


def _explored(passage_index: PassageIndex) -> _Explored:
    snapshot = passage_index.snapshot
    return _Explored(snapshot, explore(snapshot))


def _checked(after: int | None) -> int:
    """How many come before what is asked for.

    :raises QueryError: where it is less than none.
    """
    if after is not None and after < 0:
        raise QueryError(f"after is {after}; give 0 or more")
    return after or 0


def _fragment(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers=_HEADERS)
