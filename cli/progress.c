/* progress.c: one line on the terminal while long work goes on. */
/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static uint64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void
progress_start(struct progress *progress)
{
	progress->on = isatty(STDERR_FILENO) == 1;
	progress->shown = false;
	progress->start_ms = now_ms();
	progress->next_ms = progress->start_ms + 500;
}

void
progress_show(struct progress *progress, uint64_t articles, uint64_t bytes)
{
	uint64_t now;

	/* The clock is read for one article in 64. */
	if (!progress->on || articles % 64 != 0)
		return;
	now = now_ms();
	if (now < progress->next_ms)
		return;
	progress->next_ms = now + 100;
	progress->shown = true;
	double seconds = progress_seconds(progress);
	fprintf(stderr, "\r%" PRIu64 " articles, %.0f MB, %.0f articles/s ",
		articles, (double)bytes / 1e6, (double)articles / seconds);
}

double
progress_seconds(const struct progress *progress)
{
	return (double)(now_ms() - progress->start_ms) / 1000;
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
