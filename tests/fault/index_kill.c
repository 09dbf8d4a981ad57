/* index_kill.c: a writer killed at any moment loses nothing acknowledged. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/check.h"
#include "index/reader.h"
#include "index/writer.h"

/*
 * Commit n adds article "n<n>" and replaces article "counter", whose title is
 * then the word c<n>. Now and then it replaces many others, which takes
 * hidden segments and merges. Every article has the word "every".
 */
#define BULK 250
#define BULK_EVERY 9

/* The last commit that the writer knows of, told to all processes. */
static struct {
	volatile uint32_t committed;
	volatile uint32_t rounds_read;
} *shared;

static const struct tw_writer_options small = {
	.memory = TW_WRITER_MEMORY_MIN,
};

static void
add(struct tw_writer *writer, const char *kind, uint32_t number,
	const char *title, const char *text)
{
	char id[32];

	snprintf(id, sizeof(id), "%s%u", kind, number);
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static void
write_commit(struct tw_writer *writer, uint32_t n)
{
	static char text[9000];
	char title[32];

	snprintf(title, sizeof(title), "c%u", n);
	add(writer, "counter", 0, title, "every one");
	add(writer, "n", n, "", "every new one");
	if (n % BULK_EVERY == 0) {
		size_t length = 0;

		for (uint32_t i = 0; length + 20 < sizeof(text); i++)
			length += (size_t)snprintf(text + length,
				sizeof(text) - length, "%s w%x",
				i == 0 ? "every" : "", i * n * 31);
		for (uint32_t i = 0; i < BULK; i++)
			add(writer, "bulk", i, "", text);
	}
	index_ok(tw_writer_commit(writer, &err));
}

static void
write_for_ever(void)
{
	struct tw_store *store = help_open("index");
	struct tw_writer *writer = NULL;

	index_ok(tw_writer_open(store, &small, &writer, &err));
	for (;;) {
		uint32_t n = shared->committed + 1;

		write_commit(writer, n);
		shared->committed = n;
	}
}

/* The number of the commit that the reader sees: all of it, and no more. */
static uint32_t
read_commit(struct tw_reader *reader)
{
	uint32_t segment = 0;
	uint32_t doc = 0;
	uint64_t every = 0;
	struct tw_arena arena = {0};
	struct tw_doc fields;
	uint32_t n = 0;
	int status = tw_reader_find_id(reader, TW_STR("counter0"), &segment,
		&doc, NULL);

	if (status == TRAWL_OK) {
		index_ok(tw_segment_doc(&reader->segments[segment], doc,
			&arena, &fields, &err));
		n = (uint32_t)strtoul(fields.field[TRAWL_TITLE].p + 1, NULL,
			10);
	}
	tw_arena_done(&arena);
	uint64_t expected = n == 0 ? 0 : n + UINT64_C(1) +
		(n >= BULK_EVERY ? BULK : 0);

	index_ok(tw_reader_df(reader, TW_FIELD_ALL, TW_STR("everi"), &every,
		&err));
	assert_int_equal(every, expected);
	assert_int_equal(reader->docs, expected);
	return n;
}

static void
read_for_ever(void)
{
	struct tw_store *store = help_open("index");

	for (;;) {
		uint32_t least = shared->committed;
		struct tw_reader *reader = NULL;

		index_ok(tw_reader_open(store, &reader, &err));
		assert_true(read_commit(reader) >= least);
		tw_reader_free(reader);
		shared->rounds_read++;
	}
}

/* ------------------------------------------------------------------ */

static pid_t
start(void (*work)(void))
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		work();
		_exit(1);
	}
	return child;
}

/* Ends a child that goes on for ever, and sees that it still did. */
static void
end(pid_t child)
{
	int status = 0;

	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void
sleep_for(uint32_t microseconds)
{
	struct timespec time = {
		.tv_sec = microseconds / 1000000,
		.tv_nsec = microseconds % 1000000 * 1000L,
	};

	nanosleep(&time, NULL);
}

static void
hear(void *context, const char *text)
{
	(void)context;
	if (!strstr(text, "left over by a writer"))
		fail_msg("%s", text);
}

/* What is found after the writer's death: all that it told, or one more. */
static void
expect_acknowledged(void)
{
	struct tw_store *store = help_open("index");
	struct tw_reader *reader = NULL;

	index_ok(tw_reader_open(store, &reader, &err));
	uint32_t n = read_commit(reader);

	assert_in_range(n, shared->committed, shared->committed + 1);
	shared->committed = n;
	tw_reader_free(reader);
	tw_store_close(store);
	index_ok(tw_check(help_path("index"), hear, NULL, &err));
}

static int
set_up(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return -1;
	struct tw_store *store = help_create("index");

	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	tw_store_close(store);
	return 0;
}

static int
tear_down(void **state)
{
	munmap(shared, sizeof(*shared));
	return help_tear_down(state);
}

static void
test_killed_writer_loses_nothing_acknowledged(void **state)
{
	uint32_t rounds = getenv("TRAWL_LONG") ? 300 : 25;
	uint64_t seed = (uint64_t)getpid();
	pid_t reader = start(read_for_ever);

	(void)state;
	for (uint32_t i = 0; i < rounds; i++) {
		pid_t child = start(write_for_ever);

		sleep_for(2000 + index_below(&seed, i % 4 == 3 ? 200000 :
			30000));
		end(child);
		expect_acknowledged();
	}
	assert_true(shared->rounds_read > 0);
	end(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_killed_writer_loses_nothing_acknowledged,
			set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
