/* index_memory.c: a writer stays within the memory that it was given. */
/* SPDX-License-Identifier: MIT */
#include <sys/wait.h>
#include <time.h>

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/reader.h"
#include "index/writer.h"

/* A process has some memory before there is a writer. */
#define PROCESS_KIB 2048

#define MEMORY_KIB (16 * 1024)

/* Many times as much text as fits: hidden segments, and merges of them. */
static void
write_articles(void)
{
	struct tw_writer_options options = {
		.memory = (size_t)MEMORY_KIB * 1024,
	};
	uint32_t articles = getenv("TRAWL_LONG") ? 200000 : 20000;
	struct tw_store *store = help_open("index");
	struct tw_writer *writer = NULL;

	index_ok(tw_writer_open(store, &options, &writer, &err));
	for (uint32_t i = 0; i < articles; i++) {
		uint64_t seed = i;
		char id[16];

		/* One in four replaces an earlier one. */
		snprintf(id, sizeof(id), "id%u", i % 4 == 0 ? i / 2 : i);
		struct tw_doc doc = index_random_doc(&seed, id);

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
test_writer_stays_within_its_memory(void **state)
{
	struct tw_store *store = help_create("index");
	struct timespec pause = {.tv_nsec = 1000000};
	unsigned long most = 0;
	int status = 0;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	tw_store_close(store);
	skip();
#endif
	if (anonymous_kib(getpid()) == 0) {
		tw_store_close(store);
		skip();
	}
	index_ok(tw_index_create(store, "en", &err));
	tw_store_close(store);
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		write_articles();
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_writer_stays_within_its_memory,
			help_set_up, help_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
