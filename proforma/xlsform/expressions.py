"""The small part of XPath that forms are full of, read into nested tuples; anything else is None.

A whitelist: names that are not in it, and anything long or deep, are left to whoever wrote them.
Nothing is ever evaluated.
"""

import re

MOST_CHARACTERS, DEEPEST = 2000, 20

_FUNCTIONS = {"selected": 2, "not": 1, "count-selected": 1, "string-length": 1}
_SMART = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "})
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>'[^']*'|"[^"]*")
    | (?P<number>\d{1,15}(?:\.\d{1,10})?)
    | \$\{\s*(?P<ref>[^{}\s]{1,200})\s*\}
    | (?P<name>[A-Za-z][A-Za-z0-9-]*)
    | (?P<mark><=|>=|!=|[=<>().,-])
    )""",
    re.VERBOSE,
)
_COMPARED = {"=", "!=", "<", "<=", ">", ">="}


class _NotRead(ValueError):
    pass


def parse(text: str):
    """The expression as a tree, or None if it goes beyond the subset.

    ("or" | "and", [tree, …]), ("not", tree), ("=" | "!=" | "<" | "<=" | ">" | ">=", left, right),
    ("selected" | "count-selected" | "string-length", argument, …), ("ref", name), ("text", string),
    ("number", digits) and ("this",) for the current answer.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    try:
        tokens = _tokens(text.translate(_SMART).strip())
        return _Parser(tokens).whole() if tokens else None
    except _NotRead:
        return None


def _tokens(text):
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _NotRead
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens):
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self):
        tree = self._either()
        if self.at != len(self.tokens):
            raise _NotRead
        return tree

    def _next(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def _take(self, *wanted):
        """The next token if it is one of these marks or words."""
        kind, token = self._next()
        if kind in {"mark", "name"} and token in wanted:
            self.at += 1
            return token
        return None

    def _need(self, mark):
        if not self._take(mark):
            raise _NotRead

    def _joined(self, word, part):
        parts = [part()]
        while self._take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else (word, parts)

    def _either(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise _NotRead
        tree = self._joined("or", lambda: self._joined("and", self._comparison))
        self.depth -= 1
        return tree

    def _comparison(self):
        left = self._single()
        sign = self._take(*_COMPARED)
        if not sign:
            return left
        return (sign, left, self._single())

    def _single(self):
        kind, token = self._next()
        self.at += 1
        if kind == "string":
            return ("text", token[1:-1])
        if kind == "number":
            return ("number", token)
        if kind == "ref":
            return ("ref", token)
        if token == ".":
            return ("this",)
        if token == "-" and self._next()[0] == "number":
            return ("number", f"-{self._single()[1]}")
        if token == "(":
            tree = self._either()
            self._need(")")
            return tree
        if kind == "name" and token in _FUNCTIONS:
            return (token, *self._arguments(_FUNCTIONS[token]))
        raise _NotRead

    def _arguments(self, wanted):
        self._need("(")
        found = [self._either()]
        while self._take(","):
            found.append(self._either())
        self._need(")")
        if len(found) != wanted:
            raise _NotRead
        return found
