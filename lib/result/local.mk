# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/result/alike.c \
	lib/result/alike.h \
	lib/result/choose.c \
	lib/result/choose.h \
	lib/result/complete.c \
	lib/result/complete.h \
	lib/result/completevalue.c \
	lib/result/completevalue.h \
	lib/result/correct.c \
	lib/result/correct.h \
	lib/result/counted.c \
	lib/result/counted.h \
	lib/result/cut.c \
	lib/result/cut.h \
	lib/result/ending.c \
	lib/result/ending.h \
	lib/result/explain.c \
	lib/result/explain.h \
	lib/result/facets.c \
	lib/result/facets.h \
	lib/result/feedback.c \
	lib/result/feedback.h \
	lib/result/find.c \
	lib/result/folded.c \
	lib/result/folded.h \
	lib/result/foreign.c \
	lib/result/foreign.h \
	lib/result/forms.c \
	lib/result/forms.h \
	lib/result/fragment.c \
	lib/result/fragment.h \
	lib/result/marker.c \
	lib/result/marker.h \
	lib/result/markup.c \
	lib/result/markup.h \
	lib/result/named.c \
	lib/result/named.h \
	lib/result/offer.c \
	lib/result/offer.h \
	lib/result/pieces.c \
	lib/result/pieces.h \
	lib/result/relaxed.c \
	lib/result/relaxed.h \
	lib/result/rerank.c \
	lib/result/rerank.h \
	lib/result/said.c \
	lib/result/sample.c \
	lib/result/sample.h \
	lib/result/saying.h \
	lib/result/says.c \
	lib/result/says.h \
	lib/result/sharing.c \
	lib/result/sharing.h \
	lib/result/similar.c \
	lib/result/similar.h \
	lib/result/snippet.c \
	lib/result/snippet.h \
	lib/result/spell.c \
	lib/result/spell.h \
	lib/result/titled.c \
	lib/result/titled.h \
	lib/result/together.c \
	lib/result/together.h \
	lib/result/twins.c \
	lib/result/twins.h \
	lib/result/typed.c \
	lib/result/typed.h \
	lib/result/weave.c \
	lib/result/weave.h \
	lib/result/valuecounts.c \
	lib/result/valuecounts.h \
	lib/result/whyline.c

UNIT_TESTS += \
	tests/unit/test_alike \
	tests/unit/test_sharing \
	tests/unit/test_choose \
	tests/unit/test_complete \
	tests/unit/test_completevalue \
	tests/unit/test_correct \
	tests/unit/test_cut \
	tests/unit/test_ending \
	tests/unit/test_explain \
	tests/unit/test_facets \
	tests/unit/test_feedback \
	tests/unit/test_find \
	tests/unit/test_foreign \
	tests/unit/test_forms \
	tests/unit/test_fragment \
	tests/unit/test_marker \
	tests/unit/test_markup \
	tests/unit/test_offer \
	tests/unit/test_planted \
	tests/unit/test_rerank \
	tests/unit/test_sample \
	tests/unit/test_says \
	tests/unit/test_pieces \
	tests/unit/test_relaxed \
	tests/unit/test_similar \
	tests/unit/test_snippet \
	tests/unit/test_spell \
	tests/unit/test_titled \
	tests/unit/test_together \
	tests/unit/test_typed \
	tests/unit/test_weave
EXTRA_DIST += tests/unit/dice.h tests/unit/marking.h \
	tests/unit/read_index.h tests/unit/reparse.h tests/unit/resolve.h

tests_unit_test_explain_SOURCES = tests/unit/test_explain.c $(INDEX_HELP)
tests_unit_test_facets_SOURCES = tests/unit/test_facets.c $(INDEX_HELP)
tests_unit_test_fragment_SOURCES = tests/unit/test_fragment.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_fragment_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_marker_SOURCES = tests/unit/test_marker.c $(ALLOC_FAULT_FILES)
tests_unit_test_marker_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_snippet_SOURCES = tests/unit/test_snippet.c \
	$(ALLOC_FAULT_FILES)
tests_unit_test_snippet_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_relaxed_SOURCES = tests/unit/test_relaxed.c $(INDEX_HELP)
tests_unit_test_complete_SOURCES = tests/unit/test_complete.c $(INDEX_HELP)
tests_unit_test_completevalue_SOURCES = tests/unit/test_completevalue.c \
	$(INDEX_HELP)
tests_unit_test_offer_SOURCES = tests/unit/test_offer.c $(INDEX_HELP)
tests_unit_test_sample_SOURCES = tests/unit/test_sample.c $(INDEX_HELP)
tests_unit_test_correct_SOURCES = tests/unit/test_correct.c $(INDEX_HELP)
tests_unit_test_together_SOURCES = tests/unit/test_together.c $(INDEX_HELP)
tests_unit_test_rerank_SOURCES = tests/unit/test_rerank.c $(INDEX_HELP)
tests_unit_test_feedback_SOURCES = tests/unit/test_feedback.c $(INDEX_HELP)
tests_unit_test_similar_SOURCES = tests/unit/test_similar.c $(INDEX_HELP)
tests_unit_test_foreign_SOURCES = tests/unit/test_foreign.c $(INDEX_HELP)
tests_unit_test_forms_SOURCES = tests/unit/test_forms.c $(INDEX_HELP)
tests_unit_test_titled_SOURCES = tests/unit/test_titled.c $(INDEX_HELP)
tests_unit_test_says_SOURCES = tests/unit/test_says.c $(INDEX_HELP)
