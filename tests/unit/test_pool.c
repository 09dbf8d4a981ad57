/* test_pool.c: workers are replaced, reloaded, and end before the one aside. */
/* SPDX-License-Identifier: MIT */
#include "serve/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define WAIT 10000		/* ms, for what has to come */

/* What happens in the processes of a pool, as a letter and a pid each. */
struct event {
	char what;
	pid_t pid;
};

/* A pool that runs in a process of its own. */
struct running {
	struct pool pool;
	int events[2];		/* a pipe */
	bool reloads;
	bool is_deaf;		/* workers do not end when they are asked */
	bool is_short;		/* workers die at once */
	pid_t pid;
};

static void
happen(struct running *running, char what)
{
	struct event event = {what, getpid()};

	(void)!write(running->events[1], &event, sizeof(event));
}

static int
live(struct running *running, int stop, char begun, char ended)
{
	struct pollfd asked = {.fd = stop, .events = POLLIN};

	happen(running, begun);
	while (poll(&asked, 1, -1) < 0)
		continue;
	happen(running, ended);
	return 0;
}

static int
work(void *context, int stop)
{
	struct running *running = context;

	if (running->is_short) {
		happen(running, 'w');
		return 3;
	}
	while (running->is_deaf) {
		happen(running, 'w');
		sleep(100);
	}
	return live(running, stop, 'w', 'e');
}

static int
stand_aside(void *context, int stop)
{
	return live(context, stop, 'a', 'z');
}

static bool
reload(void *context)
{
	struct running *running = context;

	happen(running, 'r');
	return running->reloads;
}

static void
begin(struct running *running)
{
	running->pool.work = work;
	running->pool.reload = reload;
	running->pool.context = running;
	running->pool.patience = 1;
	assert_int_equal(pipe(running->events), 0);
	running->pid = fork();
	assert_true(running->pid >= 0);
	if (running->pid == 0)
		_exit(pool_run(&running->pool));
}

/* The next event, of which there has to be one. */
static struct event
next(struct running *running)
{
	struct pollfd ready = {.fd = running->events[0], .events = POLLIN};
	struct event event;

	assert_int_equal(poll(&ready, 1, WAIT), 1);
	assert_int_equal(read(running->events[0], &event, sizeof(event)),
		sizeof(event));
	return event;
}

static pid_t
expect(struct running *running, char what)
{
	struct event event = next(running);

	assert_int_equal(event.what, what);
	return event.pid;
}

static bool
is_quiet(struct running *running, int ms)
{
	struct pollfd ready = {.fd = running->events[0], .events = POLLIN};

	return poll(&ready, 1, ms) == 0;
}

static void
end(struct running *running, int signal)
{
	int status;

	kill(running->pid, signal);
	assert_int_equal(waitpid(running->pid, &status, 0), running->pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close(running->events[0]);
	close(running->events[1]);
}

/* ------------------------------------------------------------------ */

static void
test_pool_has_as_many_workers_as_asked_for(void **state)
{
	struct running running = {.pool.workers = 3};

	(void)state;
	begin(&running);
	for (int i = 0; i < 3; i++)
		expect(&running, 'w');
	assert_true(is_quiet(&running, 100));
	end(&running, SIGTERM);
}

static void
test_pool_replaces_a_worker_that_dies(void **state)
{
	struct running running = {.pool.workers = 2};

	(void)state;
	begin(&running);
	pid_t first = expect(&running, 'w');

	expect(&running, 'w');
	kill(first, SIGKILL);
	assert_int_not_equal(expect(&running, 'w'), first);
	assert_true(is_quiet(&running, 100));
	end(&running, SIGINT);
}

static void
test_pool_lets_workers_finish(void **state)
{
	struct running running = {.pool.workers = 2};
	int copy;

	(void)state;
	begin(&running);
	expect(&running, 'w');
	expect(&running, 'w');
	copy = dup(running.events[0]);
	end(&running, SIGTERM);
	running.events[0] = copy;
	expect(&running, 'e');
	expect(&running, 'e');
	close(copy);
}

static void
test_pool_ends_who_does_not(void **state)
{
	struct running running = {.pool.workers = 2, .is_deaf = true};

	(void)state;
	begin(&running);
	expect(&running, 'w');
	expect(&running, 'w');
	end(&running, SIGTERM);
}

static void
test_pool_reloads_with_new_workers_first(void **state)
{
	struct running running = {.pool.workers = 1, .reloads = true};

	(void)state;
	begin(&running);
	pid_t old = expect(&running, 'w');

	kill(running.pid, SIGHUP);
	expect(&running, 'r');
	for (int left = 2; left > 0; left--) {
		struct event event = next(&running);

		assert_true(event.what == 'w' ? event.pid != old :
			event.what == 'e' && event.pid == old);
	}
	end(&running, SIGTERM);
}

static void
test_pool_keeps_its_workers_if_it_cannot_reload(void **state)
{
	struct running running = {.pool.workers = 1};

	(void)state;
	begin(&running);
	expect(&running, 'w');
	kill(running.pid, SIGHUP);
	expect(&running, 'r');
	assert_true(is_quiet(&running, 100));
	end(&running, SIGTERM);
}

static void
test_pool_does_not_spin_where_workers_die_at_once(void **state)
{
	struct running running = {.pool.workers = 1, .is_short = true};
	int count = 0;

	(void)state;
	begin(&running);
	while (count < 4 && expect(&running, 'w') > 0)
		count++;
	/* After 20 + 40 + 80 ms the next is 160 ms away. */
	assert_true(is_quiet(&running, 80));
	end(&running, SIGTERM);
}

/* ------------------------------------------------------------------ */
/* The one aside.                                                       */

static void
test_pool_starts_the_one_aside_first_and_ends_it_last(void **state)
{
	struct running running = {.pool.workers = 2,
		.pool.aside = stand_aside};
	int copy;
	int told = 0;
	int ended = 0;

	(void)state;
	begin(&running);
	for (int i = 0; i < 3; i++)
		told += next(&running).what == 'a';
	assert_int_equal(told, 1);
	copy = dup(running.events[0]);
	end(&running, SIGTERM);
	running.events[0] = copy;
	while (ended < 2)
		ended += next(&running).what == 'e';
	expect(&running, 'z');
	close(copy);
}

static void
test_pool_replaces_the_one_aside_and_not_on_reload(void **state)
{
	struct running running = {.pool.workers = 1, .reloads = true,
		.pool.aside = stand_aside};
	pid_t aside = 0;

	(void)state;
	begin(&running);
	for (int i = 0; i < 2; i++) {
		struct event event = next(&running);

		aside = event.what == 'a' ? event.pid : aside;
	}
	kill(running.pid, SIGHUP);
	for (int i = 0; i < 3; i++)
		assert_int_not_equal(next(&running).what, 'a');
	kill(aside, SIGKILL);
	assert_int_not_equal(expect(&running, 'a'), aside);
	end(&running, SIGTERM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pool_has_as_many_workers_as_asked_for),
		cmocka_unit_test(test_pool_replaces_a_worker_that_dies),
		cmocka_unit_test(test_pool_lets_workers_finish),
		cmocka_unit_test(test_pool_ends_who_does_not),
		cmocka_unit_test(test_pool_reloads_with_new_workers_first),
		cmocka_unit_test(
			test_pool_keeps_its_workers_if_it_cannot_reload),
		cmocka_unit_test(
			test_pool_does_not_spin_where_workers_die_at_once),
		cmocka_unit_test(
			test_pool_starts_the_one_aside_first_and_ends_it_last),
		cmocka_unit_test(
			test_pool_replaces_the_one_aside_and_not_on_reload),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
