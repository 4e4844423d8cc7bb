# A seed takes its time.
theme: patience, waiting, a garden, plants
about: who {plants|planted} a seed
about: and {plant}
about: who could not wait
want: to see the seed grow
friend: {A friend} gave {him} the seed.
lesson: good things take their time
lesson: whoever can wait will see things grow
lesson: much happens in the ground before one sees it
@ plant | fruit
@ an apple tree | it was full of red apples
@ a sunflower | it was as tall as the house and turned its face to the sun
@ a pumpkin | its fruit was so big that three could sit on it
@ a rose bush | it was covered with roses, and the bees came from far away
@ a cherry tree | it was white with blossoms, and later red with cherries
@ a bean | it climbed up to the roof and was full of beans
@ a pear tree | its pears were as yellow as the moon
@ a cactus | for one single night it opened a flower as white as snow
@ a walnut tree | it gave shade to all, and nuts in autumn
@ a tulip | it opened its red cup in the morning sun
@ corn | the golden ears stood there as thick as an arm
- One day {a friend} gave {him} a small brown seed. "Plant it," said {friend}, "and be patient."
/ For {his} birthday {he} got a seed from {a friend}.
- {Hero} put it into the earth, watered it, and waited.
/ {Hero} made a little hole, laid the seed into it, and gave it water.
- A day went by, and nothing happened. A week went by, and nothing happened.
/ {He} looked at it every morning, and every morning there was only bare earth.
~ {He} sang to it, and {he} even told it a joke.
/ "It is only a little stone," said the others.
~ {He} wanted to dig it up, but {friend} said, "It is working, only you cannot see it."
/ "Perhaps it is asleep," {he} said. "No," said {friend}, "it is making roots. Give it time."
- And one {spring|warm} morning a tiny green tip looked out of the earth.
/ And then, after a warm rain, there was something green.
- It grew and grew. It was {plant}, and in the end {fruit}.
/ Now one could see what it was: {plant}. And in the end {fruit}.
~ "Was it worth the time?" asked {friend}. "Every day of it," said {hero}.
