"""Serves single files out of installed Python packages, so that no third-party file is committed."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage


def path_in_package(package: str, path: str) -> Path:
    # find_spec does not import the package: plotly's would cost half a second.
    return Path(find_spec(package).origin).parent / path


class _RenamedFile(FileSystemStorage):
    """One file that answers under another name than its own."""

    def __init__(self, name: str, path: Path):
        super().__init__(location=path.parent)
        self.only = {name: path.name}

    def path(self, name):
        return super().path(self.only.get(name, name))

    def _open(self, name, mode="rb"):
        return super()._open(self.only.get(name, name), mode)


class PackagedFilesFinder(BaseFinder):
    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        if path not in settings.PACKAGED_FILES:
            return []
        found = str(path_in_package(*settings.PACKAGED_FILES[path]))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for name, (package, path) in settings.PACKAGED_FILES.items():
            if not matches_patterns(name, ignore_patterns):
                yield name, _RenamedFile(name, path_in_package(package, path))
