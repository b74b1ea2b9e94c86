"""What every answer carries, and what an expired sign-in does under htmx."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

# Plotly fills an empty <style> by script; this is the hash of the empty string and allows just that.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


class ContentSecurityPolicyMiddleware:
    """Sends settings.SECURE_CSP. A view adds to it by setting `csp` on its response (see charts_page)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = {**settings.SECURE_CSP}
        for directive, sources in getattr(response, "csp", {}).items():
            policy[directive] = [*policy[directive], *sources]
        response.headers.setdefault(
            "Content-Security-Policy",
            "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items()),
        )
        return response


class SameMomentMiddleware:
    """Two people saved what can be only once, at the same moment. The second reads a sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, IntegrityError):
            return render(request, "409.html", status=409)
        return None


class HtmxSignInMiddleware:
    """Sends the whole page to the sign-in page, where htmx would swap the sign-in form into a fragment."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        to_sign_in = request.htmx and response.status_code == 302 and "next=" in response.url
        if to_sign_in and not request.user.is_authenticated:
            page = urlsplit(request.htmx.current_url_abs_path or "/").path
            return HttpResponseClientRedirect(redirect_to_login(page).url)
        return response
