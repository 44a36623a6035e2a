"""What a paragraph without a heading is for, by the words of its sentences."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.asks import begins_asking

_REQUIRED = re.compile(
    r"(?-i:\b(?:BSEE|MSEE|BSN|BSc|MSc|MBA|BS|BA|MS|MA)\b(?=\s*(?:/|or\b|in\b|and\b|\+|plus|degree|with|,)))|\b(?:years?|yrs?|months?)['’]?\b.{0,40}\b(?:experience|exp)\b|\b(?:ability|able) to\b|\bknowledge of\b|(?<!\d )(?<!\d-)(?<!\d)\b(?:bachelor|master|degree|diploma|ged|(?:high school|college|university) graduate|b\.?s\.?|ph\.?d)\b|"
    r"\b(?:strong|excellent|good|solid|superior|outstanding|effective|proven|demonstrated)\b.{0,40}\b(?:skills?|ability|abilities|knowledge|understanding|background|experience|record)\b|"
    r"\b(?:proficien|fluen|familiar)\w*|\bmust (?:be|have|possess|hold|pass)\b|^(?:have an?|be at least|be able to)\b|\b(?:required|preferred|desirable|a plus|a must)\b|\bexperience (?:in|with|as|working|using)\b|"
    r"\bcertifi(?:ed|cation)\b|\blicen[cs]e\b|\bunderstanding of\b|\bworking knowledge\b|\bminimum\b|\bat least\b|\byou have\b|\bself[- ](?:motivated|starter)\b|\bteam player\b|\battention to detail\b",
    re.IGNORECASE,
)
_BENEFITS = re.compile(
    r"\b(?:401\s?\(?k|dental|vision|health (?:care|insurance|plan)|medical|insurance|vacation|pto|paid time off|paid holidays|sick (?:pay|days|leave)|perks?|pension|stock options|equity|tuition|bonus|"
    r"competitive (?:salary|pay|compensation|base)|salary|commission|benefits|we offer|parental leave|gym|lunch(?:es)?|snacks)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:founded|headquartered|our (?:company|mission|clients|customers|products|services|platform|story|founders|solutions)|is (?:a|an|the|one of the)\b.{0,60}\b(?:company|provider|leader|platform|firm|organi[sz]ation|agency|startup)|"
    r"leading (?:provider|supplier|company|global)|years ago|award|investors|since (?:19|20)\d\d|we (?:provide|specialize|help|believe|build|serve|deliver|are an?|['’]ve created)|world['’]?s)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"^(?:responsib\w+|you will|you['’]ll|this (?:role|position)|the (?:successful|ideal) candidate will|as (?:a|an|the|our)|reports? to|"
    r"(?:\w+ly,?\s+)?(?:own|ship|rais|defin|set|champion|shap|act(?!ive)|advis|answer|audit|build|configur|defend|deploy|document|evaluat|guid|influenc|integrat|investigat|measur|negotiat|operat|optimi[sz]|present|promot|report|resolv|run|schedul|scal|troubleshoot|updat|"
    r"manag|develop|creat|design|build|lead|coordinat|maintain|support|provid|ensur|work|assist|prepar|perform|conduct|implement|review|monitor|analy[sz]|identif|collaborat|deliver|driv|"
    r"plan|organi[sz]|handl|process|oversee|research|teach|serv|track|writ|test|participat|establish|execut|sell|prospect|generat|facilitat|own|partner|translat|contribut|debug|mentor|help)\w{0,4})\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"^(?:responsib\w+|you will|you['’]ll|this|the|as|reports?)\b", re.IGNORECASE)
_SHARE = 0.4
_ASKING = 0.6
_LEAD_WORDS = 8
_SUMMARY = re.compile(
    r"\b(?:we(?:['’]re| are)(?: currently)? (?:looking for|seeking|hiring|searching)|is (?:looking for|seeking|hiring)|this (?:role|position|is a)|you will|you['’]ll)\b",
    re.IGNORECASE,
)


_DENIED_LABEL = re.compile(r"^[^:.]{3,40}:\s*(?:no|none|n/?a|not (?:required|applicable))\.?$", re.IGNORECASE)
"""A label that says that something is not asked ("Clearance required: No")."""
_STATES = re.compile(
    r"^(?:this (?:is|position|role|job)(?: is)? (?:an? )?(?:full|part|drug|temporary|permanent|contract|exempt|non|seasonal|regular|entry|great|unique|exciting)|in return\b|what (?:we|you)\b.{0,40}:$|"
    r"(?:we|our)\b(?!.{0,60}\b(?:(?:require|need|expect|want|prefer|ask|value|must)\w*|who|with|at least)\b)|you(?:['’]ll| will) (?:be (?:responsible|\w+ing\b)|work|help|join|get|report|lead|own|build|manage|learn|receive|gain|assist|support)\b|"
    r"these (?:daily )?(?:tasks|duties)|the (?:requirements|following|above|aim\b|responsibilit|team\b|company\b|position (?:is|offers|reports))|interviews?\b|work (?:has|is|involves)\b|"
    r"(?:selected|interested|eligible|qualified|successful|shortlisted)\b.{0,30}\bcandidates? (?:will be (?:offered|contacted|given|notified)|can\b|should (?:send|submit|apply|forward)|may (?:send|submit|apply))|"
    r"(?:submit|please|apply|send|click|visit|e-?mail|call)\b|pay\b.{0,12}$|[$£€]\s?\d|other (?:duties|responsibilities)|(?:your )?(?:key )?responsibilit(?:y|ies)\b|(?:do|are|would) you\b|if you (?:have|are|love|think|want|believe|enjoy)\b.*\b(?:apply|join|hear|enjoy|contact|fit)\b|"
    r"(?:full|part)[- ]time\b.{0,20}$|(?:drug test|travel required|promotion potential|supervisory status|announcement number|bargaining unit status|financial disclosure|position sensitivity(?: and risk)?|trust determination process|appointment type|work schedule)$|(?:this|the) (?:position|job|role) (?:does not|doesn['’]t|has no)\b|(?:yes|no)(?:\b(?! experience).{0,60})$|along with our\b|as (?:an?|our|the) [A-Z]\w+.{0,40}\byou(?:['’]ll| will) (?!need|have|also need))",
    re.IGNORECASE,
)


def only_states(sentence: str) -> bool:
    """Whether a sentence among the requirements is a heading, an offer, a task or an instruction: nothing is asked with it."""
    bare = sentence.strip()
    if (bare.endswith(":") and len(bare.split()) <= _LEAD_WORDS) or bare.endswith("?"):
        return True
    if bare.isupper() and len(bare.split()) <= _LEAD_WORDS // 2 and bare[-1].isalpha() and " " in bare:
        return True
    if _DENIED_LABEL.search(bare):
        return True
    return _STATES.match(bare) is not None or (_ABOUT.search(bare) is not None and not _REQUIRED.search(bare))


def content_role(sentences: list[str], role: str) -> str:
    """The role of a paragraph in a section of ``role``; the same role when its words say nothing else."""
    if role == "summary" or not sentences:
        return role
    count = len(sentences)
    asking_first = [begins_asking(s) for s in sentences]
    required = sum(
        first or bool(_REQUIRED.search(s)) for first, s in zip(asking_first, sentences, strict=True)
    )
    if role == "about":  # a paragraph that only asks ends what is said of the house
        asking = required >= max(_ASKING * count, 2) and not any(_ABOUT.search(s) for s in sentences)
        return "required" if asking else role
    duties = sum(bool(_DUTY.match(s)) for s in sentences)
    benefits = sum(
        not first and bool(_BENEFITS.search(s)) for first, s in zip(asking_first, sentences, strict=True)
    )
    about = sum(bool(_ABOUT.search(s)) for s in sentences)
    if required >= max(_SHARE * count, duties, benefits, about):
        return "required" if count > 1 or required else role
    if benefits >= max(_SHARE * count, duties, about):
        return "benefits"
    if duties >= max(_SHARE * count, about):
        return "responsibilities" if count > 1 or not _STATEMENT.match(sentences[0]) else "summary"
    if about:
        return "about"
    return "summary" if any(_SUMMARY.search(s) for s in sentences) else role
