"""The moment that a document bears in its files: one rule for PDF and Word, never the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from jzdocs import settings

CHINA_STANDARD_TIME = timezone(timedelta(hours=8))
_FALLBACK = datetime(2000, 1, 1, tzinfo=UTC)


def source_date_epoch() -> datetime | None:
    """Return the moment that SOURCE_DATE_EPOCH names (seconds since 1970, UTC), or None where it is unset or empty.

    Raises UsageError for a value that is no whole number, or lies outside the years 1 to 9999.
    """
    return settings.current().source_date


def document_moment(iso_date: str) -> datetime:
    """Return the moment of a document: midnight of its date in China, else SOURCE_DATE_EPOCH, else the start of 2000.

    `iso_date` is the document's date as YYYY-MM-DD; any other text stands for no date. Raises UsageError for a wrong
    SOURCE_DATE_EPOCH, whether it is needed or not.
    """
    epoch = source_date_epoch()
    try:
        day = date.fromisoformat(iso_date)
    except ValueError:
        return epoch or _FALLBACK
    return datetime(day.year, day.month, day.day, tzinfo=CHINA_STANDARD_TIME)
