/* worker.h: a thread that does a job aside. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/*
 * One job at a time: start, then wait, which gives what the job returned. The
 * worker is used by one thread. What the job needs must stay until the wait,
 * and belongs to the job alone until then, but for what both meet over. Its
 * thread takes no signals; a child of a fork has no such thread, and its jobs
 * fail.
 */
struct tw_worker;

typedef int tw_job_fn(void *context, trawl_error *err);

int tw_worker_new(struct tw_worker **ret, trawl_error *err) TW_MUST_USE;

/* Waits for the job. */
void tw_worker_free(struct tw_worker *worker);

/* No job has been started that was not waited for. */
void tw_worker_start(struct tw_worker *worker, tw_job_fn *fn, void *context);

/* Whether a job is at work. */
bool tw_worker_is_busy(struct tw_worker *worker);

/* Waits for the job, and returns its status; TRAWL_OK if there was none. */
int tw_worker_wait(struct tw_worker *worker, trawl_error *err) TW_MUST_USE;

/*
 * For a job that goes on while more comes: it, and who started it, look at
 * what they share, and change it, in such a function alone, one at a time. It
 * is called again whenever the other's has returned true, until it does so
 * itself; false if it does not, and the other will change nothing any more:
 * the job has ended, or is waited for.
 */
typedef bool tw_meet_fn(void *context);
bool tw_worker_meet(struct tw_worker *worker, tw_meet_fn *fn, void *context);

/* The same for one number that is set, whatever the other does. */
void tw_worker_tell(struct tw_worker *worker, uint32_t *what, uint32_t value);

#endif
