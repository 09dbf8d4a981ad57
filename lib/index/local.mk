# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES += \
	lib/index/analyzers.c \
	lib/index/analyzers.h \
	lib/index/batch.h \
	lib/index/batches.c \
	lib/index/best.c \
	lib/index/best.h \
	lib/index/bitmap.c \
	lib/index/bitmap.h \
	lib/index/block.c \
	lib/index/block.h \
	lib/index/book.h \
	lib/index/bookput.c \
	lib/index/bookread.c \
	lib/index/bookread.h \
	lib/index/bookwrite.c \
	lib/index/bookwrite.h \
	lib/index/bounds.c \
	lib/index/bounds.h \
	lib/index/census.c \
	lib/index/census.h \
	lib/index/change.c \
	lib/index/change.h \
	lib/index/check.c \
	lib/index/check.h \
	lib/index/checkarticles.c \
	lib/index/checking.h \
	lib/index/checklines.c \
	lib/index/checkrecords.c \
	lib/index/checksketch.c \
	lib/index/checkterms.c \
	lib/index/checkvalues.c \
	lib/index/checkwords.c \
	lib/index/chunk.c \
	lib/index/chunk.h \
	lib/index/coded.c \
	lib/index/coded.h \
	lib/index/columns.c \
	lib/index/commit.c \
	lib/index/corners.c \
	lib/index/corners.h \
	lib/index/create.c \
	lib/index/cutter.c \
	lib/index/cutter.h \
	lib/index/dead.c \
	lib/index/dead.h \
	lib/index/deaths.c \
	lib/index/deaths.h \
	lib/index/dict.c \
	lib/index/dict.h \
	lib/index/dictwrite.c \
	lib/index/dictwrite.h \
	lib/index/digest.c \
	lib/index/doc.c \
	lib/index/doc.h \
	lib/index/entry.c \
	lib/index/filter.h \
	lib/index/filterflush.c \
	lib/index/filters.c \
	lib/index/filters.h \
	lib/index/flush.c \
	lib/index/flushing.h \
	lib/index/flushwrite.c \
	lib/index/format.h \
	lib/index/frame.c \
	lib/index/frame.h \
	lib/index/gaps.c \
	lib/index/gaps.h \
	lib/index/freqs.c \
	lib/index/freqs.h \
	lib/index/ids.c \
	lib/index/ids.h \
	lib/index/inverter.c \
	lib/index/inverter.h \
	lib/index/keysort.c \
	lib/index/keysort.h \
	lib/index/learn.c \
	lib/index/learn.h \
	lib/index/learned.c \
	lib/index/length.c \
	lib/index/length.h \
	lib/index/lexicon.c \
	lib/index/lexicon.h \
	lib/index/lexread.c \
	lib/index/lexread.h \
	lib/index/lexwrite.c \
	lib/index/lexwrite.h \
	lib/index/lines.c \
	lib/index/lines.h \
	lib/index/linewalk.c \
	lib/index/linewalk.h \
	lib/index/listwrite.c \
	lib/index/listwrite.h \
	lib/index/names.c \
	lib/index/names.h \
	lib/index/nameswrite.c \
	lib/index/merge.c \
	lib/index/merge.h \
	lib/index/mergedue.c \
	lib/index/mergelists.c \
	lib/index/mergeshare.c \
	lib/index/merging.h \
	lib/index/ordinals.c \
	lib/index/ordinals.h \
	lib/index/partterms.c \
	lib/index/partterms.h \
	lib/index/patched.c \
	lib/index/patched.h \
	lib/index/packer.c \
	lib/index/packer.h \
	lib/index/pending.c \
	lib/index/pending.h \
	lib/index/places.c \
	lib/index/places.h \
	lib/index/positions.c \
	lib/index/positions.h \
	lib/index/postings.c \
	lib/index/postings.h \
	lib/index/postpos.c \
	lib/index/queue.c \
	lib/index/queue.h \
	lib/index/ranking.c \
	lib/index/ranking.h \
	lib/index/reader.c \
	lib/index/reader.h \
	lib/index/recount.c \
	lib/index/recount.h \
	lib/index/repack.c \
	lib/index/replace.c \
	lib/index/replace.h \
	lib/index/root.c \
	lib/index/root.h \
	lib/index/segcopy.c \
	lib/index/segment.c \
	lib/index/segment.h \
	lib/index/segpart.c \
	lib/index/segpart.h \
	lib/index/segwrite.c \
	lib/index/segwrite.h \
	lib/index/segwriting.h \
	lib/index/stored.c \
	lib/index/stored.h \
	lib/index/storedwrite.c \
	lib/index/story.c \
	lib/index/story.h \
	lib/index/subtract.c \
	lib/index/taking.c \
	lib/index/template.c \
	lib/index/template.h \
	lib/index/templates.c \
	lib/index/templates.h \
	lib/index/terms.c \
	lib/index/termset.c \
	lib/index/termset.h \
	lib/index/tokens.c \
	lib/index/tokens.h \
	lib/index/values.c \
	lib/index/values.h \
	lib/index/valueswrite.c \
	lib/index/valueswrite.h \
	lib/index/view.c \
	lib/index/view.h \
	lib/index/wordset.c \
	lib/index/wordset.h \
	lib/index/writer.c \
	lib/index/writer.h \
	lib/index/writing.h

KERNELS += lib/index/bitmap_kernels.c lib/index/bounds_kernels.c \
	lib/index/places_kernels.c

UNIT_TESTS += \
	tests/unit/test_analyzers \
	tests/unit/test_best \
	tests/unit/test_bitmap \
	tests/unit/test_bounds \
	tests/unit/test_block \
	tests/unit/test_book \
	tests/unit/test_census \
	tests/unit/test_change \
	tests/unit/test_check \
	tests/unit/test_checkwords \
	tests/unit/test_chunk \
	tests/unit/test_coded \
	tests/unit/test_corners \
	tests/unit/test_damage \
	tests/unit/test_dead \
	tests/unit/test_deaths \
	tests/unit/test_dict \
	tests/unit/test_digest \
	tests/unit/test_format \
	tests/unit/test_format_examples \
	tests/unit/test_frame \
	tests/unit/test_ids \
	tests/unit/test_inverter \
	tests/unit/test_keysort \
	tests/unit/test_gaps \
	tests/unit/test_learn \
	tests/unit/test_length \
	tests/unit/test_merge \
	tests/unit/test_mergedue \
	tests/unit/test_names \
	tests/unit/test_ordinals \
	tests/unit/test_packer \
	tests/unit/test_patched \
	tests/unit/test_pending \
	tests/unit/test_places \
	tests/unit/test_postings \
	tests/unit/test_queue \
	tests/unit/test_ranking \
	tests/unit/test_reader \
	tests/unit/test_recount \
	tests/unit/test_repack \
	tests/unit/test_replace \
	tests/unit/test_root \
	tests/unit/test_segment \
	tests/unit/test_segwrite \
	tests/unit/test_stored \
	tests/unit/test_taking \
	tests/unit/test_template \
	tests/unit/test_termset \
	tests/unit/test_tokens \
	tests/unit/test_writer

# Helpers of tests: records without a file, and lists to put there.
SEGMENT_IN_MEMORY = \
	tests/unit/add_doc.h \
	tests/unit/memory_store.c \
	tests/unit/memory_store.h \
	tests/unit/random_list.c \
	tests/unit/random_list.h
tests_unit_test_best_SOURCES = tests/unit/test_best.c $(SEGMENT_IN_MEMORY)
tests_unit_test_bitmap_SOURCES = tests/unit/test_bitmap.c $(SEGMENT_IN_MEMORY)
tests_unit_test_bounds_SOURCES = tests/unit/test_bounds.c $(SEGMENT_IN_MEMORY)
tests_unit_test_block_SOURCES = tests/unit/test_block.c $(SEGMENT_IN_MEMORY)
tests_unit_test_book_SOURCES = tests/unit/test_book.c $(SEGMENT_IN_MEMORY)
tests_unit_test_chunk_SOURCES = tests/unit/test_chunk.c $(SEGMENT_IN_MEMORY)
tests_unit_test_damage_SOURCES = tests/unit/test_damage.c \
	tests/unit/probe.c tests/unit/probe.h $(SEGMENT_IN_MEMORY)
tests_unit_test_dead_SOURCES = tests/unit/test_dead.c $(SEGMENT_IN_MEMORY)
tests_unit_test_format_SOURCES = tests/unit/test_format.c \
	tests/unit/format_doc.c tests/unit/format_doc.h
tests_unit_test_format_examples_SOURCES = \
	tests/unit/test_format_examples.c \
	tests/unit/format_doc.c tests/unit/format_doc.h \
	tests/unit/memory_store.c tests/unit/memory_store.h
tests_unit_test_gaps_SOURCES = tests/unit/test_gaps.c $(SEGMENT_IN_MEMORY)
tests_unit_test_ids_SOURCES = tests/unit/test_ids.c $(SEGMENT_IN_MEMORY)
tests_unit_test_segment_SOURCES = \
	tests/unit/test_segment.c $(SEGMENT_IN_MEMORY)
tests_unit_test_segwrite_SOURCES = \
	tests/unit/test_segwrite.c $(SEGMENT_IN_MEMORY) $(ALLOC_FAULT_FILES)
tests_unit_test_segwrite_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_dict_SOURCES = tests/unit/test_dict.c $(SEGMENT_IN_MEMORY)
tests_unit_test_stored_SOURCES = tests/unit/test_stored.c $(SEGMENT_IN_MEMORY)
tests_unit_test_names_SOURCES = tests/unit/test_names.c $(SEGMENT_IN_MEMORY)
tests_unit_test_packer_SOURCES = tests/unit/test_packer.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_patched_SOURCES = \
	tests/unit/test_patched.c $(SEGMENT_IN_MEMORY)
tests_unit_test_ordinals_SOURCES = \
	tests/unit/test_ordinals.c $(SEGMENT_IN_MEMORY)
tests_unit_test_postings_SOURCES = \
	tests/unit/test_postings.c $(SEGMENT_IN_MEMORY)

# Articles made up, and what an index says of them.
INDEX_HELP = tests/unit/index_help.c tests/unit/index_help.h
WRITER_HELP = tests/unit/writer_help.h $(INDEX_HELP)
tests_unit_test_analyzers_SOURCES = tests/unit/test_analyzers.c $(INDEX_HELP)
tests_unit_test_census_SOURCES = tests/unit/test_census.c $(INDEX_HELP)
tests_unit_test_change_SOURCES = tests/unit/test_change.c $(WRITER_HELP)
tests_unit_test_check_SOURCES = tests/unit/test_check.c \
	tests/unit/spoiling.h $(INDEX_HELP)
tests_unit_test_checkwords_SOURCES = tests/unit/test_checkwords.c \
	tests/unit/spoiling.h $(INDEX_HELP)
tests_unit_test_deaths_SOURCES = tests/unit/test_deaths.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_learn_SOURCES = tests/unit/test_learn.c $(INDEX_HELP)
tests_unit_test_template_SOURCES = tests/unit/test_template.c $(INDEX_HELP)
tests_unit_test_digest_SOURCES = tests/unit/test_digest.c $(INDEX_HELP)
tests_unit_test_inverter_SOURCES = tests/unit/test_inverter.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_keysort_SOURCES = tests/unit/test_keysort.c $(INDEX_HELP)
tests_unit_test_merge_SOURCES = tests/unit/test_merge.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_repack_SOURCES = tests/unit/test_repack.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_mergedue_SOURCES = tests/unit/test_mergedue.c $(INDEX_HELP)
tests_unit_test_reader_SOURCES = tests/unit/test_reader.c $(WRITER_HELP)
tests_unit_test_recount_SOURCES = tests/unit/test_recount.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP) \
	$(ALLOC_FAULT_FILES)
tests_unit_test_recount_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_unit_test_replace_SOURCES = tests/unit/test_replace.c \
	tests/unit/memory_store.c tests/unit/memory_store.h $(INDEX_HELP)
tests_unit_test_termset_SOURCES = tests/unit/test_termset.c $(INDEX_HELP)
tests_unit_test_queue_SOURCES = tests/unit/test_queue.c $(INDEX_HELP)
tests_unit_test_taking_SOURCES = tests/unit/test_taking.c $(WRITER_HELP)
tests_unit_test_writer_SOURCES = tests/unit/test_writer.c $(WRITER_HELP)

# Memory, processes and bits that fail.
UNIT_TESTS += tests/fault/index_alloc tests/fault/index_flip \
	tests/fault/index_kill tests/fault/index_memory tests/fault/learn_alloc
FAULT_HELP = tests/unit/store_help.h $(INDEX_HELP)
tests_fault_index_alloc_SOURCES = tests/fault/index_alloc.c \
	$(ALLOC_FAULT_FILES) $(FAULT_HELP)
tests_fault_index_alloc_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_fault_learn_alloc_SOURCES = tests/fault/learn_alloc.c \
	$(ALLOC_FAULT_FILES) $(FAULT_HELP)
tests_fault_learn_alloc_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
tests_fault_index_flip_SOURCES = tests/fault/index_flip.c $(FAULT_HELP)
tests_fault_index_kill_SOURCES = tests/fault/index_kill.c $(FAULT_HELP)
tests_fault_index_memory_SOURCES = tests/fault/index_memory.c $(FAULT_HELP)

# Power cuts, from a record of all writes and flushes.
UNIT_TESTS += tests/fault/index_power tests/fault/store_power
POWER_FILES = tests/fault/power.c tests/fault/power.h $(FAULT_HELP)
tests_fault_index_power_SOURCES = tests/fault/index_power.c $(POWER_FILES)
tests_fault_store_power_SOURCES = tests/fault/store_power.c $(POWER_FILES)
