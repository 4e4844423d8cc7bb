"""What Cria can do besides telling what it knows: small sums, lists, stories, saying something in another way.

Each skill is a module with
- `sample(random)`: one to a few turns, as (question, answer), that training draws;
- `held_out(random, count)`: single turns that training never draws; a stable hash of what they are about decides;
- `KEEPS_SPELLING`, where the words of a question must not be changed, because the answer takes them up.
"""
from skills import lists, rephrasing, stories, sums

# How often each is drawn, relative to the others.
SKILLS = {"sums": (sums, 4), "stories": (stories, 4), "rephrasing": (rephrasing, 4), "lists": (lists, 3)}
