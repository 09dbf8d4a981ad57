# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/base/alloc.h \
	lib/base/arena.h \
	lib/base/bitpack.h \
	lib/base/buf.h \
	lib/base/bytes.h \
	lib/base/crc32c.h \
	lib/base/map.h \
	lib/base/status.c \
	lib/base/status.h \
	lib/base/str.h \
	lib/base/varint.h

UNIT_TESTS +=
