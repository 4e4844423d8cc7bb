# The hero is afraid of something and goes there all the same, because somebody needs help.
theme: courage, bravery, fear, being afraid
about: who {is|was} afraid of {fear}
about: who {learns|learned} to be brave
about: and {his} fear of {fear}
want: to be brave, although {he} was afraid of {fear}
friend: {A friend} needed help, and {hero} came.
lesson: courage does not mean that one has no fear
lesson: brave is who is afraid and helps all the same
lesson: fear grows smaller when one walks towards it
avoid: brave
@ fear | trouble
@ the dark | had lost the way in the black night
@ thunder | was out in the storm and could not find the way home
@ deep water | had slipped into the river and clung to a branch
@ high places | was stuck on a narrow ledge, high above the valley
@ caves | had crept into the old cave and could not find the way out
@ the wind | had been blown into a thorn bush by the wind
@ the fog | had lost the way in the thick fog
@ the forest at night | had fallen into a hole in the dark forest
@ bridges | stood in the middle of the swinging bridge and could not go on or back
@ the snow | was caught in the deep snow behind the hill
@ strangers | sat by the road with a hurt foot, a stranger whom nobody knew
@ loud noises | had caught a foot between the stones beside the roaring waterfall
@ being alone | called from the far, lonely side of the valley with a hurt leg
- There was only one thing that {he} feared: {fear}.
/ {He} was {friendly and clever|cheerful and quick}, but {he} was afraid of {fear}.
/ At the thought of {fear} {he} began to tremble.
~ The others {laughed about it|made jokes about it}, and that made {him} sad.
/ {He} was ashamed of it and told nobody.
- One {evening|day} {he} heard a thin voice calling for help. It was {a friend}. {Fhe} {trouble}.
/ One {evening|day} somebody cried, "Help me!" {A friend} {trouble}.
- {His} heart beat like a drum. "I am afraid," said {hero}, "but I am coming!"
/ {Hero} wanted to run away. But who else would help? So {he} went, with shaking knees.
~ Step by step {he} went nearer, humming a {little|quiet} song.
/ {He} counted {his} steps, one, two, three, so that {he} would not think of {his} fear.
- "Hold on to me," {he} said, and {he} led {friend} safely home.
/ {He} reached {friend}, held {fhim} tight, and brought {fhim} home.
- "You are so brave," said {friend}. "Me?" said {hero}. "I was afraid the whole time!"
/ "Weren't you afraid?" asked {friend}. "Oh yes," said {hero}. "But you needed me."
