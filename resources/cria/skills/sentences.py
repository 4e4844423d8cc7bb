"""Sentences of everyday life that the rephrasing skill works on, most of them as pairs: before => after.

`{a|b}` is one of several words. In a pair, the first slots of both sides are drawn alike, so that both tell the same.
"""

# What one tells somebody to do; `me` stays with the speaker.
COMMANDS = """
give me {the salt|the sugar|a glass of water|the newspaper|the key|your number|a hand|a blanket|the book|some time|the bill}
bring me {a coffee|a tea|the menu|a chair|my coat|a towel|the bill|some bread|another fork|the map}
show me {the way|the room|your ticket|the pictures|how it works|the garden|the list|the new office}
tell me {the time|your name|the truth|what happened|where you are|the price|when you leave|what you need}
send me {the file|the letter|a message|the photos|the report|your address|the invoice|a copy}
lend me {your pen|your umbrella|your bicycle|some money|that book|a pencil|your phone}
help me {with the bags|with my homework|carry this box|find my glasses|move the table|in the kitchen}
call me {tomorrow|tonight|after lunch|at five|back|when you arrive}
wait {here|outside|a moment|for me|in the hall|for the others|until noon}
close {the door|the window|the curtains|the gate|the lid|your books}
open {the door|the window|the box|the letter|the gate|your bag}
turn {off the light|on the heating|down the music|off the radio|down the television|off the engine|on the lamp}
take {off your shoes|out the rubbish|a seat|the next train|the dog for a walk|your hat off|the stairs}
put {the book back|your phone away|the cups on the table|the boxes in the cellar|the milk in the fridge|your coat there}
clean {your room|the kitchen|the table|the windows|the bathroom|your desk|the car}
wash {the dishes|your hands|the car|the apples|these shirts|the floor}
come {here|in|with me|at eight|a little closer|to my office|back later|on time}
stop {talking|shouting|that noise|running|laughing|interrupting me|looking at your phone}
speak {louder|more slowly|more clearly|English|to my colleague|with the teacher}
answer {my question|the phone|the letter|my message|by Friday}
write {your name here|the address down|it on the list|to your grandmother|a short note|more clearly}
read {the text again|this page|the letter aloud|the rules|the first chapter}
pay {the bill|the rent|now|at the desk|by Monday|in cash}
move {your car|the chair|over|a little to the left|your bags|to the next table}
repair {the bicycle|my watch|the tap|the lamp|the fence|this chair}
check {the list|the numbers again|the oil|my homework|the address|the date}
feed {the cat|the hens|the llamas|the fish|the baby}
water {the flowers|the garden|the tomatoes|the plants}
buy {some bread|two tickets|a stamp|milk and eggs|a present for her}
explain {it again|the rules|this word|your plan|the first step|why you are late}
leave {the keys here|your bags outside|the door open|me alone|a message|your coat at the entrance}
finish {your work|the report today|your soup|the list by noon}
sign {here|the form|both pages|the card for Anna}
listen {to me|carefully|to your sister|to this song}
drive {more slowly|me home|us to the station|carefully}
look {at this|for my keys|after the children|out of the window|it up}
keep {your voice down|the change|this secret|the receipt|the door shut}
carry {my bag|these boxes upstairs|the chairs outside|the tray}
cut {the bread|the grass|the cake|the paper in half|my hair shorter}
try {again|this cake|the other key|to be on time|a smaller size}
"""

WANTS = """
a coffee|a cup of tea|a glass of water|the soup|two tickets|a room for the night|the menu|a window seat|a bigger room|my money back
a new key|an answer|some more time|a piece of cake|another blanket|a table for four|a receipt|the bill|a different colour|a map of the town
to pay|to leave|to order|to sit here|to see the doctor|to speak to the manager|to go home early|to change my ticket|to ask something
to see the room first|to book a table|to join you|to know the price|to stay another day|to use the phone|to borrow this book
"""

# Questions that are asked bluntly, and what one politely asks to be told.
BLUNT_QUESTIONS = """
Where is {the station|the toilet|the bus stop|the exit|the museum|your office|the next bank|the post office|the lift|my coat}? => where {the station|the toilet|the bus stop|the exit|the museum|your office|the next bank|the post office|the lift|my coat} is
When does the {shop|bank|museum|library|pool|office|market} {open|close}? => when the {shop|bank|museum|library|pool|office|market} {opens|closes}
When does the {train|bus|film|concert|course|meeting} start? => when the {train|bus|film|concert|course|meeting} starts
What time is it? => what time it is
How much is {this|the ticket|the soup|a coffee|the blue one|a night here}? => how much {this|the ticket|the soup|a coffee|the blue one|a night here} is
Who is {that|the boss|next|in charge|your teacher|the owner}? => who {that|the boss|next|in charge|your teacher|the owner} is
What is your {name|address|number|plan|answer|favourite dish}? => what your {name|address|number|plan|answer|favourite dish} is
Why are you {late|here|laughing|leaving|so quiet|angry}? => why you are {late|here|laughing|leaving|so quiet|angry}
What do you want? => what you would like
How do I get to {the station|the airport|the harbour|the lake|your house}? => how I get to {the station|the airport|the harbour|the lake|your house}
Can I {park|sit|smoke|pay|wait|swim} here? => whether I may {park|sit|smoke|pay|wait|swim} here
Is {this seat|this table|the room|the doctor} free? => whether {this seat|this table|the room|the doctor} is free
Do you have {change|a pen|a moment|this in blue|any fresh bread|a free room}? => whether you have {change|a pen|a moment|this in blue|any fresh bread|a free room}
"""

# Blunt remarks, and how one says them kindly.
BLUNT_REMARKS = """
You are late. => I think we had agreed on an earlier time.
You are too loud. => Would you mind being a little quieter, please?
Be quiet! => Could you please be a little quieter?
Shut up! => Could you please stop talking for a moment?
Go away! => I would like to be alone for a while, please.
Hurry up! => Could you please be a little quicker? We are short of time.
Get out of my way! => Excuse me, may I pass, please?
Move! => Excuse me, may I pass, please?
That is wrong. => I am afraid that is not quite right.
This is {wrong|not what I ordered|broken|cold}. => I am sorry, but I am afraid this is {wrong|not what I ordered|broken|cold}.
You made a mistake. => I think there may be a small mistake.
I don't understand you. => I am sorry, I did not quite understand you.
What? => I am sorry, could you please say that again?
Say that again. => Could you please repeat that?
I don't like {it|this soup|the colour|your plan|the picture|this song}. => I am afraid {it|this soup|the colour|your plan|the picture|this song} is not quite to my taste.
This is too expensive. => I am afraid this is a little too expensive for me.
This is boring. => Perhaps we could do something else for a while.
I have no time. => I am afraid I have no time at the moment.
No. => No, thank you.
I don't want {it|that|any cake|more soup|to come|to dance|to talk now}. => Thank you, but I would rather not {have it|have that|have any cake|have more soup|come|dance|talk now}.
You are wrong. => I am afraid I see that differently.
Your work is bad. => I think this work could still be improved.
Your writing is terrible. => I find your writing a little hard to read.
I don't care. => I have no strong opinion about it.
That's not my problem. => I am afraid I cannot help you with that.
You never listen. => I would be glad if you listened to me a little more.
You forgot {my name|the bread|the meeting|my birthday|the key}. => I think you may have forgotten {my name|the bread|the meeting|my birthday|the key}.
This is my seat. => Excuse me, I believe this is my seat.
Where is my food? => Excuse me, could you please see how my order is coming along?
I am leaving. => I am afraid I have to go now.
It's your fault. => I think we should look at how this happened.
Don't touch {that|it|my things|the picture|the buttons}! => Please do not touch {that|it|my things|the picture|the buttons}.
Don't {smoke|park|run|shout|eat|swim} here! => I would be grateful if you did not {smoke|park|run|shout|eat|swim} here.
Don't be late! => Please try to be on time.
You have to wait. => I am sorry, I have to ask you to wait a little.
You can't come in. => I am sorry, but you cannot come in at the moment.
We are closed. => I am sorry, we are closed at the moment.
I can't help you. => I am sorry, but I cannot help you with that.
Your room is a mess. => Would you mind tidying your room a little?
The soup is cold. => I am afraid the soup is a little cold.
The room is too {small|cold|hot|loud|dark}. => I am afraid the room is a little too {small|cold|hot|loud|dark}.
I want a better {room|seat|price|table|answer}. => Would it be possible to have a better {room|seat|price|table|answer}, please?
"""

# Long sentences and what they come to. `{core}` is a statement of `statements.py`.
PADDED = """
I just wanted to let you know that {core}. => {Core}.
I am writing to tell you that {core}. => {Core}.
It should be noted that {core}. => {Core}.
As I have already told you before, {core}. => {Core}.
The thing that I would like to say is that {core}. => {Core}.
I would like to take this opportunity to say that {core}. => {Core}.
To be completely honest with you, {core}. => {Core}.
It is a well-known fact that {core}. => {Core}.
As everybody here surely knows by now, {core}. => {Core}.
If I remember it correctly, then {core}. => I think {core}.
In my own personal opinion, I think that {core}. => I think {core}.
There is a good chance that it may be the case that {core}. => Perhaps {core}.
For the time being, at least as far as I know, {core}. => As far as I know, {core}.
What I mean by all of this is simply that {core}. => {Core}.
I have heard from several different people that {core}. => I have heard that {core}.
"""

SHORTENED = """
At this moment in time we are not able to {answer your question|help you|open the door|change your ticket|say when it begins}. => We cannot {answer your question|help you|open the door|change your ticket|say when it begins} now.
Due to the fact that it was raining, we {stayed at home|did not go out|took the bus|moved the party inside}. => Because of the rain, we {stayed at home|did not go out|took the bus|moved the party inside}.
He was of the opinion that the plan was {good|bad|too slow|too dear}. => He thought the plan was {good|bad|too slow|too dear}.
She made the decision to {leave|stay|buy the house|learn Spanish|change her job}. => She decided to {leave|stay|buy the house|learn Spanish|change her job}.
In the event that it {rains|snows|gets cold|becomes too hot}, we will meet inside. => If it {rains|snows|gets cold|becomes too hot}, we will meet inside.
We will have a meeting with each other at {nine|ten|noon|two|four} o'clock in order to talk about {the trip|the money|the garden|the plan|the party}. => We meet at {nine|ten|noon|two|four} to talk about {the trip|the money|the garden|the plan|the party}.
I would be very happy if you could come to visit us {on Sunday|in May|next week|in the summer}. => Please visit us {on Sunday|in May|next week|in the summer}.
The house that belongs to my {uncle|aunt|brother|sister|friend|neighbour} has a garden that is very {big|small|old|beautiful}. => My {uncle|aunt|brother|sister|friend|neighbour}'s house has a very {big|small|old|beautiful} garden.
There are many people who {like|hate|buy|collect|read} {tea|old books|flowers|music|stamps}. => Many people {like|hate|buy|collect|read} {tea|old books|flowers|music|stamps}.
He drove the car at a {very high|very low} speed. => He drove very {fast|slowly}.
In spite of the fact that he was {tired|ill|old|hungry|alone}, he went on working. => Although he was {tired|ill|old|hungry|alone}, he went on working.
It took her a very long time until she found {the key|the way|the answer|the right house|her glasses}. => She took long to find {the key|the way|the answer|the right house|her glasses}.
The reason why I am {late|tired|happy|angry|here} is that I {missed the bus|slept badly|won a prize|lost my key|have a question}. => I am {late|tired|happy|angry|here} because I {missed the bus|slept badly|won a prize|lost my key|have a question}.
It is absolutely necessary that you {rest|wait|sign the form|drink more water|come at once}. => You must {rest|wait|sign the form|drink more water|come at once}.
Each and every one of the {children|guests|players|workers|pupils} got a {cake|prize|ticket|flower|book}. => Every one of the {children|guests|players|workers|pupils} got a {cake|prize|ticket|flower|book}.
The {train|bus|ship|plane} that goes to {London|Lima|Paris|Rome|the coast} leaves at {six|seven|eight|nine} o'clock in the morning. => The {train|bus|ship|plane} to {London|Lima|Paris|Rome|the coast} leaves at {six|seven|eight|nine} in the morning.
I do not have any money left that I could spend on {a new car|a holiday|books|clothes}. => I have no money left for {a new car|a holiday|books|clothes}.
She is a person who is always {friendly|late|busy|in a good mood|honest}. => She is always {friendly|late|busy|in a good mood|honest}.
He gave me the advice that I should {sleep more|work less|see a doctor|learn to cook|save money}. => He advised me to {sleep more|work less|see a doctor|learn to cook|save money}.
We have come to the end of {the day|the book|the journey|our talk|the year} now. => {The day|The book|The journey|Our talk|The year} is over.
"""

# Informal => formal.
FORMAL = """
Hey, can you send me {the report|the files|the numbers|your address|the plan}? => Could you please send me {the report|the files|the numbers|your address|the plan}?
Hi guys, {the meeting|the course|lunch|the tour} starts at {two|three|nine|ten}. => Dear colleagues, {the meeting|the course|lunch|the tour} starts at {two|three|nine|ten}.
Thanks a lot for {your help|the gift|the quick answer|coming|the flowers}! => Thank you very much for {your help|the gift|the quick answer|coming|the flowers}.
I can't come {tomorrow|today|on Friday|next week|to the party}. => I am afraid I will not be able to come {tomorrow|today|on Friday|next week|to the party}.
Sorry I'm late! => Please excuse my late arrival.
What's up? => How are you?
See you {tomorrow|soon|on Monday|next week}! => I look forward to seeing you {tomorrow|soon|on Monday|next week}.
Gimme {a call|five minutes|the list|your number} please. => Please give me {a call|five minutes|the list|your number}.
I wanna {talk to the boss|know more|change my ticket|book a room|join the club}. => I would like to {talk to the director|know more|change my ticket|book a room|join the club}.
We're gonna {move|start|sell the house|need more time|be late} {next week|soon|in May}. => We are going to {move|start|sell the house|need more time|be late} {next week|soon|in May}.
That's a {great|super|cool|awesome} idea! => That is an excellent idea.
The kids are {happy|tired|hungry|outside|at school}. => The children are {happy|tired|hungry|outside|at school}.
My {mum|dad} is {at work|ill|at home|in the garden}. => My {mother|father} is {at work|ill|at home|in the garden}.
The boss is {mad|happy|away|busy} today. => The director is {annoyed|pleased|absent|occupied} today.
I don't get it. => I do not understand.
No problem! => You are welcome.
Let me know if {that's ok|you can come|you need anything|the time suits you}. => Please inform me whether {that is acceptable|you can come|you need anything|the time suits you}.
I got your {letter|mail|message|gift|call} {yesterday|today|last week}. => I received your {letter|mail|message|gift|call} {yesterday|today|last week}.
Can I ask you something? => May I ask you a question?
It's a bit {late|cold|small|expensive|far}. => It is rather {late|cold|small|expensive|far}.
Your {phone|car|order|key|bag} is ready, come and get it. => Your {phone|car|order|key|bag} is ready for collection.
We can't {fix|change|find|sell|send} it. => Unfortunately, we are unable to {repair|change|find|sell|send} it.
I need {the money|an answer|the papers|help} asap. => I need {the money|an answer|the papers|help} as soon as possible.
Lots of people {came|called|wrote|helped}. => A large number of people {came|called|wrote|helped}.
He's really {smart|nice|tired|old}. => He is very {intelligent|kind|tired|old}.
I'm sorry about the {mess|noise|delay|mistake}. => I apologise for the {disorder|noise|delay|mistake}.
Hope you're {well|better|not too busy}! => I hope that you are {well|better|not too busy}.
Bye! => Goodbye.
Got a minute? => Do you have a moment?
Tell me when you're {ready|back|free|there}. => Please let me know when you are {ready|back|free|there}.
I'd love to come. => I would be pleased to come.
The {food|show|book|trip} was really good. => The {food|show|book|trip} was excellent.
We've got to {go|talk|wait|cancel the trip}. => We must {go|talk|wait|cancel the trip}.
You guys did a great job. => You have all done excellent work.
Don't forget the {key|form|tickets|meeting}! => Please remember the {key|form|tickets|meeting}.
"""

# Sentences with words that can be changed: [one=other].
SYNONYMS = """
The {house|room|hall|car|box} is very [big=large].
It is a [small=little] {town|shop|bird|garden|boat}.
The {children|guests|neighbours|players} are [happy=glad].
She [started=began] to {sing|laugh|read|work|cry}.
He [often=frequently] {goes to the library|visits his aunt|drinks tea|travels by train}.
The {film|concert|class|meeting} [starts=begins] at {seven|eight|nine|ten}.
The {shop|office|museum} [closes=shuts] at {five|six|noon}.
This {question|book|sum|game} is [hard=difficult].
This {question|book|sum|game} is [easy=simple].
I [like=enjoy] {music|old films|long walks|cooking|the sea}.
We [bought=got] a new {table|car|lamp|bicycle} [last week=a week ago].
The {road|river|story|letter} is [quite=rather] long.
My {brother|sister|uncle|teacher} is a [clever=smart] {man|person} [who=that] reads a lot.
He was [angry=furious] about the {noise|mistake|letter|price}.
She was [afraid of=scared of] the {dog|dark|storm|spider}.
The {soup|cake|bread|meal} was [very good=delicious].
The {weather|view|day|picture} is [beautiful=lovely].
They [live=have their home] near the {sea|station|forest|church}.
I am [very tired=exhausted] after the {trip|party|walk|game}.
I am [very hungry=starving].
It is raining [hard=heavily].
It is [very cold=freezing] {today|outside|in here|this morning}.
The {boy|girl|dog|horse} ran [fast=quickly] to the {gate|river|house|tree}.
Please [answer=reply to] my {letter|message|question}.
She [helped=assisted] the old {man|woman|farmer}.
We need to [buy=get] some {milk|bread|fruit|paper}.
He [spoke=talked] to the {teacher|doctor|neighbours|driver}.
The {train|bus|ship|guest} [arrived=came] late.
The {man|woman|girl} [looked at=watched] the {birds|sea|people|clouds}.
I [think=believe] that {you are right|it will rain|she is ill|we are late}.
They were [silent=quiet] for a [long time=long while].
The {test|match|race|journey} was [finished=over] [quickly=soon].
She [received=got] a {letter|present|prize|call} [yesterday=the day before today].
He [wants=would like] to {sleep|go home|learn French|see the sea}.
The {city|village|market|street} is [full of people=crowded].
It was a [strange=odd] {noise|dream|question|day}.
He is a [rich=wealthy] {farmer|man|merchant|king}.
The {vase|cup|window|plate} is [broken=in pieces].
We [have to=must] {leave|wait|hurry|pay} now.
There are [a lot of=many] {stars|people|books|flowers} {here|there}.
There is [nobody=no one] in the {house|garden|office|street}.
I will [call=phone] you {tonight|tomorrow|on Sunday|at noon}.
The {lake|valley|forest|night} was [calm=peaceful].
He [fixed=repaired] the {roof|bicycle|clock|fence}.
Her {answer|letter|speech} was [short=brief].
He told us a [funny=amusing] {story|joke|tale}.
The {tea|water|soup|stone} is [too hot=not cool enough].
My {room|desk|bag} is [tidy=in good order].
She is [never late=always on time].
This {coat|chair|lamp|ring} [costs a lot=is expensive].
This {coat|chair|lamp|ring} [does not cost much=is cheap].
[Perhaps=Maybe] {we will come|it is true|she forgot|he is at home}.
The {dog|child|baby|guest} is [asleep=sleeping].
The {work|house|bridge|picture} is [almost=nearly] {ready|finished|done}.
We [walked=went on foot] to the {market|lake|station|school}.
"""
