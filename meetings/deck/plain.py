"""An outline as plain data that a database can keep, and back again without a loss."""

from dataclasses import asdict, fields

from .outline import Chart, ChartKind, Label, Outline, Place, Quote, Slide, SlideKind, Table


def of_outline(outline: Outline) -> dict:
    """What stands around the slides: title, subtitle, author, network, day and language."""
    return {
        field.name: getattr(outline, field.name)
        for field in fields(Outline)
        if field.name != "slides"
    }


def of_slide(slide: Slide) -> dict:
    """The slide as JSON can hold it."""
    return asdict(slide)


def outline(about: dict, slides: list[dict]) -> Outline:
    """The outline again. Raises KeyError or ValueError if these are not what `of_…` gave."""
    return Outline(**about, slides=[slide_of(one) for one in slides])


def slide_of(plain: dict) -> Slide:
    """The slide again, equal to the one that `of_slide` was given."""
    given = dict(plain)
    chart, table = given.pop("chart"), given.pop("table")
    return Slide(
        **given
        | {
            "kind": SlideKind(given["kind"]),
            "label": Label(given["label"]),
            "place": Place(given["place"]),
            "quotes": [Quote(**quote) for quote in given["quotes"]],
            "cites": tuple(given["cites"]),
            "names": tuple(given["names"]),
        },
        chart=chart and _chart(chart),
        table=table and Table(**table | {"widths": tuple(table["widths"])}),
    )


def _chart(plain):
    return Chart(
        **plain | {"kind": ChartKind(plain["kind"]), "highlight": tuple(plain["highlight"])}
    )
