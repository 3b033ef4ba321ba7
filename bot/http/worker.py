"""One of several processes that serve the same application from one socket."""

import multiprocessing
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from fastapi import FastAPI

from bot.http.server import Server
from index.errors import OnrecordError

BUG = "a worker process failed as it started; its trace stands above"


def work(make_app: Callable[[], FastAPI], listener: socket.socket, root_path: str, reports: Connection) -> None:
    """Serve until told to stop, or until the process that started this one is gone.

    :param make_app: opens the index too, before any request is taken: until then the other processes take them.
    :param reports: gets None once that is done, or the sentence on what keeps this process from it.
    """
    _heed_signals()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        app = make_app()
    except OnrecordError as failure:
        reports.send(str(failure))
        return
    except Exception:
        traceback.print_exc()
        reports.send(BUG)
        return
    # What comes from here on waits in the socket until it is taken.
    reports.send(None)
    Server(app, root_path).run(sockets=[listener])


def _heed_signals() -> None:
    """Let this process be ended by what its parent withheld from it as it started."""
    # A closed terminal tells all its processes; here it would be taken for the call for a new index.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
