# SPDX-License-Identifier: MIT
"""articles.py: articles with which all of the search page can be seen."""

import json

WORDS = ("library council budget bridge river school garden partnership "
         "harbour theatre market station clinic museum festival").split()
AUTHORS = ["Ann Lee", "Émile Bo", "Yıldız Kaya", "Thurgood Abernathy-"
           "Montgomery the Younger, of the County Correspondents"]
CATEGORIES = ["Local news", "Politics", "Culture", "Sport"]

# As many more words as no two articles that read alike have.
MORE = [a + b for a in ("al", "bro", "cen", "dun", "el", "far", "gre", "hol")
        for b in ("ville", "don", "mere", "ston", "wick", "ford", "by")]


def sentence(seed):
    return " ".join(MORE[(seed * seed + seed * k + k * k * 5) % len(MORE)]
                    for k in range(12)).capitalize() + "."


for i in range(60):
    first, second = WORDS[i % 15], WORDS[(i * 7 + 3) % 15]
    print(json.dumps({
        "id": f"a{i}",
        "url": f"https://news.example/{2015 + i % 8}/{first}-{i}",
        "title": f"The {first} and the {second}, part {i}",
        "text": f"{sentence(i)} The {first} was full of people. "
                f"{sentence(i + 61)} The council met about the {second}. "
                f"{sentence(i + 207)} {sentence(i + 422)}",
        "author": AUTHORS[i // 8 % len(AUTHORS)],
        "category": CATEGORIES[i % 3:i % 3 + 1 + i % 2],
        "date": f"{2015 + i % 8}-{1 + i % 12:02}-{1 + i % 28:02}",
    }))
# One story as four papers have it, and others of the same subject.
STORY = ("The tramway will run again from the harbour to the hill, said the "
         "mayor on Monday evening to a hall full of people who had waited for "
         "three years. ")
for i in range(4):
    print(json.dumps({
        "id": f"tram{i}", "url": f"/tram/{i}", "title": "Trams again",
        "text": STORY + sentence(300), "date": f"2021-03-0{1 + i}",
        "author": AUTHORS[i]}))
for i in range(9):
    print(json.dumps({
        "id": f"line{i}", "url": f"/line/{i}", "title": f"Tramway line {i}",
        "text": f"{sentence(500 + i)} A tramway: {sentence(540 + i)}",
        "date": f"{2012 + i}", "category": "Local news"}))
OTHERS = [
    {"id": "he", "url": "/he", "title": "המועצה והספרייה", "language": "he",
     "text": "המועצה (council) דנה בתקציב הספרייה, ולא החליטה.",
     "date": "2020-02"},
    {"id": "de", "url": "/de", "title": "Der Rat tagt", "language": "de",
     "text": "Council auf Deutsch: der Rat.", "date": "2019"},
    {"id": "long", "url": "/long", "title": "Donaudampfschifffahrts" * 5,
     "text": "A zeppelin " + "x" * 120 + " https://example.org/" + "y" * 90},
    {"id": "nolink", "title": "A zeppelin without an address",
     "text": "The zeppelin came and went.", "author": ["A", "B"]},
    {"id": "<b>&", "url": "/b", "title": "<b>Tags</b> & \"zeppelins\"",
     "text": "<script>alert(1)</script> zeppelin"},
]
for other in OTHERS:
    print(json.dumps(other))
