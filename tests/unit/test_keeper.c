/* test_keeper.c: what workers tell is counted, whatever becomes of them. */
/* SPDX-License-Identifier: MIT */
#include "serve/keeper.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define ALL (1 << 20)		/* bytes of a log here, at most */

/* A keeper that runs, and how it is asked to end. */
struct running {
	struct keeper keeper;
	pid_t pid;
	int stop;
};

static int
set_up(void **state)
{
	(void)state;
	return system("rm -rf keeper.d && mkdir keeper.d");
}

static struct running
begin(rlim_t file_size)
{
	struct running running = {.keeper = {
		.folder = "keeper.d",
		.days = 90,
		.places = {"-", "news"},
		.place_count = 2,
	}};
	int stop[2];

	assert_true(keeper_begin(&running.keeper));
	assert_int_equal(pipe(stop), 0);
	running.pid = fork();
	if (running.pid == 0) {
		keeper_is_here(&running.keeper);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){file_size,
			file_size});
		_exit(keeper_run(&running.keeper, stop[0]));
	}
	close(stop[0]);
	running.stop = stop[1];
	return running;
}

/* The exit code. */
static int
end(struct running *running)
{
	int status;

	assert_int_equal(write(running->stop, "!", 1), 1);
	assert_int_equal(waitpid(running->pid, &status, 0), running->pid);
	close(running->stop);
	keeper_is_here(&running->keeper);
	keeper_is_elsewhere(&running->keeper);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
tell(const struct running *running, uint32_t place, const char *text,
	int times)
{
	for (int i = 0; i < times; i++)
		keeper_tell(&running->keeper, &(struct asking){
			.place = place,
			.text = text,
			.length = strlen(text),
		});
}

/* All files of the log, one behind the other, to be freed. */
static char *
read_log(void)
{
	char *text = calloc(1, ALL + 1);
	DIR *folder = opendir("keeper.d");
	size_t length = 0;

	assert_true(text && folder);
	for (struct dirent *entry = readdir(folder); entry;
		entry = readdir(folder)) {
		char path[300];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "keeper.d/%s", entry->d_name);
		FILE *file = fopen(path, "rb");

		assert_non_null(file);
		length += fread(text + length, 1, ALL - length, file);
		fclose(file);
	}
	closedir(folder);
	return text;
}

/* The number in a line "HOUR place kind N", summed over all lines. */
static uint64_t
sum(const char *log, const char *what)
{
	uint64_t total = 0;

	for (const char *at = strstr(log, what); at; at = strstr(at + 1, what))
		total += strtoull(at + strlen(what), NULL, 10);
	return total;
}

/* Unless the clock strikes between, an hour's askings are in one line. */
static void
test_keeper_writes_what_three_asked_when_it_ends(void **state)
{
	struct running running = begin(RLIM_INFINITY);

	(void)state;
	tell(&running, 0, "xylophone", 3);
	tell(&running, 1, "zither", 2);
	assert_int_equal(end(&running), 0);
	char *log = read_log();

	assert_int_equal(sum(log, "\t-\tsearches\t"), 3);
	assert_int_equal(sum(log, "\tnews\tsearches\t"), 2);
	assert_int_equal(sum(log, "\t-\tasked\t"), 3);
	assert_non_null(strstr(log, "xylophone"));
	assert_null(strstr(log, "zither"));
	free(log);
}

static void
test_keeper_writes_nothing_where_nothing_was_asked(void **state)
{
	struct running running = begin(RLIM_INFINITY);

	(void)state;
	assert_int_equal(end(&running), 0);
	char *log = read_log();

	assert_string_equal(log, "");
	free(log);
}

static void
test_keeper_does_not_believe_a_worker(void **state)
{
	static const char nonsense[2000];
	struct running running = begin(RLIM_INFINITY);

	(void)state;
	for (size_t size = 1; size <= sizeof(nonsense); size += 13)
		(void)!send(running.keeper.ends[1], nonsense, size,
			MSG_DONTWAIT);
	tell(&running, 2, "nowhere", 3);
	assert_int_equal(end(&running), 0);
	char *log = read_log();

	assert_null(strstr(log, "nowhere"));
	assert_int_equal(sum(log, "\tnews\tsearches\t"), 0);
	free(log);
}

/* Workers ask side by side; what two of them ask once each is not told. Each
   dies by force at some point, and nothing of that is in the log. */
static void
test_keeper_is_not_harmed_by_workers_that_die(void **state)
{
	enum { WORKERS = 8 };
	struct running running = begin(RLIM_INFINITY);
	pid_t workers[WORKERS];

	(void)state;
	for (int n = 0; n < TALLY_LEAST; n++)
		tell(&running, 0, "often asked", 1);
	tell(&running, 0, "rare as well", 1);
	for (int i = 0; i < WORKERS; i++) {
		workers[i] = fork();
		if (workers[i] != 0)
			continue;
		for (int n = 0; ; n++) {
			char rare[32];

			snprintf(rare, sizeof(rare), "rare %d %d.", i % 4, n);
			tell(&running, 0, rare, 1);
			tell(&running, 0, "often asked", 1);
			usleep(100);
		}
	}
	usleep(200000);
	for (int i = 0; i < WORKERS; i++) {
		kill(workers[i], SIGKILL);
		assert_int_equal(waitpid(workers[i], NULL, 0), workers[i]);
	}
	assert_int_equal(end(&running), 0);
	char *log = read_log();
	uint64_t often = sum(log, "\tasked\t");

	assert_null(strstr(log, "rare"));
	assert_non_null(strstr(log, "often asked\n"));
	assert_true(often >= TALLY_LEAST);
	assert_true(often < sum(log, "\tsearches\t"));
	free(log);
}

/* A worker that nobody listens to goes on. */
static void
test_keeper_keeps_nobody_waiting(void **state)
{
	struct keeper keeper = {.folder = "keeper.d", .ends = {-1, -1}};
	struct running deaf = {.keeper = keeper};

	(void)state;
	tell(&deaf, 0, "no socket at all", 3);
	assert_true(keeper_begin(&deaf.keeper));
	tell(&deaf, 0, "a socket that gets full", 100000);
	keeper_is_elsewhere(&deaf.keeper);
	tell(&deaf, 0, "a socket without another end", 3);
	keeper_is_here(&deaf.keeper);
}

static void
test_keeper_lives_through_a_full_disk(void **state)
{
	struct running running = begin(60);

	(void)state;
	tell(&running, 0, "xylophone", 3);
	assert_int_equal(end(&running), 0);
	char *log = read_log();

	assert_true(strlen(log) <= 60);
	free(log);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keeper_writes_what_three_asked_when_it_ends),
		TEST(test_keeper_writes_nothing_where_nothing_was_asked),
		TEST(test_keeper_does_not_believe_a_worker),
		TEST(test_keeper_is_not_harmed_by_workers_that_die),
		TEST(test_keeper_keeps_nobody_waiting),
		TEST(test_keeper_lives_through_a_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
