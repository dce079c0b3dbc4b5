"""One at a time: what holds a file's lock makes every other process wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of `path` (made when missing), after whoever holds it now. The system lets go
    of it when the process ends, however it ends."""
    with path.open("w") as file:
        _wait_for(file.fileno())
        yield


if sys.platform == "win32":

    def _wait_for(file: int) -> None:
        while True:  # the system's own waiting gives up after ten seconds
            try:
                return msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.1)

else:

    def _wait_for(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
