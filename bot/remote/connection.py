"""A program's requests to a running onrecord: its JSON, or one sentence that says why there is none."""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import NoReturn

import httpx

from bot.remote.address import is_address, shown_address
from bot.remote.exchange import API, ServerAnswer, exchanged
from bot.remote.reply import problem_sentence
from index.article import is_text
from index.errors import QueryError, ServiceError, UnreachableError

MAX_REPLY_BYTES = 50_000_000
"""Far more than ten passages with all that belongs to them."""

FIRST_WAIT_S = 0.5
"""How long to wait for a busy server that does not say how long; twice as long each time."""

_BUSY = frozenset({429, 503})


class NotThereError(ServiceError):
    """The server has nothing at that address; `sentence` is its own."""

    def __init__(self, message: str, sentence: str) -> None:
        super().__init__(message)
        self.sentence = sentence


class Connection:
    """Requests to one server; to be closed."""

    def __init__(self, url: str, *, timeout_s: float, patience_s: float) -> None:
        """Ask nothing yet.

        :raises UnreachableError: where the address is none of HTTP.
        """
        self.name = shown_address(url)
        if not is_address(url):
            raise UnreachableError(f"'{self.name}' is no address; give one like http://127.0.0.1:7860")
        self._url = url.rstrip("/")
        self._timeout_s = timeout_s
        self._patience_s = patience_s
        # The server itself is meant, not a proxy that the environment happens to name.
        self._client = httpx.Client(timeout=timeout_s, trust_env=False, follow_redirects=False)

    def get(self, what: str, parameters: Mapping[str, str]) -> bytes:
        """The JSON that the API gives.

        :param what: the path below the API's, percent-encoded.
        :raises QueryError: where it cannot be asked this.
        :raises NotThereError: where it has nothing there.
        :raises UnreachableError: where nobody answers.
        :raises ServiceError: where it is busy, or gives what is no answer.
        """
        if not all(is_text(value) for value in parameters.values()):
            raise QueryError("what is asked holds a character that is not text; type it anew")
        answer = self._patient_answer(self._client.build_request("GET", f"{self._url}{API}{what}", params=parameters))
        if answer.status != httpx.codes.OK:
            self._refuse_status(answer)
        return answer.body

    def refuse(self, what: str) -> NoReturn:
        """Say that this is no answer of an onrecord.

        :raises ServiceError: always.
        """
        raise ServiceError(_not_ours(self.name, what))

    def close(self) -> None:
        self._client.close()

    def _patient_answer(self, request: httpx.Request) -> ServerAnswer:
        """The answer, asked for again while the server is busy and patience lasts."""
        ends = monotonic() + self._patience_s
        usual_wait = FIRST_WAIT_S
        while True:
            answer = self._answer(request)
            # A server that names no time, or none worth the name, is not asked without a pause.
            wait = max(usual_wait, answer.retry_after_s or 0)
            if answer.status not in _BUSY or monotonic() + wait > ends:
                return answer
            sleep(wait)
            usual_wait *= 2

    def _answer(self, request: httpx.Request) -> ServerAnswer:
        try:
            return exchanged(self._client, request, timeout_s=self._timeout_s, max_bytes=MAX_REPLY_BYTES)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = str(error) or type(error).__name__
            raise UnreachableError(
                f"{self.name} does not answer ({why}); see that 'onrecord chat' runs there"
            ) from error

    def _refuse_status(self, answer: ServerAnswer) -> NoReturn:
        status, sentence = answer.status, problem_sentence(answer.body)
        said = f"status {status}{f', {sentence}' if sentence else ''}"
        if answer.leads_to is not None:
            raise ServiceError(f"{self.name} gives status {status}; give the address it leads to: {answer.leads_to}")
        if sentence and status == httpx.codes.UNPROCESSABLE_ENTITY:
            raise QueryError(sentence)
        if sentence and status == httpx.codes.NOT_FOUND:
            raise NotThereError(_not_ours(self.name, said), sentence)
        if status == httpx.codes.UNAUTHORIZED:
            raise ServiceError(
                f"{self.name} asks for a name and a password; put both into its address, as http://NAME:PASSWORD@HOST"
            )
        if status in _BUSY:
            when = "later" if answer.retry_after_s is None else f"after {answer.retry_after_s} s"
            raise ServiceError(f"{self.name} is busy ({said}); ask again {when}, or let the client wait: patience_s")
        self.refuse(said)


def _not_ours(name: str, what: str) -> str:
    return f"{name} gives {what}; see that it is an onrecord of this version"
