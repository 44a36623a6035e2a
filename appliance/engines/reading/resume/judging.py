"""What a piece of a heading may be, and what it is for certain not: title, employer, place."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge, Mention, TitleHead
from appliance.engines.reading.resume.callings import LIKE_A_TITLE, called_as_people

LEFT_OUT = re.compile(
    r"\bCompany Name\b(?!\s*:)(?:(?:\W|â|ï¼){1,8}City\b)?(?:(?:\W|â|ï¼){1,8}State\b)?(?:\s*,?\s*(?:inc|ltd|llc)\b\.?)?|\bCity\s*,\s*State(?:\s*,\s*Country)?\b(?!\s+of\b)"
)
"""What stands where a name was taken out of a résumé before it was handed on: no employer, no place, no part of a title."""
_REGIONS = (
    "Andhra Pradesh|Assam|Bihar|Chhattisgarh|Goa|Gujarat|Haryana|Himachal Pradesh|Jharkhand|Karnataka|Kerala|Madhya Pradesh|Maharashtra|Odisha|"
    "Orissa|Punjab|Rajasthan|Tamil ?Nadu|Telangana|Uttar Pradesh|Uttarakhand|West Bengal|Jammu and Kashmir|Puducherry|Pondicherry|Delhi|India|"
    "New South Wales|NSW|Victoria|VIC|Queensland|QLD|Tasmania|South Australia|Western Australia|"
    "Ontario|Quebec|Québec|British Columbia|Alberta|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Newfoundland"
)
_PLACE = re.compile(
    rf"[A-Z][\w.'’-]+(?:\s[A-Z(][\w.'’)-]+){{0,2}}(?:,\s*(?:{_REGIONS})|\s(?:NSW|VIC|QLD))(?:,\s*(?:India|IN|Australia|Canada))?$|"
    r"(?:[A-Z][\w.'’-]+(?:\s[A-Z(][\w.'’)-]+){0,3},\s*)?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|BC|QC|AB|NS|UK|USA?|UAE)\.?(?:\s+\d{5}(?:-\d{4})?)?(?:,?\s*U\.?S\.?A?\.?)?$|"
    r"remote(?:\s*\(.*\))?$|remoto$|télétravail$|city\s*,\s*state(?:\s*,\s*country)?$|(?:hybrid|on-?site|work from home|home office)$",
    re.IGNORECASE,
)
_OTHER_STATES = re.compile(
    r"[A-ZÁÉÍÓÚ][\w.'’-]+(?: (?:de |do |da |del |la |los )?[A-ZÁÉÍÓÚ][\w.'’-]+){0,3}, "
    r"(?:AGS|BCS|CAMP|CDMX|CHIS|CHIH|COAH|DGO|GTO|GRO|HGO|JAL|MEX|MICH|MOR|NAY|NL|OAX|PUE|QRO|QROO|SLP|SIN|SON|TAB|TAMPS|TLAX|VER|YUC|ZAC|"
    r"AM|BA|CE|DF|ES|GO|MG|MT|PB|PE|PI|RJ|RN|RO|RR|RS|SE|SP|TO)\.?(?:, (?:Mexico|México|Brazil|Brasil))?"
)
"""A town before a state of Mexico or Brazil as it is abbreviated; a degree ("History, BA") has its own words."""
SEAT = re.compile(r"\b(?:sub)?committees?\b|\bwork(?:ing )?groups?\b|\btask ?forces?\b", re.IGNORECASE)
"""What one sits on beside one's work."""
_NO_EMPLOYER = re.compile(
    rf"{SEAT.pattern}|"
    r"^(?:M\.?A|M\.?S|M\.?Ed|M\.?B\.?A|B\.?A|B\.?S|Ph\.?\s?D|Ed\.?D|Associate|Bachelor|Master|Doctor|majors?|minors?)\b\.?\s*(?:,|in\b|of\b)|\bcertified\b|"
    r"^(?:Ph\.?\s?D|Ed\.?D|M\.A|B\.A|M\.?Ed|B\.?Ed|M\.?Sc|B\.?Sc|M\.S|B\.S|M\.?Tech|B\.?Tech|B\.E|M\.E)\b\.? |"
    r"\b(?:fraternity|sorority|(?:soccer|football|basketball|baseball|softball|volleyball|hockey|track|swim(?:ming)?|tennis|debate) team|advisory (?:board|council)|honou?r(?:s)? society)\b|\b(?:certifications?|certificates?|diplomas?|licen[cs]es?)\W*$|"
    r"^(?:january|february|march|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januar|februar|märz|juni|juli|oktober|dezember|janvier|février|avril|juillet|août|septembre|octobre|décembre)$|"
    r"(?-i:^(?:de|da|do|dos|das|of|and|und|et) [A-ZÀ-Ý])|^(?:full|part)[- ]time$|^(?:stage|cdi|cdd|alternance|apprentissage|int[eé]rim|mission)(?: ?(?:&|/|\+|et|puis) ?(?:stage|cdi|cdd|alternance|apprentissage|int[eé]rim|mission))*$|^[a-z]*(?:ing|ed) with$|^(?:working|worked)\W*$|"
    r"^(?:(?:student|board|committee|founding|active|voting) )?(?:member|chair(?:person|man|woman)?|co-?chair)\b|"
    r"^(?:lebenslauf|curriculum vitae|present|current|now|ongoing|continued|cont(?:'?d)?|company name|(?:city|state|country)(?:\s*,\s*(?:state|country))*|employer|association|society|hono[u]?rs?(?: roll| society)?)\W*$",
    re.IGNORECASE,
)
"""Seats held beside one's work, words that stand for a date or for the name left out."""
_NO_TITLE = re.compile(
    r"^(?:[A-Z][\w.&-]* ){0,4}(?:Society|Association|Institute|Institution|Faculty|University|College|Academy|Council) (?:of|for)\b|"
    r"^(?:Associate|Bachelor|Master|Doctor|Diploma|Certificate)s?(?:'s)? (?:of|in) (?!.*\b(?:Program|Store|Ceremon))[A-Z]|"
    r"^(?:BA|BS|BSc|B\.A\.|B\.S\.|MA|MS|MSc|M\.A\.|M\.S\.|MBA|Ph\.?D\.?)(?: in)? [A-Z]|^(?:majors?|minors?) in\b|"
    r"\b(?:honou?r roll|club|awards?|prize|scholarship)(?: \(\d{4}\).*)?\W*$|"
    r"^(?:(?:full|part)[- ]time|inc|ltd|llc|gmbh)\b|"
    r"\b(?:Award|Prize|Fellowship|Scholarship) (?:for|in|of)\b|"
    r"^(?:star|best|top) (?:\w+ )?(?:performer|employee|player|seller)\b|\bof the (?:year|season|quarter|month|week)\b|\bfellowships?\W*$|"
    r"^(?:U\.?S\.? |United States |Royal |(?:Army |Air )?National )(?:Coast )?Guard$|"
    r"^(?:honou?rs?|honou?r roll|member(?! (?:of (?:the )?)?(?:technical|scientific|research|staff|services?|relations|care|experience|support|engagement)))\b",
    re.IGNORECASE,
)
"""Bodies of a profession, services, degrees and honours, in which a word of a title may stand."""

A_FIRM = 0.7
_LIKELY = 0.3
CLEAR_TITLE = 0.55
_STATE_CODE = 2
_LIKE_A_FIRM = 0.45
_TOWN_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?: (?:[^\W\d_a-z][\w.'’-]+|am|an der|sur|upon|de|del|la)){0,3}"
)
"""A town that no gazetteer knows, before its country: "Narvik, Norway"."""
_LONGEST_PLACE = 60
_MOST_PLACE_SPACES = 7


_IN_A_STATE = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’ .-]){2,24}, ?[A-Z][^\W\d_ -]{2,20}(?:[ -][A-Z][^\W\d_]{2,20})? (?:[Ss]tate|[Pp]rovince)\.?"
)
"""A town of a country whose states are called so: "Ikeja, Lagos State"."""


class Judge:
    """Likeness of pieces, asked once for each text of a document."""

    def __init__(self, k: Knowledge, *, joined: bool = False) -> None:
        self.k = k
        self.joined = joined
        """Were the lines of the text joined?"""
        self._titles: dict[str, float] = {}
        self._employers: dict[str, float] = {}
        self._places: dict[str, bool] = {}
        self._nothing: dict[str, bool] = {}
        self._named: dict[str, list[Mention]] = {}
        self._heads: dict[str, TitleHead | None] = {}

    def title(self, text: str) -> float:
        """0..1: is it a job title?"""
        if text not in self._titles:
            nothing = _NO_TITLE.search(text) or _DID.match(text) or self._several_people(text)
            like = 0.0 if nothing else self.k.title_likeness(text)
            self._titles[text] = 0.0 if like >= _LIKELY and "," in text and self._of_skills(text) else like
        return self._titles[text]

    def calling(self, text: str) -> float:
        """0..1: like ``title``, of a text in an entry where nothing else is a known title: the shape of the words counts as well."""
        like = self.title(text)
        nothing = like >= LIKE_A_TITLE or _NO_TITLE.search(text) or self.employer(text) >= _A_NAME
        return like if nothing else max(like, called_as_people(text))

    def title_head(self, text: str) -> TitleHead | None:
        """The head of the title that a text holds."""
        if text not in self._heads:
            self._heads[text] = self.k.title_head(text)
        return self._heads[text]

    def _of_skills(self, text: str) -> bool:
        """Is it a list of skills, of which one is called as people are: "Jest, Docker, Helm", "Hibernate, SQL Server"?"""
        head = self.title_head(text)
        named = self.skills(text)
        inside = head is not None and any(s.start <= head.start and head.end <= s.end for s in named)
        return inside or (text.count(",") > 1 and len(named) > 1)

    def _several_people(self, text: str) -> bool:
        """Are they many ("Financial Executives", "Lake Builders"), of whom one person is one?"""
        head = self.title_head(text)
        return head is not None and text[head.end - 1] == "s" and not head.head.endswith("s")

    def all_title(self, text: str) -> bool:
        """Is it a known title and nothing else: "Paralegal", "Freelance Software Developer"?"""
        head = None if text.endswith("s") else self.title_head(text)  # "Lake Builders" is a firm
        return head is not None and head.end >= len(text.rstrip(" .,")) and self.title(text) >= CLEAR_TITLE

    def employer(self, text: str) -> float:
        """0..1: is it the name of an employer?"""
        if text not in self._employers:
            if self.no_employer(text):
                self._employers[text] = 0.0
            elif _PAGE.fullmatch(text):
                self._employers[text] = _A_NAME  # a firm that is called as its page is: "Fabrikam.com"
            else:
                like = self.k.employer_likeness(text)
                self._employers[text] = A_FIRM if like < A_FIRM and _COURT.search(text) else like
        return self._employers[text]

    def no_employer(self, text: str) -> bool:
        """Is it something else for certain: a seat, a degree, a product, a sentence?"""
        if text not in self._nothing:
            named = bool(_NO_EMPLOYER.search(text)) or _sentence(text)
            firm = _LEGAL.search(text) is not None
            self._nothing[text] = named or (
                not firm and (self.product(text) or self._field(text.partition(" (")[0]))
            )
        return self._nothing[text]

    def know_place(self, text: str) -> None:
        """Take a text for a place from here on: it stands where other entries have their places."""
        self._places[text] = True

    def product(self, text: str) -> bool:
        """A maker and its product ("SAP ABAP", "Microsoft Excel")?"""
        _, blank, rest = text.partition(" ")
        named = self.skills(text) if blank else []
        return any(s.end - s.start == len(text) and s.name.casefold() == rest.casefold() for s in named)

    def _field(self, text: str) -> bool:
        """A field ("Child Care", "Strategic Outsourcing") or a list of skills?"""
        course = _OF_SEVERAL.sub("", text)
        if course != text:
            return any(s.end - s.start == len(course) for s in self.skills(course))
        named = self.skills(text) if " " in text else []
        if len(named) > 1 and not _BODY.search(text):
            return sum(s.end - s.start for s in named) >= _MOST_OF * len(text)
        if not named:
            return False
        if named[0].name.casefold() == text.casefold():
            return self.k.employer_likeness(text) < _A_KNOWN_FIRM
        return named[0].end == len(text) and _BROAD.fullmatch(text, 0, named[0].start) is not None

    def skills(self, text: str) -> list[Mention]:
        """The skills that a text names."""
        if text not in self._named:
            self._named[text] = self.k.find_skills(text)
        return self._named[text]

    def place(self, text: str) -> bool:
        """Is all of it a place?"""
        if text not in self._places:
            left_out = LEFT_OUT.match(text) is not None and not LEFT_OUT.sub("", text).strip(" ,–—-â€“”ï¼")
            self._places[text] = (
                left_out or self._written_as_place(text) or self._located(text) or self._two_towns(text)
            )
        return self._places[text]

    def _two_towns(self, text: str) -> bool:
        """Towns of one region: "Oakville / Burlington, ON"."""
        town, slash, other = text.partition(" / ")
        return (
            bool(slash)
            and _TOWN_NAME.fullmatch(town) is not None
            and self.title(town) < _LIKELY
            and self.place(other)
        )

    def _written_as_place(self, text: str) -> bool:
        """A town, known or not, before a state; "Example Systems, MA" is an employer before one."""
        told = _IN_A_STATE.fullmatch(text) or (
            _OTHER_STATES.fullmatch(text) and not self.k.find_degrees(text)
        )
        if not (told or _PLACE.fullmatch(text)) or self.k.school_likeness(text) >= A_FIRM:
            return False
        town, comma, _ = text.partition(",")
        if told and self.title(town) < CLEAR_TITLE and self.k.employer_likeness(town) < A_FIRM:
            return True
        places = self.k.find_locations(text)
        known = any(self.joined or (found.start == 0 and found.end >= len(town)) for found in places)
        if not self.joined and any(
            found.end > len(town) and text.count(" ", 0, found.start) > 1 for found in places
        ):
            return False  # "Fabrikam Home Centers Bloomington, MN"
        return not comma or known or self.k.employer_likeness(town) < A_FIRM

    def region(self, text: str) -> bool:
        """Is it a state or a country, so that a town may stand before it?"""
        if "," in text:
            return False
        found = self.k.find_locations(text)
        return (len(text) == _STATE_CODE and text.isupper()) or (bool(found) and "," not in found[0].name)

    def _located(self, text: str) -> bool:
        if len(text) > _LONGEST_PLACE or text.count(" ") > _MOST_PLACE_SPACES or not text[:1].isupper():
            return False
        town, comma, land = text.rpartition(", ")
        if comma and _TOWN_NAME.fullmatch(town) and self._country(land):
            return self.title(town) < _LIKELY and self.k.employer_likeness(town) < _LIKE_A_FIRM
        places = self.k.find_locations(text)
        covered = sum([len(_BETWEEN_PLACES.sub("", text[p.start : p.end])) for p in places])
        whole = len(_BETWEEN_PLACES.sub("", text))
        if not covered or covered < whole * 0.85:
            return False
        # "United States Army, Fort Huachuca, AZ" is an employer and a place
        return covered == whole or self.k.employer_likeness(text.partition(",")[0]) < A_FIRM

    def _country(self, text: str) -> bool:
        """Is all of it a state or a country, written out?"""
        found = [] if text.isupper() else self.k.find_locations(text)
        return len(found) == 1 and "," not in found[0].name and found[0].end - found[0].start == len(text)


def _sentence(text: str) -> bool:
    """Five words and more of which two begin small, or that begin with what was done."""
    words = text.split()
    if len(words) < _LEAST_SENTENCE:
        return False
    small = [w for w in words if w[0].islower() and w.lower() not in _SMALL_IN_NAMES]
    if small and _BODY_FIRST.search(text):
        words = _BODY_FIRST.sub(r"\1", text).split()
        small = [w for w in words if w[0].islower() and w.lower() not in _SMALL_IN_NAMES]
    return len(small) > 1 or (bool(small) and (bool(_DONE.match(text)) or len(words) >= _MOST_OF_A_NAME))


_BODY_FIRST = re.compile(
    r"\b(Universit[éà]|Universidade?|Instituto?|Istituto|[ÉE]cole|Escuela|Escola|Laboratoire|Laboratorio|Centre|Centro|Faculté|Facultad|Faculdade|Facoltà|"
    r"Département|Departamento|Dipartimento|Ministère|Ministerio|Ministero|Agence|Agencia|Agenzia|Conseil|Consejo|Consiglio|Hôpital|Ospedale)(?: [a-zà-ÿ]{4,20}){1,2}\b"
)
"""A body whose name goes on with a small word, as names do in French, Spanish, Portuguese and Italian: "Université technique"."""
_LEGAL = re.compile(r",? (?:Inc|LLC|LLP|Ltd|Limited|Corp|Corporation|GmbH|AG|KG|plc|PLC|S\.A|Pty Ltd)\.?$")
_COURT = re.compile(
    r"\b(?:District|Superior|Supreme|Circuit|Appeals|Appellate|Municipal|County|Federal|High|Magistrates|Bankruptcy|Probate|Family|Labou?r) Courts?\b|\bCourts? of\b|\bTribunal\b"
)
_DID = re.compile(
    r"(?:Co-?)?[A-Z][a-z]+(?:ed|ing|ght) (?:the|an?|to|for|with|on|in|at|as|by|from|over|more|new|all)\b"
)
_MOST_OF = 0.6
_A_NAME = 0.6
_PAGE = re.compile(r"[A-Z][\w-]+\.(?:com|org|net|io)")
_A_KNOWN_FIRM = 0.85
_BODY = re.compile(
    r"\b(?:Agency|Administration|Authority|Board|Bureau|Commission|Department|Office|Service)$|^(?:Department|Ministry|Office|Bureau) of\b"
)
"""What is named after its fields: "Finance and Accounting Service"."""
_OF_SEVERAL = re.compile(r" (?:I{1,3}|IV|V|[1-5])$")
"""The number of a course: "IT-Security I"."""
_BROAD = re.compile(
    r"(?:(?:global|strategic|digital|international|corporate|technical|advanced|applied|creative|clinical|general|special|adult|public|urban|early|basic) )+",
    re.IGNORECASE,
)
"""What makes no name of a field: "Strategic Outsourcing"."""
_LEAST_SENTENCE = 5
_MOST_OF_A_NAME = 7
_SMALL_IN_NAMES = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "to",
        "in",
        "at",
        "de",
        "la",
        "du",
        "des",
        "der",
        "und",
        "et",
        "y",
        "e",
        "&",
        "van",
        "von",
        "di",
        "del",
        "das",
        "dos",
        "a",
        "an",
    ]
)
_BETWEEN_PLACES = re.compile(r"[\s,()/&.-]|\b(?:and|or|area|greater|metro)\b")
_DONE = re.compile(
    r"(?:develop|design|manag|work|creat|join|provid|support|maintain|assist|prepar|train|teach|perform|conduct|coordinat|handl|organi[sz]|implement|test)(?:ed|ing)\b",
    re.IGNORECASE,
)
