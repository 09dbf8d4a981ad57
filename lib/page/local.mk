# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/page/areas.c \
	lib/page/areas.h \
	lib/page/article.c \
	lib/page/article.h \
	lib/page/author.c \
	lib/page/body.c \
	lib/page/body.h \
	lib/page/byline.c \
	lib/page/byline.h \
	lib/page/calendar.c \
	lib/page/calendar.h \
	lib/page/charset.c \
	lib/page/charset.h \
	lib/page/classwords.c \
	lib/page/classwords.h \
	lib/page/crawl.c \
	lib/page/crawl.h \
	lib/page/cursor.c \
	lib/page/cursor.h \
	lib/page/date.c \
	lib/page/date.h \
	lib/page/extract.c \
	lib/page/extract.h \
	lib/page/finder.c \
	lib/page/finder.h \
	lib/page/frontmatter.c \
	lib/page/frontmatter.h \
	lib/page/furniture.c \
	lib/page/furniture.h \
	lib/page/guess.c \
	lib/page/guess.h \
	lib/page/html.c \
	lib/page/html.h \
	lib/page/htmlscan.c \
	lib/page/htmlscan.h \
	lib/page/htmltree.c \
	lib/page/htmltree.h \
	lib/page/jsonld.c \
	lib/page/jsonld.h \
	lib/page/markdown.c \
	lib/page/markdown.h \
	lib/page/measure.c \
	lib/page/measure.h \
	lib/page/metadata.c \
	lib/page/metadata.h \
	lib/page/ndjson.c \
	lib/page/ndjson.h \
	lib/page/onepage.c \
	lib/page/onepage.h \
	lib/page/page.c \
	lib/page/page.h \
	lib/page/person.c \
	lib/page/person.h \
	lib/page/place.c \
	lib/page/plain.c \
	lib/page/plain.h \
	lib/page/pubdate.c \
	lib/page/segment.c \
	lib/page/segment.h \
	lib/page/split.c \
	lib/page/split.h \
	lib/page/title.c \
	lib/page/type.c \
	lib/page/type.h \
	lib/page/vote.c \
	lib/page/vote.h

UNIT_TESTS += \
	tests/unit/test_date
EXTRA_DIST += \
	tests/data/dates.test
