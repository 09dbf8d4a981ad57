/* index_power.c: a power cut at any moment leaves a whole index. */
/* SPDX-License-Identifier: MIT */
#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/check.h"
#include "index/reader.h"
#include "index/writer.h"
#include "power.h"
#include "store/redo.h"

/*
 * Commit n adds article "n<n>"; each fourth replaces "n<n - 3>", too. Every
 * article has the word "every", and those behind the first many the word
 * "single".
 */
#define MANY 1500		/* articles, which make the file large */
#define COMMITS 12

static void
add(struct tw_writer *writer, const char *kind, uint32_t number,
	const char *title, const char *text)
{
	char id[32];

	snprintf(id, sizeof(id), "%s%u", kind, number);
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

/* Text that no compression makes small. */
static void
add_many(struct tw_writer *writer)
{
	uint64_t seed = 1;
	char text[3000];

	for (uint32_t i = 0; i < MANY; i++) {
		size_t n = (size_t)snprintf(text, sizeof(text), "every");

		while (n + 20 < sizeof(text))
			n += (size_t)snprintf(text + n, sizeof(text) - n,
				" %08x", (unsigned)index_random(&seed));
		add(writer, "m", i, "", text);
	}
}

static void
write_commits(struct tw_writer *writer)
{
	for (uint32_t n = 1; n <= COMMITS; n++) {
		add(writer, "n", n, "", "every single one");
		if (n % 4 == 0)
			add(writer, "n", n - 3, "", "every single other");
		index_ok(tw_writer_commit(writer, &err));
		power_mark(n);
	}
}

static void
hear(void *context, const char *text)
{
	(void)context;
	if (!strstr(text, "left over by a writer"))
		fail_msg("%s", text);
}

static void
expect_index(const char *name, uint32_t reported)
{
	struct tw_store *store = help_open(name);
	struct tw_reader *reader = NULL;
	uint64_t singles = 0;
	uint64_t every = 0;

	index_ok(tw_reader_open(store, &reader, &err));
	index_ok(tw_reader_df(reader, TW_FIELD_ALL, TW_STR("singl"), &singles,
		&err));
	index_ok(tw_reader_df(reader, TW_FIELD_ALL, TW_STR("everi"), &every,
		&err));
	assert_in_range(singles, reported,
		reported + 1);
	assert_int_equal(every, MANY + singles);
	assert_int_equal(reader->docs, every);
	tw_reader_free(reader);
	tw_store_close(store);
	index_ok(tw_check(help_path(name), hear, NULL, &err));
}

static void
test_power_cut_leaves_a_whole_index(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_writer *writer = NULL;
	unsigned step = getenv("TRAWL_LONG") ? 1 : 9;
	uint64_t seed = 13;
	struct power power;

	(void)state;
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, NULL, &writer, &err));
	add_many(writer);
	index_ok(tw_writer_commit(writer, &err));
	power_watch(&power, help_path("a"));
	assert_true(power.first_length >= TW_REDO_FILE_LEAST);
	write_commits(writer);
	power_rest();
	tw_writer_free(writer);
	tw_store_close(store);
	for (size_t at = 0; at <= power.count; at += step) {
		power_cut(&power, at, (unsigned)(at / step) % POWER_WAYS,
			&seed, help_path("b"));
		expect_index("b", power_marked(&power, at));
		unlink(help_path("b"));
		unlink(help_path("b-lock"));
	}
	power_done(&power);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_power_cut_leaves_a_whole_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
