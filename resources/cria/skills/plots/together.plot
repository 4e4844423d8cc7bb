# What nobody can do alone, all can do together.
theme: working together, helping, team work
about: who {brings|brought} everybody together
about: who had a good idea
want: to find a way to {deed}
friend: {A friend} was the first who helped {him}.
lesson: what is too heavy for one is light for many
lesson: together one can do what nobody can do alone
lesson: many small hands make a great deed
@ trouble | alone | deed | joy
@ the well was dry | dug a little hole and found only dust | dig one deep well | cool, clear water rose, and everyone drank
@ a great stone lay on the road | pushed it a little, and it did not move | roll the stone away | the great stone rolled down into the valley with a rumble
@ the bridge was broken | laid one plank, and the river took it away | build a new bridge | a new bridge stood there, and everyone danced on it
@ the snow lay as high as the windows | shovelled before one door, and the wind blew it all back | dig a path through the snow | a path led from door to door, right up to the baker
@ the roof of the barn had a hole | held up one board, and the rain came in elsewhere | mend the roof | the roof was whole again, and the hay was dry
@ the ferry boat was stuck in the sand | pushed at another side, and it did not move | push the boat into the water | the boat slid into the water and rocked on the waves
@ the biggest turnip would not come out of the ground | pulled at the leaves until they tore | pull out the turnip | the turnip came out with a plop, and there was soup for all
@ the river rose higher and higher | carried one small sack, and the water only laughed | build a wall of sacks | the water stopped before the last house and went back
@ the path was so dark that everybody stumbled | held up one small candle, and the wind blew it out | hang up a row of lanterns | the whole path shone as bright as day
@ a storm was coming, and the corn still stood in the field | cut a few stalks, and the clouds came nearer | bring in the harvest | the last cart rolled into the barn, just before the rain
- That year there was great trouble {in place}: {trouble}.
/ Everybody {in place} talked about one thing: {trouble}.
- Everyone worked alone: each {alone}.
/ Each of them tried it alone. Each {alone}.
~ "It is no use," they said, and in the evening they all sat there, tired and cross.
- "Let us do it together," said {hero}. "Then we can {deed}!"
/ Then {hero} had an idea. "Together we can {deed}!" {he} said.
- At first nobody moved. Then {a friend} stood up and said, "I will help you."
/ "That will never work," they said. But {a friend} came and stood beside {him}.
- And after {friend} came the others, one by one.
/ So they were two, and then five, and then twenty.
- They worked side by side until the sun went down, and then {joy}.
/ They worked and sang, and before they knew it {joy}.
~ That evening they all ate at one long table, and nobody wanted to go home.
