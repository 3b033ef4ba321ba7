"""Progress in passages, of which a build only knows how many of their texts are embedded."""

from index.embedding.passage_progress import PassageProgress


def test_total_is_what_is_left_to_embed() -> None:
    told: list[tuple[int, int]] = []
    progress = PassageProgress(30, lambda n_done, total: told.append((n_done, total)))
    progress.begin(10, 20)  # all known
    progress.end()
    progress.begin(10, 40)
    progress.embedded(10)
    progress.embedded(11)
    progress.embedded(19)
    progress.end()
    progress.begin(10, 20)  # half known
    progress.embedded(10)
    progress.end()
    progress.begin(0, 0)
    progress.end()
    assert told == [(0, 20), (2, 20), (3, 20), (5, 20), (0, 20), (5, 20), (0, 15), (0, 15)]
    assert sum(n_done for n_done, _ in told) == told[-1][1]
