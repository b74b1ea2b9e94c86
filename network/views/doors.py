"""Coming in: the sign-in page, the first run, a participant's link, and the pages that turn people away."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from network import links
from network.demo_door import demo_door
from network.devices import admit
from network.forms import FirstRunForm, SignInForm
from network.models import Person, User


def front(request):
    networks = [access.network for access in request.user.accesses.select_related("network")]
    if len(networks) == 1:
        return redirect("home", networks[0].slug)
    return render(request, "network/front.html", {"networks": networks})


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "network/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        if not User.objects.exists():
            return redirect("first_run")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(demo=demo_door(), **kwargs)


@login_not_required  # there is nobody yet who could sign in
def first_run(request):
    if User.objects.exists():
        return redirect("sign_in")
    form = FirstRunForm(request.POST or None, expected_code=settings.FIRST_RUN_CODE)
    if form.is_valid():
        user, network = form.save()
        login(request, user)
        return redirect("home", network.slug)
    return render(request, "network/first_run.html", {"form": form})


@login_not_required  # the link is the key
@require_http_methods(["GET", "HEAD"])
def link_open(request, code, secret):
    """Let a participant in. Mail scanners come here too: nothing is written, however often it is opened."""
    person = Person.objects.filter(code=code, left_at=None).first()
    if person is None or not links.opens(person, secret):
        return render(request, "participant/link_dead.html", {"person": None}, status=404)
    response = redirect("participant_home", person.code)
    admit(response, person)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def page_was_old(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request):
    return render(request, "500.html", status=500)
