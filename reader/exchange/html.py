"""HTML for other programs: escaped text, links to the web alone, and a page to put them in.

A page is one file: it runs nothing, fetches nothing, and reads well on a phone, in the dark and on
paper.
"""

from html import escape

from reader.text.clean import clean, safe_url

STYLE = """
:root { color-scheme: light dark; --ink: #222; --quiet: #666; --rule: #ddd; --paper: #fdfcfa;
  --link: #14507a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ddd; --quiet: #999; --rule: #444; --paper: #1b1c1e; --link: #8fc1e8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7;
  font-family: system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.5rem; padding-bottom: 0.25rem;
  border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.05rem; line-height: 1.5; margin: 0; }
p { margin: 0; }
ol { margin: 0; padding: 0; list-style: none; }
li { margin: 1.25rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
.quiet { color: var(--quiet); font-size: 0.875rem; word-break: keep-all; }
@media print {
  :root { --ink: #000; --quiet: #444; --rule: #999; --paper: #fff; --link: #000; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  li { break-inside: avoid; }
}
"""
"""The look of a page: a measure of 42 em, the reader's own colours of day and night, and print."""


def page(title: str, body: str) -> str:
    """Return a whole document about *body*, which is HTML, under a *title*, which is text."""
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def text(words: str) -> str:
    """Return *words* cleaned and escaped, for an element or a quoted attribute."""
    return escape(clean(words))


def link(words: str, url: str) -> str:
    """Return a link of these words, or the words alone where *url* is none of the web's."""
    address = safe_url(url)
    return (
        f'<a href="{escape(address)}" rel="noreferrer">{text(words)}</a>'
        if address
        else text(words)
    )
