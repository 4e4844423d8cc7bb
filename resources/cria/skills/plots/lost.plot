# Something dear is lost, and is found because the hero asks.
theme: asking for help, a lost thing
about: who has lost {his} {thing}
about: looking for {his} {look} {thing}
about: and a lost {thing}
want: to find {his} {look} {thing} again
friend: {A friend} knew where the {thing} was.
lesson: one question can save a long search
lesson: asking for help is no shame
lesson: whoever asks finds more than whoever only looks
@ look | thing | spot
@ red | scarf | on a thorn bush by the road
@ blue | kite | in the top of the tallest tree
@ golden | bell | at the bottom of the clear stream
@ green | hat | on the head of the old scarecrow
@ white | blanket | under the wooden bridge
@ silver | ring | in the nest of a magpie
@ yellow | ball | behind the old well
@ striped | cap | on the roof of the mill
@ brown | flute | between two stones near the spring
@ purple | ribbon | on the horn of a goat
@ red | drum | in the cave above the valley
@ little | lamp | beside the path to the market
@ woollen | bag | under a heap of dry leaves
@ round | mirror | in the soft sand near the water
@ black | umbrella | in the hay of the barn
- One {morning|day|evening} {his} {look} {thing} was gone.
/ More than anything {he} loved {his} {look} {thing}, but one {windy|grey|cold} day it was gone.
/ One {day|afternoon|morning} {he} could not find {his} {look} {thing}.
- {Hero} looked under every stone and behind every bush, but it was not there.
/ {He} searched from morning till noon, and again from noon till evening.
/ {He} searched to the left, {he} searched to the right, and found nothing but dust.
~ {He} did not dare to ask anybody, and at last {he} sat down {sadly|and sighed}.
/ {He} was too proud to ask. But when the sun went down, {he} was {tired and sad|close to tears}.
/ {He} did not want to trouble the others, so {he} told nobody.
- Then {a friend} came by and asked, "What is the matter?" "I have lost my {thing}," said {hero}.
/ There {a friend} stopped. "Why do you look so sad?" {fhe} asked. "Because my {thing} is gone," said {hero}.
/ At last {hero} took heart and asked {a friend}, "Have you seen my {look} {thing}?"
- "I saw it this morning!" said {friend}. "It is {spot}."
/ {Friend} laughed. "Why did you not ask me before? It is {spot}."
/ "Your {thing}?" said {friend}. "I passed one today. It is {spot}!"
- They went there together, and there lay the {thing}, as good as new.
/ They hurried there, and {hero} {jumped for joy|could hardly believe it}: it was {his} {thing}.
/ They ran there, and soon {hero} held {his} {thing} again and {laughed out loud|danced in a circle}.
~ After that they met every evening.
/ {Hero} thanked {friend} and shared {his} supper with {fhim}.
