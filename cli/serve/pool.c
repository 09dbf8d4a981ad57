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

/* Workers end with their parent, and are asked to like by it. */
static int
live(const struct pool *pool, pid_t parent)
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
	return pool->work(pool->context, stop);
}

static void
start(struct crew *crew, struct worker *worker)
{
	pid_t parent = getpid();

	fflush(NULL);
	pid_t pid = fork();

	if (pid == 0)
		exit(live(crew->pool, parent));
	if (pid < 0) {
		say("cannot start a worker: %s", strerror(errno));
		crew->next = now() + LAST_DELAY;
		return;
	}
	*worker = (struct worker){.pid = pid, .started = now()};
}

static void
fill(struct crew *crew)
{
	uint32_t count = 0;

	for (size_t i = 0; i < crew->room; i++)
		count += crew->workers[i].pid != 0 &&
			!crew->workers[i].leaves;
	for (size_t i = 0; i < crew->room && count < crew->pool->workers;
		i++) {
		if (now() < crew->next)
			return;
		if (crew->workers[i].pid == 0) {
			start(crew, &crew->workers[i]);
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
}

/* The next signal; 0 when it is time for something else. */
static int
next_signal(const struct crew *crew)
{
	int64_t until = crew->end != FOREVER ? crew->end :
		crew->next > now() ? crew->next : FOREVER;
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
	while (crew->end == FOREVER || !is_empty(crew)) {
		if (crew->end == FOREVER)
			fill(crew);
		else if (now() >= crew->end)
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
