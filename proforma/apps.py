from importlib import import_module

from django.apps import AppConfig


class ProformaConfig(AppConfig):
    name = "proforma"

    def ready(self):
        import_module("proforma.contributions")  # registers what this app adds to shared pages
        import_module("proforma.typing_in")  # says where an answer is typed in for somebody
        import_module("proforma.waiting_to_help")  # what waits for a person's helper
        import_module("proforma.waiting_for_consent")  # whoever is to be quoted is asked
        import_module("proforma.letters")  # says what a letter asks
        import_module("proforma.citing")  # says what of this app can be cited
        import_module("proforma.statements")  # what waits for those who say something together
