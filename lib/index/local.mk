# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/index/check.h \
	lib/index/chunk.h \
	lib/index/doc.h \
	lib/index/format.h \
	lib/index/length.h \
	lib/index/positions.h \
	lib/index/postings.h \
	lib/index/reader.h \
	lib/index/root.h \
	lib/index/segment.h \
	lib/index/segwrite.h \
	lib/index/writer.h

UNIT_TESTS +=
