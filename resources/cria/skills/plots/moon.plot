# The hero wants to catch the moon.
theme: contentment, the moon, wishes
mood: funny bedtime
about: who {wants|wanted} to catch the moon
about: and the moon
about: who {tries|tried} to take the moon home
want: to catch the moon and take it home
friend: {A friend} told {him} that the moon belongs to all.
lesson: some things are most beautiful where they are
lesson: what belongs to all can be enjoyed by all
lesson: one need not own a thing to love it
@ tool | fail
@ a fishing net | the net came up full of water and weeds
@ a bucket | the moon was in the bucket, but at home there was only water in it
@ a long ladder | the ladder was too short, by just one arm
@ a rope with a hook | the hook only caught a sleeping branch
@ a big sack | the sack was as empty as before
@ a butterfly net | a moth flew out and was quite offended
@ a basket | all the water ran out, and the moon ran out with it
@ a jar with a lid | the jar held nothing but a surprised snail
- One night the moon lay in the pond, {round and golden|as round as a cheese}, as if it had fallen down.
/ On a clear night {he} saw the moon in the water of the pond, so near that one could touch it.
~ "I will take it home," said {hero}, "and then I will have light every night."
/ "How beautiful!" said {hero}. "I want to have it for myself."
- {He} fetched {tool} and tried it. But {fail}.
/ So {he} ran home and came back with {tool}. {He} tried it three times, but {fail}.
~ "Stand still!" {he} told the moon. The moon said nothing and shone.
- "What are you doing there?" asked {a friend}. "I am catching the moon," said {hero}.
/ "What are you fishing for?" asked {a friend}. "For the moon," said {hero}.
- {Friend} did not laugh. "Look up," {fhe} said. There it was, high in the sky.
/ "If you had it at home," said {friend}, "who would light the way for the others?"
~ "Then it belongs to all of us?" asked {hero}. "To all of us," said {friend}.
/ {Hero} looked up for a long time. "It is everywhere I go," {he} said. "Then it is mine already."
- So they sat down side by side and looked at the moon together.
