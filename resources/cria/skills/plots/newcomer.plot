# The hero is new, and alone, until somebody begins.
theme: friendship, being new, loneliness, making friends
about: who {is|was} lonely
about: who {finds|found} a friend
about: who {is|was} new and alone
want: to find a friend
friend: {A friend} became {his} friend.
lesson: somebody has to say the first word
lesson: a friend may be nearer than one thinks
lesson: two who are alone need not stay alone
@ deed | answer
@ cooked a big pot of soup and opened the door | It smells so good that I could not walk past,
@ sat down outside and played a small tune | I know that song! My grandmother used to sing it,
@ drew a game of squares on the ground | May I jump, too? I know another way to play it,
@ hung a swing in the old tree | That looks like fun, but who will push you?
@ lit a fire in the evening and roasted apples | Is there one left for me?
@ built a tower of stones | It needs one more stone on top. I have a round one,
@ flew a kite with a long tail | How high it is! May I hold the string?
@ planted flowers along the path | I have a watering can, if you need one,
@ wrote "Good morning" on a big sign | Good morning to you! Nobody ever wrote that for me,
@ baked a cake and cut it in two | I was only passing by, but I never say no to cake,
- {He} had only just moved there, and {he} did not know anybody.
/ {He} was new {in place}, and all the others had friends already.
- Every day {he} watched the others play, and nobody called {him}.
/ {He} sat alone in the morning, and {he} sat alone in the evening.
~ {He} counted the clouds, because there was nobody to talk to.
- One day {he} thought, "If nobody begins, I will begin." And {he} {deed}.
/ "Waiting does not help," {he} said one morning. So {he} {deed}.
- It was not long until {a friend} stopped. "{answer}" said {friend}.
/ A while later {a friend} came closer. "{answer}" {fhe} said.
- {Hero} beamed. "Come, sit with me!" {he} said.
/ "There is room for two," said {hero}, and {his} heart jumped.
- They talked and laughed until it was dark.
/ It turned out that {friend} had been just as lonely. So they promised to meet every day.
~ The next day there were three of them, and the day after that there were seven.
