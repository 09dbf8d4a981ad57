/* learn_alloc.c: memory ends while templates are learned, wherever. */
/* SPDX-License-Identifier: MIT */
#include "alloc_fault.h"

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/check.h"
#include "index/reader.h"
#include "index/templates.h"
#include "index/writer.h"

/*
 * Ten pages come, of which six have a line more than is theirs, and two more
 * with it; then most of these go. What the index has after a commit that failed
 * is what it had before.
 */
#define FOOTER \
	"Tern Street Publishing, a cooperative; hardly any rights reserved."
#define PAGES 10

static const struct tw_writer_options small = {
	.memory = TW_WRITER_MEMORY_MIN,
};

static int
add_page(struct tw_writer *writer, uint32_t number, bool has_footer)
{
	char id[16];
	char text[2000];
	uint64_t seed = number + 7;
	size_t n = 0;

	snprintf(id, sizeof(id), "p%u", number);
	for (int i = 0; i < 40; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "w%u ",
			index_below(&seed, 5000));
	snprintf(text + n, sizeof(text) - n, "\n\n%s",
		has_footer ? FOOTER : "");

	struct tw_doc doc = index_doc(id, "", text);

	doc.source[TRAWL_TEXT] = TW_STR("body");
	doc.field[TRAWL_URL] = TW_STR("https://a.example/b");
	return tw_writer_add(writer, &doc, NULL);
}

/* The line is learned. */
static int
come(struct tw_writer *writer)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < PAGES && status == TRAWL_OK; i++)
		status = add_page(writer, i, i < 6);
	return status == TRAWL_OK ? tw_writer_commit(writer, NULL) : status;
}

/* And cut out of what comes later. */
static int
come_later(struct tw_writer *writer)
{
	int status = add_page(writer, PAGES, true);

	return status == TRAWL_OK ? tw_writer_commit(writer, NULL) : status;
}

/* And comes back where hardly another has it. */
static int
go(struct tw_writer *writer)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < 5 && status == TRAWL_OK; i++) {
		char id[16];

		snprintf(id, sizeof(id), "p%u", i);
		status = tw_writer_remove(writer, tw_str_of(id), NULL);
	}
	return status == TRAWL_OK ? tw_writer_commit(writer, NULL) : status;
}

static int
read_templates(struct tw_store *store, uint64_t nth, bool *ret_failed)
{
	struct tw_templates templates = {0};
	struct tw_reader *reader = NULL;

	alloc_fault_at(nth);
	int status = tw_reader_open(store, &reader, NULL);

	if (status == TRAWL_OK)
		status = tw_templates_read(&templates, reader, NULL, NULL);
	/* What a reader leaves for the next one may be lost. */
	*ret_failed = alloc_fault_off();
	tw_templates_done(&templates);
	tw_reader_free(reader);
	return status;
}

/* ------------------------------------------------------------------ */

static void
hear(void *context, const char *text)
{
	(void)context;
	if (!strstr(text, "left over by a writer"))
		fail_msg("%s", text);
}

struct state {
	uint32_t docs;
	uint32_t learned;	/* lines */
	uint64_t found;		/* articles that a word of the line finds */
};

/* After so many steps that succeeded: none, and each. */
static const struct state states[] = {{0, 0, 0}, {PAGES, 1, 0},
	{PAGES + 1, 1, 0}, {PAGES - 4, 0, 2}};

static void
expect_state(uint32_t reached)
{
	struct tw_store *store = help_open("index");
	struct tw_templates templates = {0};
	struct tw_reader *reader;
	uint64_t found = 0;

	index_ok(tw_check(help_path("index"), hear, NULL, &err));
	index_ok(tw_reader_open(store, &reader, &err));
	index_ok(tw_templates_read(&templates, reader, NULL, &err));
	index_ok(tw_reader_df(reader, TW_FIELD_ALL, TW_STR("tern"), &found,
		&err));
	assert_int_equal(reader->docs, states[reached].docs);
	assert_int_equal(templates.count, states[reached].learned);
	assert_int_equal(found, states[reached].found);
	tw_templates_done(&templates);
	tw_reader_free(reader);
	tw_store_close(store);
}

/* The steps before one of them, that with the fault, and no other behind it if
   it failed; true if an allocation was made to fail. */
static bool
live_once(uint32_t at, void (*arm)(uint64_t nth), uint64_t nth)
{
	int (*const steps[])(struct tw_writer *) = {come, come_later, go};
	struct tw_store *store;
	struct tw_writer *writer = NULL;
	int status;

	unlink(help_path("index"));
	unlink(help_path("index-lock"));
	store = help_create("index");
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, &small, &writer, &err));
	for (uint32_t i = 0; i < at; i++)
		assert_int_equal(steps[i](writer), TRAWL_OK);
	arm(nth);
	status = steps[at](writer);
	bool failed = alloc_fault_off();

	if (failed && status != TRAWL_OK)
		assert_int_equal(status, TRAWL_ENOMEM);
	if (!failed)
		assert_int_equal(status, TRAWL_OK);
	tw_writer_free(writer);
	tw_store_close(store);
	expect_state(at + (status == TRAWL_OK));
	return failed;
}

static void
live_with(uint32_t at, uint64_t least)
{
	uint64_t n = 1;

	while (live_once(at, alloc_fault_at, n))
		n++;
	print_message("# %llu allocations\n", (unsigned long long)n);
	assert_true(n > least);
	/* And with all that follow. */
	for (uint64_t i = 1; i < n; i += 5)
		live_once(at, alloc_fault_from, i);
}

static void
test_memory_ends_while_a_line_is_learned(void **state)
{
	(void)state;
	live_with(0, 50);
}

static void
test_memory_ends_while_a_learned_line_is_cut_out(void **state)
{
	(void)state;
	live_with(1, 10);
}

static void
test_memory_ends_while_a_line_comes_back(void **state)
{
	(void)state;
	live_with(2, 50);
}

static void
test_memory_ends_while_templates_are_read(void **state)
{
	struct tw_store *store = help_create("index");
	struct tw_writer *writer = NULL;
	bool failed = true;

	(void)state;
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, &small, &writer, &err));
	index_ok(come(writer));
	tw_writer_free(writer);
	for (uint64_t n = 1; failed; n++) {
		int status = read_templates(store, n, &failed);

		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
	}
	tw_store_close(store);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, help_set_up, \
	help_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_memory_ends_while_a_line_is_learned),
		TEST(test_memory_ends_while_a_learned_line_is_cut_out),
		TEST(test_memory_ends_while_a_line_comes_back),
		TEST(test_memory_ends_while_templates_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
