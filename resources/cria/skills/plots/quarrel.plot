# Two quarrel about a thing, and a wise third shows how to share it.
theme: sharing, a quarrel, friendship, fairness
about: who {quarrels|quarrelled} about {find}
about: who would not share
about: and a quarrel
want: to have the {thing} for {himself}
friend: {A friend} wanted the {thing} too, until {a sage} showed them how to share it.
lesson: what is shared is worth twice as much
lesson: a good thing is better when two have it
lesson: nobody wins a quarrel, but two can win by sharing
@ thing | find | idea
@ melon | a ripe melon | One of you cuts it in two, and the other chooses first.
@ blanket | a warm blanket | It is wide. Lie down close together, and it will warm you both.
@ boat | a small boat | A boat needs two: one to row and one to steer.
@ loaf | a fresh loaf of bread | One of you breaks it in two, and the other chooses first.
@ umbrella | a big umbrella | Walk side by side, and you will both stay dry.
@ pear tree | a tree full of pears | One of you climbs and shakes, the other catches. Then divide them.
@ drum | a beautiful drum | One of you drums and the other dances. Then you change places.
@ sledge | a wooden sledge | One of you sits and the other pulls. Then you change places.
@ book | a book with pictures | One of you reads aloud, and the other turns the pages.
@ swing | an old swing | One swings while the other counts to twenty. Then you change places.
@ well | a cool well in the shade | There is water enough for ten. Drink one after the other.
@ pumpkin | a huge pumpkin | Cook a soup of it. It is far too big for one.
@ rope | a long rope | Tie it to the tree, and you both have a swing.
@ lantern | a bright lantern | Go home together, and it will light the way for both of you.
- One day {he} and {a friend} found {find}, both at the same moment.
/ One {morning|afternoon} {he} found {find}. But {a friend} had seen it, too.
- "It is mine!" cried {hero}. "No, mine!" cried {friend}.
/ "I saw it first!" said {hero}. "No, I did!" said {friend}.
- They {shouted|quarrelled} until they were hoarse.
/ They quarrelled until evening, and in the end both sat there, tired and angry.
~ Even the birds flew away because of the noise.
/ "I will never speak to you again," said {hero}. "Good!" said {friend}.
- Then {a sage} came by and said, "{idea}"
/ At last {a sage} came along. "But that is easy," said {sage}. "{idea}"
- They tried it, and it worked {very well|better than they had thought}.
/ First they frowned. Then they tried it, and soon they were laughing.
~ "Alone it would only have been half as nice," said {hero}.
/ "Shall we do the same tomorrow?" asked {friend}. "Every day," said {hero}.
