# SPDX-License-Identifier: MIT
# Each fuzzer is a program for libFuzzer with --enable-fuzz; without, replay.c
# runs it on its seeds and on damaged copies of them, as part of the tests.
FUZZERS = \
	%D%/fuzz_date \
	%D%/fuzz_fragment \
	%D%/fuzz_page \
	%D%/fuzz_query \
	%D%/fuzz_request \
	%D%/fuzz_segment \
	%D%/fuzz_snippet \
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

tests_fuzz_fuzz_date_SOURCES = %D%/fuzz_date.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_date_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_fragment_SOURCES = %D%/fuzz_fragment.c \
	tests/unit/resolve.h $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_fragment_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_page_SOURCES = %D%/fuzz_page.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_page_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_query_SOURCES = %D%/fuzz_query.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_query_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_request_SOURCES = %D%/fuzz_request.c cli/args.c \
	cli/args.h cli/facetnames.c cli/facetnames.h cli/recency.c \
	cli/recency.h cli/say.c cli/say.h cli/site/request.c \
	cli/site/request.h cli/site/searched.c cli/site/searched.h \
	cli/site/utf8.c cli/site/utf8.h $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_request_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/cli
tests_fuzz_fuzz_request_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_segment_SOURCES = %D%/fuzz_segment.c \
	tests/unit/probe.c tests/unit/probe.h $(SEGMENT_IN_MEMORY) \
	$(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_segment_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_snippet_SOURCES = %D%/fuzz_snippet.c $(fuzz_common) \
	$(fuzz_main)
tests_fuzz_fuzz_snippet_LDFLAGS = $(fuzz_flags)
tests_fuzz_fuzz_words_SOURCES = %D%/fuzz_words.c $(fuzz_common) $(fuzz_main)
tests_fuzz_fuzz_words_LDFLAGS = $(fuzz_flags)

# Inputs that once broke something, each named after what it is.
EXTRA_DIST += %D%/seeds

# Inputs to begin with, one kind of thing a file.
EXTRA_DIST += %D%/dates %D%/forms %D%/fragment %D%/query %D%/snippet

.PHONY: fuzzers
fuzzers: $(FUZZERS)
