"""What must still be done when a signal ends the process."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

DEADLY = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def before_the_end(tidy: Callable[[], None], signals: Sequence[int] = DEADLY) -> Iterator[None]:
    """Do it as soon as one of these signals comes, then let the signal do what it would have done.

    What is ignored (nohup) stays ignored. Only the main thread hears signals: in another nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in signals}

    def end(number: int, frame: FrameType | None) -> None:
        tidy()
        handler = before[number]
        if callable(handler):
            handler(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    heard = [number for number, handler in before.items() if handler not in {signal.SIG_IGN, None}]
    for number in heard:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
