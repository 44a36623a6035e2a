"""HTML layouts: semantic, table-bound, a saved profile page with its boilerplate, and right-to-left."""

from __future__ import annotations

from html import escape

from fictional.pdf_parts import joined
from fictional.sheet import Sheet

STYLE = (
    "body{font:15px/1.45 Georgia,serif;max-width:46em;margin:2em auto;color:#222}"
    "h1{margin-bottom:0}h2{border-bottom:1px solid #999;font-size:1.1em}.when{float:right;color:#555}"
)


def page(title: str, body: str, head: str = "", attributes: str = 'lang="en"') -> bytes:
    return (
        f'<!DOCTYPE html>\n<html {attributes}>\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def section(label: str, inside: str) -> str:
    return f"<section>\n<h2>{escape(label)}</h2>\n{inside}\n</section>\n" if inside else ""


def listed(items: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>\n" for item in items) + "</ul>" if items else ""


def contact(sheet: Sheet) -> str:
    found = [f'<a href="mailto:{x}">{x}</a>' if "@" in x else escape(x) for x in sheet.contact]
    return "<p>" + " &middot; ".join(found) + "</p>\n"


def rest(sheet: Sheet) -> str:
    learnt = "".join(f"<p>{escape(joined(*study))}</p>" for study in sheet.studies)
    known = "".join(
        f"<p><b>{escape(group)}:</b> {escape(', '.join(items))}</p>" for group, items in sheet.skills
    )
    standing = sheet.labels["clearance"] if sheet.clearance else "Citizenship"
    found = section(sheet.labels["education"], learnt) + section(sheet.labels["skills"], known)
    found += section(sheet.labels["certifications"], listed(sheet.certifications))
    found += section(standing, listed(sheet.standing())) + section(
        sheet.labels["languages"], listed(sheet.languages)
    )
    return found + "".join(section(label, listed(items)) for label, items in sheet.extras)


def work(sheet: Sheet) -> str:
    found = ""
    for item in sheet.entries:
        firm = escape(joined(item.employer, item.place))
        found += f'<article><h3>{escape(item.title)} <span class="when">{escape(item.dates)}</span></h3>'
        found += f"<p><em>{firm}</em></p>{listed(item.bullets)}</article>\n"
    return found


def opening(sheet: Sheet) -> str:
    return f"<h1>{escape(sheet.name)}</h1>\n<p>{escape(sheet.headline)}</p>\n{contact(sheet)}"


def semantic(sheet: Sheet) -> bytes:
    """Headings, articles and lists."""
    body = opening(sheet) + section(
        sheet.labels["summary"], f"<p>{escape(sheet.summary)}</p>" if sheet.summary else ""
    )
    return page(
        f"{sheet.name} - résumé", body + section(sheet.labels["experience"], work(sheet)) + rest(sheet)
    )


def table(sheet: Sheet) -> bytes:
    """The page is one table, as in 1999: entities, no charset declared, line breaks for paragraphs."""
    cells = ""
    for item in sheet.entries:
        duties = "<br>".join("&#8226; " + escape(line) for line in item.bullets)
        cells += f"<TR><TD VALIGN=TOP>{escape(item.dates)}<TD><B>{escape(item.title)}</B><BR>"
        cells += f"{escape(joined(item.employer, item.place))}<BR>{duties}<BR>&nbsp;\n"
    body = f"<TABLE WIDTH=700><TR><TD COLSPAN=2><FONT SIZE=6>{escape(sheet.name)}</FONT><BR>{contact(sheet)}{escape(sheet.summary)}\n"
    body += f"<TR><TD COLSPAN=2><H2>{escape(sheet.labels['experience'])}</H2>\n{cells}</TABLE>\n{rest(sheet)}"
    whole = f"<HTML><HEAD><TITLE>Resume</TITLE></HEAD><BODY BGCOLOR=#FFFFF0>\n{body}</BODY></HTML>"
    return whole.encode("ascii", "xmlcharrefreplace")


def saved(sheet: Sheet) -> bytes:
    """A profile page saved from a browser: menus, cookie notice, people also viewed, and words that are not displayed."""
    junk = (
        '<div class="cookie-banner"><p>We value your privacy. By clicking "Accept" you agree to 214 partners.</p>'
        "<button>Accept</button></div>\n<nav><a href=#>Home</a> <a href=#>People</a> <a href=#>Messages (3)</a> "
        "<a href=#>Try Premium</a></nav>\n"
    )
    others = (
        "<aside><h4>People also viewed</h4><ul><li>Sam Placeholder, Software Engineer at Nowhere Systems</li>"
        "<li>Alex Placeholder, Recruiter at Nowhere Staffing</li></ul></aside>\n"
        '<div style="display:none">expert expert expert Kubernetes COBOL neurosurgery top secret clearance</div>\n'
        "<script>var profile={views: 1204, secret: 'not text'};</script>\n"
        "<footer>© 2026 Peoplehive Example · Terms · Privacy · Careers</footer>\n"
    )
    main = opening(sheet) + section("About", f"<p>{escape(sheet.summary)}</p>" if sheet.summary else "")
    main += section(sheet.labels["experience"], work(sheet)) + rest(sheet)
    return page(f"{sheet.name} | Peoplehive Example", junk + f"<main>{main}</main>\n" + others)


def right_to_left(sheet: Sheet) -> bytes:
    """The name in Arabic and Latin letters; the page runs from right to left."""
    body = f"<h1>{escape(sheet.native_name)}</h1>\n" + opening(sheet)
    body += section(sheet.labels["summary"], f"<p>{escape(sheet.summary)}</p>" if sheet.summary else "")
    body += section(sheet.labels["experience"], work(sheet)) + rest(sheet)
    return page(sheet.name, body, attributes='lang="ar" dir="rtl"')
