"""Files in and out: XLSForm, Word, and the answers as a workbook or as files of text."""

import io

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network import notice, words
from network.access import network_view
from network.models import Capability
from network.tables import MOST_BYTES
from proforma import paper, xlsform
from proforma.downloads import answers_csv, answers_workbook
from proforma.forms import ImportForm
from proforma.models import copying

from .builder import draft_of, proforma_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"


@network_view(can=Capability.EDIT)
def proforma_import(request, network):
    """A form from elsewhere becomes a draft, with a report of what became of each row."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading = xlsform.read(file.name, _bounded(file), unit=form.cleaned_data["unit"])
        except xlsform.UnreadableForm as problem:
            form.add_error("file", str(problem))
        else:
            proforma = copying.begin(
                network.current_cycle(),
                reading.proforma,
                report=reading.report.as_json(),
                by=request.user,
            )
            asked = sum(len(part.questions()) for part in reading.proforma.parts)
            messages.success(
                request,
                ngettext(
                    "%(n)d question was read into a draft.",
                    "%(n)d questions were read into a draft.",
                    asked,
                )
                % {"n": asked},
            )
            return redirect("import_report", network.slug, proforma.pk)
    return render(request, "proforma/proforma_import.html", {"network": network, "form": form})


@network_view
def import_report(request, network, pk):
    proforma = proforma_of(network, pk)
    report = proforma.import_report
    lines = report["lines"] if report else []
    context = {
        "network": network,
        "proforma": proforma,
        "report": report,
        "not_asked": sorted(
            (line for line in lines if line["outcome"] != "imported"), key=_rows_first
        ),
        "imported": [line for line in lines if line["outcome"] == "imported"],
    }
    return render(request, "proforma/import_report.html", context)


def _rows_first(line):
    """What is lost before what is kept, and whole questions before a column of one."""
    return (
        line["outcome"] != "refused",
        line["column"] not in ("", "type"),
        line["sheet"],
        line["row"],
    )


def _bounded(file):
    """No more of an upload than one byte over what the reader takes: it says itself that it is too much."""
    return file.read(MOST_BYTES + 1)


@network_view
def proforma_export(request, network, pk):
    proforma = draft_of(network, pk)
    content = xlsform.write(copying.proforma_as_plain(proforma))
    return _download(content, proforma, "xlsx", XLSX)


@network_view
def proforma_word(request, network, pk):
    """The blank form, to be printed and filled in by hand."""
    proforma = draft_of(network, pk)
    plain = copying.proforma_as_plain(proforma)
    if not plain.parts:
        messages.error(request, _("It asks nothing yet. Write a question first."))
        return redirect("proforma_detail", network.slug, pk)
    closes = next(
        (part.activity.closes_at for part in proforma.parts.all() if part.activity.closes_at), None
    )
    content = paper.write(
        plain,
        network=network.name,
        controller=network.controller,
        contact=network.contact,
        closes=words.last_day(closes, network) if closes else "",
        partners=list(network.partners.values_list("name", flat=True)),
        privacy=notice.in_short(network),
        language=get_language() or "en-gb",
    )
    return _download(content, proforma, "docx", DOCX)


@network_view(can=Capability.EDIT)
def answers_download(request, network, pk):
    """What may be shown of the answers: a workbook, or the same as files of text (`?as=csv`).

    Words are in it, so it is for whoever may edit.
    """
    proforma, at = proforma_of(network, pk), timezone.now()
    name = f"{network.slug}-answers-{words.date_of(at, network)}"
    if request.GET.get("as") == "csv":
        return _attached(answers_csv(proforma, at), f"{name}.zip", ZIP)
    return _attached(answers_workbook(proforma, at), f"{name}.xlsx", XLSX)


def _download(content, proforma, ending, kind):
    return _attached(content, f"{slugify(proforma.title)[:60] or 'proforma'}.{ending}", kind)


def _attached(content, name, kind):
    response = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=kind
    )
    response["Content-Length"] = len(content)
    response["Cache-Control"] = "no-store"
    return response
