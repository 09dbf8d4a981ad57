/* answer.h: a page of answers, and the forms it can be printed in. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <trawl.h>

/* Hits that are ordered by their texts, unless something else is asked. */
#define ANSWER_RERANK 50

struct answer {
	trawl_str query;	/* as typed */
	const trawl_query *typed;	/* the query, without the filter */
	const trawl_query *parsed;
	trawl_hits *hits;
	uint32_t offset;
	uint32_t limit;
	trawl_relaxed *relaxed;	/* if there are no hits; or NULL */
	bool shows_passages;	/* they were asked for */
	bool folds;		/* near-duplicates do */
	uint64_t took_us;	/* from the query's text to the last hit */
	struct trawl_explanation *explained;	/* of each hit; NULL: not
						   asked for */
	const char *did_you_mean;	/* what the query may be meant to say,
					   or NULL */
};

/* The language to read a query in: its own, if it is clearly in one that the
   index has articles in; else that of the index. */
const char *answer_language(trawl_reader *reader, trawl_str query);

/*
 * Parses and answers a query, in the language that answer_language tells if
 * `reading` names none, and fetches all hits; `reading` may be NULL.
 * TRAWL_EEMPTY for a blank query. Free with answer_done.
 */
int answer_query(trawl_reader *reader, trawl_str query,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, struct answer *ret,
	trawl_error *err);
void answer_done(struct answer *answer);

/* The parts of that: what is found, and counted, of which nothing is fetched;
   to be freed likewise. */
int answer_begin(trawl_reader *reader, trawl_str query, const char *filter,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, struct answer *ret,
	trawl_error *err);

/*
 * The same within what a filter lets through, another query to stand beside
 * the first, which may be blank then; an empty filter lets all through. With
 * `patience`, in microseconds of this thread's work, what would help where
 * there is little to find is left out if that would take longer, going by what
 * the search took; 0: it is never left out.
 */
int answer_within(trawl_reader *reader, trawl_str query, const char *filter,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, uint64_t patience,
	struct answer *ret, trawl_error *err);

/* Microseconds that this thread has worked so far. */
uint64_t answer_work_us(void);

/* What was said of the query as it was typed. */
size_t answer_warnings(const struct answer *answer,
	const struct trawl_warning **ret_warnings);

/* Finds out what the scores of the hits are made of, to be printed. */
int answer_explain(struct answer *answer, trawl_error *err);

/* The changes of a query that found nothing, none if it found any. */
size_t answer_changes(const struct answer *answer,
	const struct trawl_change **ret_changes);

/* A way to print an answer. The hits have been fetched: nothing fails. JSON
   needs them fetched as HTML. */
struct form {
	const char *content_type;
	void (*print)(FILE *out, const struct answer *answer);
};

extern const struct form form_text;		/* plain, words as **word** */
extern const struct form form_terminal;		/* with colours */
extern const struct form form_json;

/* The i-th hit of the answer. */
struct trawl_hit answer_hit(const struct answer *answer, uint32_t i);

/* "17 December 2019" for "2019-12-17"; the text itself if it is no date. */
void print_date(FILE *out, trawl_str date);

/* Prints values that newlines separate with `between` between them. */
typedef void print_fn(FILE *out, trawl_str text);
void print_values(FILE *out, trawl_str values, const char *between,
	print_fn *print);

/* Prints a text with `before` and `after` around each of its marks. */
void print_marked(FILE *out, trawl_str text, const struct trawl_range *marks,
	size_t mark_count, const char *before, const char *after,
	print_fn *print);

#endif
