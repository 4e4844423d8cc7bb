"""Who stories are about, where they live, and what they are called."""
from typing import NamedTuple


class Character(NamedTuple):
    noun: str
    kind: str  # animal, person, being (of fairy tales), thing
    pronoun: str  # he, she, it, or "" where a story chooses between he and she


class Place(NamedTuple):
    first: str  # "on a wide plain": where it is mentioned first
    later: str  # "on the plain"


_PLAINS = (
    "llama,vicuna,alpaca,guanaco,condor,fox,chinchilla,viscacha,flamingo,puma,armadillo,hummingbird,guinea pig,"
    "lizard,toad,skunk"
)
_ANIMALS = (
    "bear,wolf,rabbit,hare,mouse,cat,dog,owl,hedgehog,squirrel,badger,deer,goat,sheep,donkey,horse,cow,pig,duck,"
    "goose,hen,rooster,crow,sparrow,swallow,stork,swan,penguin,seal,otter,beaver,turtle,frog,snail,beetle,ant,"
    "bee,butterfly,cricket,spider,lion,tiger,elephant,giraffe,zebra,monkey,camel,kangaroo,koala,panda,hippo,"
    "crocodile,parrot,peacock,eagle,raven,mole,lamb,kitten,puppy,foal,pony,piglet,duckling,chick,bull,moose,"
    "reindeer,polar bear,raccoon,sloth,gorilla,hamster,ladybird,robin,pigeon,falcon"
)
_MEN = (
    "boy,old man,shepherd,baker,fisherman,miller,prince,king,knight,pirate,sailor,clockmaker,postman,grandfather,"
    "tailor,farmer,carpenter,cook,hermit,juggler,clown,gardener,woodcutter,goatherd,minstrel,bell ringer"
)
_WOMEN = (
    "girl,old woman,weaver,potter,princess,queen,painter,grandmother,shepherdess,dancer,teacher,seamstress,"
    "beekeeper,doctor,singer,traveller,inventor,astronaut,captain,storyteller"
)
_BEINGS = "dragon,robot,giant,dwarf,unicorn,ghost,elf,troll,goblin,teddy bear,monster"
_HE_BEINGS = "wizard,snowman,scarecrow,toy soldier"
_SHE_BEINGS = "fairy,witch,rag doll"


def _all(names, kind, pronoun=""):
    return [Character(name, kind, pronoun) for name in names.split(",")]


PLAINS = _all(_PLAINS, "animal")
ANIMALS = _all(_ANIMALS, "animal")
PEOPLE = _all(_MEN, "person", "he") + _all(_WOMEN, "person", "she")
BEINGS = _all(_BEINGS, "being") + _all(_HE_BEINGS, "being", "he") + _all(_SHE_BEINGS, "being", "she")
WALKERS = {character.noun: character for character in PLAINS + ANIMALS + PEOPLE + BEINGS}

# Who comes and helps; beings of fairy tales would be too strange for it.
_FRIENDLY_ANIMALS = "owl,hedgehog,mouse,donkey,goat,rabbit,bear,hare,frog,turtle,crow,dog,cat,goose,squirrel,badger"
_FRIENDLY_PEOPLE = (
    "boy,girl,old man,old woman,shepherd,weaver,baker,fisherman,potter,miller,grandmother,sailor,gardener"
).split(",")
FRIENDS = PLAINS * 3 + _all(_FRIENDLY_ANIMALS, "animal") + [one for one in PEOPLE if one.noun in _FRIENDLY_PEOPLE]


def _talent(nouns, *phrases):
    return frozenset(nouns.split(",")), phrases


# What some do from birth or as their trade, so that they are neither afraid of it nor bad at it.
TALENTS = (
    _talent(
        "frog,toad,duck,goose,swan,seal,otter,beaver,turtle,penguin,hippo,crocodile,polar bear,flamingo,duckling,"
        "fisherman,sailor", "swim", "swam", "deep water",
    ),
    _talent(
        "condor,hummingbird,flamingo,owl,crow,sparrow,swallow,stork,swan,parrot,peacock,eagle,raven,robin,pigeon,"
        "falcon,duck,goose,bee,butterfly,beetle,ladybird,spider,goat,squirrel,monkey,fairy,dragon,ghost",
        "high places", "bridges", "climb", "how high it flew",
    ),
    _talent("robin,swallow,sparrow,cricket,hummingbird,singer,minstrel", "sing", "sang", "whistle"),
    _talent("ghost,owl,mole,hedgehog,badger", "the dark", "at night", "caves", "how wise it looked"),
    _talent(
        "baker,cook,painter,teacher,potter,dancer,juggler,clown,storyteller,princess,prince,king,queen,astronaut,"
        "captain",
        "bake", "paint", "draw a star", "read", "dance", "juggle", "count to a hundred",
    ),
)  # fmt: skip

SAGES = ("old tortoise", "wise owl", "old shepherd", "old weaver", "grey raven", "old donkey", "wise toad",
         "old ferryman")

_ANIMALS_ADJECTIVES = (
    "little", "small", "young", "curious", "cheerful", "gentle", "friendly", "quiet", "shy", "kind", "clever", "brave",
    "tiny", "white", "brown", "grey", "black",
)
ADJECTIVES = {
    "animal": _ANIMALS_ADJECTIVES,
    "person": ("cheerful", "gentle", "friendly", "quiet", "shy", "kind", "clever", "brave", "curious"),
    "being": _ANIMALS_ADJECTIVES[:12] + ("green", "blue"),
    "thing": ("little", "small", "tiny", "old", "red", "blue", "green", "yellow"),
}  # fmt: skip
FRIENDS_ADJECTIVES = ("", "", "", "friendly", "kind", "cheerful", "clever", "old",
                      "young")  # the last two for animals only

GIRLS = (
    "Mia Anna Luna Killa Wayra Suri Rosa Lucy Clara Nina Ella Maya Sofia Emma Lola Ida Nora Pilar Inka Tika Lily "
    "Ruby Flora Zoe Elsa Olga Marta Carmen Juana Lina Tessa Frida Greta Hanna Iris Jana Kira Lara Mona Nelly "
    "Paula Rita Stella Tina Vera Wanda Yara Sumaq Nayra Quilla"
).split()
BOYS = (
    "Tom Leo Paco Inti Tupac Rumi Ben Max Oscar Pedro Hugo Emil Jack Sam Luis Juan Mateo Felix Otto Anton Bruno "
    "Carlos Diego Finn Georg Ivan Jonas Karl Lukas Milo Nico Oliver Pablo Rafael Simon Theo Victor Walter Yuri "
    "Amaru Kusi Wari Tito Gus Henry Peter Pip Toby Fred Alfredo"
).split()

_PLACES = """
on a|wide high|plain
on a|high|plain
by a|blue mountain|lake
by a|white salt|lake
at the foot of a|snowy|mountain
in a|quiet green|valley
in a|small|village
on a|small|farm
in a|dark|forest
on a|little|island
in a|wide|desert
in a|sunny|meadow
in a|deep|canyon
by a|clear|river
on a|windy|hill
in a|small house at the edge of the|forest
in a|small|town
in a|market|town
in a|big|city
by a|warm|spring
by a|still|lagoon
in an|old|castle
in a|little|harbour
on the|rocky|coast
in the|far|north
in the|far|south
in an|old|garden
in a|wild|garden
by the|wide|sea
near a|loud|waterfall
on a|lonely mountain|pass
in a|land of snow and|ice
in an|old|mill
in a|hollow of the|hills
in a|village of|weavers
in a|village at the end of the|road
under the|three tall|pines
in a|grove of old|oaks
near an|ancient stone|bridge
by a|pond full of|reeds
in a|narrow|gorge
on the|golden|dunes
on the|red|rocks
in a|field of|corn
in an|orchard of|apple trees
behind the|seven|hills
behind the|blue|mountains
at the end of the|salt|road
on the shore of a|great|lake
between two|old|volcanoes
in a|valley of|llamas
on a|green|hillside
in a|cosy|cave
beside an|old|well
in a|jungle full of|birds
"""
# Where the last words do not name the place by themselves.
_LATER = {
    "weavers": "in the village", "road": "in the village", "reeds": "by the pond", "ice": "in the land of snow",
    "corn": "in the field",
    "apple trees": "in the orchard", "birds": "in the jungle", "llamas": "in the valley", "oaks": "in the grove",
    "hills": "among the hills",
    "north": "in the north", "south": "in the south", "volcanoes": "between the volcanoes",
}  # fmt: skip


def _place(line):
    before, middle, last = line.split("|")
    preposition = before.rsplit(" ", 1)[0]
    later = _LATER.get(last, f"{preposition} the {last}")
    if "small house" in middle:
        later = "in the forest"
    if line.startswith("at the end of the"):
        later = "by the road"
    return Place(f"{before} {middle} {last}", later)


PLACES = [_place(line) for line in _PLACES.strip().splitlines()]
