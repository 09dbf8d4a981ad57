# SPDX-License-Identifier: MIT
# What measures trawl: neither installed nor built unless asked for.
EXTRA_PROGRAMS = bench/busy bench/churn bench/generate bench/latency bench/ways
bench_busy_SOURCES = bench/busy.c bench/check.h bench/race/article.c \
	bench/times.c bench/times.h
bench_busy_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/include
bench_busy_LDADD = libtrawl.la
bench_churn_SOURCES = bench/churn.c bench/check.h bench/race/article.c
bench_churn_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/include
bench_churn_LDADD = libtrawl.la
bench_generate_SOURCES = bench/generate.c
bench_generate_LDADD =
bench_latency_SOURCES = bench/latency.c bench/check.h bench/times.c \
	bench/times.h
bench_latency_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/include
bench_latency_LDADD = libtrawl.la
if HAVE_FCGI
EXTRA_PROGRAMS += bench/site/constant
endif
bench_site_constant_SOURCES = bench/site/constant.c
bench_site_constant_CPPFLAGS = $(FCGI_CFLAGS)
bench_site_constant_LDADD = $(FCGI_LIBS)
bench_ways_SOURCES = bench/ways.c bench/check.h bench/times.c bench/times.h
bench_ways_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/include
bench_ways_LDADD = libtrawl.la
CLEANFILES += $(EXTRA_PROGRAMS)

# They look into the library, so that checks build them; a test asks one.
check_PROGRAMS += bench/extract/blocks bench/extract/dates \
	bench/extract/fields bench/misspelt
bench_extract_blocks_SOURCES = bench/extract/blocks.c bench/extract/file.h
bench_extract_blocks_LDADD = libtrawl-core.la $(NEEDED)
# score.py links it again with other trees.
FOREST =
bench_extract_dates_SOURCES = bench/extract/dates.c bench/extract/file.h
bench_extract_dates_LDADD = libtrawl-core.la $(NEEDED)
bench_extract_fields_SOURCES = bench/extract/fields.c bench/extract/file.h \
	bench/times.c bench/times.h
bench_extract_fields_LDADD = $(FOREST) libtrawl-core.la $(NEEDED)
bench_misspelt_SOURCES = bench/misspelt.c bench/check.h bench/times.c \
	bench/times.h
bench_misspelt_LDADD = libtrawl-core.la $(NEEDED)

.PHONY: bench
bench: $(EXTRA_PROGRAMS)

# The race of trawl and other engines; RACE holds options for it.
RACE =
.PHONY: race
race:
	TRAWL_BENCH_DATA=$${TRAWL_BENCH_DATA:-'$(abs_builddir)/bench'} \
		$(top_srcdir)/bench/race/run $(RACE)

# Extraction beside other extractors; SCORE holds options for it.
SCORE =
.PHONY: bench-extract
bench-extract: all
	$(top_srcdir)/bench/extract/score.py $(SCORE) .

# Pages that are hard on a parser.
.PHONY: bench-hard
bench-hard: bench/extract/fields
	$(top_srcdir)/bench/extract/hard.py bench/extract/fields

# A crawl of 1 GB: as little memory as one of 50 MB.
.PHONY: bench-warc
bench-warc: all
	$(top_srcdir)/bench/extract/warc.py ./trawl

# The search page under load; SITE holds options for it.
SITE =
.PHONY: bench-site
bench-site: bench all
	$(top_srcdir)/bench/site/run $(SITE) .

EXTRA_DIST += bench/README.md bench/instructions bench/order bench/relevance \
	bench/site/ask.lua bench/site/run \
	bench/extract/README.md bench/extract/cipher.py \
	bench/extract/fields.py \
	bench/extract/hard.py bench/extract/peers.py \
	bench/extract/requirements.txt bench/extract/score.py \
	bench/extract/train.py bench/extract/warc.py \
	bench/extract/weights.py \
	bench/results \
	bench/race/.gitignore bench/race/README.md \
	bench/race/agree.py \
	bench/race/article.c bench/race/article.h bench/race/articles.py \
	bench/race/base.c bench/race/base.h bench/race/corpus.c \
	bench/race/drive.py bench/race/driver.c bench/race/driver.h \
	bench/race/engines.py bench/race/fts5.c bench/race/goals.py \
	bench/race/growth.py \
	bench/race/lucene/Race.java bench/race/lucene/pom.xml \
	bench/race/measure.py bench/race/peers.mk bench/race/picture.py \
	bench/race/prepare.py bench/race/queries.py bench/race/race_bm25s.py \
	bench/race/race_pisa.py bench/race/random.h bench/race/report.py \
	bench/race/requirements.txt bench/race/run \
	bench/race/tantivy/Cargo.toml bench/race/tantivy/src/main.rs \
	bench/race/trawl.c bench/race/words.c bench/race/words.h \
	bench/race/xapian.cc
