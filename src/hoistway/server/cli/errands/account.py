"""Gives an account a new password, or closes it with the role and the duty behind it."""

import argparse

from django.db import transaction

from hoistway.emergency.actions import release_from_duty
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import close_account, new_password


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.new_password:
        password = new_password(login=options.login, by=PLATFORM)
        print(f"password  {options.login}  {password}")
        return 0
    now = clock.now()
    with transaction.atomic():
        person = close_account(login=options.login, now=now, by=PLATFORM)
        release_from_duty(person_id=person, now=now)
    print(f"{options.login} is closed; role and duty have ended.")
    return 0
