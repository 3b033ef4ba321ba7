"""What the writer was about to do, and what it was told is done, line by line."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

State = Literal["begun", "done"]


@dataclass(frozen=True, slots=True)
class Step:
    """A change: the articles that it puts in, all of version `number`, and those that it takes out."""

    state: State
    number: int
    put: tuple[str, ...]
    taken: tuple[str, ...]
    is_purge: bool = False


def append(step: Step, path: Path) -> None:
    """Add the step; it is there when this returns, whatever then kills the process."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(step)) + "\n")


def read_steps(path: Path) -> list[Step]:
    """The steps in order; a last line that was cut off is left out."""
    steps = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        steps.append(Step(**{**record, "put": tuple(record["put"]), "taken": tuple(record["taken"])}))
    return steps


def possible_versions(steps: Iterable[Step]) -> dict[str, set[int | None]]:
    """Of each article the versions that it may have at the end, None for being gone.

    A change that was begun and not acknowledged may have been done or not.
    """
    every = list(steps)
    done = {step.number for step in every if step.state == "done"}
    possible: dict[str, set[int | None]] = {}
    for step in every:
        if step.state == "done":
            continue
        after: dict[str, int | None] = {id_: step.number for id_ in step.put} | dict.fromkeys(step.taken)
        for id_, version in after.items():
            before = set() if step.number in done else possible.get(id_, {None})
            possible[id_] = before | {version}
    return possible
