# A thing wants to be somewhere else and finds what it looked for at home.
theme: home, dreams, contentment
hero: thing
about: that wanted to see the world
about: that {looks|looked} for a better place
about: that came home
want: to see the world
friend: {A friend} was glad when it came back.
lesson: home is where one is missed
lesson: far away one sees best what one has at home
lesson: it is good to go, and good to come back
@ thing | way | first | second
@ lantern | was carried off by a merchant | In the palace there were a hundred lamps, and nobody looked at it. | On a ship the wind blew it out each night.
@ cloud | let the wind carry it away | Over the city the smoke made it grey. | Over the sea there were so many clouds that nobody knew its name.
@ boat | untied its rope in the night | In the harbour the big ships laughed at it. | On the open sea the waves were as high as hills.
@ kite | tore off its string | Above the city there were only chimneys. | Above the sea there was no one to wave to.
@ leaf | let go of its branch | In the river the stones bumped it. | On the road nobody looked down.
@ balloon | slipped out of a small hand | Above the clouds it was cold and silent. | Above the desert there was only sand.
@ train | left its rails | In the city it had to wait at every signal. | In the tunnel it was dark, and no one sang.
@ bell | was sold to a big church | High in the tower only the pigeons kept it company. | At a fair it was so loud that no one could hear it.
@ snowflake | sailed away with the north wind | Over the city it was nearly swept up by a broom. | Over the desert it was much too hot.
@ teapot | was packed into a box and sent away | In a shop window it only gathered dust. | In a rich house nobody drank tea.
@ wheel | rolled down the hill | In the market it was nearly sold for firewood. | On the highway everyone was in a hurry.
@ drum | went away with a band of musicians | In the big hall it was only one of twenty. | In the circus it hurt its ears.
- {A friend} came by every day to say hello. But it thought, "Somewhere else it must be nicer."
/ Every day {a friend} greeted it in passing. But it dreamed of {far countries|the wide world}.
- So one {windy|fine} day it {way}.
/ And one morning it {way}, and off it went.
- {first}
- {second}
~ "Is this the wide world?" it asked. "This is it," said the wind. "Why do you look so sad?"
/ It saw many things, and some of them were beautiful. But nobody said good morning to it.
~ In the evenings it thought of {friend}, more and more often.
/ Then it thought of {friend}, and of the small word that {fhe} used to say each morning.
- It was a long way back. But there stood {friend} and waved. "I have missed you so," {fhe} said.
/ When it came home at last, {friend} was there. "How empty it was without you!" {fhe} said.
~ "I have seen the world," said {hero}, "and here it is nicest."
