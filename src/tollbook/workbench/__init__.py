"""The workbench: web pages on which people look at a ledger, review what was read, and correct it.

Takes: the address of a ledger, and settings. Gives: `app(ledger_url, settings)`, a Starlette application.
Change this when: a page is added or shows something else; what an act does to a ledger is in `recording`.

How a page is made. A page is one module of `pages`, with one frozen Struct whose fields are what its
template may print, each `Annotated[…, Meta(description="…")]`; one function `show(visit: Visit)` that gives
it; and one template of the module's name. It is hung into the table of `app` with one line:

    Line("/reports/{report}", "report:show"),
    Line("/reports/{report}/judge", "claim:judge", method="POST", act="judge"),

A function takes a `Visit` (the ledger, the parts of the address in `visit.path`, the query in
`visit.asked`, the form in `visit.sent`, `visit.signature(why)`) and gives one of

- the page's Struct: the template is rendered with it as `page`,
- `Shown(page, status=409)`: the same under another status or template,
- `Moved("/reports/rpt_1#clm_2")`: what every POST that stored something gives,
- `Raw(data, "text/css")`: something that is no page,
- `None`: there is no such thing; a friendly page says so.

A `ChangedError` that is not caught becomes a page with status 409, a `UsageError` one with 422. The forged
forms, wrong hosts and large bodies never reach a page (`security`); whether the person may do it is asked
before a page is called (`permission`, by the line's `act`).

A page of many parts has a folder of its name beside its template, with a template for each part; these see
the macros and what the template imports.

How a template is written. `{% extends "layout.html" %}`, blocks `title`, `head` (style sheets and scripts,
all of them files of `static`; inline script and style are refused by the browser) and `main`. It sees
`page`, `frame` (`layout.Frame`) and `csrf`, which every form with method post must hold. `{% from
"numbers.html" import number, tally, words, when %}`: every digit of data goes through one of these four.
`number(text, id)` is a figure and links to its trace, `tally(text)` counts things of the ledger,
`words(text)` are words of a report or of people, `when(text)` is a time. Colours are the variables at the
top of `static/style.css`, made with `light-dark()`, so that no rule asks for the scheme. What scripts do
can be done without them.
"""

from tollbook.workbench.app import app

__all__ = ["app"]
