# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/result/snippet.h

UNIT_TESTS +=
