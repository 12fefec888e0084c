"""The codes that `why` shows (lanes, paths, stances, reasons for silence), for translation."""

from __future__ import annotations

from bot.wording.marking import N_

CODES = (
    N_("addressed"),
    N_("unprompted"),
    N_("url"),
    N_("exact"),
    N_("index"),
    N_("asserts"),
    N_("asks"),
    N_("denies"),
    N_("reports-denial"),
    N_("jokes"),
    N_("quotes"),
    N_("empty"),
    N_("too-short"),
    N_("no-candidate"),
    N_("below-threshold"),
    N_("guarded"),
    N_("already-debunked"),
    N_("close-rival"),
    N_("asked-only"),
    N_("review-due"),
    N_("maybe-overtaken"),
    N_("denial-too-old"),
    N_("no-claim"),
    N_("unsure"),
)
FLIPS = (
    N_("share at least two telling words"),
    N_("say more"),
    N_("say it in earnest and as your own, or ask the bot"),
    N_("say it as true, or ask the bot"),
    N_("say what sets {slug} apart"),
    N_("if there were no doubt: {detail}"),
    N_("if it didn't differ ({guard}): {detail}"),
    N_("{slug} lacks {confidence} of confidence"),
    N_("a threshold above {found} instead of {needed}"),
)
"""What would turn a decision, as `factbase/matching/decide.py` puts it; what stands in braces
differs from case to case."""
