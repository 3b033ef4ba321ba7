"""Asking from a program: a running onrecord, or an index in the program's own process, with the same replies.

    from bot.client import Client

    with Client("http://127.0.0.1:7860") as client:
        for hit in client.ask("Who wants sanctions?").hits:
            print(hit.speakers, hit.passage.text)

Every error is one of `index.errors`, in one sentence.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, Self, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from bot.answer import DEFAULT_K
from bot.arguments import checked_arguments
from bot.records import MAX_LIMIT, AskParameters, ask_record, passage_details_record, speakers_record
from bot.remote.connection import Connection, NotThereError
from bot.remote.reply import first_fault
from bot.schema import AnswerJson, Json, PassageDetailsJson, SpeakerJson, SpeakersJson
from bot.tools.arguments import PassageArguments, SpeakersArguments
from index.article import is_text
from index.errors import ServiceError, UnknownPassageError
from index.passage_index import PassageIndex, open_index

TIMEOUT_S = 60.0
"""How long a server may take for a reply, from the first byte of the request to the last of the reply."""

_NAMES = {"q": "question", "from": "published_from", "to": "published_to", "id": "passage_id"}
"""What the client's arguments are called where the service has other names for them."""

_AnyJson = TypeVar("_AnyJson", bound=Json)


class _Service(Protocol):
    """What replies, in JSON's shapes."""

    def ask(self, asked: AskParameters) -> AnswerJson: ...

    def speakers(self, find: str, cursor: str | None) -> SpeakersJson: ...

    def passage(self, passage_id: str) -> PassageDetailsJson: ...

    def close(self) -> None: ...


class Client:
    """Asks, and gives what `bot.schema` describes; to be closed, or used as a block. Threads may share it."""

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S, patience_s: float = 0.0) -> None:
        """Ask the onrecord at that address, to which a path, and a name and a password, may belong.

        :param timeout_s: how long the server may take for a whole reply.
        :param patience_s: how long in all a question waits while the server is busy; else it says so at once.
        :raises UnreachableError: where the address is none of HTTP; whether somebody answers there is not tried yet.
        """
        self._service: _Service = _Server(Connection(url, timeout_s=timeout_s, patience_s=patience_s))

    @classmethod
    def open(cls, folder: Path | str, *, reranker: str | None = None) -> Self:
        """Ask the index in that folder, in this process; no server is needed.

        :raises IndexFolderError: where there is none, or it cannot be read.
        """
        return cls.of(open_index(Path(folder), reranker=reranker))

    @classmethod
    def of(cls, passage_index: PassageIndex) -> Self:
        """Ask an index that is open already."""
        client = cls.__new__(cls)
        client._service = _Here(passage_index)
        return client

    def ask(
        self,
        question: str,
        *,
        speaker: str | None = None,
        kind: str | None = None,
        publisher: str | None = None,
        published_from: str | None = None,
        published_to: str | None = None,
        anyone: bool = False,
        previous: str | None = None,
        k: int = DEFAULT_K,
    ) -> AnswerJson:
        """The answer: its `level` tells whether its `hits` answer the question.

        :raises QueryError: where the question or what narrows it cannot be used.
        :raises ServiceError: where the server gives no answer; `UnreachableError` where nobody is there.
        """
        given = {
            "q": question,
            "speaker": speaker,
            "kind": kind,
            "publisher": publisher,
            "published_from": published_from,
            "published_to": published_to,
            "anyone": anyone,
            "previous": previous,
            "k": k,
        }
        return self._service.ask(checked_arguments(AskParameters, "ask", given, _NAMES))

    def speakers(self, find: str = "") -> Iterator[SpeakerJson]:
        """The speakers, those with the most passages first; all, or those whose names go with what is typed.

        :raises QueryError: where what is typed is no text, or the index was built anew meanwhile; begin again.
        :raises ServiceError: where the server gives no answer; `UnreachableError` where nobody is there.
        """
        find = checked_arguments(SpeakersArguments, "speakers", {"find": find}).find
        part = self._service.speakers(find, None)
        yield from part.speakers
        seen = set[str]()
        while part.next is not None:
            if part.next in seen:
                raise ServiceError(
                    "the list of speakers has no end; see that the server is an onrecord of this version"
                )
            seen.add(part.next)
            part = self._service.speakers(find, part.next)
            yield from part.speakers

    def passage(self, passage_id: str) -> PassageDetailsJson:
        """The passage of that id with what stands around it, its link and its citations.

        :raises QueryError: where the id is no text.
        :raises UnknownPassageError: where there is none.
        :raises ServiceError: where the server gives no answer; `UnreachableError` where nobody is there.
        """
        if isinstance(passage_id, str) and not is_text(passage_id):
            raise UnknownPassageError("no passage has an id that holds a character that is not text")
        passage_id = checked_arguments(PassageArguments, "passage", {"id": passage_id}, _NAMES).id
        return self._service.passage(passage_id)

    def close(self) -> None:
        """Let go of the connections."""
        self._service.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Here:
    """Replies of an index in this process."""

    def __init__(self, passage_index: PassageIndex) -> None:
        self._index = passage_index

    def ask(self, asked: AskParameters) -> AnswerJson:
        return _of_record(AnswerJson, ask_record(self._index, asked))

    def speakers(self, find: str, cursor: str | None) -> SpeakersJson:
        return _of_record(SpeakersJson, speakers_record(self._index, find, MAX_LIMIT, cursor))

    def passage(self, passage_id: str) -> PassageDetailsJson:
        return _of_record(PassageDetailsJson, passage_details_record(self._index, passage_id))

    def close(self) -> None:
        """There is nothing to let go of."""


class _Server:
    """Replies of a running onrecord."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, asked: AskParameters) -> AnswerJson:
        given = asked.model_dump(mode="json", by_alias=True, exclude_none=True)
        return self._asked(AnswerJson, "ask", {**given, "anyone": "true" if asked.anyone else "false"})

    def speakers(self, find: str, cursor: str | None) -> SpeakersJson:
        rest = {} if cursor is None else {"cursor": cursor}
        return self._asked(SpeakersJson, "speakers", {"find": find, "limit": MAX_LIMIT, **rest})

    def passage(self, passage_id: str) -> PassageDetailsJson:
        try:
            return self._asked(PassageDetailsJson, f"passages/{_quoted(passage_id)}", {})
        except NotThereError as error:
            # At a wrong address no passage is there either: what every onrecord has is asked for.
            self._asked(SpeakersJson, "speakers", {"limit": 1})
            raise UnknownPassageError(error.sentence) from error

    def close(self) -> None:
        self._connection.close()

    def _asked(self, kind: type[_AnyJson], what: str, parameters: Mapping[str, str | int]) -> _AnyJson:
        body = self._connection.get(what, {name: str(value) for name, value in parameters.items()})
        try:
            return kind.model_validate_json(body)
        except ValidationError as error:
            self._connection.refuse(f"an answer without what one has ({first_fault(error)})")


def _of_record(kind: type[_AnyJson], record: dict[str, object]) -> _AnyJson:
    # JSON's lists are tuples here, which is the one thing that is not strict.
    return kind.model_validate(record, strict=False)


def _quoted(passage_id: str) -> str:
    # A name that is dots alone would be taken for a folder's.
    return quote(passage_id, safe="").replace(".", "%2E")
