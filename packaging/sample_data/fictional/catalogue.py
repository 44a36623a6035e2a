"""The literal list of the set's résumé files: who, in which form and layout, and what each is a test of."""

from __future__ import annotations

from fictional.sheet import Plan

# one line a file: a table to be read
# fmt: off
PDFS: tuple[Plan, ...] = (
    Plan("Oduya-Whitlock_Resume", "maren", "pdf", "classic", "short", why="the sober one-column template"),
    Plan("achterberg_desmond", "desmond", "pdf", "two_columns", "slash", labels="work", why="two columns; 06/2020 - Current"),
    Plan("Tobias_Lindgren-Hale_CV", "tobias", "pdf", "sidebar_dark", "short", labels="career", why="white text on a dark side bar"),
    Plan("quach_rosalind_resume", "rosalind", "pdf", "modern", "long", why="clearance but three years only; dates written out"),
    Plan("Nunez_de_la_Fuente", "jose_angel", "pdf", "sidebar_late", "short", why="particles and accents in the name; the side bar's text comes last; inactive clearance"),
    Plan("featheringay-obi", "callum", "pdf", "boxes", "short", why="skills in three columns that are not lines"),
    Plan("NKECHI ADEYEMI-ROWE RESUME", "nkechi", "pdf", "stack", "short", options=("grouped", "caps"), why="four titles under one employer; all-capital name"),
    Plan("Ilse_van_der_Meulen_CV", "ilse", "pdf", "report", "long", "nl", options=("a4",), why="Dutch months; tracked headings; ligature characters; particles"),
    Plan("gmarsh", "gideon", "pdf", "letterhead", "apostrophe", why="contact only in the page header, name again in the footer; ’24"),
    Plan("Sunniva-Brekke-Halloran", "sunniva", "pdf", "grid", "years", why="bordered tables; years without months; permanent resident"),
    Plan("Froehlich_Anneliese_Lebenslauf", "anneliese", "pdf", "dates_left", "long", "de", options=("a4",), why="German months, heute; dates in a left column"),
    Plan("tamsin-okereke", "tamsin", "pdf", "icons", "short", labels="career", why="icon glyphs from the private use area glued to the contact"),
    Plan("Rafael_Lima_CV_2024", "rafael", "pdf", "banner", "long", "pt", why="older of two versions; Portuguese months; white name on a coloured band"),
    Plan("Rafael_Lima_CV_2026", "rafael_new", "pdf", "banner", "short", why="newer version: same person, same e-mail, new employer and city"),
    Plan("zofia_maliszewska", "zofia", "pdf", "sidebar_right", "dotted", why="pale side bar on the right"),
    Plan("Dana_Levi", "dana", "pdf", "right_to_left", "short", why="name in Hebrew letters above the Latin one"),
    Plan("weissmueller_resume", "ottokar", "pdf", "compact", "point", options=("caps",), why="all of a position in one line; 05.2019; capitals with umlaut"),
    Plan("Resume Amankwah (3)", "beatrix", "pdf", "dingbats", "short", labels="formal", why="telephone and envelope signs of the symbol font; blanks in the file name"),
    Plan("thornquist_silas", "silas", "pdf", "hidden", "short", why="white one-point words that stuff skills and give instructions"),
    Plan("dwayne_castellanos_reed", "dwayne", "pdf", "modern", "slash", labels="formal", why="plain, with clearance and Security+"),
    Plan("OShaughnessy-Bell", "marguerite", "pdf", "two_columns", "short", options=("stacked",), why="apostrophe in the name; two columns"),
    Plan("harriet_blomqvist_federal", "harriet", "pdf", "federal", "day", labels="formal", why="five pages, hours, grades, supervisors with phone numbers of their own"),
    Plan("ashgrove-ngata", "cordelia", "pdf", "classic", "long", labels="formal", why="polygraph; languages with levels"),
    Plan("kinsella-dray_b", "bartholomew", "pdf", "typewriter", "slash", labels="work", why="Courier, bars between the parts; no degree"),
    Plan("crewe_siobhan_rn", "siobhan", "pdf", "sidebar_dark", "short", labels="formal", why="Irish accents; licences"),
    Plan("Marisol Etxeberria-Kane", "marisol", "pdf", "icons", "dotted", labels="formal", why="two titles at one employer, named twice"),
    Plan("rutherford-bose", "anselm", "pdf", "stack", "short", labels="formal", why="title, employer and dates each on a line"),
    Plan("georgina_asquith-mbeki", "georgina", "pdf", "sidebar_right", "years", labels="formal", why="years without months beside a bar"),
    Plan("hallqvist-adeleke_pe", "viktor", "pdf", "boxes", "slash", labels="work", why="PE; table of skills"),
    Plan("scan0042", "casimir", "pdf", "scanned", "short", labels="work", why="a picture of a typed page: no text layer"),
    Plan("nakamura-byrne_pmp", "theodora", "pdf", "letterhead", "short", labels="formal", why="contact in the page header; PMP after the title"),
    Plan("loughlin_vega", "esperanza", "pdf", "two_columns", "short", labels="career", why="three positions that overlap"),
    Plan("T_Umber", "travis", "pdf", "compact", "years", why="the shortest résumé: one job, one line"),
)

WORD: tuple[Plan, ...] = (
    Plan("priyanka_v_2026", "priyanka", "docx", "plain", "dotted", why="Word's headings and lists"),
    Plan("Nguyen_Bao_Tran", "bao_tran", "docx", "table", "iso", why="Vietnamese, family name first; positions in a table; 2021-06"),
    Plan("emeka strand resume", "emeka", "docx", "text_box", "short", why="name and contact in a text box, stored twice"),
    Plan("Duquesnoy-Tran CV", "mireille", "docx", "side_table", "short", "fr", options=("a4",), why="French months, aujourd’hui; the page is one table; French phone"),
    Plan("nakagawa-finch", "leopold", "docx", "page_header", "short", labels="work", why="contact only in Word's page header"),
    Plan("delrio_peralta_jc", "juan_carlos", "docx", "plain", "long", "es", labels="formal", why="Spanish months; expired certificate; particles"),
    Plan("Tannenbaum-Ortiz", "ezekiel", "docx", "functional", "slash", labels="formal", why="no styles: bold capitals and typed hyphens"),
    Plan("benning_marcus", "marcus", "docx", "plain", "short", options=("grouped",), why="ranks as titles, two under one employer"),
    Plan("vandersloot", "chiamaka", "docx", "tracked", "short", why="tracked changes: struck-out words must not be read"),
    Plan("drummond-sato_fenella", "fenella", "docx", "table", "slash", labels="work", why="dates in the left cells"),
    Plan("jordan_marlow_pike", "jordan_hr", "docx", "plain", "short", why="same name as another person, other e-mail and phone: must be asked"),
    Plan("tarrant_imogen", "imogen", "docx", "side_table", "short", labels="career", why="the page is one table"),
    Plan("macruairidh-cole", "alasdair", "docx", "page_header", "dotted", why="header contact; registered sign after PMP"),
)

OTHERS: tuple[Plan, ...] = (
    Plan("solheim-park", "ingrid", "odt", "plain", "short", why="tabs before dates"),
    Plan("hovsepyan_lyle", "grigor", "odt", "framed", "long", why="contact in a text frame; under the asked years"),
    Plan("coldstream_ravi", "ravi", "odt", "page_header", "slash", why="contact in the page header"),
    Plan("JMP-projects", "jordan_pm", "odt", "table", "short", labels="work", why="the other Jordan Marlow-Pike; positions in a table"),
    Plan("tashmatov", "farrukh", "rtf", "plain", "short", why="hex escapes"),
    Plan("krzyzanowski-bell", "wojciech", "rtf", "table", "long", "pl", why="Polish months and letters as Unicode escapes; table rows"),
    Plan("petrescu-vance", "nadia", "rtf", "plain", "apostrophe", labels="formal", why="’20 as a year; no clearance"),
    Plan("adjei_temperance", "temperance", "doc", "rtf", "short", labels="formal", why="an RTF file named .doc"),
    Plan("winterbourne", "paloma", "rtf", "table", "slash", why="table rows"),
    Plan("layla-haddad", "layla", "html", "right_to_left", "short", why="Arabic name, right-to-left page"),
    Plan("hollowell_profile", "piers", "html", "saved", "short", why="saved profile page: menus, other people, undisplayed words"),
    Plan("al-khatib-moreno", "yusra", "html", "semantic", "long", why="particle in lower case; lapsed eligibility"),
    Plan("pemberton-iqbal", "hollis", "html", "table", "slash", why="old table page with entities"),
    Plan("application_castlemaine-yu", "hugh", "eml", "pdf", "short", why="cover letter in text and HTML, PDF attached"),
    Plan("application_de_brabandere", "etienne", "eml", "pdf_odd_name", "short", "fr", why="attachment with accents in its name; French months"),
    Plan("application_ostrander", "winifred", "eml", "docx", "short", why="DOCX attached"),
    Plan("FW_lindstrom", "kofi", "eml", "rtf", "short", why="RTF attached"),
    Plan("farrow_lucinda", "lucinda", "txt", "plain", "none", why="no dates at all"),
    Plan("castellanos_reed_ascii", "dwayne", "txt", "indented", "short", labels="work", why="the same person as dwayne_castellanos_reed in another form"),
    Plan("weissmueller_plain", "ottokar", "txt", "windows", "point", why="cp1252, Windows line ends; the same person as weissmueller_resume"),
    Plan("fenella_export", "fenella", "txt", "shouting", "years", why="pasted from a web form; the same person as drummond-sato_fenella"),
    Plan("brekke_halloran_notepad", "sunniva", "txt", "wide", "short", why="UTF-16 with a byte order mark"),
    Plan("callum.fo", "callum", "md", "markdown", "iso", why="Markdown; the same person as featheringay-obi"),
)

# fmt: on

# the same bytes under another name: (copy's stem, original's stem)
COPIES: tuple[tuple[str, str], ...] = (("resume_final_FINAL", "Oduya-Whitlock_Resume"),)

RESUMES = PDFS + WORD + OTHERS
