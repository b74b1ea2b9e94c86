from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self):
        import_module("meetings.contributions")  # registers what this app adds to shared pages
        import_module("meetings.citing")  # says what of this app can be cited
