"""The style sheets of what is written as HTML."""

PAGE = """
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
h3, h4, h5 { font-size: 1.05rem; line-height: 1.5; margin: 0; }
article { margin: 2.5rem 0 0; }
main > article { margin: 0; }
article > header :is(h2, h3, h4) { margin: 0.15em 0 0.3em; padding: 0; border: 0;
  font-size: 1.3rem; line-height: 1.35; }
p { margin: 0; }
nav ol, section > ol { margin: 0; padding: 0; list-style: none; }
section > ol > li { margin: 1.25rem 0; }
nav { margin: 1.5rem 0 0; line-height: 1.9; }
nav ol ol { padding-left: 1em; }
nav span { color: var(--quiet); }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
.quiet { color: var(--quiet); font-size: 0.875rem; word-break: keep-all; }
@media print {
  :root { --ink: #000; --quiet: #444; --rule: #999; --paper: #fff; --link: #000; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, h4 { break-after: avoid; }
  section > ol > li { break-inside: avoid; }
}
"""
"""The look of a page: a measure of 40 Han, the reader's own colours of day and night, and print."""

ARTICLE = """
article > header { margin-bottom: 1.5em; }
article > header h1 { margin: 0.15em 0 0.3em; }
.body { line-break: strict; overflow-wrap: anywhere; }
.body > * { margin: 0 0 0.9em; }
.body > p { text-indent: 2em; white-space: pre-line; }
.body h1, .body h2, .body h3, .body h4, .body h5, .body h6 {
  border: 0; padding: 0; font-size: 1.1em; line-height: 1.5; margin: 1.6em 0 0.6em;
  break-after: avoid; }
.body blockquote { padding-left: 1em; border-left: 2px solid var(--rule, #bbb);
  color: var(--quiet, inherit); }
.body blockquote p { margin: 0; }
.body ul, .body ol { padding-left: 2em; }
.body li { margin: 0.2em 0; break-inside: auto; }
.body li > ul, .body li > ol { margin: 0; }
.body pre { overflow-x: auto; white-space: pre; line-height: 1.45; font-size: 0.875em;
  padding: 0.75em 1em; border: 1px solid var(--rule, #bbb); border-radius: 4px; }
.body code { font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; }
.body table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 0.9375em;
  line-height: 1.5; }
.body td { padding: 0.3em 0.75em; border-bottom: 1px solid var(--rule, #bbb); text-align: left;
  vertical-align: top; overflow-wrap: normal; }
.body tr:first-child td { font-weight: bold; white-space: nowrap; }
.body figure { text-align: center; break-inside: avoid; }
.body img { display: block; margin: 0 auto 0.4em; max-width: 100%; height: auto; }
.body figcaption { font-size: 0.875em; line-height: 1.5; color: var(--quiet, inherit); }
article > footer { margin-top: 2em; padding-top: 0.6em; border-top: 1px solid var(--rule, #bbb);
  font-size: 0.875em; line-height: 1.6; color: var(--quiet, inherit); overflow-wrap: anywhere; }
article > footer p { margin: 0; }
@media print {
  .body pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .body table { display: table; width: 100%; }
}
"""
"""How an article is set, as the reading pane sets it: first lines indented by two Han, lists with
their numbers, headings by their levels, code in its lines, captions below pictures."""
