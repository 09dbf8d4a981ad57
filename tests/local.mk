# SPDX-License-Identifier: MIT
# Unit tests are named in the local.mk of the folder they test.
if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
endif

SH_TESTS =

TESTS = $(check_PROGRAMS) $(SH_TESTS)
TEST_EXTENSIONS = .sh
SH_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(SH_LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	TRAWL_SHARED=$${TRAWL_SHARED:-'$(abs_top_srcdir)/../shared'}; \
	export TRAWL_SHARED;
EXTRA_DIST += $(SH_TESTS)
