/* test_worker.c: jobs are done aside, one at a time. */
/* SPDX-License-Identifier: MIT */
#include "base/worker.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct job {
	pthread_t thread;
	int done;
	int status;
};

static int
do_job(void *context, trawl_error *err)
{
	struct job *job = context;

	job->thread = pthread_self();
	job->done++;
	if (job->status < 0)
		return tw_fail(err, job->status, "job %d", job->done);
	return job->status;
}

static struct tw_worker *
new_worker(void)
{
	struct tw_worker *worker;

	assert_int_equal(tw_worker_new(&worker, NULL), TRAWL_OK);
	return worker;
}

static void
test_worker_does_jobs_in_a_thread_of_its_own(void **state)
{
	struct tw_worker *worker = new_worker();
	struct job job = {.done = 0};

	(void)state;
	for (int i = 1; i <= 1000; i++) {
		tw_worker_start(worker, do_job, &job);
		assert_int_equal(tw_worker_wait(worker, NULL), TRAWL_OK);
		assert_int_equal(job.done, i);
		assert_false(pthread_equal(job.thread, pthread_self()));
	}
	tw_worker_free(worker);
}

static void
test_worker_tells_once_how_a_job_went(void **state)
{
	struct tw_worker *worker = new_worker();
	struct job job = {.status = TRAWL_EIO};
	trawl_error err;

	(void)state;
	assert_int_equal(tw_worker_wait(worker, &err), TRAWL_OK);
	tw_worker_start(worker, do_job, &job);
	assert_int_equal(tw_worker_wait(worker, &err), TRAWL_EIO);
	assert_int_equal(err.status, TRAWL_EIO);
	assert_string_equal(err.text, "job 1");
	assert_int_equal(tw_worker_wait(worker, &err), TRAWL_OK);
	tw_worker_free(worker);
}

static void
test_worker_ends_its_job_before_it_is_freed(void **state)
{
	struct tw_worker *worker = new_worker();
	struct job job = {.done = 0};

	(void)state;
	tw_worker_start(worker, do_job, &job);
	tw_worker_free(worker);
	assert_int_equal(job.done, 1);
	tw_worker_free(NULL);
}

static int
see_signals(void *context, trawl_error *err)
{
	(void)err;
	return pthread_sigmask(SIG_SETMASK, NULL, context);
}

static void
test_worker_takes_no_signals(void **state)
{
	struct tw_worker *worker = new_worker();
	sigset_t blocked;

	(void)state;
	tw_worker_start(worker, see_signals, &blocked);
	assert_int_equal(tw_worker_wait(worker, NULL), TRAWL_OK);
	assert_int_equal(sigismember(&blocked, SIGINT), 1);
	assert_int_equal(sigismember(&blocked, SIGCHLD), 1);
	tw_worker_free(worker);
}

/* A row of numbers: one side gives them, the other takes them, as long as there
   is room, or something. */
struct row {
	struct tw_worker *worker;
	int given;
	int taken;
	int ends;	/* gives no more than these */
};

static bool
give(void *context)
{
	struct row *row = context;

	if (row->given - row->taken >= 3)
		return false;
	row->given++;
	return true;
}

static bool
take(void *context)
{
	struct row *row = context;

	if (row->given == row->taken)
		return false;
	row->taken++;
	return true;
}

static int
take_all(void *context, trawl_error *err)
{
	struct row *row = context;

	(void)err;
	while (row->taken < row->ends &&
			tw_worker_meet(row->worker, take, row))
		continue;
	return TRAWL_OK;
}

static void
test_worker_meets_who_started_it(void **state)
{
	struct row row = {.worker = new_worker(), .ends = INT_MAX};

	(void)state;
	tw_worker_start(row.worker, take_all, &row);
	for (int i = 0; i < 10000; i++)
		assert_true(tw_worker_meet(row.worker, give, &row));
	assert_int_equal(tw_worker_wait(row.worker, NULL), TRAWL_OK);
	assert_int_equal(row.taken, 10000);
	tw_worker_free(row.worker);
}

static void
test_nobody_waits_for_a_job_that_has_ended(void **state)
{
	struct row row = {.worker = new_worker(), .ends = 5};
	int given = 0;

	(void)state;
	tw_worker_start(row.worker, take_all, &row);
	while (tw_worker_meet(row.worker, give, &row))
		given++;
	assert_int_equal(given, 5 + 3);
	assert_int_equal(tw_worker_wait(row.worker, NULL), TRAWL_OK);
	assert_int_equal(row.taken, 5);
	tw_worker_free(row.worker);
}

static void
test_worker_that_is_freed_waits_for_nothing_more(void **state)
{
	struct row row = {.worker = new_worker(), .ends = INT_MAX};

	(void)state;
	tw_worker_start(row.worker, take_all, &row);
	assert_true(tw_worker_meet(row.worker, give, &row));
	tw_worker_free(row.worker);
	assert_int_equal(row.taken, 1);
}

static void
test_worker_does_not_outlive_a_fork(void **state)
{
	struct tw_worker *worker = new_worker();
	int status;

	(void)state;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct row row = {.given = 0};
		int failed = tw_worker_meet(worker, give, &row) ||
			tw_worker_wait(worker, NULL) != TRAWL_EFORKED;

		tw_worker_free(worker);
		_exit(failed);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	tw_worker_free(worker);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worker_does_jobs_in_a_thread_of_its_own),
		cmocka_unit_test(test_worker_tells_once_how_a_job_went),
		cmocka_unit_test(test_worker_ends_its_job_before_it_is_freed),
		cmocka_unit_test(test_worker_takes_no_signals),
		cmocka_unit_test(test_worker_meets_who_started_it),
		cmocka_unit_test(test_nobody_waits_for_a_job_that_has_ended),
		cmocka_unit_test(
			test_worker_that_is_freed_waits_for_nothing_more),
		cmocka_unit_test(test_worker_does_not_outlive_a_fork),
	};

	return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
