"""What can go wrong, as one tree.

    OnrecordError
    ├── ArticleError         an article cannot be read: missing, empty, not text, bad metadata
    ├── DocumentError        a line is no document to attribute, or the file of such lines cannot be read or written
    ├── PassageFileError     a line of passages.jsonl is not a passage
    ├── VerbatimError        a passage differs from the article text it claims to be a slice of
    ├── ModelError           a model, for embedding or parsing, is missing, altered or unfit
    ├── IndexFolderError     an index folder is missing, foreign, damaged or of another version
    ├── QueryError           a question, or a filter on it, cannot be asked
    ├── UnknownPassageError  no passage has that id
    ├── QuestionFileError    a file of questions to check an index with cannot be read, or lines of it are no questions
    ├── ServiceError         a running onrecord gives what is no answer
    │   └── UnreachableError     nobody answers at its address
    └── ServeError           the chat cannot be served: the port is taken, the address is not this machine's

Every message says what, where and what to do next, in one sentence. The commands and the web pages catch the
root and show the sentence; anything else is a bug and keeps its traceback.
"""


class OnrecordError(Exception):
    """Root of the tree: a fault that the user can do something about."""


class ArticleError(OnrecordError):
    """An article cannot be read."""


class DocumentError(OnrecordError):
    """A line is no document to attribute, or the file of such lines cannot be read or written."""


class PassageFileError(OnrecordError):
    """A passage file is missing or one of its lines is not a passage."""


class VerbatimError(OnrecordError):
    """A passage is not the slice of its article's canonical text that it claims to be."""


class ModelError(OnrecordError):
    """A model, for embedding or for parsing, is missing, altered or unfit."""


class IndexFolderError(OnrecordError):
    """An index folder is missing, foreign, damaged or of another format version."""


class UnsupportedError(OnrecordError):
    """A store was asked for what it does not advertise."""


class StillReadError(OnrecordError):
    """Articles are out of the index, but a reader of an older generation still holds their files."""


class QueryError(OnrecordError):
    """A question, or a filter on it, cannot be asked."""


class UnknownPassageError(OnrecordError):
    """No passage of the index has that id."""


class QuestionFileError(OnrecordError):
    """A file of questions cannot be used; `faults` are its lines that are no questions, a sentence each, in order."""

    def __init__(self, sentence: str, faults: tuple[str, ...] = ()) -> None:
        """Say what is wrong with the whole file, and with which lines."""
        super().__init__(sentence)
        self.faults = faults


class ServiceError(OnrecordError):
    """A running onrecord gives what is no answer."""


class UnreachableError(ServiceError):
    """Nobody answers at the address of a running onrecord."""


class ServeError(OnrecordError):
    """The chat cannot be served where it was to be."""
