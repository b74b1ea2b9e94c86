from importlib import import_module

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "topics"

    def ready(self):
        import_module("topics.contributions")  # registers what this app adds to shared pages
        import_module("topics.settling_contributions")
        import_module("topics.citing")  # says what of this app can be cited
