# SPDX-License-Identifier: MIT
# Each fuzzer is a program for libFuzzer with --enable-fuzz; without, replay.c
# runs it on its seeds and on damaged copies of them, as part of the tests.
FUZZERS = \
	%D%/fuzz_page \
	%D%/fuzz_query \
	%D%/fuzz_words
check_PROGRAMS += $(FUZZERS)

fuzz_common = %D%/broken.c %D%/fuzz.h
if FUZZ
fuzz_main =
fuzz_flags = $(AM_LDFLAGS) -fsanitize=fuzzer
else
fuzz_main = %D%/replay.c
fuzz_flags = $(AM_LDFLAGS)
FUZZ_TESTS = $(FUZZERS)
endif

tests_fuzz_fuzz_page_SOURCES = %D%/fuzz_page.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_page_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_query_SOURCES = %D%/fuzz_query.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_query_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_words_SOURCES = %D%/fuzz_words.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_words_LDFLAGS = $(fuzz_flags)

# Inputs that once broke something, each named after what it is.
EXTRA_DIST += %D%/seeds

.PHONY: fuzzers
fuzzers: $(FUZZERS)
