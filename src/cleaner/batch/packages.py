"""Packages that only some files need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleaner.model import InputError


class MissingPackageError(InputError):
    """A kind of file needs a package that is not installed; the message says how to install it."""


def need(package: str, extra: str) -> Any:
    """Import a package that an extra installs.

    Raises
    ------
    MissingPackageError
        If it is not installed.

    Examples
    --------
    >>> need("no_such_package", "warc")
    Traceback (most recent call last):
    cleaner.batch.packages.MissingPackageError: this needs no_such_package: pip install 'article-cleaner[warc]'
    """
    try:
        return import_module(package)
    except ImportError:
        raise MissingPackageError(f"this needs {package}: pip install 'article-cleaner[{extra}]'") from None
