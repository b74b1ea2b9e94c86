"""Of a grid of numbers: which of its rows is shown as a share of which other."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proforma import kinds
from proforma.models import Option

from .options import MOST_OPTIONS, lines_of


class ShareForm(forms.Form):
    """Rows have no codes before they are saved, so here they are called by their number."""

    share_part = forms.IntegerField(
        label=gettext_lazy("Show the row with this number …"),
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
        help_text=gettext_lazy("For example 2, if that row says how many were declined."),
    )
    share_whole = forms.IntegerField(
        label=gettext_lazy("… as a share of the row with this number"),
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
        help_text=gettext_lazy("For example 1. The results then say “27% of those”."),
    )

    def fill_share(self, question):
        """Show what was chosen, as the numbers of the rows."""
        codes = self._numbered(question)
        share = question.settings.get("share") or []
        if len(share) == 2 and set(share) <= set(codes):
            self.initial["share_part"] = codes.index(share[0]) + 1
            self.initial["share_whole"] = codes.index(share[1]) + 1

    def clean_share(self, kind, data):
        """Say what is wrong with the two numbers."""
        if "share" not in kind.settings:
            return
        part, whole = data.get("share_part"), data.get("share_whole")
        count = len(lines_of(data.get("rows_text", ""))) + len(self._asked_rows())
        for name, number in (("share_part", part), ("share_whole", whole)):
            if number and number > count:
                self.add_error(name, _("There is no row with this number."))
        if bool(part) != bool(whole) and not self.errors.keys() & {"share_part", "share_whole"}:
            self.add_error(
                "share_whole" if part else "share_part", _("Give both rows, or neither.")
            )
        elif part and part == whole:
            self.add_error("share_whole", _("Choose two different rows."))

    def keep_share(self, question):
        """Remember the rows by their codes, which are theirs for ever, once they are saved."""
        data = self.cleaned_data
        settings = {name: one for name, one in question.settings.items() if name != "share"}
        takes = "share" in kinds.KINDS[question.kind].settings
        if takes and data.get("share_part") and data.get("share_whole"):
            codes = self._numbered(question)
            settings["share"] = [codes[data[name] - 1] for name in ("share_part", "share_whole")]
        if settings != question.settings:
            question.settings = settings
            question.save(update_fields=["settings"])

    def _numbered(self, question):
        """The codes of the rows in the order of their numbers: those on the page first, then new ones."""
        shown = self._asked_rows()
        return shown + [code for code, _text in question.grid_rows() if code not in shown]

    def _asked_rows(self):
        return [
            option.code for option, *_boxes in self.asked_options if option.axis == Option.Axis.ROW
        ]
