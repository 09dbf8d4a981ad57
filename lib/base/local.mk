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
	lib/base/cpu.c \
	lib/base/cpu.h \
	lib/base/crc32c.c \
	lib/base/crc32c.h \
	lib/base/crc32c_table.c \
	lib/base/dates.c \
	lib/base/dates.h \
	lib/base/hash.c \
	lib/base/hash.h \
	lib/base/kernels.h \
	lib/base/map.c \
	lib/base/map.h \
	lib/base/numbers.c \
	lib/base/numbers.h \
	lib/base/status.c \
	lib/base/status.h \
	lib/base/str.h \
	lib/base/varint.c \
	lib/base/varint.h \
	lib/base/vec.h \
	lib/base/worker.c \
	lib/base/worker.h

KERNELS += lib/base/numbers_kernels.c
KERNELS_BUT_SSE41 += lib/base/bitpack_kernels.c

UNIT_TESTS += \
	tests/unit/test_dates \
	tests/unit/test_alloc \
	tests/unit/test_alloc_fault \
	tests/unit/test_arena \
	tests/unit/test_bitpack \
	tests/unit/test_buf \
	tests/unit/test_bytes \
	tests/unit/test_cpu \
	tests/unit/test_crc32c \
	tests/unit/test_hash \
	tests/unit/test_map \
	tests/unit/test_numbers \
	tests/unit/test_status \
	tests/unit/test_str \
	tests/unit/test_varint \
	tests/unit/test_worker

# For any test program: see tests/fault/alloc_fault.h.
ALLOC_FAULT_FILES = tests/fault/alloc_fault.c tests/fault/alloc_fault.h
ALLOC_FAULT_WRAPS = -Wl,--wrap=tw_alloc -Wl,--wrap=tw_alloc_zeroed \
	-Wl,--wrap=tw_realloc -Wl,--wrap=tw_free

tests_unit_test_alloc_fault_SOURCES = tests/unit/test_alloc_fault.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_alloc_fault_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_arena_SOURCES = tests/unit/test_arena.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_arena_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_buf_SOURCES = tests/unit/test_buf.c $(ALLOC_FAULT_FILES)
tests_unit_test_buf_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_map_SOURCES = tests/unit/test_map.c $(ALLOC_FAULT_FILES)
tests_unit_test_map_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
