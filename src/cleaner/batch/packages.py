"""Packages that only some files need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleaner.model import InputError


def need(package: str, extra: str, file: str = "") -> Any:
    """Import a package that an extra installs; a file is named that cannot be read or written without.

    Raises
    ------
    InputError
        If it is not installed; the message says how to install it.

    Examples
    --------
    >>> need("no_such_package", "warc")
    Traceback (most recent call last):
    cleaner.model.InputError: this needs no_such_package: pip install 'article-cleaner[warc]'
    """
    try:
        return import_module(package)
    except ImportError:
        told = f"{file}: " if file else ""
        raise InputError(f"{told}this needs {package}: pip install 'article-cleaner[{extra}]'") from None
