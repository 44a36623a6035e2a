"""Sentences every posting has and none asks anything with: boards, application forms, equal opportunity, privacy."""

from __future__ import annotations

import re

_BOILERPLATE = re.compile(
    r"^(?:interested in this (?:position|job|role)\??|apply (?:now|today|online|here)\b|(?:easy|quick) apply|save (?:this )?job|share (?:this )?job|"
    r"sign (?:in|up)\b|log ?in\b|create (?:a|an|your)(?: free)? (?:account|profile|job alert)|back to (?:jobs|search|results)|view (?:all|more) jobs|"
    r"report (?:this )?job|similar jobs|job alerts?\b|show (?:more|less)|print this|skip to|cookie|powered by|follow us|please click here|"
    r"click (?:here|the|below|on)|(?:to|how to) apply[:,]|send (?:your|us|a)\b.{0,40}\b(?:resume|cv|cover letter)|be the first to apply|\d+ applicants?\b|"
    r"over \d+ applicants|this (?:position|role|job) is open to all candidates)|"
    r"equal[- ](?:opportunity|employment)|\bEEO (?:statement|employer|policy|is the law)|^EEO\b|(?:experience|this) refers to paid and unpaid|^volunteer work|volunteer work helps build|(?:will|to) (?:receive|ensure) (?:full )?credit for|unpaid experience\W|transcripts? (?:are|is|must|will)|limit your resume|resumes? (?:exceeding|that exceed|longer)|copy and paste|time[- ]in[- ]grade|experience refers to full|qualification information can be found|not make assumptions|dates of employment|hours (?:worked )?per week, on your|following link|\bEOE\b|affirmative action|without regard to|regardless of (?:race|age|sex|gender|colou?r|religion|citizenship|national)|"
    r"discriminat(?:e|ion)\b.{0,80}\b(?:race|basis|age|disab|any)|on the basis of (?:race|age|sex|disab|any)|protected (?:veteran|class|characteristic|status)|"
    r"celebrate diversity|reasonable accommodations?|e-verify|fair chance|arrest (?:and|or) conviction|criminal histor(?:y|ies)|"
    r"privacy (?:policy|notice|statement)|unsolicited (?:resumes?|cvs?)|third[- ]party (?:recruiters?|agencies)|recruit(?:ers|ment agencies),? please|"
    r"no (?:agencies|recruiters|phone calls)|only (?:shortlisted|selected) (?:candidates|applicants)|we (?:collect|process) (?:your )?personal|"
    r"pay transparency|know your rights|\bVEVRAA\b|\bOFCCP\b|title vii|age,? (?:disability|marital|sex|race|religion)|sexual orientation",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"^(?:interested in this|apply\b|(?:easy|quick) apply|save|share|sign (?:in|up)|log ?in|create (?:a|an|your)(?: free)?|back to|view (?:all|more)|report|similar jobs|"
    r"job alerts?|show (?:more|less)|print|skip to|(?:we|this site|our site)\b.{0,60}\bcookies?|accept(?: all)?\s*$|find (?:work|jobs)\b|cookie|powered by|follow us|be the first|\d+ applicants?|over \d+|home\b|careers?\b|jobs?\b|search\b|menu\b|help\s*$|usajobs\b|linkedin\b|indeed\s*$|glassdoor\b|monster\s*$|dice\s*$|toggle\b|close\s*$|language\s*$|notifications?\s*$|profile\s*$|"
    r"job (?:description|details|posting|title|id)\s*$|career opportunities|open positions?)",
    re.IGNORECASE,
)


_OTHER_JOBS = re.compile(
    r"\W*(?:similar|related|recommended|other|more|featured|nearby|people also viewed|you may also (?:like|be interested in)|jobs you (?:may|might) like)(?: (?:jobs?|openings?|positions?|roles?|opportunities|vacancies|postings?))"
    r"(?: (?:for you|near you|at .{2,40}|from .{2,40}|in .{2,40}))?\W*",
    re.IGNORECASE,
)


def is_other_jobs(line: str) -> bool:
    """Whether a line heads a board's list of other positions."""
    return _OTHER_JOBS.fullmatch(line) is not None


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence belongs to the board, the form or the law, not to the position."""
    return _BOILERPLATE.search(sentence) is not None


def is_board(line: str) -> bool:
    """Whether a line of the header is the job board's or the company site's, not the posting's."""
    return _BOARD.match(line.strip()) is not None
