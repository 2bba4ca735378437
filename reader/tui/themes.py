"""The colours of zhnews: paper and ink by day, and the same by night."""

from textual.theme import Theme

DARK = Theme(
    name="zhnews-dark",
    dark=True,
    primary="#d8a657",
    secondary="#89b482",
    accent="#e78a4e",
    warning="#e9c46a",
    error="#ea6962",
    success="#a9b665",
    foreground="#ddd4c0",
    background="#1d1f21",
    surface="#26292c",
    panel="#3c4043",
)

LIGHT = Theme(
    name="zhnews-light",
    dark=False,
    primary="#8f3f23",
    secondary="#3f6b52",
    accent="#a8501c",
    warning="#9a6700",
    error="#a40e26",
    success="#2f6f3e",
    foreground="#2b2a27",
    background="#faf6ee",
    surface="#f0eadd",
    panel="#d9d0bd",
)

THEMES = (DARK, LIGHT)
DEFAULT = DARK.name
