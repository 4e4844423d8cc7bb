# Practice makes what seemed impossible.
theme: patience, practice, learning, not giving up
about: who {wants|wanted} to learn to {skill}
about: who {learns|learned} to {skill}
about: who could not {skill}
want: to learn to {skill}
friend: {A friend} told {him} to practise a little every day.
lesson: practice makes the hard things easy
lesson: every master was a beginner once
lesson: whoever goes on a little every day comes far
@ skill | fail | success
@ whistle | only air came out | {he} whistled a whole song
@ swim | {he} sank like a stone | {he} swam across the lake and back
@ dance | {he} fell over {his} own feet | {he} danced under the lamps until midnight
@ read | the letters jumped about like fleas | {he} read a whole story aloud
@ juggle | the apples rolled away down the hill | {he} juggled with four apples
@ play the flute | it squeaked like a mouse | {he} played, and everyone sang
@ knit | the wool was one big knot | {he} wore a scarf that {he} had made {himself}
@ bake bread | it was as hard as a stone | {he} brought a warm, soft bread, and not a crumb was left
@ skate on the ice | {he} sat down hard, again and again | {he} drew a perfect circle on the ice
@ stand on one leg | {he} fell over at once | {he} stood like a flamingo while all counted to a hundred
@ paint | the horse looked like a table | {he} painted a picture that everybody wanted to have
@ fly a kite | it fell on {his} head | the kite stood in the sky, as high as the clouds
@ count to a hundred | {he} got lost after twelve | {he} counted all the lanterns, up to a hundred
@ sing | the dogs began to howl | {he} sang, and even the babies were quiet
@ draw a star | it looked like a potato | {he} drew a star that seemed to shine
- More than anything {he} wanted to learn to {skill}.
/ There was one thing that {he} could not do: {he} could not {skill}.
- {He} tried it once, but {fail}.
/ {He} tried it on Monday, but {fail}. On Tuesday it was no better.
~ "I will never learn it," said {hero} sadly.
/ "It is no use," {he} sighed.
- {A friend} had watched {him}. "I could not do it either at first," said {friend}. "Do a little every day."
/ "How long did it take you?" {he} asked {a friend}. "Three winters," said {friend}, "a little every day."
- So {he} practised every morning, {in sun and in rain|even when it was cold}.
/ From then on {he} practised each day, only a little, but each day.
~ At first nobody noticed a thing. Then it went a bit better, and then better still.
/ The weeks went by, the leaves fell, and snow came and went.
- And at the {summer|harvest|spring|winter} feast {success}.
/ When the next feast came, {success}.
~ "Who taught you that?" asked the others. "{Friend}," said {hero}, "and many mornings."
