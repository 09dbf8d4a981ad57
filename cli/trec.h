/* trec.h: judgements and runs in TREC's forms, and measures over them. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_TREC_H
#define CLI_TREC_H

#include <stdbool.h>
#include <stddef.h>

/* A line: of judgements (query, 0, document, relevance), or of a run. */
struct trec_line {
	const char *query;
	const char *doc;
	double value;		/* relevance, or score */
};

struct trec_file {
	char *bytes;		/* that the lines point into */
	struct trec_line *lines;
	size_t count;
};

/*
 * Judgements sorted by (query, document); a run by (query, score, document),
 * both descending, as trec_eval orders them: scores are single floats and
 * equal ones are broken by document name. False, and a word, if the file
 * cannot be read or a line is not of the form.
 */
bool trec_read_qrels(const char *path, struct trec_file *ret);
bool trec_read_run(const char *path, struct trec_file *ret);
void trec_done(struct trec_file *file);

/* Measures with the names and the sense they have in trec_eval. */
enum trec_measure {
	TREC_NDCG_10,
	TREC_MAP,
	TREC_RECIP_RANK,
	TREC_P_5,
	TREC_P_10,
	TREC_P_20,
	TREC_RECALL_10,
	TREC_RECALL_100,
	TREC_RECALL_1000,
	TREC_MEASURE_COUNT
};

const char *trec_measure_name(enum trec_measure measure);

struct trec_scores {
	const char *query;
	double value[TREC_MEASURE_COUNT];
};

/*
 * The measures of each query that has both judgements and answers, in order
 * of query names; *ret is to be freed. (size_t)-1 without memory.
 */
size_t trec_measure(const struct trec_file *qrels, const struct trec_file *run,
	struct trec_scores **ret);

/* Queries that are judged; those among them without an answer count in no
   mean, as in trec_eval. */
size_t trec_query_count(const struct trec_file *file);

#endif
