"""A city's registers as they really come: one true city, several sources, planted errors, traps.

Nothing here knows the rules that judge; the rules may not import it. Open `world` first: `worlds`
yields elevator after elevator; `files` writes them as the documented files.
"""
