/* worker.c: a thread that does a job aside. */
/* SPDX-License-Identifier: MIT */
#include "base/worker.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/alloc.h"

enum state {
	IDLE,
	WORKING,	/* a job was started */
	DONE,		/* and is to be waited for */
	ENDING
};

struct tw_worker {
	pthread_t thread;
	pid_t process;
	pthread_mutex_t mutex;
	pthread_cond_t changed;		/* the state, or what is met over */
	enum state state;
	bool is_awaited;		/* the job */
	tw_job_fn *fn;
	void *context;
	int status;
	trawl_error err;
};

static void
set_state(struct tw_worker *worker, enum state state)
{
	pthread_mutex_lock(&worker->mutex);
	worker->state = state;
	pthread_cond_broadcast(&worker->changed);
	pthread_mutex_unlock(&worker->mutex);
}

/* Waits as long as it is in the state; the one it is in then. */
static enum state
wait_while(struct tw_worker *worker, enum state state, enum state or)
{
	pthread_mutex_lock(&worker->mutex);
	while (worker->state == state || worker->state == or)
		pthread_cond_wait(&worker->changed, &worker->mutex);
	enum state found = worker->state;

	pthread_mutex_unlock(&worker->mutex);
	return found;
}

static void *
work(void *context)
{
	struct tw_worker *worker = context;

	while (wait_while(worker, IDLE, DONE) != ENDING) {
		worker->status = worker->fn(worker->context, &worker->err);
		set_state(worker, DONE);
	}
	return NULL;
}

/* Signals are for the threads of the program. */
static int
start_thread(struct tw_worker *worker)
{
	sigset_t all;
	sigset_t before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&worker->thread, NULL, work, worker);

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

int
tw_worker_new(struct tw_worker **ret, trawl_error *err)
{
	struct tw_worker *worker = tw_alloc_zeroed(1, sizeof(*worker));

	if (!worker)
		return tw_no_memory(err);
	worker->process = getpid();
	pthread_mutex_init(&worker->mutex, NULL);
	pthread_cond_init(&worker->changed, NULL);
	if (start_thread(worker) != 0) {
		pthread_cond_destroy(&worker->changed);
		pthread_mutex_destroy(&worker->mutex);
		tw_free(worker);
		return tw_fail(err, TRAWL_ENOMEM,
			"the system has no thread left");
	}
	*ret = worker;
	return TRAWL_OK;
}

/* Lets the job know that it is waited for; the state in which it ends. */
static enum state
await_job(struct tw_worker *worker)
{
	pthread_mutex_lock(&worker->mutex);
	worker->is_awaited = true;
	pthread_cond_broadcast(&worker->changed);
	pthread_mutex_unlock(&worker->mutex);
	return wait_while(worker, WORKING, WORKING);
}

void
tw_worker_free(struct tw_worker *worker)
{
	if (!worker)
		return;
	if (worker->process == getpid()) {
		(void)await_job(worker);
		set_state(worker, ENDING);
		pthread_join(worker->thread, NULL);
		pthread_cond_destroy(&worker->changed);
		pthread_mutex_destroy(&worker->mutex);
	}
	tw_free(worker);
}

void
tw_worker_start(struct tw_worker *worker, tw_job_fn *fn, void *context)
{
	assert(worker->state == IDLE);
	worker->fn = fn;
	worker->context = context;
	worker->is_awaited = false;
	set_state(worker, WORKING);
}

bool
tw_worker_is_busy(struct tw_worker *worker)
{
	pthread_mutex_lock(&worker->mutex);
	bool is_busy = worker->state == WORKING;

	pthread_mutex_unlock(&worker->mutex);
	return is_busy;
}

int
tw_worker_wait(struct tw_worker *worker, trawl_error *err)
{
	if (worker->process != getpid())
		return tw_fail(err, TRAWL_EFORKED,
			"the thread that writes was left behind by a fork");
	if (await_job(worker) == IDLE)
		return TRAWL_OK;
	set_state(worker, IDLE);
	if (worker->status < 0 && err)
		*err = worker->err;
	return worker->status;
}

bool
tw_worker_meet(struct tw_worker *worker, tw_meet_fn *fn, void *context)
{
	if (worker->process != getpid())
		return false;
	pthread_mutex_lock(&worker->mutex);
	bool is_done = fn(context);

	while (!is_done && worker->state == WORKING && !worker->is_awaited) {
		pthread_cond_wait(&worker->changed, &worker->mutex);
		is_done = fn(context);
	}
	if (is_done)
		pthread_cond_broadcast(&worker->changed);
	pthread_mutex_unlock(&worker->mutex);
	return is_done;
}

void
tw_worker_tell(struct tw_worker *worker, uint32_t *what, uint32_t value)
{
	if (worker->process != getpid())
		return;
	pthread_mutex_lock(&worker->mutex);
	*what = value;
	pthread_cond_broadcast(&worker->changed);
	pthread_mutex_unlock(&worker->mutex);
}
