"""The text field shows what it holds harmlessly: a terminal obeys nothing of it, and nothing of it is invisible."""

from bisect import bisect_right
from itertools import accumulate

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import to_plain_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from crmctl.ui.safe import safe


class Harmless(Processor):
    """Writes out what `safe` writes out; the cursor still goes from character to character."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        text = to_plain_text(transformation_input.fragments)
        if safe(text) == text:
            return Transformation(transformation_input.fragments)
        shown = [safe(ch) for ch in text]
        starts = [0, *accumulate(map(len, shown))]
        fragments: StyleAndTextTuples = [("", "".join(shown))]
        return Transformation(
            fragments,
            source_to_display=lambda at: starts[min(at, len(text))],
            display_to_source=lambda at: min(bisect_right(starts, at) - 1, len(text)),
        )
