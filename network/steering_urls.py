"""What is written down as the work happens. Included by network.urls."""

from django.urls import path

from network.views import steering

urlpatterns = [
    path("<slug:slug>/steering/funder/", steering.declaration, name="declaration"),
    path("<slug:slug>/steering/stance/", steering.leanings, name="leanings"),
    path("<slug:slug>/steering/offers/", steering.shaping_offers, name="shaping_offers"),
    path(
        "<slug:slug>/steering/offers/new/", steering.shaping_offer_edit, name="shaping_offer_create"
    ),
    path(
        "<slug:slug>/steering/offers/<int:pk>/",
        steering.shaping_offer_edit,
        name="shaping_offer_edit",
    ),
    path("<slug:slug>/steering/pushes/", steering.pushes, name="pushes"),
    path(
        "<slug:slug>/steering/<slug:what>/<int:pk>/mistake/",
        steering.record_mistaken,
        name="record_mistaken",
    ),
]
