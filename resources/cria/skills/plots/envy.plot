# The hero wants to be like somebody else.
theme: being oneself, envy, self-confidence
mood: funny
about: who {wants|wanted} to be like {an other}
about: who {wants|wanted} to be someone else
about: who {is|was} not happy with {himself}
want: to be like {an other}
friend: {A friend} liked {him} just as {he} was.
lesson: everybody is best at being themselves
lesson: one need not be like another to be loved
lesson: each of us can do something that others cannot
@ an other | other | admire | try | fail
@ a condor | condor | how high it flew | tied two big leaves to {his} arms and jumped from a rock | landed in a muddy puddle
@ a flamingo | flamingo | its fine long legs | stood on one leg in the cold water | sneezed for three days
@ a bull | bull | how strong it was | tried to push over a tree | only got a bump on the head
@ a peacock | peacock | its shining feathers | stuck flowers and leaves all over {himself} | was followed by a hungry goat
@ a nightingale | nightingale | how sweetly it sang | sang all night at the top of {his} voice | had no voice at all in the morning
@ a horse | horse | how fast it ran | galloped up and down the hill | had to lie in the grass until the evening
@ a lion | lion | its mighty roar | hid behind a stone and roared | only made a baby laugh
@ a giraffe | giraffe | its long neck | stretched {his} neck for a whole day | could not turn {his} head any more
@ a fish | fish | how well it swam | jumped into the pond | had to be pulled out with a rope
@ an owl | owl | how wise it looked | stayed awake all night and looked very serious | fell asleep in {his} soup
@ a monkey | monkey | how lightly it climbed | climbed the tallest tree | did not know how to come down again
- One day {he} saw {an other} and admired {admire}.
/ {An other} came by one day, and {hero} admired {admire}.
- "I am nothing special," {he} thought. "If only I were like the {other}!"
/ From that hour {he} wanted to be like the {other}.
- So {he} {try}. But {he} {fail}.
/ {He} began at once: {he} {try}. It did not go well, and {he} {fail}.
~ Some laughed, and others shook their heads.
- {A friend} saw it. "Why do you want to be {an other}?" {fhe} asked. "Then who would be my friend?"
/ Then {a friend} came. "{An other} cannot tell stories like you," {fhe} said, "and nobody laughs as you do."
- {Hero} thought about it for a long time. Then {he} had to laugh.
/ "Really?" asked {hero}. "Really," said {friend}, and that helped.
~ When the {other} came again, {hero} waved kindly, and {he} was glad to be {himself}.
/ The next day the {other} came by again. "I wish I had a friend like yours," it said.
