"""The words that the lists skill knows: opposites, plurals, rhymes, animals, colours, groups."""

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = "spring summer autumn winter".split()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MONTH_LENGTHS = dict(zip(MONTHS, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)))




def _both_ways(pairs):
    """Each word with one opposite: the pair that comes first counts."""
    found = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


OPPOSITES = _both_ways(
    "hot/cold big/small large/small little/big long/short tall/short high/low old/new young/old fast/slow quick/slow "
    "good/bad happy/sad hard/soft heavy/light dark/bright day/night black/white wet/dry full/empty open/closed "
    "early/late near/far up/down left/right in/out inside/outside on/off over/under above/below before/after "
    "first/last front/back top/bottom beginning/end begin/end start/stop come/go push/pull give/take buy/sell win/lose "
    "find/lose love/hate laugh/cry rise/fall remember/forget question/answer ask/answer friend/enemy war/peace "
    "life/death true/false right/wrong rich/poor strong/weak clean/dirty loud/quiet noisy/silent brave/cowardly "
    "kind/cruel polite/rude clever/stupid wise/foolish easy/difficult simple/complicated cheap/expensive "
    "safe/dangerous "
    "thick/thin fat/thin wide/narrow deep/shallow sharp/blunt smooth/rough straight/crooked sweet/sour "
    "warm/cool north/south east/west summer/winter morning/evening sunrise/sunset king/queen boy/girl man/woman "
    "father/mother brother/sister son/daughter uncle/aunt more/less many/few most/least always/never "
    "everything/nothing everybody/nobody everywhere/nowhere yes/no with/without maximum/minimum plus/minus "
    "asleep/awake alive/dead present/absent possible/impossible visible/invisible legal/illegal lucky/unlucky "
    "fair/unfair public/private ancient/modern guilty/innocent generous/selfish lazy/hardworking patient/impatient "
    "careful/careless useful/useless hopeful/hopeless increase/decrease appear/disappear agree/disagree "
    "arrive/leave build/destroy teach/learn throw/catch lend/borrow attack/defend accept/refuse "
    "success/failure hero/villain joy/sorrow pleasure/pain victory/defeat profit/loss heaven/hell "
    "tight/loose raw/cooked fresh/stale tame/wild shiny/dull nervous/calm proud/humble shy/bold "
    "beautiful/ugly interesting/boring important/unimportant correct/incorrect together/apart often/seldom"
)

# Regular and irregular ones; `wording.plural` makes them.
PLURALS = (
    "apple book cat dog house tree car table chair cup pen bird girl boy llama horse cow flower river mountain king "
    "box bus glass dress watch dish brush fox class church bush beach peach lunch sandwich "
    "baby city lady story country family party berry fly pony puppy penny cherry butterfly library "
    "day key toy monkey donkey valley boy tray "
    "leaf knife wolf shelf loaf scarf calf half thief wife life elf "
    "man woman child mouse goose foot tooth person ox sheep fish deer snowman policeman "
    "potato tomato hero echo photo piano"
).split()

RHYMES = (
    "cat hat bat mat rat", "dog fog log frog", "house mouse", "tree bee sea knee", "moon spoon soon noon",
    "star car far jar", "light night bright right sight", "day play way say may", "cake lake snake make",
    "ring king sing wing",
    "ball tall wall fall small", "boat goat coat float", "rain train plane chain", "sun run fun bun",
    "bed red head bread",
    "bear chair hair pear", "fox box rocks socks", "book cook look hook", "cold gold old hold",
    "snow go slow know grow",
    "sky high fly why", "hill mill still will", "pen men ten hen", "fish dish wish",
    "dream cream team stream", "hand sand land band", "nose rose toes", "town brown crown down", "key me free three",
    "tail snail mail whale", "lamp stamp camp damp", "door floor more four", "clock sock rock block",
    "bell well shell tell",
    "sheep sleep deep keep", "heart start part art", "stone bone alone phone", "duck luck truck", "llama drama pyjama",
    "green queen bean seen", "blue shoe two new", "game name same flame", "top shop stop drop", "mice ice rice nice",
)  # fmt: skip

SOUNDS = {
    "dog": "woof", "cat": "meow", "cow": "moo", "sheep": "baa", "goat": "maa", "horse": "neigh", "donkey": "hee-haw",
    "pig": "oink",
    "duck": "quack", "hen": "cluck", "rooster": "cock-a-doodle-doo", "chick": "cheep", "goose": "honk",
    "frog": "ribbit",
    "bee": "buzz", "snake": "hiss", "lion": "roar", "wolf": "howl", "owl": "hoo-hoo", "mouse": "squeak",
    "bird": "tweet",
    "crow": "caw", "turkey": "gobble", "llama": "hum", "dove": "coo", "cricket": "chirp", "cuckoo": "cuckoo",
    "bear": "growl",
}  # fmt: skip

YOUNG = {
    "llama": "cria", "alpaca": "cria", "vicuna": "cria", "dog": "puppy", "cat": "kitten", "cow": "calf",
    "sheep": "lamb",
    "goat": "kid", "horse": "foal", "pig": "piglet", "duck": "duckling", "hen": "chick", "goose": "gosling",
    "frog": "tadpole",
    "bear": "cub", "lion": "cub", "fox": "cub", "wolf": "cub", "deer": "fawn", "kangaroo": "joey", "swan": "cygnet",
    "owl": "owlet",
    "elephant": "calf", "whale": "calf", "butterfly": "caterpillar", "eagle": "eaglet", "rabbit": "kitten",
    "seal": "pup",
}  # fmt: skip

COLOURS_OF = {
    "grass": "green", "the sky": "blue", "snow": "white", "coal": "black", "a lemon": "yellow", "a banana": "yellow",
    "blood": "red", "a tomato": "red", "milk": "white", "the sun": "yellow", "an orange": "orange",
    "a carrot": "orange",
    "chocolate": "brown", "a strawberry": "red", "a cucumber": "green", "a flamingo": "pink", "the sea": "blue",
    "gold": "yellow",
    "an elephant": "grey", "a frog": "green", "a leaf in summer": "green", "a raven": "black", "salt": "white",
    "a plum": "purple",
    "a cherry": "red", "a polar bear": "white", "a ripe strawberry": "red", "the night": "black", "a pea": "green",
    "a pumpkin": "orange",
}  # fmt: skip

MIXED = {
    ("red", "yellow"): "orange", ("blue", "yellow"): "green", ("red", "blue"): "purple", ("black", "white"): "grey",
    ("red", "white"): "pink",
}  # fmt: skip

GROUPS = {
    "fruits": "apple pear banana cherry plum orange lemon peach grape strawberry melon mango apricot pineapple".split(),
    "vegetables": "carrot potato tomato onion cabbage pea bean cucumber pumpkin spinach leek lettuce pepper".split(),
    "animals": "llama dog cat horse cow sheep lion bear fox wolf elephant mouse rabbit deer monkey goat alpaca".split(),
    "birds": "eagle owl sparrow duck swan condor robin crow penguin dove parrot stork flamingo gull".split(),
    "colours": "red blue green yellow orange purple pink brown black white grey".split(),
    "trees": "oak pine birch maple willow beech ash palm fir cedar elm lime".split(),
    "flowers": "rose tulip daisy lily sunflower violet poppy orchid daffodil carnation lavender".split(),
    "tools": "hammer saw drill screwdriver pliers spade rake axe file wrench".split(),
    "instruments": "piano guitar violin flute drum trumpet harp cello clarinet panpipe".split(),
    "drinks": "water milk tea coffee juice lemonade cocoa".split(),
    "clothes": "shirt coat hat scarf dress sock shoe glove jacket sweater poncho".split(),
    "insects": "ant bee beetle butterfly fly moth wasp cricket mosquito dragonfly".split(),
    "planets": "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(),
    "metals": "iron gold silver copper lead tin zinc aluminium".split(),
    "vehicles": "car bus train bicycle plane ship truck tram boat motorcycle".split(),
    "sports": "football tennis swimming running basketball hockey skiing cycling chess rowing".split(),
    "jobs": "teacher doctor farmer baker nurse carpenter cook pilot writer gardener engineer".split(),
    "rooms": "kitchen bedroom bathroom cellar attic hall office".split(),
}
WITHOUT_ARTICLE = ("colours", "planets", "drinks", "metals", "sports")
