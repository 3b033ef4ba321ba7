"""Opening a store by its address: the one door to whichever engine is behind it."""

from pathlib import Path

from index.errors import IndexFolderError
from index.store.protocol import PassageStore, Snapshot

LOCAL_SCHEME = "faiss"


def open_store(address: str | Path) -> PassageStore:
    """The store at the address: a folder, or its URL as `faiss:///srv/index`.

    :raises IndexFolderError: where no engine answers to such an address.
    """
    from index.store.local_store import LocalStore

    return LocalStore(folder_of(address))


def open_snapshot(address: str | Path) -> Snapshot:
    """The newest state of the store at the address, its files checked.

    :raises IndexFolderError: where there is none, it is of another format, or a file is missing or was altered.
    """
    return open_store(address).snapshot()


def folder_of(address: str | Path) -> Path:
    """The folder that the address names.

    :raises IndexFolderError: where it names something else.
    """
    if isinstance(address, Path) or "://" not in address:
        return Path(address)
    scheme, _, rest = address.partition("://")
    if scheme != LOCAL_SCHEME:
        raise IndexFolderError(f"'{address}' is no address of an index; give a folder, or {LOCAL_SCHEME}:///FOLDER")
    if not rest.startswith("/"):
        raise IndexFolderError(f"'{address}' names no folder of this machine; write {LOCAL_SCHEME}:///FOLDER")
    return Path(rest)
