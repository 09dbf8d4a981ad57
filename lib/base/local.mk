# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/base/alloc.c \
	lib/base/alloc.h \
	lib/base/arena.c \
	lib/base/arena.h \
	lib/base/bitpack.c \
	lib/base/bitpack.h \
	lib/base/buf.c \
	lib/base/buf.h \
	lib/base/bytes.h \
	lib/base/crc32c.c \
	lib/base/crc32c.h \
	lib/base/crc32c_table.c \
	lib/base/hash.c \
	lib/base/hash.h \
	lib/base/map.c \
	lib/base/map.h \
	lib/base/status.c \
	lib/base/status.h \
	lib/base/str.h \
	lib/base/varint.c \
	lib/base/varint.h

UNIT_TESTS += \
	tests/unit/test_crc32c
