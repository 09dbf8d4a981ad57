# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/page/areas.c \
	lib/page/areas.h \
	lib/page/article.c \
	lib/page/article.h \
	lib/page/at.c \
	lib/page/at.h \
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
	lib/page/container.c \
	lib/page/container.h \
	lib/page/crawl.c \
	lib/page/crawl.h \
	lib/page/date.c \
	lib/page/date.h \
	lib/page/element.c \
	lib/page/element.h \
	lib/page/extract.c \
	lib/page/extract.h \
	lib/page/featurerow.c \
	lib/page/features.c \
	lib/page/features.h \
	lib/page/finder.c \
	lib/page/finder.h \
	lib/page/forest.c \
	lib/page/forest.h \
	lib/page/forest_table.c \
	lib/page/frontmatter.c \
	lib/page/frontmatter.h \
	lib/page/furniture.c \
	lib/page/furniture.h \
	lib/page/grams.c \
	lib/page/grams.h \
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
	lib/page/phrases.c \
	lib/page/phrases.h \
	lib/page/place.c \
	lib/page/plain.c \
	lib/page/plain.h \
	lib/page/pubdate.c \
	lib/page/segment.c \
	lib/page/segment.h \
	lib/page/shape.c \
	lib/page/shape.h \
	lib/page/split.c \
	lib/page/split.h \
	lib/page/title.c \
	lib/page/type.c \
	lib/page/type.h \
	lib/page/vote.c \
	lib/page/vote.h

UNIT_TESTS += \
	tests/unit/test_areas \
	tests/unit/test_article \
	tests/unit/test_at \
	tests/unit/test_author \
	tests/unit/test_body \
	tests/unit/test_byline \
	tests/unit/test_calendar \
	tests/unit/test_charset \
	tests/unit/test_classwords \
	tests/unit/test_crawl \
	tests/unit/test_date \
	tests/unit/test_element \
	tests/unit/test_extract \
	tests/unit/test_finder \
	tests/unit/test_forest \
	tests/unit/test_frontmatter \
	tests/unit/test_furniture \
	tests/unit/test_grams \
	tests/unit/test_page_guess \
	tests/unit/test_html \
	tests/unit/test_htmlscan \
	tests/unit/test_htmltree \
	tests/unit/test_jsonld \
	tests/unit/test_markdown \
	tests/unit/test_measure \
	tests/unit/test_metadata \
	tests/unit/test_ndjson \
	tests/unit/test_onepage \
	tests/unit/test_page \
	tests/unit/test_person \
	tests/unit/test_phrases \
	tests/unit/test_place \
	tests/unit/test_plain \
	tests/unit/test_pubdate \
	tests/unit/test_page_segment \
	tests/unit/test_shape \
	tests/unit/test_split \
	tests/unit/test_title \
	tests/unit/test_type \
	tests/unit/test_vote

tests_unit_test_article_SOURCES = tests/unit/test_article.c $(ALLOC_FAULT_FILES)
tests_unit_test_article_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_extract_SOURCES = tests/unit/test_extract.c $(ALLOC_FAULT_FILES)
tests_unit_test_extract_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_extract_LDADD = $(LDADD) $(PAGE_LIBS)

EXTRA_DIST += \
	tests/data/dates.test \
	tests/data/page/aspnet-form.html \
	tests/data/page/bare.md \
	tests/data/page/charity-blog.txt \
	tests/data/page/council-bullets.txt \
	tests/data/page/expected.ndjson \
	tests/data/page/first-line-author.txt \
	tests/data/page/front.md \
	tests/data/page/german-crawl.txt \
	tests/data/page/health-alliance.txt \
	tests/data/page/justice-network.txt \
	tests/data/page/microdata.html \
	tests/data/page/mixed.ndjson \
	tests/data/page/news-with-teasers.txt \
	tests/data/page/notes.txt \
	tests/data/page/one-paragraph.txt \
	tests/data/page/plain-prose.txt \
	tests/data/page/poem.txt \
	tests/data/page/short-article-long-menu.txt \
	tests/data/page/southend.txt \
	tests/data/page/wordpress.html \
	tests/unit/page_help.h
