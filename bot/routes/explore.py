"""The Explore tab's parts over HTTP: fragments of HTML that bot/page/explore.js puts into the page."""

from functools import cache
from threading import Lock

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from bot.explore.overview import Exploration, explore
from bot.explore.profile import SpeakerProfile, profile_of
from bot.http.problem import problem_response
from bot.render.explore.overview import GROUPS, found_speakers, more_speakers, overview
from bot.render.explore.speaker_page import next_passages, speaker_page
from bot.routes.parameters import refuse_unknown
from bot.settings import MAX_QUERY_CHARS
from index.errors import QueryError
from index.passage_index import PassageIndex

_HEADERS = {"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}


def add_explore(app: FastAPI, passage_index: PassageIndex) -> None:
    """Add the routes; who speaks most is worked out at the first request and kept."""
    explored = _Explored(passage_index)

    # Plain functions, not coroutines: FastAPI runs them in threads.
    @app.get("/explore/overview", include_in_schema=False)
    def explore_overview(
        request: Request, find: str | None = None, group: str | None = None, after: int | None = None
    ) -> Response:
        refuse_unknown(request, ("find", "group", "after"))
        if find is not None and len(find) > MAX_QUERY_CHARS:
            raise QueryError(f"the name to find has {len(find):,} characters; give {MAX_QUERY_CHARS} at most")
        if group is None and after is None:
            exploration = explored.exploration()
            return _fragment(overview(exploration) if find is None else found_speakers(exploration, find))
        known = next((name for name in GROUPS if name == (group or "named")), None)
        if known is None:
            raise QueryError(f"'{group}' is no group of speakers; choose {' or '.join(GROUPS)}")
        return _fragment(more_speakers(explored.exploration(), known, find or "", _checked(after)))

    @app.get("/explore/speaker", include_in_schema=False)
    def explore_speaker(request: Request, name: str | None = None, after: int | None = None) -> Response:
        refuse_unknown(request, ("name", "after"))
        if name is None:
            raise QueryError("'name' is missing; ask with /explore/speaker?name=NAME")
        n_before = _checked(after)
        summary = explored.exploration().summary(name)
        if summary is None:
            return problem_response(404, f"no passage has the speaker '{name}'; choose one of those that are listed")
        profile = explored.profile(name)
        whole = after is None
        return _fragment(
            speaker_page(profile, summary, explored.exploration()) if whole else next_passages(profile, n_before)
        )


class _Explored:
    """An index's speakers, worked out once, when they are first asked for."""

    def __init__(self, passage_index: PassageIndex) -> None:
        self._passages = passage_index.snapshot.passages
        self._lock = Lock()
        self._explore = cache(lambda: explore(self._passages))

    def exploration(self) -> Exploration:
        # Two first requests at once are not to count twice.
        with self._lock:
            return self._explore()

    def profile(self, name: str) -> SpeakerProfile:
        rows = self.exploration().rows_of[name]
        return profile_of(name, [self._passages[row] for row in rows])


def _checked(after: int | None) -> int:
    """How many come before what is asked for.

    :raises QueryError: where it is less than none.
    """
    if after is not None and after < 0:
        raise QueryError(f"after is {after}; give 0 or more")
    return after or 0


def _fragment(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers=_HEADERS)
