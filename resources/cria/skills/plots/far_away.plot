# A far goal is reached in small steps.
theme: perseverance, a journey, patience, dreams
about: who {wants|wanted} to {wish}
about: who dreams of {goal}
about: and a long journey
want: to {wish}
friend: {A friend} went along with {him}.
lesson: the longest way is made of small steps
lesson: nothing is too far for those who do not give up
lesson: a friend makes every road shorter
@ wish | goal | view
@ see the sea | the sea | It was blue and wide, and it never stood still.
@ climb the highest mountain | the top of the mountain | The whole world lay below, as small as a toy.
@ see where the river begins | the spring of the river | It was only a small, clear spring between two stones.
@ hear the great bell of the city | the city with the great bell | It rang so deep that the ground trembled softly.
@ see the pink flamingos | the lake of the flamingos | A thousand of them rose, and the whole sky turned pink.
@ stand behind a waterfall | the great waterfall | The water fell like a silver curtain, and in it stood a rainbow.
@ walk on the white salt | the salt plain | It was white to the end of the world, and the sky lay in it as in a mirror.
@ see a ship with white sails | the harbour | A ship came in with sails as white as the clouds.
@ see the islands made of reeds | the great lake | The islands floated on it like golden baskets.
@ look into a volcano | the rim of the volcano | Deep below something glowed, as red as an evening fire.
@ smell the orange trees | the warm valley of the orange trees | The air was sweet, and white blossoms fell like snow.
@ see the snow | the land of the snow | It fell without a sound, and each flake was a little star.
@ cross the old bridge of grass | the bridge of grass | It swung in the wind, and far below the river sang.
@ hear the singing sand | the dunes | When the wind blew, the sand hummed like a hundred bees.
@ visit the old tower in the south | the old tower | From its top one could see three countries and the sea.
@ see the garden of a thousand roses | the garden of roses | Every rose had another colour, and bees hummed in all of them.
@ see the cave of crystals | the cave of crystals | Its walls shone as if all the stars had come inside.
@ swim in the hot springs | the hot springs | Steam rose from the warm water while snow lay all around.
- {He} had one great wish: {he} wanted to {wish}.
/ Every {night|evening} {he} dreamed the same dream: {he} wanted to {wish}.
/ "One day I will {wish}," {he} {always said|told everybody}.
~ "That is much too far for you," said the {others|neighbours}.
/ The others only laughed. "Nobody has ever walked so far," they said.
- One {clear|cool|bright} morning {hero} {took a deep breath|packed some bread} and set out.
/ One morning, before the sun was up, {he} simply set out.
~ The way was {steep|long and dusty|stony}, and {soon|after a while} {he} was tired.
/ {He} walked until {his} feet hurt, and still the road went on and on.
- On the second day {he} met {a friend}, who {had the same way to go|wanted to go there, too}.
/ At a {bend of the road|crossing} {a friend} sat and rested. "I will come with you," said {friend}.
- When {hero} wanted to turn back, {friend} said, "Only as far as the next {stone|tree|hill}!" And so they went on.
/ "I cannot go on," said {hero}. "Just one more step," said {friend}, "and then one more." And so they went on.
- On the {third|fourth|fifth|seventh} day they reached {goal}. {view}
/ And then, one evening, there it was: {goal}. {view}
~ {Hero} was so happy that {he} could not say a word.
/ "It was worth every step," said {hero}.
