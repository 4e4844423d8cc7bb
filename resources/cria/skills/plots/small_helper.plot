# Somebody tiny gets shelter, and gives help in return.
theme: kindness, gratitude, helping, small and big
about: who {helps|helped} {a tiny}
about: and {a tiny}
about: who {is|was} kind to {a tiny}
want: to help {a tiny} that was out in the storm
friend: {A tiny} helped {him} later.
lesson: no one is too small to help
lesson: a kindness always finds its way back
lesson: little friends can be great friends
@ a tiny | tiny | trouble | rescue
@ a mouse | mouse | {his} foot was caught in a net | gnawed through the net, thread by thread
@ a firefly | firefly | {he} lost the way in the dark | flew ahead with its little light, all the way home
@ a sparrow | sparrow | {he} was lost in the fog | flew up above the fog and called out the way
@ an ant | ant | {his} sack of seeds burst open in the grass | called a hundred sisters, and together they picked up every seed
@ a spider | spider | {his} only blanket was torn | mended the blanket in one night with the finest thread
@ a frog | frog | the spring had run dry | knew a hidden pool between the rocks
@ a mole | mole | a heavy stone had closed the way home | dug a tunnel right under the stone
@ a bat | bat | {he} could not find the way out of a dark cave | flew ahead and squeaked softly at every turn
@ a bee | bee | {he} had nothing left to eat | showed {him} a slope that was full of berries
@ a beetle | beetle | {his} key had fallen into a crack | crept into the crack and pushed the key out
@ a cricket | cricket | {he} could not sleep for sorrow | played on its tiny violin until {he} smiled
- One {stormy|cold|rainy} night {a tiny} sat outside, wet and shivering. "May I come in?" it asked.
/ One evening, when {rain and wind|hail and thunder} came over the land, {he} found {a tiny}, wet to the bone.
- "Come here, where it is dry," said {hero}.
/ {Hero} made a warm place for it by the fire.
- In the morning the {tiny} said, "If you ever need help, call me!"
/ "Thank you," said the {tiny}. "One day I will help you, too."
~ {Hero} smiled, for how could somebody so small ever help {him}?
/ "You?" said {hero} and smiled. "But you are so small!"
- {One day|Some weeks later} {trouble}. {He} did not know what to do.
/ Then came a bad day: {trouble}, and nobody was near.
- But there came the {tiny}. "Now it is my turn," it said, and it {rescue}.
/ "Help!" {he} called, and whom did {he} see? It was the {tiny}. It {rescue}.
~ "How small you are, and how great a friend!" said {hero}.
/ {Hero} thanked it with all {his} heart.
