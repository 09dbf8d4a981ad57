# SPDX-License-Identifier: MIT
# Programs see the public header and their own folder, so that a wrong include
# does not even compile. Where it can be, trawl is two programs: half of what a
# search takes in a new process goes into loading libraries, so one that can
# search and show, and nothing else, has them all in itself (quick.c).
bin_PROGRAMS += trawl
trawl_CPPFLAGS = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
	-DLIBEXECDIR='"$(libexecdir)"' \
	-I$(top_srcdir)/include -I$(top_srcdir)/cli
SEARCHING = \
	cli/answer.c \
	cli/answer.h \
	cli/args.c \
	cli/args.h \
	cli/article_json.c \
	cli/article_json.h \
	cli/command.h \
	cli/facetnames.c \
	cli/facetnames.h \
	cli/facets.c \
	cli/facets.h \
	cli/html.c \
	cli/html.h \
	cli/json.c \
	cli/json.h \
	cli/json_answer.c \
	cli/open.c \
	cli/open.h \
	cli/pager.c \
	cli/pager.h \
	cli/recency.c \
	cli/recency.h \
	cli/say.c \
	cli/say.h \
	cli/search.c \
	cli/show.c \
	cli/site/utf8.c \
	cli/site/utf8.h \
	cli/suggest.c \
	cli/text.c
ALL_COMMANDS = \
	$(SEARCHING) \
	cli/asklog.c \
	cli/asklog.h \
	cli/care.c \
	cli/duplicates.c \
	cli/eval.c \
	cli/export.c \
	cli/extract.c \
	cli/gaps.c \
	cli/idset.c \
	cli/idset.h \
	cli/ignore.c \
	cli/ignore.h \
	cli/index.c \
	cli/input.c \
	cli/input.h \
	cli/known.c \
	cli/known.h \
	cli/lint.c \
	cli/main.c \
	cli/mirror.c \
	cli/mirror.h \
	cli/paragraphs.c \
	cli/paragraphs.h \
	cli/progress.c \
	cli/progress.h \
	cli/remove.c \
	cli/run.c \
	cli/similar.c \
	cli/served.c \
	cli/served.h \
	cli/stats.c \
	cli/trec.c \
	cli/trec.h \
	cli/walk.c \
	cli/walk.h
if QUICK_START
trawl_LDADD = libtrawl-door.la libtrawl-core.la $(QUICK_LIBS)
trawl_LDFLAGS = $(AM_LDFLAGS) -all-static $(QUICK_LDFLAGS)
EXTRA_trawl_DEPENDENCIES = $(top_srcdir)/cli/quick.ld
trawl_SOURCES = cli/quick.c $(SEARCHING)
libexec_PROGRAMS += trawl-full
trawl_full_CPPFLAGS = $(trawl_CPPFLAGS)
trawl_full_LDADD = libtrawl.la $(MATH_LIBS)
trawl_full_SOURCES = $(ALL_COMMANDS)
else
trawl_LDADD = libtrawl.la $(MATH_LIBS)
trawl_SOURCES = $(ALL_COMMANDS)
endif

if HAVE_FCGI
libexec_PROGRAMS += trawl-fcgi
endif
trawl_fcgi_CPPFLAGS = $(trawl_CPPFLAGS) $(FCGI_CFLAGS) $(SECCOMP_CFLAGS)
trawl_fcgi_LDADD = libtrawl.la $(FCGI_LIBS) $(SECCOMP_LIBS) $(MATH_LIBS)
# What a site answers with.
OF_SITE = \
	cli/answer.c \
	cli/answer.h \
	cli/args.c \
	cli/args.h \
	cli/facetnames.c \
	cli/facetnames.h \
	cli/facets.c \
	cli/facets.h \
	cli/html.c \
	cli/html.h \
	cli/json.c \
	cli/json.h \
	cli/json_answer.c \
	cli/recency.c \
	cli/recency.h \
	cli/say.c \
	cli/say.h \
	cli/site/address.c \
	cli/site/address.h \
	cli/site/changes.c \
	cli/site/counted.c \
	cli/site/counted.h \
	cli/site/feeds.c \
	cli/site/filter.c \
	cli/site/filter.h \
	cli/site/filters.c \
	cli/site/headers.c \
	cli/site/headers.h \
	cli/site/kept.c \
	cli/site/kept.h \
	cli/site/options.c \
	cli/site/options.h \
	cli/site/page.c \
	cli/site/request.c \
	cli/site/request.h \
	cli/site/respond.c \
	cli/site/respond.h \
	cli/site/server.c \
	cli/site/server.h \
	cli/site/results.c \
	cli/site/routes.c \
	cli/site/routes.h \
	cli/site/searched.c \
	cli/site/searched.h \
	cli/site/site.h \
	cli/site/utf8.c \
	cli/site/utf8.h \
	cli/site/warnings.c \
	cli/site/words.c \
	cli/site/words.h \
	cli/site/words_de.c \
	cli/site/words_en.c \
	cli/site/words_fr.c \
	cli/text.c
trawl_fcgi_SOURCES = \
	$(OF_SITE) \
	cli/fcgi.c \
	cli/serve/daybook.c \
	cli/serve/daybook.h \
	cli/serve/guard.c \
	cli/serve/guard.h \
	cli/serve/keeper.c \
	cli/serve/keeper.h \
	cli/serve/pool.c \
	cli/serve/pool.h \
	cli/serve/siphash.c \
	cli/serve/siphash.h \
	cli/serve/socket.c \
	cli/serve/socket.h \
	cli/serve/tally.c \
	cli/serve/tally.h

# What browsers are sent as it stands: without comments and indents, as C.
SENT = $(top_srcdir)/cli/site/search.js $(top_srcdir)/cli/site/style.css
AS_C = sed -e '/^[\t ]*\/\//d' -e '/^\/\*.*\*\/$$/d' -e 's/^[\t ]*//' \
	-e '/^$$/d' -e 's/[\\"]/\\&/g' -e 's/.*/\t"&\\n"/'
cli/site/sent.c: $(SENT)
	$(AM_V_GEN)$(MKDIR_P) cli/site && { \
		echo '#include "site/site.h"' && \
		echo 'const char site_style[] =' && \
		$(AS_C) $(top_srcdir)/cli/site/style.css && echo ';' && \
		echo 'const char site_script[] =' && \
		$(AS_C) $(top_srcdir)/cli/site/search.js && echo ';'; \
	} >$@.new && mv $@.new $@
nodist_trawl_fcgi_SOURCES = cli/site/sent.c
CLEANFILES += cli/site/sent.c
EXTRA_DIST += cli/quick.ld cli/site/search.js cli/site/serve cli/site/style.css

UNIT_TESTS += tests/unit/test_guard
tests_unit_test_guard_SOURCES = tests/unit/test_guard.c cli/serve/guard.c \
	cli/serve/guard.h
tests_unit_test_guard_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/cli \
	$(SECCOMP_CFLAGS)
tests_unit_test_guard_LDADD = $(LDADD) $(SECCOMP_LIBS)

# What of the programs is tested by itself.
OF_CLI = -I$(top_srcdir)/cli $(AM_CPPFLAGS)
UNIT_TESTS += tests/unit/test_daybook tests/unit/test_keeper \
	tests/unit/test_searched tests/unit/test_siphash tests/unit/test_tally
tests_unit_test_daybook_SOURCES = tests/unit/test_daybook.c \
	cli/serve/daybook.c cli/serve/daybook.h cli/say.c cli/say.h
tests_unit_test_daybook_CPPFLAGS = $(OF_CLI)
tests_unit_test_keeper_SOURCES = tests/unit/test_keeper.c \
	cli/serve/daybook.c cli/serve/daybook.h cli/serve/keeper.c \
	cli/serve/keeper.h cli/serve/siphash.c cli/serve/siphash.h \
	cli/serve/tally.c cli/serve/tally.h cli/say.c cli/say.h
tests_unit_test_keeper_CPPFLAGS = $(OF_CLI)
tests_unit_test_searched_SOURCES = tests/unit/test_searched.c \
	cli/args.c cli/args.h cli/facetnames.c cli/facetnames.h \
	cli/recency.c cli/recency.h cli/say.c cli/say.h cli/site/request.c \
	cli/site/request.h cli/site/respond.h cli/site/searched.c \
	cli/site/searched.h cli/site/utf8.c cli/site/utf8.h
tests_unit_test_searched_CPPFLAGS = $(OF_CLI)
tests_unit_test_siphash_SOURCES = tests/unit/test_siphash.c \
	cli/serve/siphash.c cli/serve/siphash.h
tests_unit_test_siphash_CPPFLAGS = $(OF_CLI)
tests_unit_test_tally_SOURCES = tests/unit/test_tally.c \
	cli/serve/siphash.c cli/serve/siphash.h cli/serve/tally.c \
	cli/serve/tally.h
tests_unit_test_tally_CPPFLAGS = $(OF_CLI)

# A whole site, without a server around it.
UNIT_TESTS += tests/unit/test_respond
tests_unit_test_respond_SOURCES = tests/unit/test_respond.c \
	$(OF_SITE)
nodist_tests_unit_test_respond_SOURCES = cli/site/sent.c
tests_unit_test_respond_CPPFLAGS = $(OF_CLI)
tests_unit_test_respond_LDADD = libtrawl-door.la $(LDADD)

UNIT_TESTS += tests/unit/test_pool tests/unit/test_routes \
	tests/unit/test_socket
tests_unit_test_pool_SOURCES = tests/unit/test_pool.c cli/say.c cli/say.h \
	cli/serve/pool.c cli/serve/pool.h
tests_unit_test_pool_CPPFLAGS = $(OF_CLI)
tests_unit_test_routes_SOURCES = tests/unit/test_routes.c cli/args.c \
	cli/args.h cli/say.c cli/say.h cli/site/routes.c cli/site/routes.h
tests_unit_test_routes_CPPFLAGS = $(OF_CLI)
tests_unit_test_socket_SOURCES = tests/unit/test_socket.c cli/args.c \
	cli/args.h cli/say.c cli/say.h cli/serve/socket.c cli/serve/socket.h
tests_unit_test_socket_CPPFLAGS = $(OF_CLI)
