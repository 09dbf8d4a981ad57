/* index_alloc.c: memory ends at the nth allocation, for every n. */
/* SPDX-License-Identifier: MIT */
#include "alloc_fault.h"

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/check.h"
#include "index/lexicon.h"
#include "index/reader.h"
#include "index/writer.h"
#include "match/search.h"
#include "query/parse.h"
#include "text/analyzer.h"

/*
 * The life of an index in steps. Each can fail; what was committed before is
 * there then, and nothing else.
 */
enum step {
	STEP_CREATE,
	STEP_FIRST_COMMIT,
	STEP_SECOND_COMMIT,
	STEP_MERGE,
	STEP_READ,
	STEP_COUNT
};

struct life {
	struct tw_store *store;
	struct tw_writer *writer;
	struct tw_reader *reader;
	enum step reached;	/* the first step that did not succeed */
};

static const struct tw_writer_options small = {
	.memory = TW_WRITER_MEMORY_MIN,
};

static int
add(struct life *life, const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	return tw_writer_add(life->writer, &doc, NULL);
}

static int
create(struct life *life)
{
	int status = tw_store_open(help_path("index"), TW_STORE_CREATE,
		&life->store, NULL);

	if (status == TRAWL_OK)
		status = tw_index_create(life->store, "en",
			&tw_ranking_usual, NULL);
	if (status == TRAWL_OK)
		status = tw_writer_open(life->store, &small, &life->writer,
			NULL);
	return status;
}

static int
first_commit(struct life *life)
{
	int status = add(life, "a", "Mill", "water under the bridge");

	if (status == TRAWL_OK)
		status = add(life, "b", "", "a co-operative café");
	if (status == TRAWL_OK)
		status = add(life, "a", "Mill", "water over the bridge");
	if (status == TRAWL_OK)
		status = add(life, "c", "", "water");
	if (status == TRAWL_OK)
		status = tw_writer_commit(life->writer, NULL);
	return status;
}

static int
second_commit(struct life *life)
{
	int status = add(life, "d", "Rivers", "of water");

	if (status == TRAWL_OK)
		status = add(life, "b", "", "another thing");
	if (status == TRAWL_OK)
		status = tw_writer_remove(life->writer, TW_STR("c"), NULL);
	if (status == TRAWL_OK)
		status = tw_writer_commit(life->writer, NULL);
	return status;
}

static int
search(struct tw_reader *reader, struct tw_analyzer *analyzer)
{
	struct tw_query *query = NULL;
	struct tw_hits hits;
	int status = tw_query_parse(TW_STR("water +bridge \"a mill\" mil* "
		"*idge wather~"), analyzer, NULL, &query, NULL);

	if (status != TRAWL_OK)
		return status;
	status = tw_search(reader, query, 10, true, &hits, NULL);
	tw_query_free(query);
	if (status == TRAWL_OK)
		tw_hits_done(&hits);
	return status;
}

/* All words of the lexicon, and one. */
static int
read_words(struct tw_reader *reader)
{
	struct tw_words words;
	uint64_t count;
	int status = tw_words_open(&words, reader, TW_STR(""), NULL);

	if (status != TRAWL_OK)
		return status;
	while (status == TRAWL_OK)
		status = tw_words_next(&words, NULL);
	tw_words_close(&words);
	if (status != TRAWL_END)
		return status;
	status = tw_words_count(reader, TW_STR("water"), &count, NULL);
	assert_true(status != TRAWL_OK || count > 0);
	return status;
}

static int
read_all(struct life *life)
{
	struct tw_analyzer *analyzer = NULL;
	char digest[65];
	int status = tw_reader_open(life->store, &life->reader, NULL);

	if (status == TRAWL_OK)
		status = tw_reader_digest(life->reader, digest, NULL);
	if (status == TRAWL_OK)
		status = tw_analyzer_new("en", &analyzer, NULL);
	if (status == TRAWL_OK)
		status = search(life->reader, analyzer);
	if (status == TRAWL_OK)
		status = read_words(life->reader);
	tw_analyzer_free(analyzer);
	return status;
}

static int
merge(struct life *life)
{
	return tw_writer_merge(life->writer, NULL);
}

static int
live(struct life *life)
{
	int (*const steps[STEP_COUNT])(struct life *) = {
		create, first_commit, second_commit, merge, read_all,
	};
	int status = TRAWL_OK;

	while (life->reached < STEP_COUNT && status == TRAWL_OK) {
		status = steps[life->reached](life);
		life->reached += status == TRAWL_OK;
	}
	tw_reader_free(life->reader);
	tw_writer_free(life->writer);
	tw_store_close(life->store);
	return status;
}

/* ------------------------------------------------------------------ */

/* What could not be deleted without memory is no damage. */
static void
hear(void *context, const char *text)
{
	(void)context;
	if (!strstr(text, "left over by a writer"))
		fail_msg("%s", text);
}

/* Articles that should live when the steps before `reached` succeeded. */
static const char *const ids[STEP_COUNT + 1] = {
	[STEP_FIRST_COMMIT] = "",
	[STEP_SECOND_COMMIT] = "abc",
	[STEP_MERGE] = "abd",
	[STEP_READ] = "abd",
	[STEP_COUNT] = "abd",
};

static void
expect_article(struct tw_reader *reader, char id, bool is_there)
{
	uint32_t segment;
	uint32_t doc;
	int status = tw_reader_find_id(reader, tw_str(&id, 1), &segment, &doc,
		NULL);

	assert_int_equal(status, is_there ? TRAWL_OK : TRAWL_END);
}

static void
expect_state(enum step reached)
{
	struct tw_store *store;
	struct tw_reader *reader;

	if (reached == STEP_CREATE)
		return;
	store = help_open("index");
	index_ok(tw_check(help_path("index"), hear, NULL, &err));
	index_ok(tw_reader_open(store, &reader, &err));
	for (char id = 'a'; id <= 'e'; id++)
		expect_article(reader, id, strchr(ids[reached], id) != NULL);
	assert_int_equal(reader->docs, strlen(ids[reached]));
	tw_reader_free(reader);
	tw_store_close(store);
}

/* A writer comes after the failure and does its work. */
static void
expect_usable(enum step reached)
{
	struct life life = {0};

	if (reached == STEP_CREATE)
		return;
	life.store = help_open("index");
	index_ok(tw_writer_open(life.store, &small, &life.writer, &err));
	index_ok(add(&life, "e", "", "after the failure"));
	index_ok(tw_writer_commit(life.writer, &err));
	tw_writer_free(life.writer);
	tw_store_close(life.store);
	index_ok(tw_check(help_path("index"), hear, NULL, &err));
}

/* One life; true if an allocation was made to fail. */
static bool
live_once(void (*arm)(uint64_t nth), uint64_t nth, bool go_on)
{
	struct life life = {0};

	unlink(help_path("index"));
	unlink(help_path("index-lock"));
	arm(nth);
	int status = live(&life);
	bool failed = alloc_fault_off();

	assert_int_equal(alloc_fault_live(), 0);
	if (failed && status != TRAWL_OK)
		assert_int_equal(status, TRAWL_ENOMEM);
	if (!failed)
		assert_int_equal(status, TRAWL_OK);
	expect_state(life.reached);
	if (go_on)
		expect_usable(life.reached);
	return failed;
}

static void
test_one_failing_allocation_loses_nothing(void **state)
{
	uint64_t n = 1;

	(void)state;
	while (live_once(alloc_fault_at, n, n % 3 == 0))
		n++;
	print_message("# %llu allocations\n", (unsigned long long)n);
	assert_in_range(n, 200, 100000);
}

static void
test_end_of_memory_loses_nothing(void **state)
{
	uint64_t n = 1;

	(void)state;
	while (live_once(alloc_fault_from, n, n % 3 == 0))
		n++;
	print_message("# %llu allocations\n", (unsigned long long)n);
	assert_in_range(n, 200, 100000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_one_failing_allocation_loses_nothing,
			help_set_up, help_tear_down),
		cmocka_unit_test_setup_teardown(
			test_end_of_memory_loses_nothing,
			help_set_up, help_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
