"""Packages that take a third of a second to load, for commands and pages that never need them."""

from importlib import import_module


class Lazily:
    """Stands for a package, which is loaded when something of it is first asked for."""

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, attribute: str):
        return getattr(import_module(self._name), attribute)
