"""Dates, times and ages: what they say, how exactly, and how a policy renders them.

A value is text that carries its own precision (see `redact.dates.values`); '' is a date that
nobody could read, which a policy can only remove.
"""

from redact.dates.age_sentences import Listed, fitted_age
from redact.dates.ages import age_in_months, render_age, school_year
from redact.dates.named import NAMED_DAY
from redact.dates.numbers import NUMBERS, step_of
from redact.dates.reading import ORDINALS, value_of, whole_value
from redact.dates.rendering import POLICIES, render_date
from redact.dates.sentences import fitted
from redact.dates.times import fitted_time, render_time
from redact.dates.values import MONTHS, as_day, has_year, months_later, rank, window, within

__all__ = [
    "MONTHS", "NAMED_DAY", "NUMBERS", "ORDINALS", "POLICIES", "Listed", "age_in_months", "as_day", "fitted", "fitted_age",
    "fitted_time", "has_year", "months_later", "rank", "render_age", "render_date", "render_time", "school_year", "step_of",
    "value_of", "whole_value", "window", "within",
]  # fmt: skip
