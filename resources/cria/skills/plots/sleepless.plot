# The hero cannot fall asleep.
theme: sleep, the night, bedtime
mood: bedtime
about: who {cannot|could not} sleep
about: who {is|was} wide awake
about: who {looks|looked} for sleep
want: to fall asleep
friend: {A friend} told {him} a little story until {he} slept.
lesson: sleep comes when one stops looking for it
lesson: a quiet voice is the softest pillow
lesson: nobody is alone in the night
@ advice | fail
@ count the stars | but there were so many that {he} had to begin again and again
@ drink warm milk | but then {he} only had to get up once more
@ lie on the other side | but the other side was just as wide awake
@ think of nothing | but nothing is very hard to think of
@ hop three times on one leg | but then {he} was more awake than before
@ close one eye after the other | but one of them always opened again
@ hum a song | but it was a song to dance to
@ count sheep | but the sheep all wanted to know {his} name
- It was late, the moon was up, and {he} could not sleep.
/ All the others slept. Only {he} lay awake and looked at the {moon|dark sky}.
- "Try to {advice}," said {a sage}. {He} tried it, {fail}.
/ {A sage} told {him} to {advice}. {He} did so, {fail}.
~ Somewhere far away a dog barked once, and then it was still again.
- Then {a friend} came and sat down beside {him}. "Shall I tell you a story?" asked {friend}.
/ {A friend} heard {him} sigh. "Move over a bit," said {friend}. "I will tell you something."
- And {fhe} told of a small boat that sailed over a {dark|quiet} lake, slowly, from one shore to the other.
/ And {fhe} told of a little cloud that was so tired that it lay down on a mountain.
~ "And then?" asked {hero}, and {his} eyes were nearly closed.
/ {Hero} wanted to ask how it went on, but {he} had to yawn.
- {Friend} did not answer, for {fhe} was asleep. And a moment later {hero} was asleep, too.
/ Before the story was over, both of them were asleep.
