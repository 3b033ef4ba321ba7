"""What lies of an article in the segments of an index, be it of the newest state, of an older one, or out of all."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from index.errors import IndexFolderError
from index.store.manifest import SEGMENTS_FOLDER
from index.store.segment.passages import SegmentPassages


def articles_with_traces(folder: Path, article_ids: Collection[str]) -> set[str]:
    """Those of the articles of which some segment in the index folder has passages, living or not.

    A segment that cannot be read says nothing.
    """
    found: set[str] = set()
    segments = folder / SEGMENTS_FOLDER
    for segment in sorted(segments.iterdir()) if segments.is_dir() else ():
        try:
            with closing(SegmentPassages(segment)) as passages:
                found |= {article_id for article_id in article_ids if passages.article(article_id) is not None}
        except IndexFolderError:
            continue
    return found
