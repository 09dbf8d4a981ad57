/* pool.c: a parent that parses nothing, and workers that may die. */
/* SPDX-License-Identifier: MIT */
#include "serve/pool.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "say.h"

#define YOUNG 1000		/* ms: who dies before keeps dying */
#define FIRST_DELAY 20		/* ms */
#define LAST_DELAY 1000
#define FOREVER INT64_MAX

struct worker {
	pid_t pid;		/* 0: nobody */
	int64_t started;	/* ms */
	bool leaves;		/* was asked to */
};

/* The parent's view. While old workers leave, new ones are there already. */
struct crew {
	const struct pool *pool;
	struct worker *workers;
	size_t room;
	struct worker aside;
	int64_t next_aside;	/* it is not started before */
	sigset_t signals;	/* blocked: the parent waits for them */
	int64_t delay;		/* before the next worker, if one dies young */
	int64_t next;		/* no worker is started before */
	int64_t end;		/* of patience; FOREVER: nobody was asked to
				   end for good */
};

static int64_t
now(void)
{
	struct timespec time = {0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ------------------------------------------------------------------ */
/* Workers.                                                             */

typedef int work_fn(void *context, int stop);

/* Workers end with their parent, and are asked to like by it. */
static int
live(const struct pool *pool, pid_t parent, work_fn *work)
{
	sigset_t ends;
	sigset_t unheard;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		return EXIT_FOUND;
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGUSR1);
	unheard = ends;
	sigaddset(&unheard, SIGHUP);
	int stop = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);

	if (stop < 0 || sigprocmask(SIG_SETMASK, &unheard, NULL) != 0) {
		say("cannot start a worker: %s", strerror(errno));
		return EXIT_TROUBLE;
	}
	return work(pool->context, stop);
}

/* Not before that time, if it cannot be now. */
static void
start(struct crew *crew, struct worker *worker, work_fn *work,
	int64_t *ret_next)
{
	pid_t parent = getpid();

	fflush(NULL);
	pid_t pid = fork();

	if (pid == 0)
		exit(live(crew->pool, parent, work));
	if (pid < 0) {
		say("cannot start a worker: %s", strerror(errno));
		*ret_next = now() + LAST_DELAY;
		return;
	}
	*worker = (struct worker){.pid = pid, .started = now()};
}

static void
fill(struct crew *crew)
{
	uint32_t count = 0;

	if (crew->pool->aside && crew->aside.pid == 0 &&
		now() >= crew->next_aside)
		start(crew, &crew->aside, crew->pool->aside,
			&crew->next_aside);
	for (size_t i = 0; i < crew->room; i++)
		count += crew->workers[i].pid != 0 &&
			!crew->workers[i].leaves;
	for (size_t i = 0; i < crew->room && count < crew->pool->workers;
		i++) {
		if (now() < crew->next)
			return;
		if (crew->workers[i].pid == 0) {
			start(crew, &crew->workers[i], crew->pool->work,
				&crew->next);
			count++;
		}
	}
}

static void
dismiss(struct crew *crew)
{
	for (size_t i = 0; i < crew->room; i++) {
		struct worker *worker = &crew->workers[i];

		if (worker->pid == 0 || worker->leaves)
			continue;
		worker->leaves = true;
		kill(worker->pid, SIGTERM);
	}
}

static bool
is_empty(const struct crew *crew)
{
	for (size_t i = 0; i < crew->room; i++)
		if (crew->workers[i].pid != 0)
			return false;
	return true;
}

/* ------------------------------------------------------------------ */
/* Ends of workers.                                                     */

static void
tell_end(const struct worker *worker, int status)
{
	long pid = (long)worker->pid;

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		say("worker %ld took too long for a request: ended", pid);
	else if (WIFSIGNALED(status))
		say("worker %ld died: %s", pid,
			strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != EXIT_FOUND)
		say("worker %ld ended with exit code %d", pid,
			WEXITSTATUS(status));
}

/* How long to wait before the next start. */
static void
set_delay(struct crew *crew, const struct worker *worker)
{
	int64_t time = now();

	if (time - worker->started >= YOUNG)
		crew->delay = 0;
	else if (crew->delay == 0)
		crew->delay = FIRST_DELAY;
	else if (crew->delay < LAST_DELAY / 2)
		crew->delay *= 2;
	else
		crew->delay = LAST_DELAY;
	crew->next = time + crew->delay;
}

static void
reap(struct crew *crew)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, WNOHANG);
		size_t i = 0;

		if (pid <= 0)
			return;
		if (pid == crew->aside.pid) {
			tell_end(&crew->aside, status);
			crew->aside.pid = 0;
			crew->next_aside = now() + LAST_DELAY;
			continue;
		}
		while (i < crew->room && crew->workers[i].pid != pid)
			i++;
		if (i == crew->room)
			continue;
		tell_end(&crew->workers[i], status);
		if (!crew->workers[i].leaves)
			set_delay(crew, &crew->workers[i]);
		crew->workers[i].pid = 0;
	}
}

/* ------------------------------------------------------------------ */

static void
end_for_good(struct crew *crew)
{
	if (crew->end != FOREVER)
		return;
	crew->end = now() + 1000 * (int64_t)crew->pool->patience;
	dismiss(crew);
}

static void
end_by_force(struct crew *crew)
{
	for (size_t i = 0; i < crew->room; i++)
		if (crew->workers[i].pid != 0)
			kill(crew->workers[i].pid, SIGKILL);
	if (crew->aside.pid != 0 && crew->aside.leaves)
		kill(crew->aside.pid, SIGKILL);
}

/* The last to go has as much time as the others had. */
static void
end_aside(struct crew *crew)
{
	if (crew->aside.pid == 0 || crew->aside.leaves)
		return;
	crew->aside.leaves = true;
	crew->end = now() + 1000 * (int64_t)crew->pool->patience;
	kill(crew->aside.pid, SIGTERM);
}

/* When something is to do without a signal. */
static int64_t
next_time(const struct crew *crew)
{
	int64_t time = now();
	int64_t next = FOREVER;

	if (crew->end != FOREVER)
		return crew->end;
	if (crew->next > time)
		next = crew->next;
	if (crew->pool->aside && crew->aside.pid == 0 &&
		crew->next_aside > time && crew->next_aside < next)
		next = crew->next_aside;
	return next;
}

/* The next signal; 0 when it is time for something else. */
static int
next_signal(const struct crew *crew)
{
	int64_t until = next_time(crew);
	int64_t rest = until - now();

	if (until == FOREVER)
		return sigwaitinfo(&crew->signals, NULL);
	if (rest < 1)
		rest = 1;
	return sigtimedwait(&crew->signals, NULL, &(struct timespec){
		.tv_sec = rest / 1000,
		.tv_nsec = rest % 1000 * 1000000,
	});
}

static void
heed(struct crew *crew, int signal)
{
	const struct pool *pool = crew->pool;

	if (signal == SIGTERM || signal == SIGINT || signal == SIGUSR1)
		end_for_good(crew);
	else if (signal == SIGHUP && crew->end == FOREVER &&
		pool->reload(pool->context))
		dismiss(crew);
}

static void
oversee(struct crew *crew)
{
	while (crew->end == FOREVER || !is_empty(crew) ||
		crew->aside.pid != 0) {
		if (crew->end == FOREVER)
			fill(crew);
		else if (is_empty(crew))
			end_aside(crew);
		if (now() >= crew->end)
			end_by_force(crew);
		heed(crew, next_signal(crew));
		reap(crew);
	}
}

int
pool_run(const struct pool *pool)
{
	static const int signals[] = {SIGCHLD, SIGHUP, SIGINT, SIGTERM,
		SIGUSR1};
	struct crew crew = {
		.pool = pool,
		.room = 4 * (size_t)pool->workers,
		.end = FOREVER,
	};
	sigset_t before;

	crew.workers = calloc(crew.room, sizeof(*crew.workers));
	sigemptyset(&crew.signals);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaddset(&crew.signals, signals[i]);
	if (!crew.workers || signal(SIGCHLD, SIG_DFL) == SIG_ERR ||
		sigprocmask(SIG_BLOCK, &crew.signals, &before) != 0) {
		say("cannot start workers: %s", strerror(errno));
		free(crew.workers);
		return EXIT_TROUBLE;
	}
	oversee(&crew);
	sigprocmask(SIG_SETMASK, &before, NULL);
	free(crew.workers);
	return EXIT_FOUND;
}
