/* times.c: how long something takes, many times, and queries to ask. */
/* SPDX-License-Identifier: MIT */
#include "times.h"

#include <string.h>

#include "check.h"

double
microseconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

void
add_time(struct times *times, double time)
{
	if (times->count == times->room) {
		times->room = 2 * times->room + 64;
		times->list = need(realloc(times->list,
			times->room * sizeof(*times->list)));
	}
	times->list[times->count++] = time;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

void
sort_times(double *list, size_t count)
{
	if (count > 0)
		qsort(list, count, sizeof(*list), by_size);
}

double
permille(const struct times *times, size_t thousandths)
{
	size_t shorter = times->count * thousandths / 1000;

	if (times->count == 0)
		return 0;
	return times->list[shorter < times->count ? shorter
						  : times->count - 1];
}

double
mean_time(const struct times *times)
{
	double sum = 0;

	for (size_t i = 0; i < times->count; i++)
		sum += times->list[i];
	return times->count > 0 ? sum / (double)times->count : 0;
}

void
read_questions(struct questions *questions, size_t rounds)
{
	char *line = NULL;
	size_t length = 0;
	size_t room = 0;

	while (getline(&line, &length, stdin) > 0) {
		char *tab = strchr(line, '\t');

		if (!tab)
			continue;
		*tab = '\0';
		tab[1 + strcspn(tab + 1, "\t\n")] = '\0';
		if (questions->count == room) {
			room = 2 * room + 64;
			questions->list = need(realloc(questions->list,
				room * sizeof(*questions->list)));
		}
		questions->list[questions->count++] = (struct question){
			.class = need(strdup(line)),
			.text = need(strdup(tab + 1)),
			.times = need(calloc(rounds + 1, sizeof(double))),
		};
	}
	free(line);
	if (questions->count == 0) {
		fprintf(stderr, "%s: no queries\n",
			program_invocation_short_name);
		exit(2);
	}
}
