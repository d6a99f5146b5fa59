from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.accounts import queries
from maillage.accounts.signals import desk_asked


@never_cache
@require_safe
def home(request):
    answers = desk_asked.send(type(request.user), user=request.user)
    context = {
        "roles": queries.roles_of(request.user),
        "waiting": [told for _receiver, told in answers if told],
    }
    return render(request, "accounts/home.html", context)
