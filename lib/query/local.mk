# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/query/begun.c \
	lib/query/begun.h \
	lib/query/clauses.c \
	lib/query/clauses.h \
	lib/query/fields.c \
	lib/query/fields.h \
	lib/query/grammar.c \
	lib/query/grammar.h \
	lib/query/leaf.c \
	lib/query/leaf.h \
	lib/query/lex.c \
	lib/query/lex.h \
	lib/query/marks.c \
	lib/query/marks.h \
	lib/query/near.c \
	lib/query/near.h \
	lib/query/parse.c \
	lib/query/parse.h \
	lib/query/print.c \
	lib/query/print.h \
	lib/query/relax.c \
	lib/query/relax.h \
	lib/query/spelt.c \
	lib/query/spelt.h \
	lib/query/tree.c \
	lib/query/tree.h \
	lib/query/value.c \
	lib/query/value.h \
	lib/query/warn.c \
	lib/query/warn.h \
	lib/query/when.c \
	lib/query/when.h

UNIT_TESTS += \
	tests/unit/test_clauses \
	tests/unit/test_grammar \
	tests/unit/test_leaf \
	tests/unit/test_lex \
	tests/unit/test_parse \
	tests/unit/test_print \
	tests/unit/test_relax \
	tests/unit/test_tree \
	tests/unit/test_warn \
	tests/unit/test_when
EXTRA_DIST += tests/data/queries.test tests/unit/parsing.h \
	tests/unit/querytext.h

tests_unit_test_parse_SOURCES = tests/unit/test_parse.c $(ALLOC_FAULT_FILES)
tests_unit_test_parse_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
