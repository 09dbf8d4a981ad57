# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/match/bm25.h \
	lib/match/search.h

UNIT_TESTS +=
