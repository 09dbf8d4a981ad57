# SPDX-License-Identifier: MIT
SH_TESTS += \
	tests/lint/banned.sh \
	tests/lint/callers.sh \
	tests/lint/headers.sh \
	tests/lint/layers.sh \
	tests/lint/shape.sh \
	tests/cli/t000-basics.sh \
	tests/cli/t010-manual.sh \
	tests/cli/t020-queries.sh \
	tests/cli/t100-index.sh \
	tests/cli/t110-lifetime.sh \
	tests/cli/t120-forms.sh \
	tests/cli/t130-lint.sh \
	tests/cli/t140-languages.sh \
	tests/cli/t200-search.sh \
	tests/cli/t210-dates.sh \
	tests/cli/t220-nothing.sh \
	tests/cli/t230-spelling.sh \
	tests/cli/t231-misspelt.sh \
	tests/cli/t240-explain.sh \
	tests/cli/t300-eval.sh \
	tests/cli/t400-corpus.sh \
	tests/cli/t410-passages.sh \
	tests/cli/t420-fold.sh \
	tests/cli/t430-similar.sh \
	tests/cli/t440-features.sh \
	tests/cli/t600-trouble.sh \
	tests/cli/t700-fcgi.sh \
	tests/cli/t710-site.sh \
	tests/cli/t720-workers.sh \
	tests/cli/t730-serve.sh \
	tests/cli/t740-browser.sh \
	tests/cli/t741-looks.sh \
	tests/cli/t750-deploy.sh \
	tests/cli/t760-hostile.sh \
	tests/cli/t770-gaps.sh \
	tests/cli/t900-symbols.sh \
	tests/cli/t910-install.sh \
	tests/cli/t920-dist.sh

UNIT_TESTS += \
	tests/unit/test_corpus \
	tests/unit/test_kept
tests_unit_test_kept_SOURCES = tests/unit/test_kept.c cli/site/kept.c
tests_unit_test_kept_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/cli

# Another parser for the site's pages, and a web server's part.
check_PROGRAMS += tests/cli/fcgiask tests/cli/sitecheck

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
CMOCKA_TESTS = $(UNIT_TESTS)
endif

TESTS = $(CMOCKA_TESTS) $(FUZZ_TESTS) $(SH_TESTS)
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/run-test
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(LOG_COMPILER) $(SHELL)
AM_TESTS_ENVIRONMENT = \
	unset MAKEFLAGS MFLAGS; \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	CC='$(CC)'; export CC; \
	INSTRUMENT_CFLAGS='$(INSTRUMENT_CFLAGS)'; export INSTRUMENT_CFLAGS; \
	UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS; \
	TRAWL_SHARED=$${TRAWL_SHARED:-'$(abs_top_srcdir)/../shared'}; \
	export TRAWL_SHARED;
EXTRA_DIST += $(SH_TESTS) $(LONG_TESTS) tests/run-check \
	tests/run-test tests/tap.sh tests/browser/articles.py \
	tests/browser/feeds.py tests/browser/install \
	tests/browser/looks.mjs tests/browser/package-lock.json \
	tests/browser/package.json tests/browser/reading.mjs \
	tests/browser/setup.sh tests/browser/site.mjs \
	tests/browser/tap.mjs tests/browser/typing.mjs

# All of "make check", with more work for the tests that ask TRAWL_LONG, and
# the long tests.
.PHONY: check-long
check-long:
	TRAWL_LONG=1 $(MAKE) $(AM_MAKEFLAGS) check \
		TESTS='$(TESTS) $(LONG_TESTS)'
