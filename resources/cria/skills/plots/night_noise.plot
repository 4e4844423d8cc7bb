# A strange sound in the night turns out to be harmless.
theme: courage, fear, the night
mood: scary
about: who {hears|heard} {noise} in the night
about: and {noise} in the night
about: and a ghost
want: to know what made {noise} in the night
friend: {A friend} went along to look.
lesson: what is strange in the dark is often small in the light
lesson: look before you run
lesson: fear makes small things big
@ noise | source
@ a knocking | a loose branch that the wind beat against the wall
@ a long whistle | an empty bottle with the wind in its neck
@ a deep rumbling | a fat hedgehog that lay in the leaves and snored
@ a scratching | a hen that looked for its lost grain
@ a sad howling | an old gate that nobody had oiled
@ a rattling | a mouse that had got into the box of buttons
@ a tapping | the rain that dripped into an iron pot
@ a growling | nothing but {his} own hungry stomach
@ a fluttering | a white shirt that had been left on the line
@ a giggling | two frogs that told each other jokes
@ a clattering | a goat with its foot in a bucket
- One {dark|moonless|stormy} night {hero} awoke. What was that? {Noise}!
/ It was a {dark|black} night. Suddenly {he} heard {noise}, quite near.
- "A ghost!" {he} thought, and {his} knees shook.
/ "That must be a monster," {he} whispered.
- {He} ran to {a friend}. "I hear it, too," whispered {friend}.
/ {He} woke {a friend}, who heard it, too.
- "Let us look," said {hero} in a small voice. They took a lantern and went, close together.
/ "We will go together," said {friend}. So they crept out, step by step, with one small lamp.
~ Their shadows danced on the wall like giants, and both of them held their breath.
- Then {hero} lifted the light, and there it was: {source}.
/ They jumped round the corner. And what did they see? It was {source}.
- They looked at each other and laughed until their bellies ached.
/ "That is our ghost?" said {friend}, and they laughed so loudly that half the neighbours awoke.
~ Then they drank warm {milk|cocoa|tea}, and {hero} slept until the sun was high.
