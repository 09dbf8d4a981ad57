# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/match/all.c \
	lib/match/and.c \
	lib/match/bm25.c \
	lib/match/bm25.h \
	lib/match/cursor.c \
	lib/match/cursor.h \
	lib/match/group.h \
	lib/match/or.c \
	lib/match/phrase.c \
	lib/match/phrase.h \
	lib/match/plan.c \
	lib/match/plan.h \
	lib/match/search.c \
	lib/match/search.h \
	lib/match/term.c \
	lib/match/term.h \
	lib/match/topk.c \
	lib/match/topk.h

UNIT_TESTS +=
