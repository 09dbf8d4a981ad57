# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/text/analyzer.c \
	lib/text/analyzer.h \
	lib/text/cache.c \
	lib/text/cache.h \
	lib/text/chars.c \
	lib/text/chars.h \
	lib/text/fold.c \
	lib/text/fold.h \
	lib/text/form.c \
	lib/text/form.h \
	lib/text/language.c \
	lib/text/language.h \
	lib/text/parts.c \
	lib/text/parts.h \
	lib/text/sentence.c \
	lib/text/sentence.h \
	lib/text/stem.c \
	lib/text/stem.h \
	lib/text/stop.c \
	lib/text/stop.h \
	lib/text/stop_words.c \
	lib/text/utf8.c \
	lib/text/utf8.h \
	lib/text/words.c \
	lib/text/words.h

UNIT_TESTS += \
	tests/unit/test_analyzer
EXTRA_DIST += \
	tests/data/meet.test \
	tests/data/words.test \
	tests/unit/table.h
