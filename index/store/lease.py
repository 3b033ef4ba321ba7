"""Who reads which generation: a lock on its file, which falls with the process, however that ends."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexFolderError
from index.store.generation import Generation, generation_path, read_generation
from index.store.manifest import Manifest, read_manifest

MAX_TRIES = 100
"""Switches that may come between reading the manifest and the lock, one after the other."""

LOCKS = Path("/proc/locks")


class Lease:
    """A shared lock on a generation's file: as long as it is held, no file of the generation goes."""

    def __init__(self, descriptor: int) -> None:
        """Keep the lock that is held through the open file."""
        self._descriptor: int | None = descriptor
        self._process = os.getpid()

    def release(self) -> None:
        """Let go; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        # A process forked meanwhile shares the lock: it must neither prolong it nor take it away from its parent.
        if os.getpid() == self._process:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)

    def __del__(self) -> None:
        self.release()


@dataclass(frozen=True, slots=True)
class Leased:
    """The current generation, which stays as long as the lease is held."""

    manifest: Manifest
    generation: Generation
    lease: Lease


def lease_current(folder: Path) -> Leased:
    """Take a lease on the folder's current generation.

    :raises IndexFolderError: where there is no index, or manifest or generation are damaged.
    """
    for _ in range(MAX_TRIES):
        manifest = read_manifest(folder)
        path = generation_path(folder, manifest.generation)
        lease = _locked(path)
        if lease is not None:
            try:
                generation = read_generation(path.read_bytes(), path, manifest.generation_sha256)
            except OSError as error:
                lease.release()
                raise IndexFolderError(f"{path} cannot be read ({error.strerror}); run 'onrecord index'") from error
            except BaseException:
                lease.release()
                raise
            return Leased(manifest, generation, lease)
        if read_manifest(folder).generation == manifest.generation:
            raise IndexFolderError(f"{path} is missing; run 'onrecord index --repair' to rebuild it")
    raise IndexFolderError(f"{folder} changes faster than it can be opened; try again")


def lease_on(folder: Path, name: str) -> Lease:
    """A lease on a generation that is written and may not be the current one yet.

    :raises IndexFolderError: where it is gone.
    """
    lease = _locked(generation_path(folder, name))
    if lease is None:
        raise IndexFolderError(f"{generation_path(folder, name)} is missing; run the command again")
    return lease


def _locked(path: Path) -> Lease | None:
    """A lease on the file, or None where it is gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise IndexFolderError(f"{path} cannot be read ({error.strerror}); free it and try again") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    except OSError as error:
        os.close(descriptor)
        raise IndexFolderError(f"{path} cannot be locked ({error.strerror}); keep the index on a local disk") from error
    # A writer may have taken it away before the lock was there.
    if os.fstat(descriptor).st_nlink == 0:
        os.close(descriptor)
        return None
    return Lease(descriptor)


def is_read(path: Path) -> bool:
    """Whether anybody holds a lease on the generation's file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def drop_unread(path: Path) -> bool:
    """Take the generation's file away unless somebody holds a lease on it; whether it is gone.

    Nobody can get a lease in between: whoever finds the file gone once the lock is theirs looks for the next one.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def readers_of(path: Path) -> list[str]:
    """Which processes hold a lease on the file, for people to read; empty where the system does not tell."""
    try:
        inode = path.stat().st_ino
        lines = LOCKS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    # A line: number, FLOCK, ADVISORY, READ or WRITE, process, device and inode, range.
    fields = (line.split() for line in lines)
    holders = {int(f[4]) for f in fields if len(f) > 5 and f[1] == "FLOCK" and f[5].endswith(f":{inode}")}
    # What runs in another container has no number here.
    return [f"process {process_id}{_command_of(process_id)}" for process_id in sorted(holders) if process_id > 0]


def _command_of(process_id: int) -> str:
    try:
        words = Path(f"/proc/{process_id}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    # An interpreter's name tells nothing; what it runs does.
    named = [Path(words[0]).name, *words[1:]] if words and words[0] else []
    return f" ({' '.join(' '.join(named[:4]).split())})" if named else ""
