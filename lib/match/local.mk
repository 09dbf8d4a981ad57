# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/match/all.c \
	lib/match/and.c \
	lib/match/blockkeep.c \
	lib/match/blockkeep.h \
	lib/match/blockmask.c \
	lib/match/blockmask.h \
	lib/match/bm25.c \
	lib/match/bm25.h \
	lib/match/bounded.c \
	lib/match/bounded.h \
	lib/match/budget.c \
	lib/match/budget.h \
	lib/match/collect.c \
	lib/match/collect.h \
	lib/match/count.c \
	lib/match/count.h \
	lib/match/cursor.c \
	lib/match/cursor.h \
	lib/match/datebits.c \
	lib/match/datebits.h \
	lib/match/dated.c \
	lib/match/dated.h \
	lib/match/expand.c \
	lib/match/expand.h \
	lib/match/expandfound.c \
	lib/match/filter.c \
	lib/match/filter.h \
	lib/match/follow.c \
	lib/match/follow.h \
	lib/match/found.c \
	lib/match/found.h \
	lib/match/given.c \
	lib/match/given.h \
	lib/match/group.h \
	lib/match/groupsums.c \
	lib/match/groupsums.h \
	lib/match/guess.c \
	lib/match/guess.h \
	lib/match/impact.c \
	lib/match/impact.h \
	lib/match/joint.c \
	lib/match/joint.h \
	lib/match/judge.c \
	lib/match/judge.h \
	lib/match/levels.c \
	lib/match/levels.h \
	lib/match/list.c \
	lib/match/list.h \
	lib/match/lookup.c \
	lib/match/lookup.h \
	lib/match/matches.c \
	lib/match/matches.h \
	lib/match/meet.c \
	lib/match/meet.h \
	lib/match/meeting.c \
	lib/match/meeting.h \
	lib/match/meetsums.c \
	lib/match/only.c \
	lib/match/only.h \
	lib/match/often.c \
	lib/match/often.h \
	lib/match/or.c \
	lib/match/near.c \
	lib/match/near.h \
	lib/match/parts.c \
	lib/match/parts.h \
	lib/match/phrase.c \
	lib/match/phrase.h \
	lib/match/phrasefreq.c \
	lib/match/phrasesift.c \
	lib/match/phrasetake.c \
	lib/match/phrasetop.c \
	lib/match/phrasetop.h \
	lib/match/pick.c \
	lib/match/pick.h \
	lib/match/plan.c \
	lib/match/plan.h \
	lib/match/prefix.c \
	lib/match/prefix.h \
	lib/match/quad.h \
	lib/match/recency.c \
	lib/match/recency.h \
	lib/match/search.c \
	lib/match/search.h \
	lib/match/sieve.c \
	lib/match/sieve.h \
	lib/match/sifted.c \
	lib/match/sifted.h \
	lib/match/single.c \
	lib/match/single.h \
	lib/match/span.c \
	lib/match/span.h \
	lib/match/synonyms.c \
	lib/match/synonyms.h \
	lib/match/synonymopen.c \
	lib/match/synonymsift.c \
	lib/match/synonymsift.h \
	lib/match/term.c \
	lib/match/term.h \
	lib/match/topk.c \
	lib/match/topk.h \
	lib/match/tallied.c \
	lib/match/tallied.h \
	lib/match/tally.c \
	lib/match/tally.h \
	lib/match/union.c \
	lib/match/union.h \
	lib/match/valuewords.c \
	lib/match/valuewords.h \
	lib/match/weigh.c \
	lib/match/weigh.h

KERNELS_BUT_SSE41 += lib/match/blockkeep_kernels.c
KERNELS += \
	lib/match/blockmask_kernels.c \
	lib/match/dated_kernels.c \
	lib/match/groupsums_kernels.c \
	lib/match/levels_kernels.c \
	lib/match/often_kernels.c \
	lib/match/tallied_kernels.c

UNIT_TESTS += \
	tests/unit/test_all \
	tests/unit/test_and \
	tests/unit/test_blockkeep \
	tests/unit/test_blockmask \
	tests/unit/test_bm25 \
	tests/unit/test_collect \
	tests/unit/test_cursor \
	tests/unit/test_datebits \
	tests/unit/test_dated \
	tests/unit/test_expand \
	tests/unit/test_follow \
	tests/unit/test_found \
	tests/unit/test_groupsums \
	tests/unit/test_guess \
	tests/unit/test_impact \
	tests/unit/test_judge \
	tests/unit/test_levels \
	tests/unit/test_often tests/unit/test_only \
	tests/unit/test_or \
	tests/unit/test_near \
	tests/unit/test_phrase \
	tests/unit/test_plan \
	tests/unit/test_prefix \
	tests/unit/test_prune \
	tests/unit/test_prune_dates \
	tests/unit/test_prune_ways \
	tests/unit/test_recency \
	tests/unit/test_search \
	tests/unit/test_single \
	tests/unit/test_tallied \
	tests/unit/test_term \
	tests/unit/test_topk \
	tests/unit/test_valuewords
EXTRA_DIST += tests/unit/fake_cursor.h tests/unit/parsed_index.h \
	tests/unit/small_index.h

tests_unit_test_datebits_SOURCES = tests/unit/test_datebits.c $(INDEX_HELP) \
	$(ALLOC_FAULT_FILES)
tests_unit_test_datebits_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_expand_SOURCES = tests/unit/test_expand.c $(INDEX_HELP)
tests_unit_test_found_SOURCES = tests/unit/test_found.c $(INDEX_HELP)
tests_unit_test_guess_SOURCES = tests/unit/test_guess.c $(INDEX_HELP)
tests_unit_test_impact_SOURCES = tests/unit/test_impact.c $(INDEX_HELP)
tests_unit_test_judge_SOURCES = tests/unit/test_judge.c $(INDEX_HELP)
tests_unit_test_phrase_SOURCES = tests/unit/test_phrase.c $(INDEX_HELP)
tests_unit_test_plan_SOURCES = tests/unit/test_plan.c $(INDEX_HELP)
tests_unit_test_prefix_SOURCES = tests/unit/test_prefix.c $(INDEX_HELP)
tests_unit_test_near_SOURCES = tests/unit/test_near.c $(INDEX_HELP)
tests_unit_test_prune_SOURCES = tests/unit/test_prune.c $(INDEX_HELP)
tests_unit_test_prune_dates_SOURCES = tests/unit/test_prune_dates.c \
	$(INDEX_HELP)
tests_unit_test_prune_ways_SOURCES = tests/unit/test_prune_ways.c \
	$(INDEX_HELP)
tests_unit_test_search_SOURCES = tests/unit/test_search.c \
	tests/unit/scan.c tests/unit/scan.h tests/unit/scan_filter.c \
	tests/unit/scan_found.c $(INDEX_HELP) $(ALLOC_FAULT_FILES)
tests_unit_test_search_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_single_SOURCES = tests/unit/test_single.c $(INDEX_HELP)
tests_unit_test_term_SOURCES = tests/unit/test_term.c $(INDEX_HELP)
tests_unit_test_topk_SOURCES = tests/unit/test_topk.c $(ALLOC_FAULT_FILES)
tests_unit_test_topk_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_valuewords_SOURCES = tests/unit/test_valuewords.c \
	$(INDEX_HELP)
