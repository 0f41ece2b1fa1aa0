"""What every typed word must be, whatever the command: no hidden characters, no placeholder of a hint left as it is."""

from __future__ import annotations

from collections.abc import Sequence

from osp_cli.domain.names import must_be_text
from osp_cli.errors import WrongUsage

# As mends and messages print them: `--evidence TEXT`.
PLACEHOLDERS = frozenset(
    ("TEXT", "NAME", "PERSON", "ANSWER", "REASON", "MANAGER", "COMPETITOR", "ACCOUNT", "DATE", "AMOUNT", "RATE", "CODE",
     "NUMBER", "PERCENT", "VERDICT", "内容", "回答", "原因", "跟进与否", "...", "…")
)  # fmt: skip
# These are everyday words too: in what somebody writes freely, and in what names a field, they mean themselves.
NAMING = frozenset(("名称", "姓名", "日期", "金额", "客户", "汇率", "经理", "竞争对手", "代码", "百分比", "编号"))
FREE = ("--next", "--note", "--need", "--reason", "--evidence", "--sort", "--column")
# What looks something up may look for these words too.
LOOKING = ("find", "help", "process")
# A note, an answer and its evidence, a need may have several lines; any other word is one.
LINED_COMMANDS = ("note", "answer")
LINED_OPTIONS = ("--evidence", "--need", "--note")


def must_be_plain(words: Sequence[str]) -> None:
    """Refuses a call whose words hide something (`text-unusable`) or still stand for others (`placeholder`)."""
    is_looking = bool(words) and words[0] in LOOKING
    option = ""
    for word in words[1:]:
        name, _, given = word.partition("=") if word.startswith("--") else (option, "", word)
        has_lines = name in LINED_OPTIONS or (words[0] in LINED_COMMANDS and not name)
        must_be_text(word, has_lines=has_lines)
        is_free = name in FREE or (words[0] == "note" and not name)
        if not is_looking and (given in PLACEHOLDERS or (given in NAMING and not is_free)):
            raise WrongUsage("placeholder", {"word": given})
        option = word if word.startswith("--") and not given else ""
