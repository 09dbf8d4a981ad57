# SPDX-License-Identifier: MIT
"""feeds.py SITE: reads what the search offers to other programs."""

import json
import sys
import urllib.request
import xml.etree.ElementTree as tree

import feedparser

SITE = sys.argv[1]
SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def get(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read(), answer.headers.get_content_type()


for query in "council", "zeppelin", "%D7%94%D7%9E%D7%95%D7%A2%D7%A6%D7%94":
    body, kind = get(f"{SITE}?q={query}&format=atom")
    feed = feedparser.parse(body)
    assert kind == "application/atom+xml", kind
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10", feed.version
    assert feed.entries and feed.feed.id and feed.feed.updated_parsed
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    for entry in feed.entries:
        assert entry.title and entry.updated_parsed, entry
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True), days
    [own] = [link.href for link in feed.feed.links if link.rel == "self"]
    assert get(own)[0] == body

    body, kind = get(f"{SITE}?q={query}&format=feed")
    other = json.loads(body)
    assert kind == "application/feed+json", kind
    assert [item["title"] for item in other["items"]] == \
        [entry.title for entry in feed.entries]

body, kind = get(f"{SITE}/opensearch.xml")
assert kind == "application/opensearchdescription+xml", kind
root = tree.fromstring(body)
assert root.tag == SPACE + "OpenSearchDescription", root.tag
assert 0 < len(root.findtext(SPACE + "ShortName")) <= 16
assert 0 < len(root.findtext(SPACE + "Description")) <= 1024
addresses = root.findall(SPACE + "Url")
assert len(addresses) == 3
for one in addresses:
    address = one.get("template").replace("{searchTerms}", "library") \
        .replace("{startPage?}", "1")
    assert get(address)[1] == one.get("type"), address
