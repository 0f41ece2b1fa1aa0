"""Creating, changing and removing opportunities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, name_key, slug, unique_slug
from osp_cli.domain.opportunity import Account, NewMove, Opportunity
from osp_cli.domain.own_fields import PREFIX
from osp_cli.domain.people import PERSON, TIE
from osp_cli.domain.selection import Selection
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, field, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.own_fields import Wanted, keep_values
from osp_cli.services.pricing import priced, reprice_order
from osp_cli.store.history import changes_of_deal
from osp_cli.store.store import Writing

KINDS = ("new", "expansion", "renewal")
TWINS = 20
MOST_SINCE = 20  # changes that are looked through for what another person did


@dataclass(frozen=True, slots=True)
class NewOpportunity:
    """What is known of a new opportunity; only name and account must be."""

    name: str
    account: str
    amount: Money | None = None
    close_on: date | None = None
    own_probability: int | None = None
    owner: str | None = None
    kind: str = "new"
    source: str | None = None
    need: str | None = None
    partner: str | None = None
    is_strategic: bool = False
    is_named: bool = False
    clone_of: int | None = None
    follows: int | None = None
    fields: Wanted = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Created:
    """A new opportunity at the first stage. `twins` are open ones of the same name at the same account.

    `base` is the amount in the base currency, None where there is no rate. `follows` is the deal it grew out of;
    `may_follow` are the won deals of its account, where it is a follow-on and nobody said of which.
    """

    opportunity: Named
    account: str | None
    owner: str | None
    stage: str
    amount: Money | None
    close_on: date | None
    base: Money | None
    twins: tuple[int, ...] = ()
    follows: Named | None = None
    may_follow: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after. `by` is who told the value before, at the instant `at`, where it was another.

    `from_store`: it was told in another store, and `by` is who brought it in.
    """

    field: str
    old: Any
    new: Any
    by: str | None = None
    at: str | None = None
    from_store: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed on one opportunity; empty where everything was so already. `base`: amount in the base currency."""

    opportunity: Named
    changes: tuple[FieldChange, ...]
    amount: Money | None = None
    base: Money | None = None


@dataclass(frozen=True, slots=True)
class ManyChanged:
    """What changed on several opportunities, in one unit of undo."""

    opportunities: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """An opportunity that was removed with everything that hung from it."""

    opportunity: Named


def create(desk: Desk, new: NewOpportunity, on: date) -> Created:
    """Creates an opportunity at the first stage. The account and the owner are found or made by name."""
    if new.kind not in KINDS:
        raise WrongUsage("kind-unknown", {"kind": new.kind, "kinds": tuple(KINDS)})
    with desk.writing() as writing:
        model = writing.opportunity(new.clone_of) if new.clone_of else None
        account = _account(writing, new.account or (model.account if model else None) or "", new)
        owner = writing.ensure_member(new.owner or desk.who)
        first, others = _grown_from(desk, writing, new, account)
        draft = Opportunity(
            number=0,
            id="",
            slug=unique_slug(slug(new.name), writing.slug_taken),
            name=clean_name(new.name),
            stage=desk.process.stages[0].key,
            status="open",
            account=account.name,
            owner=owner.name,
            close_on=new.close_on,
            own_probability=new.own_probability,
            kind=new.kind,
            source=new.source or (model.source if model else None),
            need=new.need or (model.need if model else None),
            partner=new.partner or (model.partner if model else None),
            follows=first.number if first else None,
            product=model.product if model else None,
            created_on=on,
            touched_on=desk.today,
            stage_since=on,
        )
        twins = tuple(o.number for o in writing.candidates(draft.name, TWINS) if _is_twin(o, draft))
        saved = writing.add_opportunity(priced(draft, new.amount, desk.settings, on))
        writing.add_move(saved.number, NewMove("create", None, saved.stage, "open", on))
        keep_values(writing, saved.number, new.fields)
        if model:
            _copy_people(writing, model.number, saved.number)
    return Created(
        Named.of(saved), account.name, owner.name, saved.stage, saved.amount, saved.close_on, saved.base, twins,
        Named.of(first) if first else None, tuple(Named.of(other) for other in others),
    )  # fmt: skip


def _grown_from(
    desk: Desk, writing: Writing, new: NewOpportunity, account: Account
) -> tuple[Opportunity | None, tuple[Opportunity, ...]]:
    """The deal that an expansion or renewal grew out of, and the deals it may have grown out of where nobody said.

    The one that was named, or was cloned; else the only one that the account has given us.
    """
    if new.follows is not None:
        return writing.opportunity(new.follows), ()
    if new.kind == "new":
        return None, ()
    if new.clone_of is not None:
        return writing.opportunity(new.clone_of), ()
    stages = desk.process.keys_of(desk.process.stages)
    selection = Selection(status="closed", account=account.name)
    page = writing.page(selection, sort="number", descending=False, limit=None, after=None, stage_order=stages)
    won = tuple(deal for deal in page.opportunities if deal.status == "won")
    return (won[0], ()) if len(won) == 1 else (None, won)


def must_not_circle(writing: Writing, number: int, first: int) -> None:
    """Refuses a deal that would, over however many others, have grown out of itself."""
    chain: list[int] = []
    above: int | None = first
    while above is not None and above not in chain:
        chain.append(above)
        above = writing.opportunity(above).follows
    if number in chain:
        raise WrongUsage("follows-in-circle", {"number": number, "first": first})


def _is_twin(opportunity: Opportunity, draft: Opportunity) -> bool:
    return name_key(opportunity.name) == name_key(draft.name) and opportunity.account == draft.account


def _account(writing: Writing, name: str, new: NewOpportunity) -> Account:
    account = writing.ensure_account(clean_name(name))
    flagged = replace(
        account, is_strategic=account.is_strategic or new.is_strategic, is_named=account.is_named or new.is_named
    )
    if flagged != account:
        writing.save_account(flagged)
    return flagged


def _copy_people(writing: Writing, source: int, target: int) -> None:
    model = writing.dossier(source)
    for person in model.people:
        same = writing.ensure_person(target, person.name)
        writing.save_record(target, PERSON, replace(person, number=same.number, id=same.id))
    for tie in model.ties:
        writing.add_record(target, TIE, tie)
    for competitor in model.competitors:
        writing.ensure_competitor(target, competitor.name)


def change(
    desk: Desk,
    numbers: Sequence[int],
    wanted: Mapping[str, Any],
    reason: str | None = None,
) -> ManyChanged:
    """Changes fields of one or more opportunities in one unit.

    `wanted` holds new values under the names of the fields (`amount`, `rate`, `close_on`, `own_probability`, `name`,
    `owner`, `account`, `partner`, `source`, `need`, `follows`, `next_step`, `next_step_on`, `decide_on`,
    `is_strategic`, `is_named`; None clears one; `fields` those of the user's own). A later close date, or none any
    more, needs a reason. A rate alone re-prices the amount there is.
    """
    with desk.writing() as writing:
        if len(numbers) == 1:
            writing.must_be_known("opportunity", numbers[0])
        changed = tuple(_change_one(desk, writing, number, wanted, reason) for number in numbers)
    return ManyChanged(changed)


def _change_one(desk: Desk, writing: Writing, number: int, wanted: Mapping[str, Any], reason: str | None) -> Changed:
    before = writing.opportunity(number)
    after = replace(before, **{key: value for key, value in wanted.items() if key in PLAIN_FIELDS})
    if "name" in wanted:
        after = replace(after, name=clean_name(wanted["name"] or ""))
    if after.owner != before.owner and after.owner:
        after = replace(after, owner=writing.ensure_member(after.owner).name)
    if after.account != before.account and after.account:
        after = replace(after, account=writing.ensure_account(clean_name(after.account)).name)
    if after.follows is not None and after.follows != before.follows:
        must_not_circle(writing, number, after.follows)
    if "amount" in wanted or "rate" in wanted:
        amount = wanted.get("amount", before.amount)
        if amount is None and wanted.get("rate"):
            raise WrongUsage("rate-without-amount", {"name": before.name})
        after = priced(after, amount, desk.settings, desk.today, wanted.get("rate"))
    if slips(before, after) and not reason:
        why = "later-close" if after.close_on else "no-close"
        raise WrongUsage(why, {"name": before.name, "was": before.close_on, "day": after.close_on})
    own: Wanted = wanted.get("fields", {})
    held = {**before.fields, **{name: value for name, (_, value) in own.items()}}
    after = replace(after, fields={name: value for name, value in held.items() if value is not None})
    told = _told_by_others(desk, writing, number)
    flags = _flag_account(writing, after, wanted)
    changes = tuple(
        FieldChange(field, getattr(before, field), getattr(after, field), *told.get(field, ()))
        for field in SHOWN_FIELDS
        if getattr(before, field) != getattr(after, field)
    ) + own_changes(before, own)
    if after != before:
        _save(desk, writing, after, before)
    keep_values(writing, number, own)
    if reason and changes:
        writing.summary = reason
    desk.settle(writing, number)
    return Changed(Named.of(after), changes + flags, after.amount, after.base)


def _save(desk: Desk, writing: Writing, after: Opportunity, before: Opportunity) -> None:
    """Saves the deal; its order stands at the rate of the deal."""
    saved = writing.save_opportunity(replace(after, touched_on=desk.today))
    if saved.rate != before.rate:
        reprice_order(writing, saved, desk.base, lambda _: None)


def _told_by_others(desk: Desk, writing: Writing, number: int) -> dict[str, tuple[str, str, bool]]:
    """The fields that another person changed last: who, at which instant, and whether in another store."""
    last: dict[str, tuple[str, str, bool]] = {}
    for who, at, from_store, change in changes_of_deal(writing, number, MOST_SINCE):
        for column, _, _ in change.columns():
            last.setdefault(column.removesuffix("_minor"), (who, at, from_store))
    return {field: (who, at, elsewhere) for field, (who, at, elsewhere) in last.items() if elsewhere or who != desk.who}


def own_changes(before: Opportunity, own: Wanted) -> tuple[FieldChange, ...]:
    """What changes of the user's own fields; 1 and yes are two values, although Python holds them equal."""
    pairs = ((name, before.fields.get(name), value) for name, (_, value) in own.items())
    return tuple(
        FieldChange(f"{PREFIX}{name}", old, new) for name, old, new in pairs if old != new or type(old) is not type(new)
    )


def slips(before: Opportunity, after: Opportunity) -> bool:
    """Whether the close date moves away or is given up: that asks for the reason."""
    if before.close_on is None:
        return False
    return after.close_on is None or after.close_on > before.close_on


def _flag_account(writing: Writing, opportunity: Opportunity, wanted: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    flags = {key: bool(wanted[key]) for key in ("is_strategic", "is_named") if wanted.get(key) is not None}
    if not flags:
        return ()
    if opportunity.account is None:
        raise WrongUsage("account-needed", {"name": opportunity.name})
    account = writing.ensure_account(opportunity.account)
    flagged = replace(
        account,
        is_strategic=flags.get("is_strategic", account.is_strategic),
        is_named=flags.get("is_named", account.is_named),
    )
    if flagged != account:
        writing.save_account(flagged)
    return tuple(
        FieldChange(key, getattr(account, key), value) for key, value in flags.items() if getattr(account, key) != value
    )


def remove(desk: Desk, number: int, confirmed_name: str) -> Removed:
    """Removes an opportunity with everything that hangs from it; the name must be given again. Undo brings it back."""
    with desk.writing() as writing:
        opportunity = writing.opportunity(number)
        if clean_name(confirmed_name) not in (opportunity.name, opportunity.slug):
            raise WrongUsage("name-differs", {"typed": confirmed_name, "name": opportunity.name})
        writing.remove_opportunity(number)
    return Removed(Named.of(opportunity))


@dataclass(frozen=True, slots=True)
class Used:
    """The current opportunity of the store, None where there is none any more."""

    opportunity: Named | None


def used(desk: Desk, number: int | None) -> Used:
    """The opportunity that becomes current."""
    if number is None:
        return Used(None)
    with desk.store.reading() as reading:
        return Used(Named.of(reading.opportunity(number)))


PLAIN_FIELDS = (
    "close_on", "own_probability", "name", "owner", "account", "partner", "source", "need", "follows", "next_step",
    "next_step_on", "decide_on",
)  # fmt: skip
SHOWN_FIELDS = (
    "name", "account", "owner", "amount", "rate", "base", "close_on", "own_probability", "partner", "source", "need",
    "follows", "next_step", "next_step_on", "decide_on",
)  # fmt: skip
