"""Doing the jobs: each when it is due, none stopped by another, until one is asked to stop."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import structlog
from django.db import close_old_connections
from django.utils import timezone

from resilience.site.jobs import JOBS, Job, NotDone, Stopping

LONGEST_PAUSE = timedelta(minutes=10)
"""After a job that could not be done, doubled each time from how often it is done, up to this."""

Tell = Callable[[str], None]
log = structlog.get_logger(__name__)


def work(stopping: Event, tell: Tell = lambda words: None) -> None:
    """Do every job when it is due, until `stopping` is set."""
    due = dict.fromkeys(JOBS, 0.0)
    failed: Counter[Job] = Counter()
    while not stopping.is_set():
        for job in JOBS:
            if due[job] <= time.monotonic() and not stopping.is_set():
                done = attempt(job, stopping.is_set, tell)
                failed[job] = 0 if done else failed[job] + 1
                due[job] = time.monotonic() + pause(job, failed[job]).total_seconds()
        close_old_connections()  # so that a database that was restarted is found again
        stopping.wait(max(0.0, min(due.values()) - time.monotonic()))


def work_once(stopping: Event, tell: Tell) -> bool:
    """Do every job once; whether each was done and none had anything to tell."""
    told: list[str] = []

    def note(words: str) -> None:
        told.append(words)
        tell(words)

    for job in JOBS:
        if not stopping.is_set():
            attempt(job, stopping.is_set, note)
    return not told


def pause(job: Job, failures: int) -> timedelta:
    """How long a job rests, after as many failures in a row."""
    if not failures:
        return job.every
    return max(job.every, min(job.every * 2 ** min(failures, 20), LONGEST_PAUSE))


def attempt(job: Job, stopping: Stopping, tell: Tell) -> bool:
    """Do a job; whether it was done. What went wrong is told in one line, and logged, in words of
    ours: those of an unforeseen error may hold an address, so only its kind and place are."""
    try:
        words, done = job.run(timezone.now(), stopping), True
    except NotDone as problem:
        words, done = str(problem), False
    except Exception as problem:  # whatever it is: one job never stops the others
        words, done = f"it stopped with {type(problem).__name__} {_place(problem)}.", False
    if isinstance(words, str) and words:
        log.warning("job", job=job.title, done=done, words=words)
        tell(f"{job.title}: {words}")
    return done


def _place(problem: Exception) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "resilience" in frame.filename] or frames
    return f"at {ours[-1].filename.rpartition('resilience/')[2]}:{ours[-1].lineno}"
