"""How a posting is written: text in four habits, Markdown, four kinds of page, PDF and DOCX."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from html import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.platypus import BaseDocTemplate, Flowable

from fictional import pdf_parts as parts
from fictional import word
from fictional.pdf_single import frame
from fictional.postings import Posting
from fictional.scan import wrap

Writer = Callable[[Posting], bytes]


def _text(posting: Posting, mark: str, *, upper: bool = False, rule: str = "") -> bytes:
    out = [posting.title, posting.organization, *posting.facts, ""]
    for section in posting.sections:
        heading = section.heading.upper() if upper else section.heading
        out.append(heading)
        if rule:
            out.append(rule * len(heading))
        for paragraph in section.paragraphs:
            out += [*wrap(paragraph, 92), ""]
        out += [f"{mark}{line}" for line in section.bullets]
        if section.bullets:
            out.append("")
    return "\n".join(out).encode()


def hyphens(posting: Posting) -> bytes:
    """Bullets with "- "."""
    return _text(posting, "- ")


def stars(posting: Posting) -> bytes:
    """Bullets with "* ", underlined headings."""
    return _text(posting, "* ", rule="=")


def prose(posting: Posting) -> bytes:
    """No bullets in the words, one long line for each paragraph."""
    out = [posting.title, f"{posting.organization}, {posting.facts[0]}", *posting.facts[1:], ""]
    for section in posting.sections:
        out += [section.heading, "", *section.paragraphs, ""]
    return "\n".join(out).encode()


def announcement(posting: Posting) -> bytes:
    """A federal announcement: capital headings, labelled facts, Windows line ends."""
    return _text(posting, "  o ", upper=True).replace(b"\n", b"\r\n")


def markdown(posting: Posting) -> bytes:
    out = [
        f"# {posting.title}",
        "",
        f"**{posting.organization}**",
        "",
        *(f"- {fact}" for fact in posting.facts),
        "",
    ]
    for section in posting.sections:
        out += [
            f"## {section.heading}",
            "",
            *section.paragraphs,
            *(f"* {line}" for line in section.bullets),
            "",
        ]
    return "\n".join(out).encode()


def _html(posting: Posting) -> str:
    out = f"<h1>{escape(posting.title)}</h1>\n<p><strong>{escape(posting.organization)}</strong></p>\n"
    out += "".join(f"<p>{escape(fact)}</p>\n" for fact in posting.facts)
    for section in posting.sections:
        out += f"<h2>{escape(section.heading)}</h2>\n" + "".join(
            f"<p>{escape(p)}</p>\n" for p in section.paragraphs
        )
        if section.bullets:
            out += "<ul>\n" + "".join(f"<li>{escape(line)}</li>\n" for line in section.bullets) + "</ul>\n"
    return out


def _page(title: str, head: str, body: str) -> bytes:
    start = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    return f"{start}<title>{escape(title)}</title>\n{head}</head>\n<body>\n{body}</body>\n</html>\n".encode()


def _json_ld(posting: Posting) -> str:
    """The posting as schema.org JobPosting, as boards embed it."""
    places = [
        {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": place.split(", ")[0],
                "addressRegion": place.split(", ")[1],
                "addressCountry": "US",
            },
        }
        for place in posting.locations
    ]
    row: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": _html(posting),
        "datePosted": "2026-05-18",
        "validThrough": "2026-07-31T23:59",
        "employmentType": "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": posting.organization},
        "jobLocation": places,
    }
    if posting.gold.get("remote") == "remote":
        row["jobLocationType"] = "TELECOMMUTE"
        row["applicantLocationRequirements"] = {"@type": "Country", "name": "USA"}
    pay = posting.gold.get("salary")
    if pay:
        value = {
            "@type": "QuantitativeValue",
            "minValue": pay["min"],
            "maxValue": pay["max"],
            "unitText": pay["period"].upper(),
        }
        row["baseSalary"] = {"@type": "MonetaryAmount", "currency": "USD", "value": value}
    packed = json.dumps(row, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return f'<script type="application/ld+json">\n{packed}\n</script>\n'


def html_plain(posting: Posting) -> bytes:
    """A company's own page, no embedded data."""
    return _page(posting.title, "", _html(posting))


def html_jsonld(posting: Posting) -> bytes:
    """The same words for people and, as JobPosting, for machines."""
    return _page(f"{posting.title} at {posting.organization}", _json_ld(posting), _html(posting))


def html_script(posting: Posting) -> bytes:
    """A page drawn by a script: everything there is stands in the JobPosting."""
    body = '<div id="root"></div>\n<noscript>You need to enable JavaScript to run this app.</noscript>\n<script src="app.js"></script>\n'
    return _page("Careers", _json_ld(posting), body)


def html_board(posting: Posting) -> bytes:
    """A page saved from a board: banner, menus, other postings with other salaries, alerts, footer."""
    others = "".join(
        f"<li><a href=#>{title}</a><br>{firm}<br>{pay}</li>\n"
        for title, firm, pay in (
            ("Principal Java Engineer", "Nowhere Staffing", "$180,000-$220,000"),
            ("Registered Nurse, 10+ years", "Placeholder Health", "$55 an hour"),
            ("Cleared Systems Engineer (TS/SCI)", "Example Federal", "$160,000"),
        )
    )
    top = (
        '<div class="consent">We and our 812 partners store cookies. <button>Accept all</button></div>\n'
        "<nav><a href=#>Find work</a> <a href=#>Company reviews</a> <a href=#>Find salaries</a> <a href=#>Sign in</a></nav>\n"
        '<form><input placeholder="Title, keywords or company"><input placeholder="City, state or zip"></form>\n'
    )
    after = (
        f"<button>Apply now</button> <button>Save</button>\n<aside><h3>Similar jobs</h3><ul>\n{others}</ul></aside>\n"
        '<div class="alert">Get new jobs like this by e-mail. By creating an alert you agree to our terms.</div>\n'
        '<div style="display:none">secret clearance salary $999,999 PhD required</div>\n'
        "<footer>© 2026 Boardwalk Example · Privacy · Accessibility · Do not sell my personal information</footer>\n"
    )
    return _page(
        f"{posting.title} - {posting.organization} - Boardwalk Example",
        "",
        f"{top}<main>{_html(posting)}</main>\n{after}",
    )


def pdf(posting: Posting) -> bytes:
    """A one-page PDF as the firm's own template prints it."""
    face = parts.helvetica(size=10.0, accent="#17406d")
    story: list[Flowable] = [
        parts.text(posting.organization, face.style(1.1, accent=True)),
        parts.text(posting.title, face.style(2.0, bold=True, spaceAfter=4)),
        *(parts.text(fact, face.style()) for fact in posting.facts),
    ]
    for section in posting.sections:
        story += parts.heading(section.heading, face, rule=False, caps=False)
        story += [parts.text(paragraph, face.style(spaceAfter=3)) for paragraph in section.paragraphs]
        story += parts.bullets(section.bullets, face)
    out = io.BytesIO()
    doc = BaseDocTemplate(
        out, pagesize=LETTER, invariant=1, pageCompression=1, title=posting.title, author=posting.organization
    )
    doc.addPageTemplates(frame(LETTER, 60))
    doc.build(story)
    return out.getvalue()


def docx(posting: Posting) -> bytes:
    """Word's headings and bullets."""
    doc = word.empty("Calibri", 11, posting.organization, posting.title)
    word.line(doc, posting.title, size=18, bold=True)
    word.line(doc, posting.organization, bold=True)
    for fact in posting.facts:
        word.line(doc, fact)
    for section in posting.sections:
        word.head(doc, section.heading)
        for paragraph in section.paragraphs:
            word.line(doc, paragraph)
        word.bullets(doc, section.bullets)
    return word.finish(doc)


# form → (suffix, writer)
WRITERS: dict[str, tuple[str, Writer]] = {
    "docx": ("docx", docx),
    "html_board": ("html", html_board),
    "html_jsonld": ("html", html_jsonld),
    "html_plain": ("html", html_plain),
    "html_script": ("html", html_script),
    "md": ("md", markdown),
    "pdf": ("pdf", pdf),
    "txt_federal": ("txt", announcement),
    "txt_hyphens": ("txt", hyphens),
    "txt_prose": ("txt", prose),
    "txt_stars": ("txt", stars),
}
