"""Résumés of our own, read as usual files are: they show what memory that takes."""

from __future__ import annotations

import functools
from typing import Final

from appliance.engines.reading.tasks import read

_PAGE: Final = """B¦Ada Example
R¦Boston, MA | (212) 555-0143 | ada@example.com | linkedin.com/in/ada-example
B¦SUMMARY
R¦Software engineer with nine years of experience in data platforms, cloud services and team leadership.
R¦Known for reliable delivery, clear documentation and patient work with customers.
B¦EXPERIENCE
B¦Senior Software Engineer, Example Corporation¦Jan 2019 - Present
R¦Boston, MA
R¦- Built services in Python, C++ and Go on Kubernetes, used by forty teams every day.
R¦- Led a team of six engineers; moved 120 reports from Oracle to PostgreSQL.
R¦- Cut the cost of cloud storage by 30% through compression and better planning.
B¦Data Analyst, Sample Industries Inc.¦06/2014 - 12/2018
R¦New York, NY
R¦- Prepared monthly reports in Excel and Tableau, answered questions of management.
R¦- Wrote SQL queries and R scripts for sales, purchasing and customer service.
B¦EDUCATION
R¦Master of Science in Computer Science, Example University, 2014
R¦Bachelor of Arts in Mathematics, Sample College, Chicago, IL, 2012
B¦SKILLS
R¦Python, Java, SQL, Linux, Docker, Kubernetes, AWS, Git, project management, Microsoft Office
B¦CERTIFICATIONS
R¦Certified Scrum Master, 2020; CompTIA Security+; active Secret clearance
B¦LANGUAGES
R¦English (native), Spanish (fluent)
"""
"""Face, text and perhaps a second cell at the right margin, a line each."""
_MORE: Final = (
    """B¦Rui Sample
R¦Chicago, Illinois 60601 | 312.555.0188 | rui.sample@example.org
B¦Professional Summary
R¦Registered nurse and clinical coordinator with experience in patient care, hospital administration and training.
R¦Dedicated, detail-oriented and motivated; excellent communication, leadership and problem solving skills.
B¦Core Qualifications
R¦Patient assessment, electronic medical records, medication administration, CPR, infection control, triage, HIPAA
R¦Scheduling, team building, quality assurance, data entry, customer service, Microsoft Word, PowerPoint, Outlook
B¦Experience
B¦Registered Nurse
R¦05/2015 to Current¦Chicago, IL
R¦Example General Hospital
R¦* Provided bedside care to patients before and after surgery and educated families about treatment plans.
R¦* Monitored vital signs, documented progress and communicated changes in condition to physicians.
R¦* Trained and supervised twelve new employees; improved compliance with safety policies and procedures.
B¦Administrative Assistant
R¦August 2009 - April 2015¦Evanston, IL
R¦Sample Clinic and Medical Center
R¦* Answered phones, scheduled appointments, processed insurance claims and maintained confidential records.
R¦* Managed inventory, ordered supplies, prepared invoices and handled accounts payable and payroll.
B¦Education
R¦Bachelor of Science: Nursing, 2009, University of Example, Chicago, Illinois, GPA: 3.7
R¦Associate of Applied Science, Sample Community College, 2006
B¦Certifications
R¦Basic Life Support (BLS), ACLS, Licensed Practical Nurse, State of Illinois
B¦Professional Affiliations
R¦Member of the Example Nurses Association; volunteer at the community food bank
B¦References
R¦Available upon request
""",
    """B¦HANA EXAMPLE, CPA
R¦12 Sample Street, Dallas, TX 75201 - (214) 555-0111 - hana@example.com
B¦OBJECTIVE
R¦To obtain a position as a finance manager or business development director in a growing company.
B¦SKILLS
R¦Accounting, budgeting, financial analysis, forecasting, auditing, QuickBooks, SAP, Oracle, general ledger, tax returns
R¦Sales, marketing, negotiation, contracts, strategic planning, CRM, Salesforce, social media, event planning, recruiting
B¦WORK HISTORY
R¦Finance Manager, 01/2016 to Present
R¦Example Bank & Trust, Dallas, Texas
R¦- Directed budgets of $4.5 million, prepared monthly financial statements and reconciled accounts for five regions.
R¦- Developed reports for executive management, reduced operating costs by 15% and increased revenue.
R¦- Ensured compliance with GAAP, Sarbanes-Oxley and internal controls; coordinated the annual audit.
R¦Sales Manager, March 2011 - December 2015
R¦Sample Retail Group LLC, Fort Worth
R¦- Achieved sales goals, created marketing campaigns, managed vendors and trained store associates.
R¦- Hired, scheduled and evaluated staff; resolved customer complaints; operated cash registers.
R¦Accountant, Jun 2007 - Feb 2011
R¦Example Construction Company
R¦- Processed payroll, purchase orders, invoices and collections; analyzed variances and prepared journal entries.
B¦EDUCATION
R¦Master of Business Administration (MBA), Finance, Sample State University, 2011
R¦B.B.A. in Accounting, University of Example at Dallas, May 2007
B¦AWARDS AND HONORS
R¦Employee of the Year 2014; Dean's List
""",
    """B¦Otto Muster
R¦Berlin, Germany · +49 30 5550123 · otto@example.net · github.com/otto-muster
B¦Profile
R¦Teacher, trainer and project manager; later a network administrator and DevOps engineer. US citizen.
B¦Professional Experience
R¦2019 – 2024¦Example Logistics GmbH
R¦DevOps Engineer and Team Lead
R¦• Designed CI/CD pipelines with Jenkins, GitLab and Terraform on AWS and Azure; introduced monitoring and alerting.
R¦• Implemented REST APIs in JavaScript, React, Node.js and C#/.NET; tested with Selenium; tracked defects in JIRA.
R¦2012 – 2019¦Sample Public Schools
R¦Mathematics Teacher / Head of Department
R¦• Planned lessons and curriculum, assessed students, organized workshops and mentored teachers.
R¦2008 – 2012¦Example Engineering, Inc.
R¦Mechanical Engineer
R¦• Drew assemblies in AutoCAD and SolidWorks; inspected machines, maintenance, welding, HVAC and manufacturing lines.
R¦• Wrote technical documentation, safety procedures and specifications; supported installation and troubleshooting.
B¦Education
R¦M.A. in Education, Example University of Applied Sciences, 2012
R¦B.S. in Mechanical Engineering, Sample Institute of Technology, 2008
B¦Technical Skills
R¦Languages: Python, Bash, JavaScript, HTML, CSS, PHP, MySQL, MongoDB, Redis¦Tools: Ansible, Git, Photoshop
R¦Cisco routers, VMware, Windows Server, Active Directory, TCP/IP, firewalls, help desk, Six Sigma, Agile, Scrum
B¦Certificates
R¦PMP, CCNA, ITIL Foundation, AWS Certified Solutions Architect; Top Secret/SCI clearance, expired
B¦Languages
R¦German (native), French (B2), Arabic, Chinese
B¦Interests
R¦Chess, gardening, travel
""",
)
"""Other trades and layouts: what they have in common with a file to come is in place when it comes."""
_CELL: Final = "¦"
_FACES: Final = {"R": "F0", "B": "F1"}
_ESCAPED: Final = {"(": r"\(", ")": r"\)"}
_SIZE: Final = 8
_ADVANCE: Final = 0.6 * _SIZE
"""Every letter of Courier is as wide."""


_ROOM: Final = 60
_PIECE: Final = 100_000
"""Bytes below which the C library takes memory from its heap and keeps it when it is freed."""


def rehearse() -> None:
    """Read the sample as ``tasks.read`` reads a file; it takes less than most files, and the next one waits for it.

    Room for a longer file is taken and freed first: the kernel has then given its pages already.
    """
    room = [bytearray(_PIECE) for _ in range(_ROOM)]
    del room
    _read(_PAGE)


def rehearse_at_length() -> None:
    """The same with other trades and layouts too: what a host finds out once, in whose place its children need not."""
    rehearse()
    for page in _MORE:
        _read(page)


def _read(page: str) -> None:
    read({"name": "sample.pdf", "kind": "auto", "today": "2026-06", "format": "", "terms": ()}, _sample(page))


@functools.cache
def _sample(page: str) -> bytes:
    """One page as a PDF, each letter placed by itself as many producers do, in a font that needs no file."""
    content = "".join(
        f"BT /{_FACES[face]} {_SIZE} Tf 1 0 0 1 {at + _ADVANCE * n:.1f} {760 - 14 * row} Tm ({_ESCAPED.get(letter, letter)}) Tj ET\n"
        for row, line in enumerate(page.splitlines())
        for face, *cells in [line.split(_CELL)]
        for at, words in zip((50, 460), cells, strict=False)
        for n, letter in enumerate(words)
        if letter != " "
    )
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in (("F0", "Courier"), ("F1", "Courier-Bold"))
    )
    leaf = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << {fonts} >> >> >>"
    return (
        "%PDF-1.4\n"
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        f"3 0 obj\n{leaf}\nendobj\n"
        f"4 0 obj\n<< /Length {len(content)} >>\nstream\n{content}endstream\nendobj\n"
        "trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
    ).encode("cp1252")
