# Something is broken, and the truth makes it good again.
theme: honesty, the truth, saying sorry, lying
about: who {tells|told} the truth
about: who {deed}
about: who had a bad conscience
want: to hide that {he} {deed}
friend: {A friend} forgave {him} when {he} told the truth.
lesson: the truth makes the heart light
lesson: saying sorry is hard for a moment, but hiding is hard for long
lesson: a friend forgives a mistake, but a lie hurts
@ deed | thing | mend
@ broke the blue jug of {a friend} | jug | glued the jug, piece by piece
@ ate the last honey cake of {a friend} | cake | baked a new cake, with twice as much honey
@ tore the paper kite of {a friend} | kite | mended the kite with a patch in the shape of a star
@ lost the silver bell of {a friend} | bell | searched the meadow until they heard the bell ring in the grass
@ spilled the fresh milk of {a friend} | milk | went together to fetch new milk
@ bent the copper pot of {a friend} | pot | hammered the pot until it was round again
@ broke the wooden flute of {a friend} | flute | carved a new flute out of a reed
@ stepped on the little garden of {a friend} | garden | planted the garden again, row by row
@ let the warm fire of {a friend} go out | fire | carried wood together and made a new fire
@ dropped the snow globe of {a friend} | snow globe | made a new one of a jar and white feathers
- One day, while {he} was playing, {he} {deed}.
/ It happened on a {rainy|hot|long} afternoon: {he} {deed}.
- Nobody had seen it, and {hero} crept away.
/ {He} was so frightened that {he} ran home and told nobody.
- But that night {he} could not sleep. It was as if a stone lay on {his} heart.
/ In the evening {his} soup did not taste of anything, and at night {he} lay awake.
- "Do you know what happened to my {thing}?" asked {friend} the next day.
/ Then {friend} came and asked, "Have you heard about my {thing}?"
- {Hero} took a deep breath. "It was me," {he} said. "I am very sorry."
/ {Hero} wanted to say no. But then {he} said, very softly, "It was me, and I am sorry."
- "I am glad that you told me," said {friend}. And the two {mend}.
/ {Friend} looked at {him} for a long time. "That was brave," {fhe} said. And the two {mend}.
~ That night {hero} slept {deeply and well|like a stone}.
/ And {his} heart was as light as a feather again.
