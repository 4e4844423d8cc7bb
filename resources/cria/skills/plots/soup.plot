# The soup that is made of nothing.
theme: sharing, a clever trick, hospitality
mood: funny
about: who {cooks|cooked} a soup from {thing}
about: and the soup made of {thing}
about: who {is|was} hungry and clever
want: to eat something, because {he} was very hungry
friend: {A friend} was the first who put something into the soup.
lesson: when each gives a little, all have plenty
lesson: a soup tastes best when many have helped with it
lesson: a clever idea can fill many bowls
@ thing | first | second
@ a stone | a carrot | a handful of potatoes
@ a button | an onion | some corn
@ a nail | a cabbage | a piece of cheese
@ an old spoon | a bag of beans | two tomatoes
@ a feather | a pumpkin | a pinch of salt
@ a leaf | some rice | a bunch of herbs
- One winter {he} had nothing left to eat, and everybody hid what little they had.
/ It was a hungry winter {in place}, and nobody wanted to share.
- So {he} put a big pot of water on the fire and threw in {thing}.
/ Then {he} took a pot, poured water into it, and put {thing} at its bottom.
- "What are you doing?" asked {a friend}. "I am making soup from {thing}," said {hero}.
/ {A friend} came nearer. "Soup from {thing}?" "The best there is," said {hero}.
- {He} tasted it. "Only {first} is missing." So {friend} fetched {first}.
/ "It only needs {first}," said {hero}. So {friend} ran and brought some.
- Then another one came and brought {second}, and soon everybody put something into the pot.
/ A neighbour smelled it and gave {second}, and after that all the others came.
~ There was enough for all, and they ate until they were full and warm.
/ In the end they all sat around the fire with a full bowl and sang.
~ "And all that from {thing}!" they said. {Hero} only smiled.
