"""What the body of a reply is: a problem's sentence, or where it is not what was expected."""

from pydantic import BaseModel, ConfigDict, ValidationError

from index.article import is_text


class _Problem(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    detail: str


def problem_sentence(body: bytes) -> str | None:
    """What an answer that is none says is wrong; None where that is no sentence."""
    try:
        sentence = _Problem.model_validate_json(body).detail
    except ValidationError:
        return None
    return sentence if is_text(sentence) else None


def first_fault(error: ValidationError) -> str:
    """Where the answer is not what is expected, and why, in a few words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    if not field:
        return reason
    return f"'{field}' is missing" if first["type"] == "missing" else f"'{field}' is not right: {reason}"
