# The hero boasts and does not practise; the friend does.
theme: modesty, boasting, practice, pride
about: who boasts
about: who {thinks|thought} that nobody could {skill} better
about: who {is|was} too proud
want: to be admired by everybody, because {he} could {skill} so well
friend: {A friend} practised quietly and did better.
lesson: big words are soon said, but practice takes time
lesson: whoever is good need not say so
lesson: even the best can learn from others
avoid: shy, quiet, kind
@ skill | fail | well
@ sing | forgot the tune in the middle of the song | sang so sweetly that even the wind stood still
@ dance | tripped over {his} own feet | danced as lightly as a feather
@ jump | landed in the middle of the pond | jumped over the fence, and the gate, and the haystack
@ climb | slid all the way back down to the bottom | climbed up slowly and waved from the very top
@ play the flute | blew until {his} face was red, and only a squeak came out | played so softly that the birds came to listen
@ drum | lost both sticks | drummed like rain on a roof
@ cook | had burned the soup | served a soup that everybody wanted more of
@ tell jokes | forgot how the joke ended | told a joke that made even the old ones laugh
@ whistle | only made the sound of a kettle | whistled a melody that nobody forgot
@ juggle | dropped all three apples | kept five apples in the air
- "Nobody can {skill} like me!" {he} told everyone, {every day|from morning till night}.
/ {He} was very proud. "I {skill} better than anyone," {he} said, again and again.
- "Then show us tomorrow at the feast," said {a friend}.
- "I need no practice," said {hero}, and {he} lay down in the {sun|shade}.
/ "Gladly!" said {hero}, and {he} went to bed without practising.
- But {friend} practised until the stars came out.
/ {Friend} said nothing more, but {fhe} practised the whole evening.
- At the feast {hero} stepped forward, bowed, and {fail}.
/ The feast came, and first it was the turn of {hero}. But what was that? {He} {fail}.
- Then came {friend}, who {well}.
- {Hero} went red. But then {he} asked, "Will you teach me?" "With pleasure," said {friend}.
/ {Hero} was ashamed. "Come tomorrow," said {friend} kindly, "and we will practise together."
