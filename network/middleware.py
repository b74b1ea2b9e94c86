"""What every answer carries, and what an expired sign-in does under htmx."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
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


class SignInAgainMiddleware:
    """After an expired sign-in people come back to the page they were on, not to a button's address.

    Under htmx the whole page goes to the sign-in page: the form would be swapped into a fragment.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        asked = response.status_code == 302 and "next=" in response.url
        if (
            not asked
            or not (request.htmx or request.method == "POST")
            or request.user.is_authenticated
        ):
            return response
        page = request.htmx.current_url_abs_path or self._page_before(request)
        to_sign_in = redirect_to_login(urlsplit(page).path).url
        return HttpResponseClientRedirect(to_sign_in) if request.htmx else redirect(to_sign_in)

    def _page_before(self, request):
        before = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(before, {request.get_host()})
        return before if ours else "/"
