# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/query/parse.h \
	lib/query/print.h \
	lib/query/tree.h

UNIT_TESTS +=
