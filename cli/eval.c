/* eval.c: trawl eval: how good a run is, and which of two is better. */
/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "say.h"
#include "trec.h"

static const char usage[] =
	"Usage: trawl eval [--queries] [--compare RUN2] QRELS RUN\n"
	"\n"
	"Measures a TREC run against judgements (query, 0, id, relevance), as\n"
	"trec_eval does.\n"
	"\n"
	"  trawl eval qrels.txt run.txt\n"
	"  trawl eval --compare other.txt qrels.txt run.txt\n"
	"\n"
	"      --queries        each query's figures too\n"
	"      --compare RUN2   the other run's figures, the change, and p:\n"
	"                       the chance of so large a change between\n"
	"                       equally good runs (paired sign flips)\n";

#define FLIPS 10000

struct measured {
	struct trec_file run;
	struct trec_scores *scores;
	size_t count;
};

static bool
measure(const char *path, const struct trec_file *qrels, struct measured *ret)
{
	if (!trec_read_run(path, &ret->run))
		return false;
	ret->count = trec_measure(qrels, &ret->run, &ret->scores);
	if (ret->count == (size_t)-1) {
		say("out of memory");
		trec_done(&ret->run);
		return false;
	}
	size_t judged = trec_query_count(qrels);
	if (ret->count < judged)
		say("%s: %zu of %zu judged queries have no answer and count "
		    "in no mean",
			path, judged - ret->count, judged);
	return true;
}

static void
measured_done(struct measured *measured)
{
	trec_done(&measured->run);
	free(measured->scores);
}

static double
mean(const struct measured *measured, enum trec_measure measure)
{
	double sum = 0;

	for (size_t i = 0; i < measured->count; i++)
		sum += measured->scores[i].value[measure];
	return measured->count > 0 ? sum / (double)measured->count : 0;
}

static void
print_queries(const struct measured *measured)
{
	for (size_t i = 0; i < measured->count; i++)
		for (int m = 0; m < TREC_MEASURE_COUNT; m++)
			printf("%-12s %s %.6f\n",
				trec_measure_name((enum trec_measure)m),
				measured->scores[i].query,
				measured->scores[i].value[m]);
}

static void
print_means(const struct measured *measured)
{
	printf("%-12s all %zu\n", "num_q", measured->count);
	for (int m = 0; m < TREC_MEASURE_COUNT; m++)
		printf("%-12s all %.6f\n",
			trec_measure_name((enum trec_measure)m),
			mean(measured, (enum trec_measure)m));
}

/* Differences of the queries that both runs answered; returns how many. */
static size_t
differences(const struct measured *a, const struct measured *b,
	enum trec_measure measure, double *ret)
{
	size_t count = 0;
	size_t i = 0;
	size_t j = 0;

	while (i < a->count && j < b->count) {
		int order = strcmp(a->scores[i].query, b->scores[j].query);

		if (order == 0)
			ret[count++] = b->scores[j].value[measure] -
				a->scores[i].value[measure];
		i += order <= 0;
		j += order >= 0;
	}
	return count;
}

/* A small generator with a fixed seed (Marsaglia, "Xorshift RNGs", 2003). */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Share of random signs that give as large a sum (two-sided). */
static double
sign_flip_p(const double *difference, size_t count)
{
	uint64_t state = 88172645463325252u;
	double observed = 0;
	size_t as_large = 1;

	for (size_t i = 0; i < count; i++)
		observed += difference[i];
	for (size_t flip = 0; flip < FLIPS; flip++) {
		double sum = 0;

		for (size_t i = 0; i < count; i++) {
			bool minus = (next_random(&state) >> 40) & 1;

			sum += minus ? -difference[i] : difference[i];
		}
		as_large += fabs(sum) >= fabs(observed) - 1e-12;
	}
	return (double)as_large / (FLIPS + 1);
}

static bool
print_comparison(const struct measured *a, const struct measured *b)
{
	double *difference = calloc(a->count + 1, sizeof(*difference));

	if (!difference) {
		say("out of memory");
		return false;
	}
	printf("%-12s %9s %9s %9s %6s %6s %7s\n", "", "run", "run2",
		"change", "better", "worse", "p");
	for (int m = 0; m < TREC_MEASURE_COUNT; m++) {
		enum trec_measure measure = (enum trec_measure)m;
		size_t count = differences(a, b, measure, difference);
		size_t better = 0;
		size_t worse = 0;

		for (size_t i = 0; i < count; i++) {
			better += difference[i] > 0;
			worse += difference[i] < 0;
		}
		printf("%-12s %9.6f %9.6f %+9.6f %6zu %6zu %7.4f\n",
			trec_measure_name(measure), mean(a, measure),
			mean(b, measure), mean(b, measure) - mean(a, measure),
			better, worse, sign_flip_p(difference, count));
	}
	free(difference);
	return true;
}

static bool
compare(const char *path, const struct trec_file *qrels,
	const struct measured *first)
{
	struct measured second;

	if (!measure(path, qrels, &second))
		return false;
	bool well = print_comparison(first, &second);
	measured_done(&second);
	return well;
}

int
command_eval(int argc, char **argv)
{
	const char *other = NULL;
	bool queries = false;
	const struct arg args[] = {
		{"queries", 'q', ARG_FLAG, &queries},
		{"compare", 0, ARG_TEXT, &other},
		ARG_END,
	};
	struct trec_file qrels;
	struct measured measured = {0};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != 2) {
		say("eval takes two files: judgements and a run");
		return EXIT_TROUBLE;
	}
	if (!trec_read_qrels(argv[first], &qrels))
		return EXIT_TROUBLE;
	bool well = measure(argv[first + 1], &qrels, &measured);
	if (well && queries)
		print_queries(&measured);
	if (well && other)
		well = compare(other, &qrels, &measured);
	else if (well)
		print_means(&measured);
	if (measured.scores)
		measured_done(&measured);
	trec_done(&qrels);
	return finish_output(well ? EXIT_FOUND : EXIT_TROUBLE);
}
