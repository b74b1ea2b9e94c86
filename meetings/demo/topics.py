"""The demo's longlist, the coordinator's stances, the reading behind it, and the ballots."""

# evidence: question and reading codes; evidence_detail: the option, theme, row or partner meant.
# origin_options: the options of A3 that a topic repeats. began_in: the questions it came from.
TOPICS = [
    {
        "code": "T1",
        "title": "Stuck between mental health and drug or alcohol services",
        "question": "What would have to be true for nobody to be refused by both?",
        "open_up": "Who decides now, and on what?",
        "narrow_down": "Which refusals could we stop without new money?",
        "commit": "Which two teams will try a weekly conversation?",
        "evidence": ["A3", "A5", "B5", "R5", "R6"],
        "evidence_detail": [
            ("A3", "MHSU"),
            ("A5", "Passed back and forth"),
            ("A5", "Told to come back sober"),
        ],
        "origin": ["coordinator"],
        "origin_options": ["MHSU"],
        "origin_note": "",
        "began_in": ["A3"],
        "joined": [],
    },
    {
        "code": "T2",
        "title": "Telling your story once",
        "question": "How could a person’s own account travel with them, on their terms?",
        "open_up": "What gets asked again and why?",
        "narrow_down": "What do we need to know on day one?",
        "commit": "Who will test a one-page version with ten people?",
        "evidence": ["A3", "A5", "R2", "R7"],
        "evidence_detail": [("A3", "THRESH"), ("A5", "Repeating the story")],
        "origin": ["coordinator"],
        "origin_options": ["THRESH"],
        "origin_note": "",
        "began_in": ["A3"],
        "joined": [],
    },
    {
        "code": "T3",
        "title": "The first 48 hours after hospital, custody or prison",
        "question": "What should already be in place before the door opens?",
        "open_up": "What happens on a Friday at four?",
        "narrow_down": "What notice is possible today?",
        "commit": "Which ward and which custody suite will go first?",
        "evidence": ["A3", "A5"],
        "evidence_detail": [
            ("A3", "CUST"),
            ("A3", "HOSP"),
            ("A5", "Friday afternoon, nobody there"),
        ],
        "origin": ["coordinator"],
        "origin_options": ["CUST", "HOSP"],
        "origin_note": "Joined with what a participant suggested",
        "began_in": ["A3"],
        "joined": ["W4"],
    },
    {
        "code": "T4",
        "title": "Keeping a home",
        "question": "What are the last three points where a tenancy could have been saved?",
        "open_up": "Who knows first?",
        "narrow_down": "Which rule could flex?",
        "commit": "Which landlord will pause evictions for a call?",
        "evidence": ["A3", "B5", "R1"],
        "evidence_detail": [("A3", "TEN"), ("B5", "O10")],
        "origin": ["coordinator"],
        "origin_options": ["TEN"],
        "origin_note": "",
        "began_in": ["A3"],
        "joined": [],
    },
    {
        "code": "T5",
        "title": "Who decides",
        "question": (
            "Where do people with experience already make decisions here, and where "
            "do they only comment?"
        ),
        "open_up": "What stops it?",
        "narrow_down": "Which decision could move this year?",
        "commit": "Who will pay for people’s time?",
        "evidence": ["A6", "R7", "R8"],
        "evidence_detail": [("A6", "b")],
        "origin": ["coordinator", "framework"],
        "origin_options": [],
        "origin_note": "",
        "began_in": [],
        "joined": [],
    },
    {
        "code": "T6",
        "title": "Looking after the people who do the work",
        "question": "What would help a worker stay long enough to be trusted?",
        "open_up": "What does turnover cost people?",
        "narrow_down": "What can we share?",
        "commit": "Who will host joint reflective time?",
        "evidence": ["A9"],
        "evidence_detail": [("A9", "Staff worn out or leaving")],
        "origin": ["participant"],
        "origin_options": [],
        "origin_note": "",
        "began_in": ["A9"],
        "joined": [],
    },
    {
        "code": "T7",
        "title": "Spending together",
        "question": "What could we buy or fund jointly, and what stops us?",
        "open_up": "Which contracts end when?",
        "narrow_down": "What could be aligned?",
        "commit": "Who will bring the contract dates?",
        "evidence": ["B7", "R3", "R4"],
        "evidence_detail": [],
        "origin": ["coordinator", "framework"],
        "origin_options": [],
        "origin_note": "",
        "began_in": [],
        "joined": [],
    },
]

# Suggestions that did not become topics of their own, with the stance sealed on each.
SUGGESTIONS = [
    {
        "code": "W1",
        "text": "Bid together for a single hub building",
        "raised_by": ["P21", "P17"],
        "outcome": "left_off",
        "joined": None,
        "carried": False,
        "reason": "Needs capital and a year",
        "comes_back": "Members can bring it back at meeting 3",
        "stance": "distraction",
    },
    {
        "code": "W2",
        "text": "Joint enforcement approach to begging and street drinking",
        "raised_by": ["P09"],
        "outcome": "left_off",
        "joined": None,
        "carried": False,
        "reason": (
            "Outside the agreed purpose, and the funder would withdraw; we are "
            "telling you that plainly"
        ),
        "comes_back": "Ask to change the purpose, which all members agreed on",
        "stance": "cannot",
    },
    {
        "code": "W3",
        "text": "Young people moving into adult services",
        "raised_by": ["P20", "P05"],
        "outcome": "left_off",
        "joined": None,
        "carried": True,
        "reason": "Network is for adults at the moment",
        "comes_back": "It is carried to the next cycle",
        "stance": "comfortable",
    },
    {
        "code": "W4",
        "text": "A quiet space in the emergency department",
        "raised_by": ["P28"],
        "outcome": "joined",
        "joined": "T3",
        "carried": False,
        "reason": "Same 48-hour question",
        "comes_back": "",
        "stance": "comfortable",
    },
]

# delighted, comfortable, distraction, or cannot (cannot be part of it).
STANCES = {
    "T1": {"stance": "comfortable", "reason": "Important and well evidenced; others will lead it"},
    "T2": {"stance": "delighted", "reason": "Fits what I hope for: people holding their own story"},
    "T3": {"stance": "comfortable", "reason": "Practical, quick to try"},
    "T4": {
        "stance": "distraction",
        "reason": "Matters, but landlords with the power are not in the room",
    },
    "T5": {"stance": "delighted", "reason": "This is the heart of it for me and for my funder"},
    "T6": {"stance": "distraction", "reason": "Real, but I doubt we can shift it in this network"},
    "T7": {"stance": "delighted", "reason": "My funder cares about this"},
}

# The topics the coordinator expected to be chosen.
FORECAST = ["T1", "T2", "T5"]

# Desk research.
RESEARCH = [
    {
        "code": "R1",
        "source": "Severe and multiple disadvantage study, England, 2015",
        "point": (
            "Overlap between homelessness, drug treatment and justice is large; "
            "every council area has some; minimum figures"
        ),
        "strength": "strong, dated",
        "found_by": "P01",
        "supports": ["T1", "T4"],
    },
    {
        "code": "R2",
        "source": "Changing Futures evaluation infographics",
        "point": "More than four in five people supported had four or more needs",
        "strength": "strong",
        "found_by": "P01",
        "supports": ["T1", "T2"],
    },
    {
        "code": "R3",
        "source": "MEAM framework",
        "point": "Coordination does not work unless services flex",
        "strength": "framework",
        "found_by": "P01",
        "supports": ["T1", "T7"],
    },
    {
        "code": "R4",
        "source": "Fulfilling Lives investment briefing",
        "point": "Crisis service use is costly and avoidable contact is common",
        "strength": "strong",
        "found_by": "P08",
        "supports": ["T7"],
    },
    {
        "code": "R5",
        "source": "Fulfilling Lives mental health report",
        "point": (
            "Sets out the barriers people meet when they seek mental health help, "
            "and local responses"
        ),
        "strength": "strong",
        "found_by": "P01",
        "supports": ["T1"],
    },
    {
        "code": "R6",
        "source": "York network notes, 2019",
        "point": "Members named stalemates between services and rigid referrals",
        "strength": "local notes elsewhere",
        "found_by": "P01",
        "supports": ["T1", "T2"],
    },
    {
        "code": "R7",
        "source": "York co-commissioning group, 2021",
        "point": "People asked for one relationship, one shared plan, less judgement",
        "strength": "local notes elsewhere",
        "found_by": "P02",
        "supports": ["T2", "T5"],
    },
    {
        "code": "R8",
        "source": "System Behaviours",
        "point": "Shared power and open learning mark healthy systems",
        "strength": "values statement from a funder",
        "found_by": "P01",
        "supports": ["T5", "T7"],
    },
]

# Groups are for checking only: SA statutory, VO voluntary and housing, LE lived experience.
BALLOTS = {
    "V01": ("SA", ["T2", "T3", "T5"]),
    "V02": ("VO", ["T1", "T2", "T4"]),
    "V03": ("SA", ["T1", "T2", "T3"]),
    "V04": ("SA", ["T2", "T3", "T4"]),
    "V05": ("VO", ["T1", "T2", "T4"]),
    "V06": ("LE", ["T2", "T4", "T5"]),
    "V07": ("SA", ["T1", "T2", "T7"]),
    "V08": ("VO", ["T1", "T2", "T6"]),
    "V09": ("SA", ["T1", "T3", "T6"]),
    "V10": ("SA", ["T1", "T3", "T4"]),
    "V11": ("SA", ["T1", "T3", "T4"]),
    "V12": ("SA", ["T1", "T2", "T6"]),
    "V13": ("SA", ["T1", "T2"]),
    "V14": ("VO", ["T1", "T3", "T6"]),
    "V15": ("VO", ["T1", "T3", "T4"]),
    "V16": ("LE", ["T1", "T4", "T5"]),
    "V17": ("SA", ["T2", "T3", "T7"]),
    "V18": ("LE", ["T1", "T4", "T5"]),
    "V19": ("VO", ["T1", "T2", "T5"]),
    "V20": ("SA", ["T2", "T3"]),
    "V21": ("VO", ["T1", "T2", "T5"]),
    "V22": ("LE", ["T2", "T3", "T5"]),
    "V23": ("VO", ["T1", "T3", "T4"]),
    "V24": ("VO", ["T1", "T2", "T3"]),
}

# Who casts which ballot while the vote is open; the app forgets this when it closes.
VOTER_OF_BALLOT = {
    "V01": "P12",
    "V02": "P20",
    "V03": "P06",
    "V04": "P16",
    "V05": "P03",
    "V06": "P25",
    "V07": "P09",
    "V08": "P28",
    "V09": "P15",
    "V10": "P05",
    "V11": "P10",
    "V12": "P07",
    "V13": "P17",
    "V14": "P18",
    "V15": "P04",
    "V16": "P27",
    "V17": "P11",
    "V18": "P24",
    "V19": "P22",
    "V20": "P08",
    "V21": "P19",
    "V22": "P26",
    "V23": "P02",
    "V24": "P21",
}

# Published to members with the consent of all four.
GROUP_STATEMENT = {
    "who": "people with lived experience",
    "text": (
        "Our own first choice was who decides. It did not win because there are "
        "four of us. We would like it on the next list."
    ),
    "people": ["P24", "P25", "P26", "P27"],
    "published_offset": -6,
    "audience": "members",
}
