"""Files written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all: a reader never sees half of it.

    A link stays, and what it leads to is replaced. What is there and is no file, such as a pipe, is written to.

    Raises
    ------
    OSError
        If it cannot be written; what stood there stays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(Path(folder) / "a", b"rain")
    ...     (Path(folder) / "a").read_bytes()
    b'rain'
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    try:
        _replace(led_to(path), data)
    except OSError as error:  # the temporary file would be named, which nobody has heard of
        raise OSError(error.errno, error.strerror, str(path)) from None


def led_to(path: Path) -> Path:
    """Return what a link leads to, and any other path as it is.

    Examples
    --------
    >>> led_to(Path("no-link.txt")).name
    'no-link.txt'
    """
    return Path(os.path.realpath(path)) if path.is_symlink() else path  # `resolve` raises where links go in a circle


def beside(path: Path, ending: str) -> Path:
    """Return the path of a file next to another one, with its name and an ending; of a link, next to what it leads to.

    Examples
    --------
    >>> beside(Path("a.jsonl"), ".part").name
    'a.jsonl.part'
    """
    file = led_to(path)
    return file.with_name(f"{file.name}{ending}")


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - a tenth of the time of `import cleaner`, and most write no file

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
