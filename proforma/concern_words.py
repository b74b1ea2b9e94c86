"""How people say that somebody is at risk: the patterns of proforma.concerns, and the words in them."""

END = r"(?![\w-])"
_FEW = r"(?: [\w'-]{1,20}){0,3}?"  # some words between, no more
_ONE = r"(?:me|him|her|them|us|you|(?:him|her|them|my|your|our)sel(?:f|ves))"
_NEAR = (
    "mum|mother|dad|father|parents?|step-?(?:dad|father|mum|mother)|wife|husband|partner|ex|boyfriend"
    "|girlfriend|son|daughter|sister|brother|gran|nan|uncle|aunt|cousin|family|neighbours?|carer"
)
_SMALL = (
    "child|children|kids?|baby|babies|toddler|infant|girl|girls|boy|boys|daughter|daughters|son|sons"
    "|grandson|granddaughter|grandchildren|teenager|pupil|niece|nephew|little one"
)
_SERVED = (
    "client|clients|patient|patients|tenant|tenants|resident|residents|lodger|service users?|customer"
    "|guest|man|woman|lad|lady|person|friend|neighbour|colleague|people|women|men|someone|somebody"
)
_STAFF = (
    "worker|workers|staff|carer|carers|nurse|manager|officer|keyworker|volunteer|guard|landlord"
)
_ANYONE = f"{_NEAR}|{_SMALL}|{_SERVED}|{_STAFF}"
_WHOSE = "my|your|his|her|their|our|a|an|the|one of the|one of our|another|this|that|some|any|other"
# Somebody as the object of a verb, and somebody of whom something is said.
_WHOM = rf"(?:{_ONE}|(?:(?:{_WHOSE}) )?(?:[\w'-]{{1,15}} )?(?:{_ANYONE}))"
_SHE = (
    "(?:i|he|she|they|(?:my|his|her|their|our|a|an|the|one|this|that|another)(?:"
    rf" [\w'-]{{1,15}}){{0,2}}? (?:{_ANYONE})(?: (?:at|in|on|from|of|with|there|here|next"
    r"|upstairs)(?: [\w'-]{1,15}){0,4}?)?|somebody|someone)"
)
_IS = r"(?:is|was|am|are|were|be|been|being|s|m|re|gets?|got|getting|feels?|felt)"
_BLOWS = (
    "beat|beats|beaten|beating|punch(?:ed|es|ing)?|kick(?:ed|s|ing)?|slap(?:ped|s|ping)?"
    "|strangl(?:ed?|es|ing)|chok(?:ed?|es|ing)|stab(?:bed|s|bing)?|batter(?:ed|s|ing)?"
)
_ABUSE = (
    "rap(?:ed?|es|ing)|molest(?:ed|s|ing)?|grop(?:ed?|es|ing)|abus(?:ed?|es|ing)"
    "|assault(?:ed|s|ing)?|groom(?:ed|s|ing)?|traffick(?:ed|s|ing)?|enslav(?:ed?|es|ing)"
)
SUFFERED = (
    "beaten|battered|hit|punched|kicked|slapped|strangled|choked|stabbed|shot|raped|molested"
    "|groped|abused"
    "|assaulted|attacked|groomed|trafficked|enslaved|cuckooed|exploited|neglected|starved"
    "|tortured|locked in"
    "|threatened|held against|kept prisoner|spiked|blackmailed|stalked|harmed|hurt|bullied"
    "|coerced|burned"
)
_DOES_NOT = r"(?:not|never|n't|hardly|no longer)"
_NEG = rf"(?:{_IS} {_DOES_NOT}|{_DOES_NOT}|(?:is|was|are|were)n't|ain't)"

PATTERNS = [
    # Killing oneself
    rf"suicidal{END}",
    "(?:attempt(?:ed|ing|s)?|commit(?:ted|ting)?|tried|considering|contemplat(?:ed|ing)"
    "|planning|thoughts of|thinking (?:of|about)|talk(?:s|ed|ing)? (?:of|about)|mention(?:s"
    "|ed)|died by|lost to) suicide",
    r"suicide (?:note|attempt|bid|pact)s?",
    "(?:kill|killing|killed|hang|hanging|hanged|drown|drowning|drowned|poison|poisoning"
    f"|poisoned|shoot|shot) (?:my|him|her|them|your)sel(?:f|ves){END}",
    "(?:end|ending|ended|take|takes|taking|took|taken) (?:my|his|her|their|your) (?:own"
    f" )?li(?:fe|ves){END}",
    rf"(?:end|ending|ended) it all{END}",
    r"(?:i|he|she)(?: [\w'-]{1,12}){1,4} end it(?= now| tonight| with| ?[.,;!?]| ?$)",
    rf"found (?:hanging|hanged|dead|unconscious|unresponsive|not breathing){END}",
    r"(?:want|wants|wanted|wanting|wish|wishes|wished|wishing)(?: [\w'-]{1,15}){0,3}"
    " (?:to die|to be dead|(?:was|were) dead|not to be here|not to wake up)",
    rf"better off dead{END}|better off without (?:me|him|her|them){END}",
    rf"(?:do|does|did) ?n[o']t want to (?:live|be alive|be here|wake up|go on|carry on living){END}",
    rf"(?:no reason|nothing(?: left)?|no point(?: in)?) (?:to live|living|to live for){END}",
    r"(?:jump|jumped|jumping|threw (?:him|her|my|them)self)(?: [\w'-]{1,15}){0,2} (?:off"
    r"|from) (?:the|a) (?:\w{1,15} )?(?:bridge|roof|balcony|building|window|flat|cliff|car"
    f" park){END}",
    # Harming oneself
    "(?:cut|cuts|cutting|burn|burns|burned|burnt|burning|hurt|hurts|hurting|harm|harms"
    "|harmed|harming|starv(?:e|es|ed|ing)|scratch(?:es|ed|ing)?|hit|hits|hitting|injur(?:e"
    f"|es|ed|ing)) (?:my|him|her|them|your)sel(?:f|ves){END}",
    rf"self[- ]?harm(?:s|ed|ing){END}",
    rf"(?:my|his|her|their|{_SHE}(?: [\w'-]{{1,15}}){{0,3}}) self[- ]harm{END}",
    "(?:cutting|cuts|slit|slashed|slashing) (?:my|his|her|their) (?:own )?(?:arms?|wrists?"
    f"|legs?|throat){END}",
    # Overdose
    "(?:took|take|takes|taking|taken|had|has|having|have|survived)(?: (?:an?|another|his|her"
    "|their|my|one|two|three|several|fatal|nearly|almost|last|second|third|drug"
    f"|massive)){{0,3}} overdoses?{END}",
    rf"(?:his|her|my|their|another)(?: [\w'-]{{1,15}})? overdose{END}",
    "(?:took|taken|taking|swallowed|takes) (?:all|too many|a whole|lots|a lot|a load|a"
    r" handful|\d{1,3})(?: (?:of|his|her|my|their|the|packets?|strips?|boxe?s?)){0,4}(?:"
    rf" \w{{1,15}})? ?(?:tablets|pills|medication|meds|paracetamol|methadone){END}",
    rf"dr(?:a|i)nk(?:s|ing)? (?:bleach|antifreeze|poison|white spirit){END}",
    rf"(?:overdosed|overdosing|od d){END}",
    rf"{_SHE}(?: [\w'-]{{1,15}}){{0,2}} overdose{END}",
    # Threats and weapons
    "(?:going|gonna|want|wants|wanted|threaten(?:ed|s|ing)?|tr(?:y|ies|ied|ying)|plan(?:s"
    "|ned|ning)?|about|promised|swore|offered|ready|said|says|would|will|ll|d|might|could"
    "|may)(?: (?:he|she|they|to|is|was|would|will|going|come|and|back)){0,5} (?:kill"
    f"|murder|stab|shoot|strangle|rape|beat|batter|knife|burn) {_WHOM}{END}",
    f"(?:he|she|they|i|who|someone|somebody|{_NEAR}|{_STAFF})(?: (?:is|are|was|were|will"
    "|would|has|have|had|keeps?|kept|always|been|said|says|ll|d|s)){0,3} (?:going to"
    "|wants? to|wanted to|threaten(?:ed|s|ing)? to|tr(?:ied|ies|ying) to) (?:hurt|harm"
    f"|attack|hit|kidnap|drown|poison) {_WHOM}{END}",
    "(?:going|threatens?|threatened|threatening|wants?|wanted|tried|trying|said (?:he|she"
    f"|they) (?:would|will)) (?:to )?(?:kill|murder|stab|shoot){END}(?! (?:off|time|the"
    " (?:project|service|scheme|idea|mood|budget|programme|bill|funding)|it))",
    f"threat(?:en(?:s|ed|ing))? {_WHOM}(?: with{_FEW} (?:knife|gun|bat|machete|weapon"
    f"|violence|acid)){END}",
    f"(?:he|she|they|who|i|{_NEAR}|{_STAFF})(?: (?:is|are|was|were|has|have|had|keeps?|kept"
    f"|been|always|often|even)){{0,3}} threaten(?:s|ed|ing)? {_WHOM}{END}",
    "(?:death threats?|threats? (?:to|on|against) (?:my|his|her|their|our) (?:life|lives"
    "|family)|threats? to kill)",
    "(?:has|had|have|got|carr(?:y|ies|ied|ying)|pull(?:ed|s)|with|brought|keeps|holding)"
    r" (?:a|an|his|her|another) (?:\w{1,12} )?(?:knife|gun|machete|firearm|hammer"
    f"|weapon){END}",
    rf"{_SHE}(?: [\w'-]{{1,12}}){{0,3}} (?:be|get|gets|getting|being) (?:killed|murdered"
    f"|stabbed|shot|raped|strangled){END}",
    f"{_SHE} (?:will|would|might|may|could|wo|can|does) ?(?:not|n't) (?:be alive|survive|live"
    f" much|live long|last the (?:night|week)){END}",
    # Violence, abuse and fear
    "there (?:is|s|was|were|has been|have been|may be|might be|could be|must be)(?:"
    r" [\w'-]{1,15}){0,3} (?:abuse|violence|self[- ]harm|exploitation|neglect|trafficking"
    "|slavery|cuckooing|grooming|beatings?)(?: (?:going on|happening))?(?: (?:at|in|there"
    "|here|with|between|by|behind))",
    "(?:he|they|who|ex|husband|partner|boyfriend|dad|father|stepdad|son|brother|staff"
    f"|{_STAFF}) (?:broke|breaks|fractured|smashed|burned|burnt|cut) (?:my|her|their)"
    r" (?:\w{1,10} )?(?:arms?|nose|jaw|ribs?|wrists?|legs?|fingers?|face|teeth|tooth|skull"
    f"|hand|hands|neck){END}",
    rf"(?:{_SERVED}|{_SMALL}|women|girls|boys)(?: [\w'-]{{1,12}}){{0,3}} (?:are|were|have been"
    f"|get|was|is) (?:being (?:{SUFFERED})|locked in|beaten|raped|tied|drugged){END}(?!"
    " (?:by (?:the )?(?:cuts?|system|process|delays?|rules?)|hard|with (?:eviction|closure"
    "|paperwork)))",
    rf"(?:{_BLOWS}) (?:up )?{_WHOM}{END}",
    rf"(?:{_ABUSE}) {_WHOM}{END}",
    f"(?:he|she|they|who|i|{_NEAR}|{_STAFF})(?: (?:has|have|had|will|would|always|still|often"
    "|then|also|again|even|once|just|regularly|once)){0,2} (?:hits?|hurts?|attack(?:s|ed)?"
    "|push(?:es|ed)|shov(?:es|ed)|grabb?(?:s|ed)|burn(?:s|ed|t)|bit|bites|harm(?:s|ed)"
    "|drugg(?:s|ed)|starv(?:es|ed)|neglect(?:s|ed)|exploit(?:s|ed)|stalk(?:s|ed)|bull(?:ies"
    f"|ied)) {_WHOM}{END}(?! (?:that|to see|with (?:paperwork|letters|forms|questions)))",
    "(?:is|was|are|were|s|re|been|keeps?|kept|start(?:s|ed)|still) (?:hitting|hurting"
    "|harming|abusing|attacking|assaulting|bullying|starving|neglecting|exploiting|stalking"
    "|grooming|threatening|raping|strangling|beating|punching|kicking|touching|locking"
    f"|drugging|selling|trafficking|stealing from|shouting at|controlling) {_WHOM}{END}(?!"
    " (?:targets?|deadlines?|budgets?))",
    f"{_SHE}(?: (?:just|only|also|still|already|then|again|had|has|have|is|was|are|were|am"
    "|says|said|told|us|me|that|he|she|they|being|been|constantly|regularly|badly|sexually"
    "|physically|often|s|m|re|ve|d|who|gets|got|getting|recently|once|twice)){1,7}"
    f" (?:{SUFFERED}){END}(?! (?:by (?:the )?(?:cuts?|system|process|delays?|news|letters?"
    "|paperwork|rules?|decision|waiting|pandemic|inflation)|hard|with (?:paperwork|letters"
    "|eviction|forms|bills|sanctions)))",
    r"sexually (?:abused|assaulted|harassed|exploited|attacked|touched)",
    rf"touch(?:ed|es|ing) {_WHOM} (?:inappropriately|sexually|up|where|there|in a way)",
    f"(?:made|makes|making|forc(?:ed|es|ing)) {_WHOM}(?: to)? (?:have sex|sleep with|marry"
    "|beg|sell|steal|carry drugs|strip|undress|touch|perform|work (?:for nothing|without pay"
    "|for free)|hand over|hold drugs)",
    "forced (?:to (?:have sex|sleep with|marry|beg|sell|steal|work (?:for nothing|without"
    " pay|for free))|into (?:sex|sex work|marriage|prostitution|a marriage))",
    "(?:scared|afraid|frightened|terrified|fear(?:s|ful)?)(?: (?:of|for)) (?:him|my life|her"
    f" life|his life|their lives|(?:my|his|her|their) (?:{_NEAR}|safety|life|children|kids)"
    f"|what (?:he|she|they) (?:will|would|might|could)|going home|being killed){END}",
    rf"fear(?:s|ed|ing)? for (?:my|his|her|their|the) (?:{_SMALL}|life|lives|safety|unborn){END}",
    "(?:too )?(?:scared|afraid|frightened|terrified) to (?:go home|leave (?:him|her|them)"
    "|sleep|be (?:at home|alone with))",
    f"{_SHE}(?: (?:is|was|gets|got|became|becomes|has been|can be|turned|very|really|so"
    f"|s)){{1,3}} (?:violent|abusive)(?: (?:to|towards?|with|at|when|again|and)){END}",
    "(?:violent|abusive|controlling) (?:ex-)?(?:partner|husband|ex|boyfriend|girlfriend|wife"
    f"|father|dad|son|relationship|marriage){END}",
    rf"{_SHE}(?: [\w'-]{{1,15}}){{0,3}} (?:fleeing|fled|escaping|escaped|suffering|suffers"
    "|suffered|experiencing|experienced|living with|in|disclosed|discloses) (?:domestic"
    "|sexual|physical|honour-based|financial|emotional)? ?(?:abuse|violence|an? (?:abusive"
    f"|violent)){END}",
    "disclos(?:ed|es|ing)(?: to (?:me|us|staff|a worker))? (?:a |an |the |that"
    r" )?(?:\w{1,15} )?(?:rape|abuse|assault|violence)",
    f"(?:{_SHE}|with|had|has|covered in|in|her|his|new|fresh) (?:has |had |a |with |got |some"
    " |new |more ){0,3}(?:bruises|black eye|broken (?:rib|jaw|nose|arm)|burn marks"
    f"|cigarette burns|strangle marks){END}",
    f"(?:won't|will not|doesn't|does not|wouldn't|would not|never) let{_FEW} (?:her|him|me"
    "|them) (?:leave|out|go out|see (?:her|his|my|their|a doctor|anyone)|eat|have (?:her|his"
    "|my|their) (?:phone|money|passport))",
    f"(?:lock(?:s|ed|ing)|shut(?:s|ting)?) (?:me|him|her|them|{_WHOSE}) ?(?:{_ANYONE})?"
    f" ?(?:in|up|out at night|in (?:a|the|her|his) (?:room|cellar|cupboard)){END}",
    "(?:not|n't|never|stopped) (?:been )?(?:feed|feeding|fed|feeds) (?:the|her|his|their|my)"
    f" (?:{_SMALL}){END}",
    # Not safe
    f"{_SHE} (?:(?:really|still|also|just|currently|clearly|probably|may|might|must|could"
    f"|will|would|do|does|did|know|think|say|says|said|that){' '}){{0,3}}?(?:{_NEG}|(?:do"
    "|does|did|would|will|can|could)(?: not|n't)(?: (?:be|feel|think|believe)){1,2}"
    f"|{_IS}(?: (?:still|really|also|probably|clearly|currently|very)){{0,2}} (?:not|far from"
    "|less than|never))(?: (?:really|at all|very|feeling|currently|going to be|being kept"
    f"|kept|being)){{0,2}} safe{END}(?! (?:to (?:say|share|assume|conclude|ask)|enough to"
    " (?:say|share)))",
    f"(?:{_SMALL}|adults?|tenant|resident|client|patient|mum|mother|woman|man|girl|boy|she|he"
    f"|i) (?:{_IS} )?(?:(?:still|very|really|also|clearly|left) ){{0,2}}unsafe(?: (?:at home"
    f"|there|here|with|where|in (?:his|her|their|the))){END}",
    f"{_SHE} (?:(?:may|might|could|will|would|must) )?{_IS}(?: (?:still|now|also|really"
    "|clearly|currently|probably|in|at|put|putting|very|immediate|real|great|serious|high"
    "|being)){0,4} (?:at risk|in danger|in (?:immediate|real|great|serious|grave) danger"
    f"|at (?:immediate|real|great|serious|high) risk){END}(?! (?:of|from) (?:losing|eviction"
    "|homelessness|becoming|exclusion|being (?:evicted|excluded|homeless|moved|closed|missed"
    "|lost|left behind|forgotten)|closure|closing|missing|isolation|digital|redundancy|rough"
    "|falling|sanctions?|burn))",
    rf"(?:{_SMALL}|baby)(?: [\w'-]{{1,15}}){{0,4}} (?:being (?:neglected|hurt|starved|hit"
    "|abused|harmed|left)|neglected|(?:left|home|on (?:his|her|their) own)(?: at home)?"
    " alone|left alone|home alone|not (?:been )?(?:fed|eating|eaten|washed)|going hungry"
    "|unfed)",
    "(?:worried|worry|anxious|concerned|fear|afraid|frightened) (?:that )?(?:about|for|of)?"
    rf" ?(?:{_WHOSE}|someone|somebody)?(?: [\w'-]{{1,15}}){{0,6}} (?:right now|safety|in"
    " danger|not safe|is unsafe|will (?:hurt|harm|kill)|might (?:hurt|harm|kill)|going to"
    " (?:hurt|harm|kill|die))",
    rf"(?:a|the|this|one|that|another) (?:[\w'-]{{1,15}} )?(?:{_SMALL}|woman|man|tenant"
    "|resident|client|person|adult) (?:at risk|in danger)(?= (?:in (?:that|this)|there|here"
    "|now|right now)| ?[.!]| ?$)",
    r"(?:life|lives) (?:is|are|was|were) (?:in danger|at risk|being threatened)",
    "(?:nobody|no one|no-one|not|haven't|hasn't|has not|have not) (?:has |have )?(?:seen"
    f"|heard from) (?:him|her|them|{_WHOSE})(?: (?:{_ANYONE}))?(?: (?:since|for (?:days|weeks"
    "|a week|two|three|four|five|several|over)))",
    f"{_SHE}(?: (?:has|have|had|s|is|was|now|gone|went|been|still|reported)){{1,4}}"
    f" missing{END}(?! (?:out|appointments?|meetings?|from (?:the )?(?:list|table|form|room"
    "|figures)|the |his (?:appointment|dose)|her (?:appointment|dose)))",
    # Abuse by those who should help, and exploitation
    rf"(?:{_STAFF}|he|she|they)(?: [\w'-]{{1,15}}){{0,3}} (?:sleeping with|having sex with|had"
    " sex with|stealing from|stole from|taking money (?:from|off)|took money (?:from|off)"
    "|borrowing money from|selling drugs to|dealing to|spat at|ignored (?:his|her|their)"
    f" (?:cries|screams)) {_WHOM}",
    "(?:took|takes|taken|taking|has|have|keeps?|kept|holds?|confiscated) (?:all )?(?:my|his"
    "|her|their) (?:passport|papers|wages|benefits|bank card|money) (?:off|away from|and"
    " won't|so)",
    "(?:took|taken|take|takes|taking) (?:over|away) (?:his|her|their|my|(?:a|the)"
    r" (?:\w{1,12} )?(?:tenant|resident|client|man|woman|lad) ?s) (?:flat|home|house|room"
    "|passport|wages)",
    f"{_SHE}(?: (?:is|was|are|were|has been|have been|had been|being|s|re|got)){{1,3}}"
    " (?:used as a slave|sold (?:to|for)|made to (?:work|sell|sleep|beg|carry)|running drugs"
    "|carrying drugs|kept (?:locked|prisoner|in a)|held against)",
    r"(?:working|works|kept|living|lives) (?:as a slave|in slavery|like a slave)",
    # Said outright
    "(?:i|we) (?:have|ve got|want to raise|need to raise|must raise|am raising|m raising"
    r"|would like to raise) (?:a|an|my|some)(?: [\w'-]{1,12}){0,2} safeguarding"
    " (?:concern|issue|worry|matter)",
    "somebody (?:will|could|is going to) (?:die|get (?:hurt|killed))|someone (?:will|could"
    "|is going to) (?:die|get (?:hurt|killed))",
]
