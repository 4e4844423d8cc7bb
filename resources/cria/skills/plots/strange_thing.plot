# Nobody knows what a strange thing is good for, until somebody tries.
theme: curiosity, a strange thing, discovery
mood: funny
about: who {finds|found} {thing}
about: and {thing}
about: who {finds|found} a strange thing
want: to know what the strange thing was
friend: {A friend} only guessed what it was.
lesson: trying is better than guessing
lesson: who wants to know must look closely
lesson: a curious mind finds the answer
@ thing | look | guess | wrong | trial
@ an umbrella | black, with one thin leg | a bat that is asleep | a tent for mice | Then it began to rain. {Hero} opened it, and lo, below it {he} stayed dry
@ a mirror | round and as bright as water | a piece of the moon | a plate of ice | {Hero} looked into it and made a face, and the face in it did the same
@ a bell | heavy, and open below like a flower | a hat of iron | a cup for a giant | {Hero} gave it a push, and it rang so clearly that all of them jumped
@ a magnifying glass | a glass with a handle | a spoon with a hole | a frozen drop | {Hero} looked through it and saw an ant as big as a dog
@ a whistle | small and made of tin | a snail of metal | a very small spade | {Hero} blew into it, and it gave such a shrill sound that the birds flew up
@ a compass | flat, with a needle that trembled | a clock that is cold | a trap for flies | {Hero} turned round and round, and the needle always pointed north
@ a kite | made of paper, with a long tail | a bird without a head | a letter to a giant | Then the wind took it, and {hero} held the string, and it flew
@ a pair of glasses | two round windows with two thin legs | a bridge for beetles | a toy wagon | {Hero} put it on, and suddenly {he} could read the sign on the far hill
@ a spinning top | round above and pointed below | a nut of wood | the nose of a snowman | {Hero} turned it quickly, and it danced on its one foot
@ a hammock | a net with a rope at each end | a fishing net | a trap | {Hero} tied it between two trees, lay down in it, and swung
- One {morning|day} a strange thing lay on the path. It was {look}.
/ One day {he} found a thing that {he} had never seen before. It was {look}.
- "It is {guess}," said {a friend}. "No, it is {wrong}," said {a sage}.
/ "I know it," said {a friend}. "It is {guess}." But {a sage} said, "It is {wrong}, of course."
~ They argued until noon, and each of them was quite sure.
/ Soon the others came, too, and everyone had another opinion.
- {Hero} did not guess. {He} looked at it from all sides.
/ {Hero} said nothing. {He} touched it, and turned it, and sniffed at it.
- {trial}.
- "Now I know it," said {hero} and laughed. "It is {thing}!"
/ "It is {thing}!" cried {hero}. And the two others said that they had thought so all along.
~ In the evening they all tried it, one after another, and there was much laughter.
