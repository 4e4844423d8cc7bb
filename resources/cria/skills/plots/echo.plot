# Somebody behind the hill says everything again.
theme: kindness, politeness, an echo, words
mood: funny
about: who {meets|met} an echo
about: and the voice from the {rock}
about: who {quarrels|quarrelled} with an echo
want: to find out who was calling from the {rock}
friend: {A friend} told {him} to say something kind.
lesson: the world answers as one speaks to it
lesson: a kind word comes back as a kind word
lesson: whoever calls friendly words gets friends for an answer
@ rock | rude | kind
@ rocks | You are stupid | You are my friend
@ cliff | Go away | Come and play
@ gorge | I do not like you | I like you
@ cave | Be quiet | Sing with me
@ canyon | You are a thief | You are welcome
@ mountain | Leave me alone | Stay with me
@ old tower | I am better than you | We are friends
@ dark valley | Stop copying me | Good morning
- One {still|clear} morning {he} walked past the {rock} and called, "Hello!" "Hello!" said somebody there.
~ "Who are you?" called {hero}. "Who are you?" answered the voice.
/ "Who is there?" asked {hero}. "Who is there?" asked the voice.
- That made {him} angry. "{rude}!" {he} shouted. "{rude}!" shouted the voice.
/ {He} did not like that at all. "{rude}!" {he} called. And the voice called back, "{rude}!"
~ So it went on for an hour, and in the end {he} was hoarse.
- "There is somebody in the {rock} who is nasty to me," {he} told {a friend}.
/ {He} ran to {a friend} and told {fhim} about the rude stranger.
- {Friend} smiled. "Go back," {fhe} said, "and say something kind."
/ "What did you say first?" asked {friend}. "Try it again, with kind words."
- So {hero} went back and called, "{kind}!" And the voice answered, "{kind}!"
- {Hero} laughed, and the {rock} laughed with {him}.
/ Every morning after that {he} called a friendly word there.
