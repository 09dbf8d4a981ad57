# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/text/analyzer.c \
	lib/text/analyzer.h \
	lib/text/beginning.c \
	lib/text/beginning.h \
	lib/text/cache.c \
	lib/text/cache.h \
	lib/text/chars.c \
	lib/text/chars.h \
	lib/text/endings.c \
	lib/text/endings.h \
	lib/text/english.c \
	lib/text/english.h \
	lib/text/fold.c \
	lib/text/fold.h \
	lib/text/form.c \
	lib/text/form.h \
	lib/text/language.c \
	lib/text/language.h \
	lib/text/nearby.c \
	lib/text/nearby.h \
	lib/text/parts.c \
	lib/text/parts.h \
	lib/text/plainwords.c \
	lib/text/plainwords.h \
	lib/text/sentence.c \
	lib/text/sentence.h \
	lib/text/site.c \
	lib/text/site.h \
	lib/text/sketch.c \
	lib/text/sketch.h \
	lib/text/sound.c \
	lib/text/spelling.c \
	lib/text/spelling.h \
	lib/text/stem.c \
	lib/text/stem.h \
	lib/text/stop.c \
	lib/text/stop.h \
	lib/text/stop_words.c \
	lib/text/titlekey.c \
	lib/text/titlekey.h \
	lib/text/utf8.c \
	lib/text/utf8.h \
	lib/text/wordbits.h \
	lib/text/words.c \
	lib/text/words.h \
	lib/text/written.c \
	lib/text/written.h

UNIT_TESTS += \
	tests/unit/test_analyzer \
	tests/unit/test_beginning \
	tests/unit/test_cache \
	tests/unit/test_chars \
	tests/unit/test_endings \
	tests/unit/test_english \
	tests/unit/test_fold \
	tests/unit/test_form \
	tests/unit/test_language \
	tests/unit/test_nearby \
	tests/unit/test_parts \
	tests/unit/test_plainwords \
	tests/unit/test_sentence \
	tests/unit/test_site \
	tests/unit/test_sketch \
	tests/unit/test_sound \
	tests/unit/test_spelling \
	tests/unit/test_stem \
	tests/unit/test_stop \
	tests/unit/test_stop_words \
	tests/unit/test_titlekey \
	tests/unit/test_utf8 \
	tests/unit/test_words
EXTRA_DIST += \
	tests/data/boundary.test \
	tests/data/fold.test \
	tests/data/meet.test \
	tests/data/parts.test \
	tests/data/sentence.test \
	tests/data/sound.test \
	tests/data/languages.ndjson \
	tests/data/languages.tsv \
	tests/data/spelling.test \
	tests/data/typed.test \
	tests/data/words.test \
	tests/unit/table.h

tests_unit_test_analyzer_SOURCES = tests/unit/test_analyzer.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_analyzer_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
