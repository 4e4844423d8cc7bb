# In a race the hero stops to help, and loses it, and wins a friend.
theme: friendship, kindness, helping, a race
about: who {runs|ran} in a race
about: who {stops|stopped} to help in the middle of the race to {goal}
about: and the race to {goal}
want: to win the race to {goal}
friend: {A friend} had fallen in the race, and {hero} helped {fhim}.
lesson: a friend is worth more than a prize
lesson: there are things more important than being first
lesson: who stops to help has already won
@ goal | prize | trouble
@ the white rock | a wreath of flowers | had stumbled over a root and hurt a foot
@ the old mill | a honey cake | had fallen into the stream
@ the top of the hill | a golden ribbon | had slipped on the loose stones
@ the big lake | a basket of berries | was caught in a thorn bush
@ the bell tower | a silver bell | had twisted a foot and sat in the dust
@ the wooden bridge | a warm scarf | had run into the mud and was stuck
@ the three pines | a jar of honey | had fallen into a ditch
@ the harbour | a little flag | lay beside the road and could not get up
@ the stone gate | a crown of straw | had lost the way in the fog
@ the far meadow | a drum with red ribbons | had tripped over a rope and could not get up
- Once a year there was a great race to {goal}, and the prize was {prize}. {He} had practised all {spring|winter|summer}.
/ {He} wanted to win the great race to {goal}. The prize was {prize}.
~ When the drum sounded, {he} ran, and soon {he} was far ahead.
/ Off they went! {Hero} ran as fast as the wind, and {he} was first.
- Then {he} heard a cry. {A friend} {trouble}.
/ Shortly before the end {he} saw {a friend}, who {trouble}.
~ For a moment {he} did not know what to do.
/ {He} looked ahead, where the people were cheering already. Then {he} looked back.
- {He} turned round. "Lean on me," {he} said, and they went on together, slowly, step by step.
/ "The race can wait," said {hero}, and {he} helped {friend} up and walked beside {fhim}.
- They came in last, but nobody got so much applause as {hero}.
/ They came in last. But the winner gave the prize to {hero} and said, "You have run the better race."
~ After that the two ran together every morning.
