"""The filter language read into a tree: `city = Омск and not (phone is empty or created < today-30d)`."""

from itertools import takewhile

from crmctl.filters.refusal import Refusal, did_you_mean, pointing_into
from crmctl.filters.tokens import END, QUOTED, SIGN, WORD, Token, tokens
from crmctl.filters.tree import NEGATIVE, AllOf, AnyOf, Comparison, Not, Op, Tree, Word
from crmctl.filters.words import CONNECTIVES, RESERVED, SIGNS, WORDS
from crmctl.i18n import _

MAX_DEPTH = 16
"""Brackets and `not` inside one another."""

MAX_TERMS = 200
MAX_VALUES = 1000
"""Values of one `in`."""

_OPERATOR_WORDS = {"in": Op.IN, "like": Op.LIKE, "contains": Op.CONTAINS, "empty": Op.EMPTY, "filled": Op.FILLED}


def parse(text: str) -> Tree:
    """The tree of a filter that is not blank. Raises FilterError pointing at the first thing that cannot be read."""
    with pointing_into(text):
        return _Parser(text).whole()


class _Parser:
    """One method a rule; brackets and `not` are the only recursion, and it is counted."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0
        self._terms = 0

    def whole(self) -> Tree:
        tree = self._any_of()
        left = self._token
        if left.kind == END:
            return tree
        if left.text == ")":
            raise Refusal(_("This bracket was never opened."), left.position)
        raise Refusal(_("Expected “and”, “or” or the end."), left.position, _quotes_help())

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._token
        self._at += token.kind != END
        return token

    def _takes(self, plain: str) -> bool:
        """Go past the word or sign when it stands here."""
        here = _plain(self._token) == plain
        self._at += here
        return here

    def _any_of(self) -> Tree:
        parts = [self._all_of()]
        while self._takes("or"):
            parts.append(self._all_of())
        return AnyOf(tuple(parts)) if len(parts) > 1 else parts[0]

    def _all_of(self) -> Tree:
        parts = [self._part()]
        while self._takes("and"):
            parts.append(self._part())
        return AllOf(tuple(parts)) if len(parts) > 1 else parts[0]

    def _part(self) -> Tree:
        start = self._token
        if self._takes("not"):
            self._deeper(start)
            tree: Tree = Not(self._part())
        elif self._takes("("):
            self._deeper(start)
            tree = self._any_of()
            self._close(start)
        else:
            return self._comparison()
        self._depth -= 1
        return tree

    def _deeper(self, start: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refusal(_("More than {limit} levels of brackets and “not”.").format(limit=MAX_DEPTH), start.position)

    def _close(self, opening: Token) -> None:
        if self._takes(")"):
            return
        if self._token.kind == END:
            raise Refusal(_("This bracket is not closed."), opening.position)
        raise Refusal(_("Expected “and”, “or” or a closing bracket."), self._token.position, _quotes_help())

    def _comparison(self) -> Comparison:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise Refusal(_("More than {limit} comparisons.").format(limit=MAX_TERMS), self._token.position)
        field_words = self._field_words()
        field = Word(" ".join(word.text for word in field_words), field_words[0].position)
        op_position = self._token.position
        op = self._operator(field_words)
        return Comparison(field, op, self._values(op), op_position)

    def _field_words(self) -> list[Token]:
        """A field's name may have several words, `статус работы`; its first may also be a word of the language."""
        first = self._next()
        if first.kind != WORD or _plain(first) in CONNECTIVES:
            raise Refusal(_("Expected a field."), first.position)
        rest = takewhile(lambda token: token.kind == WORD and not _plain(token), self._tokens[self._at :])
        words = [first, *rest]
        self._at += len(words) - 1
        return words

    def _operator(self, field_words: list[Token]) -> Op:
        token = self._next()
        if token.text in SIGNS and token.kind == SIGN:
            return Op(SIGNS[token.text])
        after_is = _plain(token) == "is"
        if after_is:
            token = self._next()
        negated = _plain(token) == "not"
        if negated:
            token = self._next()
        op = _OPERATOR_WORDS.get(_plain(token))
        if after_is and op not in (Op.EMPTY, Op.FILLED):
            raise Refusal(_("After “is” comes “empty” or “filled”."), token.position, _("A value is compared by “=”."))
        if op is None:
            raise _no_operator(token, field_words)
        return _opposite(op) if negated else op

    def _values(self, op: Op) -> tuple[Word, ...]:
        if op in (Op.EMPTY, Op.FILLED):
            return ()
        opening = self._token
        if op not in (Op.IN, Op.NOT_IN) or not self._takes("("):
            return (self._value(),)
        values = [self._value()]
        while self._takes(","):
            if len(values) == MAX_VALUES:
                raise Refusal(_("More than {limit} values.").format(limit=MAX_VALUES), self._token.position)
            values.append(self._value())
        self._close_list(opening)
        return tuple(values)

    def _close_list(self, opening: Token) -> None:
        if self._takes(")"):
            return
        if self._token.kind == END:
            raise Refusal(_("This bracket is not closed."), opening.position)
        raise Refusal(_("Expected a comma or a closing bracket."), self._token.position, _quotes_help())

    def _value(self) -> Word:
        token = self._token
        if token.kind == QUOTED or (token.kind == WORD and token.text.casefold() not in RESERVED):
            return Word(self._next().text, token.position)
        hint = _("A word of the filter language is a value only in quotes.") if token.kind == WORD else ""
        if _plain(token) in ("empty", "filled"):
            hint = _("Write “is empty” or “is filled”, or put the value in quotes.")
        raise Refusal(_("Expected a value."), token.position, hint)


def _plain(token: Token) -> str:
    """The language's word or sign at a token; empty for anything else."""
    if token.kind == WORD:
        return WORDS.get(token.text.casefold(), "")
    return token.text if token.kind == SIGN else ""


def _quotes_help() -> str:
    return _("Put a value of several words, or with brackets, in quotes.")


def _opposite(op: Op) -> Op:
    return Op.EMPTY if op is Op.FILLED else NEGATIVE[op]


def _no_operator(token: Token, field_words: list[Token]) -> Refusal:
    """Points at the second word where a comparison could have been meant, else at the place where one is missing."""
    if len(field_words) > 1:
        token = field_words[1]
    hint = did_you_mean(token.text, WORDS) if token.kind == WORD else ""
    listing = _("Comparisons: {names}.").format(names=", ".join(Op))
    return Refusal(_("Expected a comparison."), token.position, hint or listing)
