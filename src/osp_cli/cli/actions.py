"""action: what has to be done for a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Context, Option, taking, verb, wiring_of
from osp_cli.cli.list_files import filed, filed_taking, give_list, give_records
from osp_cli.cli.nouns import change_one, verbs_of
from osp_cli.cli.nouns import one_of as one_record
from osp_cli.cli.params import On, Opp
from osp_cli.domain.close_plan import ACTION

if TYPE_CHECKING:
    from osp_cli.domain.suggestions import Suggestion

Result = Annotated[str | None, Option("--result", metavar="TEXT")]

action = verbs_of(ACTION, without=("list",))


def action_list(context: Context, **given: Any) -> None:
    """The actions of an opportunity, open ones first."""
    from osp_cli.render.views.actions import actions_view
    from osp_cli.services.close_plan import actions_of

    wiring = wiring_of(context)
    found = actions_of(wiring.reading(), wiring.choose(given.get("opp")))
    give_records(wiring, found, actions_view, ACTION, found.actions)


verb(action, "list")(filed_taking(action_list, {"opp": Opp}))


def action_done(context: Context, **given: str | None) -> None:
    """An action is done, with what came of it."""
    change_one(wiring_of(context), ACTION, given, lambda day: {"done_on": day, "result": given.get("result")})


verb(action, "done")(taking(action_done, {**one_record(ACTION), "result": Result, "on": On}))


@verb(action, "suggest")
@filed
def action_suggest(context: Context, opp: Opp = None) -> None:
    """What the answers ask to be done, with the command that adds each; nothing is added."""
    from osp_cli.render.naming import called
    from osp_cli.render.views.close_plan import suggested_view
    from osp_cli.services.close_plan import suggestions_of

    wiring = wiring_of(context)
    desk, words = wiring.reading(), wiring.words

    def worded(suggestion: Suggestion) -> str:
        question = desk.process.question(suggestion.question)
        asked = question.next_question.say(words.language) or question.text.say(words.language)
        said = {"question": asked, "what": called(question.id, words), "who": suggestion.against or ""}
        return words(f"close-plan.todo.{suggestion.kind}", **said)

    give_list(wiring, suggestions_of(desk, wiring.choose(opp), worded), suggested_view)
