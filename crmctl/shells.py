"""What the shells and the program say to each other when Tab is pressed.

Typer's own scripts let the shell evaluate what comes back, or put it on the line as it is; names in a base may hold
anything, so ours only ever hand over whole lines, quoted for the shell that gets them.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

SCRIPTS = {
    "bash": r"""
_crmctl_completion() {
    local offer
    COMPREPLY=()
    while IFS= read -r offer; do
        COMPREPLY+=("$offer")
    done < <(_CRMCTL_COMPLETE=complete_bash _CRMCTL_LINE="${COMP_LINE:0:COMP_POINT}" \
             _CRMCTL_BREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null)
}

complete -o default -F _crmctl_completion crmctl
""",
    "zsh": r"""
#compdef crmctl

_crmctl_completion() {
    local answer
    local -a offers
    answer=$(_CRMCTL_COMPLETE=complete_zsh command crmctl "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if [[ -z $answer ]]; then
        _files
        return
    fi
    offers=("${(@f)answer}")
    _describe -t crmctl crmctl offers
}

if [[ $funcstack[1] == _crmctl ]]; then
    _crmctl_completion "$@"
else
    compdef _crmctl_completion crmctl
fi
""",
    "fish": r"""
function __crmctl_offers
    set -l before (commandline -opc)
    set -e before[1]
    set -l word (commandline -ct)
    set -l offers (env _CRMCTL_COMPLETE=complete_fish crmctl $before "$word" 2>/dev/null)
    if set -q offers[1]
        printf '%%s\n' $offers
    else
        __fish_complete_path "$word"
    end
end

complete --command crmctl --no-files --arguments '(__crmctl_offers)'
""",
}
"""By shell. Typer fills in names by `%%`, so a sign of its own is doubled."""
_PLAIN = re.compile(r"([^\w@%+,./:=-])")


class Asked(NamedTuple):
    """The finished words before the cursor, and the one it stands at, as the program would get them."""

    words: list[str]
    incomplete: str


class Offer(NamedTuple):
    word: str
    about: str


def asked(shell: str, argv: Sequence[str], env: Mapping[str, str]) -> Asked:
    """What `shell` wants to know: zsh and fish give the words, the others the line."""
    if shell == "bash":
        words = _split(env.get("_CRMCTL_LINE", ""))[0]
        return Asked(words[1:-1], words[-1])
    if shell in ("powershell", "pwsh"):
        return _asked_by_powershell(env)
    return Asked(list(argv[:-1]), _split(argv[-1])[0][-1] if argv else "")


def answered(shell: str, offers: Iterable[Offer], question: Asked, env: Mapping[str, str]) -> Iterator[str]:
    """A line for each offer, as the script of `shell` reads it; what cannot be said there safely is left out."""
    option, sign, _value = question.incomplete.partition("=")
    lead = f"{option}=" if sign and option.startswith("-") else ""
    for word, about in ((f"{lead}{offer.word}", offer.about) for offer in offers):
        if shell == "bash":
            yield from _for_bash(word, question.incomplete, env)
        elif shell == "zsh" and "\\" not in word:
            yield word.replace(":", "\\:") + (f":{about}" if about else "")
        elif shell == "fish":
            yield f"{word}\t{about}" if about else word
        elif shell in ("powershell", "pwsh") and ":::" not in word + about:
            quoted = word if not _PLAIN.search(word) else "'" + word.replace("'", "''") + "'"
            yield f"{quoted}:::{about or ' '}"


def _split(line: str) -> tuple[list[str], str]:
    """The words of an unfinished line, the last at the cursor, and the quote that is still open there."""
    reader = shlex.shlex(f"{line}x", posix=True)  # x: so that there is a word at the cursor
    reader.whitespace_split, reader.commenters = True, ""
    words: list[str] = []
    quote = ""
    try:
        words.extend(reader)
    except ValueError:
        words.append(reader.token)
        quote = str(vars(reader)["state"])
    return [*words[:-1], words[-1][:-1]], quote


def _for_bash(word: str, incomplete: str, env: Mapping[str, str]) -> Iterator[str]:
    """Readline replaces what follows a quote or one of the breaks; inside quotes only harmless words are offered."""
    line = env.get("_CRMCTL_LINE", "")
    quote = _split(line)[1]
    if quote:
        typed = line[line.rindex(quote) + 1 :]
        if word.startswith(incomplete) and incomplete.endswith(typed) and not re.search(r"[\"'$`\\!]", word):
            yield word[len(incomplete) - len(typed) :]
        return
    breaks = [sign for sign in env.get("_CRMCTL_BREAKS", "") if sign in ":=@,"]
    kept = max((incomplete.rfind(sign) + 1 for sign in breaks), default=0)
    yield _PLAIN.sub(r"\\\1", word[kept:])


def _asked_by_powershell(env: Mapping[str, str]) -> Asked:
    incomplete = env.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    words = _split(env.get("_TYPER_COMPLETE_ARGS", "") + " ")[0][1:-1]
    return Asked(words[:-1] if incomplete else words, incomplete)
