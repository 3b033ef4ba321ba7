"""When the passages were published, as far as that is known, without reading them all."""

from collections import Counter

import numpy as np

from bot.dates import DateParts, date_parts
from index.rows import Rows
from index.store.protocol import Snapshot


class RowDates:
    """The dates of the passages; an article's passages stand together and share one."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read the first passage of each article."""
        opens_article = snapshot.outline.opens_article
        firsts = np.flatnonzero(opens_article).tolist()
        dates = [date_parts(snapshot.passages[row].article.published) for row in firsts]
        self._dates = tuple(dict.fromkeys(dates))
        numbers = {date: number for number, date in enumerate(self._dates)}
        date_of_article = np.array([numbers[date] for date in dates], dtype=np.int32)
        self._date_of_row = date_of_article[np.cumsum(opens_article) - 1]

    def counted(self, rows: Rows) -> Counter[DateParts]:
        """The dates of these rows with the number of passages; those without a date are left out."""
        counts = np.bincount(self._date_of_row[rows], minlength=len(self._dates)).tolist()
        return Counter({date: n for date, n in zip(self._dates, counts, strict=True) if n and date})
