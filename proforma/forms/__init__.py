"""What the coordinator fills in to write and circulate a pro-forma."""

from .circulating import CirculateForm, NextVersionForm
from .flags import FlagForm
from .passing import PassForm
from .proformas import DraftReaderForm, ImportForm, PartForm, PasteForm, ProformaForm, SectionForm
from .questions import QuestionForm

__all__ = [
    "CirculateForm",
    "DraftReaderForm",
    "FlagForm",
    "ImportForm",
    "NextVersionForm",
    "PartForm",
    "PassForm",
    "PasteForm",
    "ProformaForm",
    "QuestionForm",
    "SectionForm",
]
