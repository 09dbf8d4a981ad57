/* trec.c: judgements and runs in TREC's forms, and measures over them. */
/* SPDX-License-Identifier: MIT */
#include "trec.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"

static const char *const names[TREC_MEASURE_COUNT] = {"ndcg_cut_10", "map",
	"recip_rank", "P_5", "P_10", "P_20", "recall_10", "recall_100",
	"recall_1000"};

const char *
trec_measure_name(enum trec_measure measure)
{
	return names[measure];
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

static char *
read_all(const char *path)
{
	FILE *in = fopen(path, "re");
	char *bytes = NULL;
	size_t n = 0;

	if (in) {
		size_t room = 0;
		ssize_t got = getdelim(&bytes, &room, '\0', in);

		n = got > 0 ? (size_t)got : 0;
		if (ferror(in)) {
			free(bytes);
			bytes = NULL;
		} else if (n == 0) {
			free(bytes);
			bytes = calloc(1, 1);
		}
		fclose(in);
	}
	if (!bytes)
		say("cannot read %s: %s", path, strerror(errno));
	return bytes;
}

/* Cuts the line at *p into at most `most` columns; NULL at the end. */
static char *
cut_line(char **p, char *columns[], size_t most, size_t *ret_count)
{
	char *line = *p;

	if (*line == '\0')
		return NULL;
	char *end = line + strcspn(line, "\n");
	*p = *end ? end + 1 : end;
	*end = '\0';
	size_t count = 0;
	for (char *c = line;;) {
		c += strspn(c, " \t\r");
		if (*c == '\0' || count == most)
			break;
		columns[count++] = c;
		c += strcspn(c, " \t\r");
		if (*c != '\0')
			*c++ = '\0';
	}
	*ret_count = count;
	return line;
}

static bool
add_line(struct trec_file *file, struct trec_line line)
{
	if ((file->count & (file->count - 1)) == 0) {
		size_t room = file->count == 0 ? 1 : 2 * file->count;
		struct trec_line *grown = realloc(file->lines,
			room * sizeof(*grown));

		if (!grown)
			return false;
		file->lines = grown;
	}
	file->lines[file->count++] = line;
	return true;
}

static bool
read_number(const char *text, double *ret)
{
	char *end;

	*ret = strtod(text, &end);
	return end != text && *end == '\0';
}

/* Reads lines of `columns` columns with the value in column `value`. */
static bool
read_lines(const char *path, size_t columns, size_t value,
	struct trec_file *ret)
{
	struct trec_file file = {.bytes = read_all(path)};
	char *p = file.bytes;
	char *column[6];
	size_t number = 0;
	size_t count;

	if (!p)
		return false;
	while (cut_line(&p, column, columns, &count)) {
		struct trec_line line;

		number++;
		if (count == 0)
			continue;
		if (count < columns || !read_number(column[value],
			&line.value)) {
			say("%s, line %zu: not %zu columns with a number in "
			    "column %zu",
				path, number, columns, value + 1);
			trec_done(&file);
			return false;
		}
		line.query = column[0];
		line.doc = column[2];
		if (!add_line(&file, line)) {
			say("out of memory");
			trec_done(&file);
			return false;
		}
	}
	*ret = file;
	return true;
}

void
trec_done(struct trec_file *file)
{
	free(file->lines);
	free(file->bytes);
}

static int
by_doc(const void *a, const void *b)
{
	const struct trec_line *x = a;
	const struct trec_line *y = b;
	int order = strcmp(x->query, y->query);

	return order != 0 ? order : strcmp(x->doc, y->doc);
}

static int
by_score(const void *a, const void *b)
{
	const struct trec_line *x = a;
	const struct trec_line *y = b;
	int order = strcmp(x->query, y->query);

	if (order != 0)
		return order;
	float s = (float)x->value;
	float t = (float)y->value;
	if (s != t)
		return s < t ? 1 : -1;
	return strcmp(y->doc, x->doc);
}

bool
trec_read_qrels(const char *path, struct trec_file *ret)
{
	if (!read_lines(path, 4, 3, ret))
		return false;
	if (ret->count > 0)
		qsort(ret->lines, ret->count, sizeof(*ret->lines), by_doc);
	return true;
}

bool
trec_read_run(const char *path, struct trec_file *ret)
{
	if (!read_lines(path, 6, 4, ret))
		return false;
	if (ret->count > 0)
		qsort(ret->lines, ret->count, sizeof(*ret->lines), by_score);
	return true;
}

/* ------------------------------------------------------------------ */
/* Measuring.                                                           */

/* The lines of one query. */
struct part {
	const struct trec_line *lines;
	size_t count;
};

static struct part
part_at(const struct trec_file *file, size_t start)
{
	size_t end = start + 1;

	while (end < file->count && strcmp(file->lines[end].query,
		file->lines[start].query) == 0)
		end++;
	return (struct part){file->lines + start, end - start};
}

size_t
trec_query_count(const struct trec_file *file)
{
	size_t count = 0;

	for (size_t i = 0; i < file->count; count++)
		i += part_at(file, i).count;
	return count;
}

static double
relevance(const struct part *judged, const struct trec_line *answer)
{
	struct trec_line key = {judged->lines->query, answer->doc, 0};
	const struct trec_line *line = bsearch(&key, judged->lines,
		judged->count, sizeof(key), by_doc);

	return line && line->value > 0 ? line->value : 0;
}

static int
descending(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x < y) - (x > y);
}

/* The discounted gain of the best order there could be. */
static double
ideal_gain(const struct part *judged, size_t cut)
{
	double *gains = calloc(judged->count, sizeof(*gains));
	double sum = 0;

	if (!gains)
		return 0;
	for (size_t i = 0; i < judged->count; i++)
		if (judged->lines[i].value > 0)
			gains[i] = judged->lines[i].value;
	qsort(gains, judged->count, sizeof(*gains), descending);
	for (size_t i = 0; i < judged->count && i < cut; i++)
		sum += gains[i] / log2((double)i + 2);
	free(gains);
	return sum;
}

static size_t
count_relevant(const struct part *judged)
{
	size_t count = 0;

	for (size_t i = 0; i < judged->count; i++)
		count += judged->lines[i].value > 0;
	return count;
}

static void
add_hit(struct trec_scores *scores, size_t rank, size_t found)
{
	static const struct {
		enum trec_measure measure;
		size_t cut;
	} counts[] = {
		{TREC_P_5, 5}, {TREC_P_10, 10}, {TREC_P_20, 20},
		{TREC_RECALL_10, 10}, {TREC_RECALL_100, 100},
		{TREC_RECALL_1000, 1000},
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		if (rank <= counts[i].cut)
			scores->value[counts[i].measure]++;
	if (found == 1)
		scores->value[TREC_RECIP_RANK] = 1 / (double)rank;
	scores->value[TREC_MAP] += (double)found / (double)rank;
}

static struct trec_scores
measure_query(const struct part *judged, const struct part *answers)
{
	struct trec_scores scores = {.query = judged->lines->query};
	double relevant = (double)count_relevant(judged);
	double gain = 0;
	size_t found = 0;

	for (size_t i = 0; i < answers->count; i++) {
		double value = relevance(judged, &answers->lines[i]);

		if (value <= 0)
			continue;
		add_hit(&scores, i + 1, ++found);
		if (i < 10)
			gain += value / log2((double)i + 2);
	}
	scores.value[TREC_P_5] /= 5;
	scores.value[TREC_P_10] /= 10;
	scores.value[TREC_P_20] /= 20;
	if (relevant == 0)
		return scores;
	scores.value[TREC_MAP] /= relevant;
	scores.value[TREC_RECALL_10] /= relevant;
	scores.value[TREC_RECALL_100] /= relevant;
	scores.value[TREC_RECALL_1000] /= relevant;
	scores.value[TREC_NDCG_10] = gain / ideal_gain(judged, 10);
	return scores;
}

size_t
trec_measure(const struct trec_file *qrels, const struct trec_file *run,
	struct trec_scores **ret)
{
	struct trec_scores *scores = calloc(trec_query_count(qrels) + 1,
		sizeof(*scores));
	size_t count = 0;
	size_t i = 0;
	size_t j = 0;

	if (!scores)
		return (size_t)-1;
	while (i < qrels->count && j < run->count) {
		struct part judged = part_at(qrels, i);
		struct part answers = part_at(run, j);
		int order = strcmp(judged.lines->query, answers.lines->query);

		if (order == 0)
			scores[count++] = measure_query(&judged, &answers);
		if (order <= 0)
			i += judged.count;
		if (order >= 0)
			j += answers.count;
	}
	*ret = scores;
	return count;
}
