# SPDX-License-Identifier: MIT
libtrawl_door_la_SOURCES += \
	lib/api/article.c \
	lib/api/dates.c \
	lib/api/duplicates.c \
	lib/api/explain.c \
	lib/api/extract.c \
	lib/api/fold.c \
	lib/api/handles.h \
	lib/api/index.c \
	lib/api/language.c \
	lib/api/options.c \
	lib/api/query.c \
	lib/api/reader.c \
	lib/api/relax.c \
	lib/api/resume.c \
	lib/api/search.c \
	lib/api/similar.c \
	lib/api/status.c \
	lib/api/suggest.c \
	lib/api/templates.c \
	lib/api/typing.c \
	lib/api/writer.c

# Through the library as installed, not through its core.
UNIT_TESTS += tests/unit/test_asked \
	tests/unit/test_duplicates tests/unit/test_folded \
	tests/unit/test_has tests/unit/test_paging tests/unit/test_public \
	tests/unit/test_read_only
tests_unit_test_asked_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_duplicates_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_folded_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_has_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_paging_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_public_LDADD = libtrawl.la $(CMOCKA_LIBS)
tests_unit_test_read_only_LDADD = libtrawl.la $(CMOCKA_LIBS)
