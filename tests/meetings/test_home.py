"""Home: where a stage of the cycle leads."""

from tests import factories


def gather_leads_to(ana):
    """The address behind the stage Gather."""
    words = ana.get("/coast/").content.decode()
    return words.split(">Gather</a>")[0].rpartition('href="')[2].split('"')[0]


def test_gather_leads_to_who_has_answered_and_then_to_what_they_said(
    ana, coast, harbour, pat_person
):
    proforma = factories.create_proforma(coast)
    page = f"/coast/proforma/{proforma.pk}/"
    assert gather_leads_to(ana) == page

    factories.open_now(proforma)
    assert gather_leads_to(ana) == f"{page}returns/"

    proforma.close()
    assert gather_leads_to(ana) == f"{page}results/"
