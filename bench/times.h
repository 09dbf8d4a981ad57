/* times.h: how long something takes, many times, and queries to ask. */
/* SPDX-License-Identifier: MIT */
#ifndef BENCH_TIMES_H
#define BENCH_TIMES_H

#include <stddef.h>
#include <time.h>

/* In microseconds; `list` is for free(). */
struct times {
	double *list;
	size_t count;
	size_t room;
};

/* Of CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC or another clock. */
double microseconds(clockid_t clock);

void add_time(struct times *times, double time);

/* From the shortest, as permille() needs them. */
void sort_times(double *list, size_t count);

/* That many of a thousand are shorter; of sorted times, 0 if there are none. */
double permille(const struct times *times, size_t thousandths);

double mean_time(const struct times *times);

/* What is asked: lines "class<TAB>query"; anything behind a second tab is for
   other programs, and a line without a tab is none. */
struct question {
	char *class;
	char *text;
	double *times;		/* of each round, if there are rounds */
	double answer;		/* what the asker wants to keep */
};

struct questions {
	struct question *list;
	size_t count;
};

/* Reads standard input to its end; ends the program if there is no query. */
void read_questions(struct questions *questions, size_t rounds);

#endif
