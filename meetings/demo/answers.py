"""The demo's answers: 22 people's views and the partners' figures. All of it is invented."""

# A question that a person left out is not in her row. A3_other holds the words beside "other".
VIEWS = {
    "R01": {
        "level": "front_line",
        "A1": "FL",
        "A2": 3,
        "A3": ["MHSU", "HOSP", "TEN"],
        "A4": (
            "A worker rang the ward every day until someone rang back. It should "
            "not take that, but it worked."
        ),
        "A5": (
            "The ward said the community team and the community team said the ward. "
            "By Friday at four nobody answered."
        ),
        "A6": {"a": 4, "b": 4, "c": 4},
        "A7": "PATH",
        "A8": 5,
        "A9": "Ask how many of us are looking for another job.",
    },
    "R02": {
        "level": "front_line",
        "A1": "FL",
        "A2": 4,
        "A3": ["MHSU", "CUST", "TEN"],
        "A4": (
            "Probation and the recovery team both rang back the same day. She kept her appointment."
        ),
        "A5": "The letter went to a hostel he left in spring.",
        "A6": {"a": 2, "b": 3, "c": 3},
        "A7": "PATH",
        "A8": 4,
    },
    "R03": {
        "level": "front_line",
        "A1": "FL",
        "A2": 4,
        "A3": ["THRESH", "CUST", "TEN"],
        "A4": (
            "The landlord paused the notice for two weeks so the benefit claim could be put right."
        ),
        "A5": "I am worried about someone at one of our houses right now.",
        "A6": {"a": 2, "b": 2, "c": 3},
        "A7": "DATA",
        "A8": 4,
        "A9": "Ask about the children in the home, and who is thinking about them.",
    },
    "R04": {
        "level": "front_line",
        "A1": "FL",
        "A2": 3,
        "A3": ["MHSU", "THRESH", "HOSP"],
        "A4": ("Housing and recovery did one visit together. One conversation instead of two."),
        "A5": (
            "Two teams passed him to each other for a month. Both wanted him sober, "
            "and both wrote to a flat he had lost."
        ),
        "A6": {"a": 2, "b": 3, "c": 3},
        "A7": "DATA",
        "A8": 4,
    },
    "R05": {
        "level": "front_line",
        "A1": "FL",
        "A2": 3,
        "A3": ["MHSU", "HOSP"],
        "A4": ("The same outreach worker came every week for five months, even when he said no."),
        "A5": (
            "He was told to come back sober. When he did, he had to tell it all "
            "again to someone new."
        ),
        "A6": {"a": 4, "b": 1, "c": 2},
        "A7": "PATH",
        "A8": 3,
    },
    "R06": {
        "level": "front_line",
        "A1": "FL",
        "A2": 4,
        "A3": ["MHSU", "CUST"],
        "A4": "The custody nurse had my number on the wall.",
        "A5": (
            "Released on a Friday afternoon with nobody to meet him. His "
            "appointment letter went to an old address."
        ),
        "A6": {"a": 3, "b": 2, "c": 2},
        "A7": "REL",
        "A8": 5,
        "A9": "Ask staff how they are coping. Several have left this year.",
    },
    "R07": {
        "level": "front_line",
        "A1": "FL",
        "A2": 2,
        "A3": ["MHSU", "THRESH"],
        "A4": ("A duty doctor saw him that same morning without the form. We only had to ask."),
        "A5": "She had told the story eleven times. The twelfth time she walked out.",
        "A6": {"a": 2, "b": 3, "c": 3},
        "A7": "PATH",
        "A8": 5,
    },
    "R08": {
        "level": "manager",
        "A1": "MG",
        "A2": 5,
        "A3": ["HOSP", "WORK", "OTH"],
        "A4": (
            "One named officer stayed in touch with a man for a year. The emergency "
            "calls fell away."
        ),
        "A6": {"a": 3, "b": 3, "c": 4},
        "A7": "PATH",
        "A8": 5,
        "A9": "Ask what each of us is paid to do, and who decides that.",
        "A3_other": "When several services meet without the person",
    },
    "R09": {
        "level": "manager",
        "A1": "MG",
        "A2": 5,
        "A3": ["MHSU", "WORK"],
        "A4": ("Her key worker kept her on after the closing date. It made all the difference."),
        "A5": (
            "Her worker went off sick, worn out, and we lost touch. After that each "
            "team sent her to the next."
        ),
        "A6": {"a": 2, "b": 2, "c": 3},
        "A7": "PATH",
        "A8": 5,
        "A9": "Ask how short contracts wear staff out, and who holds the money.",
    },
    "R10": {
        "level": "manager",
        "A1": "MG",
        "A2": 5,
        "A3": ["MHSU", "THRESH", "HOSP"],
        "A5": (
            "Three services said it was somebody else's job. The letter had nowhere "
            "to go and the Friday line rang out."
        ),
        "A6": {"a": 2, "b": 5, "c": 2},
        "A7": "DATA",
        "A8": 5,
    },
    "R11": {
        "level": "manager",
        "A1": "MG",
        "A2": 3,
        "A3": ["CUST", "TEN", "WORK"],
        "A4": "We rang at nine and they saw her at three. She is still in treatment.",
        "A5": ("I think he meant the man from the blue flats on Garrick Row, everyone knows him."),
        "A6": {"a": 4, "b": 2, "c": 4},
        "A7": "REL",
        "A8": 5,
    },
    "R12": {
        "level": "manager",
        "A1": "MG",
        "A2": 4,
        "A3": ["MHSU", "THRESH", "TEN"],
        "A4": ("A nurse did the assessment although he had been drinking. The rule was to wait."),
        "A5": "Assessed as too unwell for us and not unwell enough for them.",
        "A6": {"a": 3, "b": 2, "c": 4},
        "A7": "COMM",
        "A8": 5,
        "A9": "Ask what was tried in the last ten years, and what people wanted then.",
    },
    "R13": {
        "level": "manager",
        "A1": "MG",
        "A2": 3,
        "A3": ["HOSP", "TEN", "OTH"],
        "A4": ("The navigator went to every appointment with her. Nobody else had to chase."),
        "A5": (
            "The one worker he trusted left and nobody took over. He was passed round for weeks."
        ),
        "A6": {"a": 3, "b": 4, "c": 2},
        "A7": "REL",
        "A8": 4,
        "A9": "Ask what it does to people when a tired worker leaves.",
        "A3_other": "When a benefit claim is stopped",
    },
    "R14": {
        "level": "strategic",
        "A1": "ST",
        "A2": 6,
        "A3": ["MHSU", "THRESH", "CUST"],
        "A4": (
            "A panel paid for two extra nights outside its own rules. That bought time for a plan."
        ),
        "A5": (
            "She gave her history to four services. The last one sent her back on a "
            "Friday, when nobody was in."
        ),
        "A6": {"a": 4, "b": 3, "c": 5},
        "A7": "PATH",
        "A8": 2,
        "A9": "Ask about the budgets nobody mentions.",
    },
    "R15": {
        "level": "strategic",
        "A1": "ST",
        "A2": 5,
        "A3": ["THRESH", "CUST", "WORK"],
        "A6": {"a": 3, "b": 2, "c": 4},
        "A7": "REL",
        "A8": 5,
    },
    "R16": {
        "level": "strategic",
        "A1": "ST",
        "A2": 4,
        "A3": ["THRESH", "CUST", "HOSP"],
        "A4": "The crisis team and the hostel agreed a plan by phone that afternoon.",
        "A5": ("Each team was right by its own rules and the person still went home to nothing."),
        "A6": {"a": 5, "b": 2, "c": 4},
        "A7": "PATH",
        "A8": 4,
    },
    "R17": {
        "level": "strategic",
        "A1": "ST",
        "A2": 7,
        "A3": ["MHSU", "THRESH"],
        "A6": {"a": 3, "b": 2, "c": 3},
        "A7": "PATH",
        "A8": 4,
    },
    "R18": {
        "level": "strategic",
        "A1": "ST",
        "A2": 6,
        "A3": ["MHSU", "THRESH", "CUST"],
        "A6": {"a": 4, "b": 4, "c": 3},
        "A7": "COMM",
        "A8": 4,
    },
    "R19": {
        "level": "lived_experience",
        "A1": "LE",
        "A2": 3,
        "A3": ["MHSU", "THRESH", "CUST"],
        "A4": (
            "My worker stayed the same for two years. That was the first time I trusted anyone."
        ),
        "A5": (
            "They told me to come back sober. I came back on the Friday afternoon "
            "and the door was shut."
        ),
        "A6": {"a": 1, "b": 1, "c": 1},
        "A7": "PATH",
        "A8": 3,
        "A9": "You asked where people get stuck. Ask where they felt safe.",
    },
    "R20": {
        "level": "lived_experience",
        "A1": "LE",
        "A2": 2,
        "A3": ["MHSU", "TEN"],
        "A4": "She rang me back the same day, every time. I knew she would.",
        "A5": (
            "My worker moved on. The new one wanted the whole story and then said come back sober."
        ),
        "A6": {"a": 2, "b": 1, "c": 3},
        "A7": "REFL",
        "A8": 3,
        "A9": "Ask how long the staff have been here.",
    },
    "R21": {
        "level": "lived_experience",
        "A1": "LE",
        "A2": 2,
        "A3": ["MHSU", "THRESH", "HOSP"],
        "A4": (
            "I had the same worker all along, and she let me bring my dog in. I kept going back."
        ),
        "A5": (
            "They wrote to my old hostel, then sent me to the other team. That team "
            "said stop drinking first."
        ),
        "A6": {"a": 1, "b": 1, "c": 1},
        "A7": "REL",
        "A8": 3,
        "A9": "Ask if we have children. Then ask what we want for them.",
    },
    "R22": {
        "level": "lived_experience",
        "A1": "LE",
        "A2": 1,
        "A3": ["MHSU", "THRESH", "WORK"],
        "A5": (
            "I told it all again on a Friday. They said not us, come back sober, "
            "and there was nobody else in."
        ),
        "A6": {"a": 1, "b": 1, "c": 2},
        "A7": "PATH",
        "A8": 2,
        "A9": "Ask what we have already tried and why it stopped.",
    },
}

# Only people whose register entry says that views came back, each within the row's level.
PERSON_OF_ROW = {
    "R01": "P28",
    "R02": "P12",
    "R03": "P21",
    "R04": "P05",
    "R05": "P19",
    "R06": "P17",
    "R07": "P20",
    "R08": "P15",
    "R09": "P22",
    "R10": "P02",
    "R11": "P18",
    "R12": "P11",
    "R13": "P03",
    "R14": "P09",
    "R15": "P04",
    "R16": "P10",
    "R17": "P06",
    "R18": "P08",
    "R19": "P26",
    "R20": "P24",
    "R21": "P27",
    "R22": "P25",
}

# The order in which the rows came in, for RETURN_PACE.
RETURN_ORDER = [
    "R10",
    "R20",
    "R04",
    "R13",
    "R15",
    "R07",
    "R22",
    "R01",
    "R18",
    "R09",
    "R02",
    "R14",
    "R21",
    "R06",
    "R12",
    "R03",
    "R17",
    "R08",
    "R19",
    "R05",
    "R16",
    "R11",
]

# (days from meeting 2, views returned by then)
RETURN_PACE = [
    (-36, 8),
    (-29, 15),
    (-24, 19),
    (-22, 22),
]

# (row, question) to themes. An answer without a theme keeps an empty list.
THEMES = {
    ("R01", "A4"): ["One steady worker or relationship"],
    ("R02", "A4"): ["Fast reply, same day"],
    ("R03", "A4"): ["Someone bent a rule"],
    ("R04", "A4"): [],
    ("R05", "A4"): ["One steady worker or relationship"],
    ("R06", "A4"): ["One steady worker or relationship"],
    ("R07", "A4"): ["Someone bent a rule", "Fast reply, same day"],
    ("R08", "A4"): ["One steady worker or relationship"],
    ("R09", "A4"): ["One steady worker or relationship", "Someone bent a rule"],
    ("R11", "A4"): ["Fast reply, same day"],
    ("R12", "A4"): ["Someone bent a rule"],
    ("R13", "A4"): ["One steady worker or relationship"],
    ("R14", "A4"): ["Someone bent a rule"],
    ("R16", "A4"): ["Fast reply, same day"],
    ("R19", "A4"): ["One steady worker or relationship"],
    ("R20", "A4"): ["One steady worker or relationship", "Fast reply, same day"],
    ("R21", "A4"): ["One steady worker or relationship", "Someone bent a rule"],
    ("R01", "A5"): ["Passed back and forth", "Friday afternoon, nobody there"],
    ("R02", "A5"): ["Letters to people with no address"],
    ("R03", "A5"): [],
    ("R04", "A5"): [
        "Passed back and forth",
        "Told to come back sober",
        "Letters to people with no address",
    ],
    ("R05", "A5"): ["Told to come back sober", "Repeating the story"],
    ("R06", "A5"): ["Friday afternoon, nobody there", "Letters to people with no address"],
    ("R07", "A5"): ["Repeating the story"],
    ("R09", "A5"): [
        "One steady worker or relationship",
        "Staff worn out or leaving",
        "Passed back and forth",
    ],
    ("R10", "A5"): [
        "Passed back and forth",
        "Friday afternoon, nobody there",
        "Letters to people with no address",
    ],
    ("R11", "A5"): [],
    ("R12", "A5"): ["Passed back and forth"],
    ("R13", "A5"): [
        "One steady worker or relationship",
        "Staff worn out or leaving",
        "Passed back and forth",
    ],
    ("R14", "A5"): [
        "Passed back and forth",
        "Repeating the story",
        "Friday afternoon, nobody there",
    ],
    ("R16", "A5"): ["Passed back and forth"],
    ("R19", "A5"): ["Told to come back sober", "Friday afternoon, nobody there"],
    ("R20", "A5"): [
        "One steady worker or relationship",
        "Told to come back sober",
        "Repeating the story",
    ],
    ("R21", "A5"): [
        "Passed back and forth",
        "Told to come back sober",
        "Letters to people with no address",
    ],
    ("R22", "A5"): [
        "Passed back and forth",
        "Told to come back sober",
        "Repeating the story",
        "Friday afternoon, nobody there",
    ],
    ("R01", "A9"): ["Staff worn out or leaving"],
    ("R03", "A9"): ["Ask about children and family"],
    ("R06", "A9"): ["Staff worn out or leaving"],
    ("R08", "A9"): ["Ask about money and who holds it"],
    ("R09", "A9"): ["Staff worn out or leaving", "Ask about money and who holds it"],
    ("R12", "A9"): [
        "Ask us what you want, not only what is wrong",
        "Ask what has been tried before",
    ],
    ("R13", "A9"): ["Staff worn out or leaving"],
    ("R14", "A9"): ["Ask about money and who holds it"],
    ("R19", "A9"): ["Ask us what you want, not only what is wrong"],
    ("R20", "A9"): ["Staff worn out or leaving"],
    ("R21", "A9"): [
        "Ask about children and family",
        "Ask us what you want, not only what is wrong",
    ],
    ("R22", "A9"): ["Ask what has been tried before"],
}

# Reference to (row, question, text, use agreed).
QUOTES = {
    "X1": (
        "R01",
        "A4",
        (
            "A worker rang the ward every day until someone rang back. It should "
            "not take that, but it worked."
        ),
        "members_not_named",
    ),
    "X2": (
        "R04",
        "A4",
        ("Housing and recovery did one visit together. One conversation instead of two."),
        "public_not_named",
    ),
    "X3": ("R06", "A4", "The custody nurse had my number on the wall.", "members_not_named"),
    "X4": (
        "R16",
        "A5",
        ("Each team was right by its own rules and the person still went home to nothing."),
        "public_not_named",
    ),
    "X5": ("R02", "A5", "The letter went to a hostel he left in spring.", "members_not_named"),
    "X6": (
        "R12",
        "A5",
        "Assessed as too unwell for us and not unwell enough for them.",
        "public_not_named",
    ),
    "X7": (
        "R07",
        "A5",
        "She had told the story eleven times. The twelfth time she walked out.",
        "members_not_named",
    ),
    "X8": (
        "R11",
        "A5",
        ("I think he meant the man from the blue flats on Garrick Row, everyone knows him."),
        "held",
    ),
    "X9": (
        "R19",
        "A9",
        "You asked where people get stuck. Ask where they felt safe.",
        "public_not_named",
    ),
    "X10": ("R20", "A9", "Ask how long the staff have been here.", "members_not_named"),
    "X11": ("R22", "A9", "Ask what we have already tried and why it stopped.", "not_agreed"),
    "X12": ("R03", "A5", "I am worried about someone at one of our houses right now.", "held"),
}

# Why a quote is held back.
HOLDS = {
    "X8": "May identify someone; redact before sharing",
    "X12": "Possible safeguarding concern; route to named lead, not to the deck",
}

# Partner to question to entry. O05 is overdue; O14 holds no figures and is not listed.
FIGURES = {
    "O01": {
        "B1": {"value": 1240},
        "B2": {"value": 186, "basis": "estimated"},
        "B3": {"value": {"home": 1240, "drugs": 410, "mental": 530, "justice": 260, "abuse": 215}},
        "B4": {"value": 6},
        "B5": {"value": {"received": 402, "declined": 88}},
        "B5R": {"value": "eligibility", "caveat": "No local connection"},
        "B6": {"value": ["O09", "O10", "O02"]},
        "B7": {"value": 1150000},
        "B7E": {"value": {"months_ahead": 12}},
    },
    "O02": {
        "B1": {"value": 690},
        "B2": {"value": 104, "basis": "estimated"},
        "B3": {"value": {"home": 120, "drugs": 235, "mental": 390, "justice": 95, "abuse": 140}},
        "B4": {"value": 34},
        "B5": {"value": {"received": 205, "declined": 97}},
        "B5R": {"value": "eligibility", "caveat": "Below threshold"},
        "B6": {"value": ["O04", "O08", "O10"]},
        "B7": {"value": 980000},
        "B7E": {"state": "not_recorded", "caveat": "No end date"},
    },
    "O03": {
        "B7": {
            "value": 6900000,
            "basis": "estimated",
            "caveat": "Estimated, across relevant contracts",
        }
    },
    "O04": {
        "B1": {"value": 2310},
        "B2": {"value": 265, "basis": "estimated"},
        "B3": {"value": {"home": 240, "drugs": 520, "mental": 2310, "justice": 310, "abuse": 380}},
        "B4": {"value": 71},
        "B5": {"value": {"received": 640, "declined": 243}},
        "B5R": {"value": "other_need", "caveat": "Substance use comes first"},
        "B6": {"value": ["O08", "O02", "O12"]},
        "B7": {"value": 4600000},
        "B7E": {"state": "not_recorded", "caveat": "No end date"},
    },
    "O05": {},
    "O06": {
        "B1": {"value": 1480},
        "B2": {"value": 230, "basis": "estimated"},
        "B3": {"value": {"home": 330, "drugs": 790, "mental": 610, "justice": 1480, "abuse": 290}},
        "B4": {"state": "not_recorded", "caveat": "Not applicable: we do not take referrals"},
        "B5": {"state": "not_recorded", "caveat": "Not applicable: we do not take referrals"},
        "B5R": {"state": "not_recorded", "caveat": "Not applicable: we do not take referrals"},
        "B6": {"value": ["O08", "O04", "O02"]},
        "B7": {"value": 210000},
        "B7E": {"state": "not_recorded", "caveat": "No end date"},
    },
    "O07": {
        "B1": {"value": 870},
        "B2": {"value": 245, "basis": "counted"},
        "B3": {"value": {"home": 255, "drugs": 560, "mental": 470, "justice": 870, "abuse": 310}},
        "B4": {"value": 5},
        "B5": {"value": {"received": 236, "declined": 0}},
        "B5R": {"value": "OTH", "other": "Cannot decline"},
        "B6": {"value": ["O08", "O01", "O12"]},
        "B7": {"state": "not_recorded", "caveat": "Declined to share"},
        "B7E": {"state": "not_recorded", "caveat": "Declined to share"},
    },
    "O08": {
        "B1": {"value": 960},
        "B2": {"value": 288, "basis": "counted"},
        "B3": {"value": {"home": 250, "drugs": 960, "mental": 610, "justice": 420, "abuse": 190}},
        "B4": {"value": 12},
        "B5": {"value": {"received": 318, "declined": 41}},
        "B5R": {"value": "contact"},
        "B6": {"value": ["O04", "O09", "O12"]},
        "B7": {"value": 1720000},
        "B7E": {"value": {"months_ahead": 7}},
    },
    "O09": {
        "B1": {"value": 410},
        "B2": {"value": 212, "basis": "counted"},
        "B3": {"value": {"home": 410, "drugs": 268, "mental": 301, "justice": 190, "abuse": 84}},
        "B4": {"value": 3},
        "B5": {"value": {"received": 190, "declined": 62}},
        "B5R": {"value": "full", "caveat": "No bed; risk history"},
        "B6": {"value": ["O01", "O08", "O04"]},
        "B7": {"value": 890000},
        "B7E": {"value": {"months_ahead": 19}},
    },
    "O10": {
        "B1": {"value": 155},
        "B2": {"value": 38, "basis": "estimated"},
        "B3": {"value": {"home": 61, "drugs": 58, "mental": 92, "justice": 37, "abuse": 41}},
        "B4": {"value": 15},
        "B5": {"value": {"received": 74, "declined": 19}},
        "B5R": {"value": "OTH", "other": "Rent arrears"},
        "B6": {"value": ["O02", "O08", "O01"]},
        "B7": {"value": 240000},
        "B7E": {"value": {"months_ahead": 7}},
    },
    "O11": {
        "B1": {"value": 380},
        "B2": {"value": 121, "basis": "counted"},
        "B3": {"value": {"home": 118, "drugs": 142, "mental": 270, "justice": 96, "abuse": 338}},
        "B4": {"value": 21},
        "B5": {"value": {"received": 160, "declined": 48}},
        "B5R": {"value": "full"},
        "B6": {"value": ["O01", "O04", "O12"]},
        "B7": {"value": 430000},
        "B7E": {"value": {"months_ahead": 7}},
    },
    "O12": {
        "B1": {"value": 285},
        "B2": {"value": 143, "basis": "counted"},
        "B3": {"value": {"home": 131, "drugs": 158, "mental": 285, "justice": 122, "abuse": 77}},
        "B4": {"value": 18},
        "B5": {"value": {"received": 112, "declined": 37}},
        "B5R": {"value": "full"},
        "B6": {"value": ["O04", "O08", "O01"]},
        "B7": {"value": 365000},
        "B7E": {"value": {"months_ahead": 7}},
    },
    "O13": {
        "B1": {"value": 96},
        "B2": {"state": "not_recorded"},
        "B3": {"value": {"home": 41, "drugs": 52, "mental": 58, "justice": 33, "abuse": 3}},
    },
}
