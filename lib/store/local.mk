# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/store/copy.c \
	lib/store/env.c \
	lib/store/env.h \
	lib/store/error.c \
	lib/store/error.h \
	lib/store/file.c \
	lib/store/file.h \
	lib/store/glance.c \
	lib/store/glance.h \
	lib/store/lock.c \
	lib/store/lock.h \
	lib/store/log.c \
	lib/store/log.h \
	lib/store/meta.c \
	lib/store/meta.h \
	lib/store/node.c \
	lib/store/node.h \
	lib/store/open.c \
	lib/store/overlay.c \
	lib/store/overlay.h \
	lib/store/page.h \
	lib/store/pages.c \
	lib/store/pages.h \
	lib/store/pick.c \
	lib/store/pick.h \
	lib/store/pageset.h \
	lib/store/record.c \
	lib/store/record.h \
	lib/store/redo.c \
	lib/store/redo.h \
	lib/store/room.c \
	lib/store/room.h \
	lib/store/seal.c \
	lib/store/seal.h \
	lib/store/space.c \
	lib/store/space.h \
	lib/store/store.c \
	lib/store/store.h \
	lib/store/stream.c \
	lib/store/stream.h \
	lib/store/txn.c \
	lib/store/txn.h \
	lib/store/txnwrite.c

UNIT_TESTS += \
	tests/unit/test_copy \
	tests/unit/test_env \
	tests/unit/test_error \
	tests/unit/test_file \
	tests/unit/test_flip \
	tests/unit/test_glance \
	tests/unit/test_io_fault \
	tests/unit/test_kill \
	tests/unit/test_lock \
	tests/unit/test_log \
	tests/unit/test_space \
	tests/unit/test_meta \
	tests/unit/test_node \
	tests/unit/test_open \
	tests/unit/test_overlay \
	tests/unit/test_pages \
	tests/unit/test_pick \
	tests/unit/test_record \
	tests/unit/test_redo \
	tests/unit/test_room \
	tests/unit/test_seal \
	tests/unit/test_store \
	tests/unit/test_store_memory \
	tests/unit/test_stream \
	tests/unit/test_txn
EXTRA_DIST += tests/unit/store_help.h

tests_unit_test_store_memory_SOURCES = tests/unit/test_store_memory.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_store_memory_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
