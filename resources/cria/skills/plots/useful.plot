# A small thing believes that it is of no use, until it is needed.
theme: being useful, self-confidence, small and big
hero: thing
about: that wanted to be useful
about: that {thinks|thought} it is of no use
about: that {is|was} too small
want: to be useful
friend: {A friend} needed its help.
lesson: nobody is too small to be needed
lesson: everything has its hour
lesson: it is not the size that counts
@ thing | big | need | deed
@ lantern | the big lamps of the town | had lost the way in the fog | shone as brightly as it could, and its small light showed the path
@ cloud | the great clouds | walked over the hot plain without any shade | came down close above the road and gave shade all the way home
@ star | the big bright stars | sailed on the dark water and did not know where north was | twinkled with all its might, and its light showed the way
@ boat | the tall ships | sat on a rock in the shallow water, where no ship could go | glided over the sand and the stones, right up to the rock
@ bell | the great bells of the town | slept while smoke came under the door | rang and rang, until all were awake and safe
@ kite | the proud birds | was stuck on a high rock | flew up with a long rope on its tail, and down the rope came the climber
@ candle | the golden lamps | sat in the dark house when all the lamps had gone out | burned quietly through the whole night
@ stone | the high mountains | could not cross the wild stream | lay down in the middle of the water, so that one could step on it
@ train | the fast trains | waited at a tiny station where no fast train would stop | puffed up the steep hill and stopped there
@ tree | the tall old trees | was caught in the burning sun with a sick child | spread its few branches, and below it was cool
@ bridge | the long bridges of stone | had to cross the river in the night | held still and strong, although it was made only of grass
@ kettle | the shining pots | came in from the snow, cold to the bone | sang on the fire and made the best tea of the winter
@ snowflake | the big snowflakes | was sad because there was no snow for the feast | called all its sisters, and they came down as thick as feathers
@ clock | the tall clocks of the palace | had to wake up early for a long journey | ticked all night and rang exactly at five
@ umbrella | the big tents | stood in the pouring rain and shivered | opened wide and let no drop through
@ mirror | the great windows | was lost in the mountains and needed help | caught the sun and sent its light down into the valley, again and again
@ lighthouse | the tall towers | rowed in the storm and saw no land | turned its light through the whole night
@ key | the big golden keys | stood before the smallest door and could not get in | turned in the lock, and the smallest door opened
@ drum | the big drums | could not find the others in the thick fog | beat loud and clear until everybody was together again
@ wheel | the great wheels of the mill | sat beside a broken cart | rolled up and fitted exactly, and the cart went on
- It often looked at {big} and sighed. "I am so small," it thought. "Nobody needs me."
/ Next to {big} it felt small and useless.
/ "What am I good for?" it asked itself, and looked up to {big}.
~ "Wait," said the wind, "your hour will come."
/ Days came and went, and nobody took any notice of it.
- Then, one {night|day}, {a friend} {need}.
/ One {evening|morning} it heard a cry for help. It was {a friend}, who {need}.
~ {Big} were too far away, or too proud to come.
/ {Friend} called and called, but {big} did not hear it.
- "Perhaps I can do something," said {hero}. And it {deed}.
/ {Hero} did not think about it for long. It {deed}.
- "Thank you!" said {friend}. "Without you I would have been lost."
/ "You came when I needed you," said {friend}. "I am glad that you are exactly as you are."
~ And {big} looked at {hero} with great respect.
/ It never again asked what it was good for.
