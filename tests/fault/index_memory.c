/* index_memory.c: a writer stays within the memory that it was given. */
/* SPDX-License-Identifier: MIT */
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/reader.h"
#include "index/writer.h"

/* A process has some memory before there is a writer. */
#define PROCESS_KIB 2048

#define MEMORY_KIB (16 * 1024)

/* The map is a quarter of it at first; the file becomes longer. */
#define ADDRESS_SPACE ((rlim_t)120 << 20)
#define WIDE 2880

static struct tw_doc
usual_doc(uint32_t i, const char *id)
{
	uint64_t seed = i;

	return index_random_doc(&seed, id);
}

/* One that takes much of the file: no word comes twice. */
static struct tw_doc
wide_doc(uint32_t i, const char *id)
{
	static char text[4000];
	uint64_t seed = i;
	size_t n = 0;

	while (n + 20 < sizeof(text))
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%llx ",
			(unsigned long long)(index_random(&seed) >> 16));
	return index_doc(id, "", text);
}

/* Many times as much text as fits: hidden segments, and merges of them. */
static void
write_articles(uint32_t articles, uint32_t threads,
	struct tw_doc (*doc_of)(uint32_t i, const char *id))
{
	struct tw_writer_options options = {
		.memory = (size_t)MEMORY_KIB * 1024,
		.threads = threads,
	};
	struct tw_store *store = help_open("index");
	struct tw_writer *writer = NULL;

	index_ok(tw_writer_open(store, &options, &writer, &err));
	for (uint32_t i = 0; i < articles; i++) {
		char id[16];

		/* One in eight replaces an earlier one. */
		snprintf(id, sizeof(id), "id%u", i % 4 == 0 ? i / 2 : i);
		struct tw_doc doc = doc_of(i, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_merge(writer, &err));
	tw_writer_free(writer);
	tw_store_close(store);
}

/* Memory of the process that no file stands for; 0 if that is not told. */
static unsigned long
anonymous_kib(pid_t process)
{
	char path[64];
	char line[256];
	unsigned long kib = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)process);
	FILE *file = fopen(path, "r");

	if (!file)
		return 0;
	while (fgets(line, sizeof(line), file))
		if (strncmp(line, "RssAnon:", 8) == 0)
			kib = strtoul(line + 8, NULL, 10);
	fclose(file);
	return kib;
}

static void
expect_within_memory(uint32_t threads)
{
	struct tw_store *store = help_create("index");
	struct timespec pause = {.tv_nsec = 1000000};
	unsigned long most = 0;
	int status = 0;

#ifdef __SANITIZE_ADDRESS__
	tw_store_close(store);
	skip();
#endif
	if (anonymous_kib(getpid()) == 0) {
		tw_store_close(store);
		skip();
	}
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	tw_store_close(store);
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		write_articles(getenv("TRAWL_LONG") ? 200000 : 20000, threads,
			usual_doc);
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		unsigned long kib = anonymous_kib(child);

		most = kib > most ? kib : most;
		nanosleep(&pause, NULL);
	}
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	print_message("# %lu KiB of %d\n", most, MEMORY_KIB);
	assert_in_range(most, MEMORY_KIB / 4, MEMORY_KIB + PROCESS_KIB);
}

static void
test_writer_stays_within_its_memory(void **state)
{
	(void)state;
	expect_within_memory(1);
}

static void
test_writer_with_a_thread_stays_within_its_memory(void **state)
{
	(void)state;
	expect_within_memory(2);
}

/* The map begins small where there is little address space, and grows. */
static void
test_index_grows_out_of_its_map(void **state)
{
	struct tw_store *store = help_create("index");
	int status = 0;

	(void)state;
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	tw_store_close(store);
#ifdef __SANITIZE_ADDRESS__
	skip();
#endif
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct rlimit limit = {.rlim_max = RLIM_INFINITY};

		limit.rlim_cur = ADDRESS_SPACE;
		assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
		write_articles(WIDE, 1, wide_doc);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	store = help_open("index");
	struct tw_reader *reader = NULL;

	index_ok(tw_reader_open(store, &reader, &err));
	assert_int_equal(reader->docs, WIDE - WIDE / 8);
	assert_int_equal(reader->root.count, 1);
	struct trawl_stats stats = {.size = sizeof(stats)};

	index_ok(tw_reader_stats(reader, &stats, &err));
	assert_true(stats.file_bytes > ADDRESS_SPACE / 4);
	tw_reader_free(reader);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_writer_stays_within_its_memory,
			help_set_up, help_tear_down),
		cmocka_unit_test_setup_teardown(
			test_writer_with_a_thread_stays_within_its_memory,
			help_set_up, help_tear_down),
		cmocka_unit_test_setup_teardown(
			test_index_grows_out_of_its_map,
			help_set_up, help_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
