"""What the coordinator fills in to write and circulate a pro-forma."""

from .circulating import CirculateForm, NextVersionForm
from .evidence import Evidence, PicksEvidence, tokens_cited
from .flags import FlagForm
from .insights import InsightForm
from .passing import PassForm
from .proformas import DraftReaderForm, ImportForm, PartForm, PasteForm, ProformaForm, SectionForm
from .questions import QuestionForm
from .quotes import ConsentForm, HoldForm, PickForm, RedactForm
from .readings import ReadingForm, SetAsideForm, SuggestForm
from .statements import StatementAnswerForm, StatementForm

__all__ = [
    "CirculateForm",
    "ConsentForm",
    "DraftReaderForm",
    "FlagForm",
    "HoldForm",
    "ImportForm",
    "Evidence",
    "InsightForm",
    "NextVersionForm",
    "PartForm",
    "PassForm",
    "PickForm",
    "PicksEvidence",
    "PasteForm",
    "ProformaForm",
    "QuestionForm",
    "RedactForm",
    "ReadingForm",
    "SectionForm",
    "SetAsideForm",
    "StatementAnswerForm",
    "StatementForm",
    "SuggestForm",
    "tokens_cited",
]
