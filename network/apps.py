from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self):
        import_module("network.codes")
        import_module("network.way_in")
        import_module("network.due")
        import_module("network.waiting")
        import_module("network.checks")
