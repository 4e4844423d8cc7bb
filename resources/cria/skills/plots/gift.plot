# The hero has nothing to give but time, and that is the best gift.
theme: love, gifts, a birthday, friendship
about: who {has|had} no gift for {his} friend
about: and a birthday
about: and the best gift
want: to give {his} friend something for the birthday
friend: {A friend} had a birthday, and {hero} {deed}.
lesson: the best gifts cannot be bought
lesson: time is a gift that everybody can give
lesson: a gift is worth as much as the heart that gives it
@ deed | joy
@ sang a song that {he} had made up in the night | Nobody ever made a song for me
@ led {fhim} up the hill to see the sun rise | I never saw a morning as golden as this one
@ told {fhim} a story that no one had ever heard | I could listen to you until tomorrow
@ drew a picture in the sand, as wide as the yard | It is as big as the sky
@ swept the whole house and lit the fire | How warm and bright it is here
@ played with {fhim} from morning till night | This was the longest and best day of my life
@ brought a bunch of wild flowers, still wet with dew | They smell of the whole summer
@ called all friends together, and they danced in a circle | I did not know that I have so many friends
@ built a bench of stones, with room for two | Here we will sit every evening
@ read out a letter with ten good things about {fhim} | I will read it whenever I am sad
@ hung little lights in the tree at the door | It looks as if the stars had come to visit
- The next day was the birthday of {his} best friend, {a friend}, and {he} had nothing to give.
/ {A friend} was {his} best friend, and tomorrow was {fhis} birthday. But {hero} had no gift.
- The others had bought {a silk scarf|a golden cup|a clock|a silver spoon} and {a box of sweets|a pair of boots|a painted jug|a music box}.
/ {His} neighbours had bought {silk and silver|cakes and candles|boots and bells}.
~ "And what do you give?" they asked. {Hero} looked at {his} feet and was silent.
- {He} lay awake the whole night, and then {he} had an idea.
/ {He} thought about it all night, until {he} knew what {he} wanted to do.
- In the morning {he} went to {friend} and {deed}.
/ When it was {his} turn, {he} took a deep breath. Then {he} {deed}.
- {Friend} had tears in {fhis} eyes. "{joy}," {fhe} said.
/ "{joy}!" said {friend}, and {fhe} hugged {him}.
~ The other gifts were soon forgotten, but of that morning they spoke for many years.
