"""The words and signs of the filter language, English and Russian."""

SIGNS = {
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", "≠": "!=",
    "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=",
}  # fmt: skip
"""Each way to write a comparison by a sign, and its plain form."""

WORDS = {
    "and": "and", "и": "and",
    "or": "or", "или": "or",
    "not": "not", "не": "not",
    "is": "is",
    "in": "in", "в": "in",
    "like": "like", "подобно": "like",
    "contains": "contains", "содержит": "contains",
    "empty": "empty", "пусто": "empty", "пуст": "empty", "пуста": "empty", "пустой": "empty",
    "filled": "filled", "заполнено": "filled", "заполнен": "filled", "заполнена": "filled",
}  # fmt: skip
"""Each word of the language in lower case, and its plain form."""

CONNECTIVES = frozenset({"and", "or", "not"})

RESERVED = frozenset(word for word, plain in WORDS.items() if plain in CONNECTIVES | {"empty", "filled"})
"""What is a value only in quotes."""
