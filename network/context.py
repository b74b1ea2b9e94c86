"""What every page shows, whoever looks at it."""

from django.conf import settings


def source(request):
    return {"source_url": settings.SOURCE_URL}
