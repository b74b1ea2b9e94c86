"""What the coordinator fills in to write and circulate a pro-forma."""

from .circulating import CirculateForm, NextVersionForm
from .proformas import DraftReaderForm, ImportForm, PartForm, PasteForm, ProformaForm, SectionForm
from .questions import QuestionForm

__all__ = [
    "CirculateForm",
    "DraftReaderForm",
    "ImportForm",
    "NextVersionForm",
    "PartForm",
    "PasteForm",
    "ProformaForm",
    "QuestionForm",
    "SectionForm",
]
