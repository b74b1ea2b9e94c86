"""Names for answers on staff's pages: they say nothing of who wrote, nor of who handed in before whom."""

import hmac
from hashlib import sha256

from django.conf import settings


def answer_key(response, code):
    """What pages and addresses call one answer to one question.

    Two answers of one person have keys that cannot be put together, and an order by key is no order of
    handing in: so it serves to sort by as well.
    """
    said = f"answer:{response.pk}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, sha256).hexdigest()[:16]
