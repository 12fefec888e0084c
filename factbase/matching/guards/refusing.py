"""Words that deny by themselves: negations, refusals, bans, and whole phrases ("no such thing")."""

from __future__ import annotations

import re
from functools import lru_cache

from factbase.matching.lexicon import words

CONCORD = words(
    "никогда ни никто никого никому никем ничто ничего ничему ничем нигде никуда никак "
    "никакой никакая никакое никакие никакого никаких никакую никакому никаким никакими"
)
"""With "не" in their clause these are one negation with it."""
NOT = CONCORD | words(
    "not no never neither nor cannot isn't aren't wasn't weren't don't doesn't didn't "
    "won't wouldn't can't couldn't hasn't haven't hadn't shouldn't ain't isnt arent wasnt dont "
    "doesnt didnt wont cant hasnt havent hadnt couldnt wouldnt shouldnt aint zero hardly barely "
    "scarcely nobody nothing none nowhere "
    "не нет нельзя едва вряд"
)
REFUSED = words(
    "refuse refuses refused refusing decline declines declined fail fails failed stop stops "
    "stopped cease ceases ceased halt halts halted lack lacks lacked "
    "отказал отказала отказали отказано отказывает отказался отказалась отказалось отказались "
    "отказывается отказываются "
    "перестал перестала перестало перестали прекратил прекратила прекратило прекратили прекращает"
)
"""What one refuses or no longer does isn't done."""
WITHOUT = words("without без")
DOUBTS = words("doubt doubts doubted сомневаюсь сомневаемся сомневается сомнительно")
NEGATORS = NOT | REFUSED | WITHOUT | DOUBTS | words("out yet rather")
"""With "out" for what is ruled out, "yet" for what has yet to be done, and "rather than"."""

_BANS = re.compile(
    r"ban(?:s|ned|ning)?|forb[ia]d\w*|prohibit\w*|outlaw\w*|block(?:s|ed|ing)?|barr?(?:s|ed|ing)|"
    r"veto(?:es|ed)?|cancel\w*|reject\w*|scrap(?:s|ped|ping)?|abolish\w*|revok\w*|repeal\w*|"
    r"annul\w*|suspend\w*|запре[тщ]\w*|заблок\w*|блокир\w*|отмен[аеиуыя]\w*|отклон[иея]\w*|"
    r"отверг\w*|приостан\w*|аннулир\w*|остан(?:ов|авл)\w*|destroy\w*|wip(?:es|ed|ing)|"
    r"illegal\w*|unlawful\w*|unable|impossible|ineligible|incapable|"
    r"уничтож\w*|ликвидир\w*|лиш(?:ил|ат|ен|ает|ают)\w*|незакон\w*|невозможн\w*|неспособ\w*"
)


@lru_cache(maxsize=16_384)
def is_ban(word: str) -> bool:
    """Whether a word says that something is kept from being, or put an end to."""
    return word in REFUSED or _BANS.fullmatch(word) is not None
