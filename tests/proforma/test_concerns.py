"""What sounds as if somebody may be at risk is found; talk of the work with people at risk is not."""

import time

import pytest

from meetings.demo import answers as demo
from proforma import concerns
from proforma.plain import PlainQuestion
from proforma.second_looks import look

AT_RISK = [
    # Killing or harming oneself
    "He told us on Friday that he is suicidal.",
    "She has attempted suicide twice since the spring.",
    "He said he wants to die and I did not know whom to ring.",
    "A tenant talks about ending it all.",
    "She nearly took her own life in March.",
    "I don’t want to live like this any more.",
    "One lad tried to hang himself in the hostel.",
    "He says they would be better off without him.",
    "My neighbour jumped from the bridge last week.",
    "he has been cutting himself",
    "She is self-harming again and the ward sent her home.",
    "There are fresh cuts because he burns himself.",
    "He slashed his wrists in the bathroom.",
    "She took an overdose on Sunday.",
    "He overdosed in our toilets yesterday.",
    "After his overdose nobody came.",
    # Threats and weapons
    "she said he would kill her",
    "He is going to kill somebody one day.",
    "Her ex has threatened to stab her.",
    "My husband threatens me when the money runs out.",
    "There were death threats on his phone.",
    "A resident has a knife in his room.",
    "He swore he will burn the house down with them in it, he said he would kill them.",
    # Violence and fear at home
    "Her partner beats her when he drinks.",
    "My dad hits me.",
    "He strangled her and the police took no statement.",
    "She is being abused by her son.",
    "I was raped in that building.",
    "She is too scared to go home.",
    "She is afraid of him and asked us not to write.",
    "I am living with an abusive partner.",
    "She had a black eye again this morning.",
    "He won’t let her see a doctor.",
    "One woman told us she has been sexually assaulted.",
    "A client disclosed abuse to me last week.",
    # Children, and others who are not safe
    "I am worried a child is not safe there",
    "The baby has been left alone at night.",
    "Her little boy is being hit by the lodger.",
    "The children are not safe with him.",
    "My daughter is in danger.",
    "I do not feel safe in my own flat.",
    "He isn’t safe where he is.",
    "A young person is at risk of harm in that house.",
    "I fear for her life.",
    "Nobody has seen him for two weeks.",
    "She has gone missing since Tuesday.",
    "I am worried about someone at one of our houses right now.",
    "There are children who are being hit in that home.",
    # By those who should help, and exploitation
    "a worker is hitting residents",
    "A member of staff touched her inappropriately.",
    "One of the carers is stealing from residents.",
    "Staff hit my friend on the ward.",
    "The manager is sleeping with a client.",
    "He has been trafficked and nobody asked.",
    "They forced her to have sex for rent.",
    "Dealers have taken over his flat.",
    "The boss took her passport so she cannot leave.",
    "He is made to work without pay and is kept locked in a shed.",
    "He is being exploited by the people upstairs.",
    # As people put it
    "If my partner finds out he will kill me.",
    "When her husband is drunk he hits her.",
    "I do not know if someone is going to kill me.",
    "There is domestic violence at home.",
    "She disclosed domestic violence to her nurse.",
    "He said he’d kill me if I left.",
    "I have been thinking of killing myself.",
    "He’s threatened me.",
    "I’m scared of him.",
    "My ex broke my arm.",
    "He broke her nose.",
    "He raped her.",
    "I cut myself.",
    "I’m going to end it.",
    "I don’t feel safe.",
    "They don’t feel safe at home.",
    "She’s been hurt.",
    "Someone will get hurt.",
    "She’s in danger.",
    "He took all his tablets.",
    "He has taken too many pills.",
    "He drank bleach.",
    "Staff are abusing residents.",
    "Residents are being abused by staff.",
    "Residents are locked in at night.",
    "A boy was groomed online.",
    "We think she is being trafficked.",
    "We are worried he might hurt himself.",
    "There is abuse at the care home.",
    "The child has bruises.",
    "I know someone who is being abused at home.",
    "A child is in danger.",
    "a child at our hostel is not safe",
    "Her husband is hitting her.",
    "He hits his kids.",
    "he will kill her",
    "she is going to be killed",
    "He wants to kill himself.",
    "I want to die.",
    "Please help, he has a gun.",
    "She has taken an overdose.",
    "Somebody is being kept as a slave.",
    "One of our tenants is being cuckooed.",
    "He was found hanging.",
    "I was assaulted by a member of staff.",
    "The police officer assaulted him.",
    "She is pregnant and he kicks her.",
    "we are frightened for her safety",
    "I am frightened of my son.",
    "She might not be alive tomorrow.",
    "Kids there are being beaten.",
    "I feel unsafe at home.",
    "My mum is not safe at home.",
    "They are going to kill him",
    "My life is in danger",
    "A worker has been hurting the residents",
    "He is not feeding the baby.",
    "I fear he will kill her.",
    "he said “I will kill you”",
    "She wakes up wishing she was dead.",
    "She does not feel safe in the hostel because of the night staff.",
    "There is a child at risk in that family.",
    # Said outright
    "I have a safeguarding concern about one of the houses.",
    "Someone is going to die in that block.",
]
THE_WORK = [
    "We are the only domestic abuse service in town.",
    "We run suicide prevention training for volunteers.",
    "The safeguarding board meets four times a year.",
    "The Overdose Prevention Group has a place for us.",
    "Each team writes a risk assessment of its own.",
    "Our domestic violence refuge has six beds.",
    "We need more support for people who are suicidal.",
    "People who have been abused wait longest.",
    "Women fleeing domestic abuse are sent to three doors.",
    "Self-harm and suicide awareness courses are full.",
    "Overdose deaths rose by a tenth last year.",
    "We hold the naloxone and overdose response kits.",
    "The modern slavery partnership asked for our figures.",
    "The council’s child protection team would not join.",
    "Tenants are at risk of eviction when benefits stop.",
    "Funding is at risk after March.",
    "The project is at risk and so are two posts.",
    "He is at risk of losing his tenancy.",
    "Young people at risk of exclusion are seen first.",
    "The cuts hit us hard this winter.",
    "We were hit by the cuts.",
    "That process kills the will to ask again.",
    "The paperwork is going to kill the project.",
    "Deadlines like that will kill off small groups.",
    "We were attacked in the press.",
    "Teams are hitting their targets and missing people.",
    "It hit me that nobody had asked her.",
    "Staff push for a place and are told to wait.",
    "Referrals get lost and letters go missing.",
    "People go missing from the list between two services.",
    "She felt safe there, for the first time.",
    "It was a safe place to talk.",
    "It is not safe to share data by email.",
    "Nobody has been hurt, and we want to keep it so.",
    "What to do if somebody is suicidal is on the wall.",
    "If a child is not safe, staff ring the council’s front door.",
    "When a client is being abused, we follow the policy.",
    "She was not hurt.",
    "Ask where they felt safe.",
    "A third of our clients have survived violence.",
    "We train staff in sexual violence and trafficking awareness.",
    "The knife crime strategy says nothing of housing.",
    "Our safeguarding lead left in May.",
    "The worker shot across town to be there in time.",
    "We could kill two birds with one stone.",
    "I would kill for a warm room to meet in.",
    "The old building is unsafe and needs a new roof.",
    "He took over the rota and it worked.",
    "Beating the queue took a phone call at eight.",
    "They beat the deadline by a day.",
    "We are dying for an answer from the council.",
    "The team was threatened with closure.",
    "She had told the story eleven times. The twelfth time she walked out.",
    "I am worried about the budget.",
    "We are concerned about the length of the form.",
    "He missed two appointments and was closed.",
    "Violence against women and girls is our strategy.",
    "People with suicidal thoughts wait four months.",
    "We work with victims of rape and sexual assault.",
    "The sexual exploitation team moved.",
    "The risk of overdose is highest after prison.",
    "Self-harm is common among young people.",
    "Drugs, self-harm and debt come together.",
    "Our figures count adults at risk.",
    "Children at risk of harm are counted twice.",
    "A risk assessment said she was low risk.",
    "We use the domestic abuse risk checklist.",
    "I attended the suicide prevention conference.",
    "The hospital is under threat.",
    "They closed her case because she missed a call.",
    "She hit a wall with the council.",
    "The team hit its target.",
    "We fought to get him a bed.",
    "He was turned away by three hostels.",
    "The police were kind to him.",
    "We were beaten to it by another charity.",
    "I felt safe with her.",
    "It does not feel safe to speak up in meetings.",
    "Staff do not feel safe to say what they think.",
    "Hospital discharge is not safe without a plan.",
    "A safe discharge needs a home.",
    "Drug deaths, suicide and violence are in the strategy.",
    "The knife amnesty ran in May.",
    "He has an abusive manner on the phone sometimes.",
    "Her benefits were stopped and she was hungry.",
    "The landlord threatened eviction.",
    "Cuts threaten our service.",
    "Someone died last winter on the street.",
    "He died waiting for a bed.",
    "We lost a colleague to cancer.",
    "Safeguarding referrals take weeks.",
    "We raised a safeguarding concern and nobody rang back.",
    "The multi-agency risk conference hears about high-risk victims.",
    "This would kill our project.",
    "Nobody was in danger.",
    "We hold a list of adults who are at risk of suicide.",
    "Ask her what would keep her safe.",
    "He broke his arm falling from a ladder.",
    "The vote was taken away from them.",
    "They took away her support worker.",
    "The council took over the house.",
    "My worker beat the odds.",
    "A neighbour hit by a car waited hours.",
    "He was locked out of his account.",
    "She was locked into a contract.",
    "We offer a service for women fleeing violence.",
    "Staff were attacked for their decision.",
    "Drug and alcohol workers, mental health nurses and police sat at one table.",
    "",
]


@pytest.mark.parametrize("text", AT_RISK)
def test_somebody_who_may_be_at_risk_is_heard(text):
    assert concerns.find(text)


@pytest.mark.parametrize("text", THE_WORK)
def test_talk_of_the_work_raises_no_alarm(text):
    assert concerns.find(text) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Then she said he would kill her. We rang.", ["said he would kill her"]),
        ("He’s suicidal.", ["suicidal"]),
        ("He is suicidal.\nShe took an overdose.", ["is suicidal", "She took an overdose"]),
    ],
)
def test_pieces_are_those_of_the_text_in_their_order(text, pieces):
    found = concerns.find(text)

    assert all(piece in text for piece in found)
    assert len(found) == len(pieces)
    assert all(piece.split()[-1] in one for piece, one in zip(pieces, found, strict=True))


@pytest.mark.parametrize("sentence", ["{}", "“{}”", "It was bad.\n{}\nSo we rang.", "({})"])
@pytest.mark.parametrize(
    "text", ["she said he would kill her", "HE IS SUICIDAL", "I’m not safe here"]
)
def test_it_is_heard_wherever_it_stands(text, sentence):
    assert concerns.find(sentence.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "Il veut mourir.",  # another language
        "She is sucidal.",  # a slip of the pen
        "You know what he is like when he comes home.",  # a hint
        "The night worker comes into her room.",
    ],
)
def test_what_it_cannot_hear_is_known(text):
    """The reason why everybody who reads answers must know whom to tell."""
    assert concerns.find(text) == []


def test_only_the_worry_of_the_demo_is_one():
    views = [text for given in demo.VIEWS.values() for text in given.values()]
    texts = [text for text in views if isinstance(text, str)]

    assert [text for text in texts if concerns.find(text)] == [demo.QUOTES["X12"][2]]


def test_writer_is_told_once_however_much_an_answer_tells_of():
    question = PlainQuestion("long_text", "Tell us.", code="A1")
    entry = {"value": "He is suicidal. She said he would kill her.", "caveat": "I am not safe."}

    (said,) = look(question, entry, {}, questions={})

    assert "999" in said


@pytest.mark.parametrize(
    "piece",
    ["a ", "he ", "she is ", "kill ", "if a ", "support for a ", "a child ", "not ", "my a ", "suicide, ", "'",
     "worried about my a ", "people who have ", "\n", "safe ", "the a at a ", "I ", "is being "],
)  # fmt: skip
def test_a_hostile_text_is_looked_through_at_once(piece):
    started = time.process_time()
    concerns.find(piece * (8000 // len(piece)))

    assert time.process_time() - started < 0.8
