/* progress.h: one line on the terminal while long work goes on. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Shown only if standard error is a terminal, after half a second. */
struct progress {
	bool on;
	bool shown;
	uint64_t start_ms;
	uint64_t next_ms;
};

void progress_start(struct progress *progress);
void progress_show(struct progress *progress, uint64_t articles,
	uint64_t bytes);
void progress_end(struct progress *progress);

/* Seconds since the start. */
double progress_seconds(const struct progress *progress);

#endif
