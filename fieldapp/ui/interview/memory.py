"""Python looks through everything it holds now and then: 80 ms with a large form, in the midst of typing.

After an interview is opened, what is there by then is looked through once and then left alone; what is made
later is little, and is looked through as ever.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Form and interview stay until the next one is opened: no need to look for what is gone in them."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
