"""Whether a hand pressed a button: mail scanners open a link and press all they find."""

from django.shortcuts import render

BY_HAND = "hand"  # what a device remembers once somebody pressed twice on it


def is_by_hand(request, person):
    """On a device that knows nobody yet, one press more is asked for, and only once."""
    if not person.device.known and request.POST.get("sure") != "yes":
        return False
    person.device.remember(BY_HAND)
    return True


def ask_once_more(request, person, action, says, **carried):
    """The page with the one press more: `says` is its button, `carried` what was sent."""
    context = {"person": person, "action": action, "says": says, "carried": carried.items()}
    return render(request, "participant/action_sure.html", context)
