"""Everything a person reads that is not the method: `words("errors.store-locked.what", path=...)`."""

from osp_cli.words.load import LANGUAGES, Words, pick_language, tags_of

__all__ = ["LANGUAGES", "Words", "pick_language", "tags_of"]
