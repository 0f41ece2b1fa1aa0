"""account: the customers, their profile, and two that are one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Argument, Context, Option, noun, taking, verb, wiring_of
from osp_cli.cli.list_files import filed, give_list, is_on_screen
from osp_cli.cli.listing import ON_A_TERMINAL
from osp_cli.cli.nouns import FILED, argument, given_fields, options, typed_fields
from osp_cli.cli.params import Confirm, named_again
from osp_cli.domain.accounts import ACCOUNT
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from osp_cli.cli.wiring import Wiring

NOWHERE = 0  # an account belongs to no opportunity
Ref = Annotated[str | None, Argument(metavar="ACCOUNT")]

account = noun(default_verb="list")


def account_add(context: Context, **given: Any) -> None:
    """Adds an account: by flags, from a file of answers, or asked on a terminal."""
    wiring, typed = wiring_of(context), typed_fields(ACCOUNT, given)
    if _is_filed(wiring, given, typed, is_new=True):
        return
    wiring.day(given.get("on"))
    if "name" not in typed and wiring.is_interactive:
        from osp_cli.cli.account_interview import ask_new

        ask_new(wiring, given_fields(wiring, ACCOUNT, NOWHERE, typed))
        return
    if "name" not in typed:
        raise WrongUsage("input-missing", {"flag": "NAME"})
    from osp_cli.render.views.accounts import kept_view
    from osp_cli.services.accounts import add

    fields = given_fields(wiring, ACCOUNT, NOWHERE, typed)
    desk = wiring.writing()
    wiring.show_written(desk, add(desk, fields), kept_view)


verb(account, "add")(taking(account_add, {"name": argument("NAME"), **options(ACCOUNT.fields[1:]), **FILED}))


def account_set(context: Context, **given: Any) -> None:
    """Changes the profile of an account: by flags, from a file of answers, or asked on a terminal."""
    wiring, typed = wiring_of(context), typed_fields(ACCOUNT, given)
    if _is_filed(wiring, given, typed, is_new=False):
        return
    reference = meant_account(wiring, given.get("reference"))
    wiring.day(given.get("on"))
    if not typed and wiring.is_interactive:
        from osp_cli.cli.account_interview import ask_known

        ask_known(wiring, reference)
        return
    if not typed:
        raise WrongUsage("nothing-to-set")
    from osp_cli.render.views.accounts import kept_view
    from osp_cli.services.accounts import change

    fields = given_fields(wiring, ACCOUNT, NOWHERE, typed)
    desk = wiring.writing(creates=False)
    result = change(desk, reference, fields)
    tell_outgrown(wiring, result.outgrown)
    wiring.show_written(desk, result, kept_view)


verb(account, "set")(taking(account_set, {"reference": argument("ACCOUNT"), **options(ACCOUNT.fields), **FILED}))


@verb(account, "list")
@filed
def account_list(
    context: Context,
    strategic: Annotated[bool | None, Option("--strategic/--no-strategic")] = None,
    named: Annotated[bool | None, Option("--named/--no-named")] = None,
    limit: Annotated[int | None, Option("--limit", metavar="N")] = None,
    after: Annotated[str | None, Option("--after", metavar="KEY")] = None,
) -> None:
    """The accounts, with how many opportunities of each are open and won."""
    from osp_cli.render.views.accounts import page_view
    from osp_cli.services.accounts import listed

    wiring = wiring_of(context)
    if limit is None and is_on_screen(wiring):
        limit = ON_A_TERMINAL
    marks = {"is_strategic": strategic, "is_named": named}
    give_list(wiring, listed(wiring.reading(), marks=marks, limit=limit, after=after), page_view)


@verb(account, "show")
def account_show(context: Context, reference: Ref = None) -> None:
    """Everything known of an account."""
    from osp_cli.render.views.accounts import shown_view
    from osp_cli.services.accounts import one

    wiring = wiring_of(context)
    reference = meant_account(wiring, reference)
    desk = wiring.reading()
    wiring.show(one(desk, reference), partial(shown_view, process=desk.process))


@verb(account, "remove")
def account_remove(context: Context, reference: Ref = None, confirm: Confirm = None) -> None:
    """Removes an account without opportunities; its name is given again, and undo brings it back."""
    from osp_cli.render.views.accounts import kept_view
    from osp_cli.services.accounts import check_removable, remove

    wiring = wiring_of(context)
    reference = meant_account(wiring, reference)
    name = check_removable(wiring.reading(), reference).name
    confirmed = named_again(wiring, name, confirm)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, remove(desk, reference, confirmed), kept_view)


@verb(account, "expand")
def account_expand(context: Context, reference: Ref = None) -> None:
    """Step 8: what follows with a customer whose order is booked; on a terminal it asks for what is not known."""
    from osp_cli.render.views.expanding import expansion_view
    from osp_cli.services.expanding import expansion

    wiring = wiring_of(context)
    reference = meant_account(wiring, reference)
    found = expansion(wiring.reading(), wiring.handbook, reference)
    if wiring.is_interactive and not wiring.shared.dry_run:
        from osp_cli.cli.account_interview import ask_follow_ups

        ask_follow_ups(wiring, found)
        found = expansion(wiring.reading(), wiring.handbook, reference)
    wiring.show(found, partial(expansion_view, process=wiring.process))


@verb(account, "merge")
def account_merge(
    context: Context,
    kept: Annotated[str | None, Argument(metavar="KEPT")] = None,
    gone: Annotated[str | None, Argument(metavar="DUPLICATE")] = None,
    confirm: Confirm = None,
) -> None:
    """Makes two accounts one: all of the second goes to the first, and the name of the second still means it."""
    from osp_cli.render.views.accounts import merged_view
    from osp_cli.services.accounts import merge, pair

    wiring = wiring_of(context)
    if kept is None or gone is None:
        raise WrongUsage("input-missing", {"flag": "KEPT DUPLICATE"})
    with wiring.reading().store.reading() as reading:
        first, second = pair(reading, kept, gone)
    if not wiring.shared.dry_run:
        if confirm is None and wiring.is_interactive:
            wiring.asker().tell(wiring.words("accounts.merge-what", kept=first.name, gone=second.name))
        confirm = named_again(wiring, second.name, confirm)
    desk = wiring.writing(creates=False)
    result = merge(desk, str(first.number), str(second.number), confirm)
    tell_outgrown(wiring, result.outgrown)
    wiring.show_written(desk, result, merged_view)


def tell_outgrown(wiring: Wiring, numbers: tuple[int, ...]) -> None:
    """Says which plans were approved for another deal size: their approval counts no more."""
    for number in numbers if not wiring.shared.dry_run else ():
        wiring.notice("plan-outgrown", number=number)


def meant_account(wiring: Wiring, reference: str | None) -> str:
    """The number of the account that is meant: the one named, the only one there is, else one picked on a terminal."""
    from osp_cli.errors import Ambiguous
    from osp_cli.services.accounts import account_of, only_account

    desk = wiring.reading()
    try:
        meant = only_account(desk) if reference is None else account_of(desk, reference)
    except Ambiguous as error:
        names = error.details["candidates"]
        if not wiring.is_interactive:
            raise
        picked = wiring.asker().choose(wiring.words("asking.which-record", table=wiring.words("tables.account")), names)
        meant = account_of(desk, names[picked])
    return str(meant.number)


def _is_filed(wiring: Wiring, given: Mapping[str, Any], typed: Mapping[str, Any], *, is_new: bool) -> bool:
    """Whether it is done with a file: the empty one is printed, or a filled one is taken, all of it or nothing."""
    answers = given.get("answers")
    if not answers and not given.get("print_template"):
        return False
    if typed:
        raise WrongUsage("options-exclude", {"options": ("--answers", f"--{ACCOUNT.field(next(iter(typed))).option}")})
    from osp_cli.cli.noun_files import print_filled, records_in
    from osp_cli.render.views.accounts import many_view
    from osp_cli.services.accounts import account_of, keep_all
    from osp_cli.services.reading_fields import typed_form

    if not answers:
        reference = given.get("reference")
        known = [account_of(wiring.reading(), reference)] if reference is not None else []
        print_filled(wiring, ACCOUNT, [{"record": each.name, **typed_form(ACCOUNT, each)} for each in known])
        return True
    wiring.day(given.get("on"))
    taken = records_in(wiring, ACCOUNT, NOWHERE, answers, is_new=is_new)
    desk = wiring.writing(creates=is_new)
    wiring.show_written(desk, keep_all(desk, taken), many_view)
    return True
