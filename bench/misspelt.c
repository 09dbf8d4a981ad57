/* misspelt.c: how often a misspelt word is offered right, and how soon. */
/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "index/lexicon.h"
#include "index/reader.h"
#include "result/correct.h"
#include "times.h"

/*
 * Reads lines "misspelling<TAB>word", where a misspelling may stand for several
 * words, one a line, one line behind the other. Asked is each, alone, for which
 * the index has one of its words as it is written; right is an offer of one of
 * them. Pairs are the same lines one by one: then of several words that one may
 * be meant for, all but one count as wrong.
 */
struct test {
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	struct tw_buf typed;	/* the misspelling, folded */
	struct tw_buf word;	/* one of its words, */
	struct tw_buf offer;
	bool known;		/* the index has one of them */
	bool right;		/* one of them was offered */
	size_t asked;
	size_t asked_right;
	size_t pairs;
	size_t pairs_right;
	struct times times;
};

static void
fold(struct test *test, const char *word, struct tw_buf *out)
{
	out->n = 0;
	tw_analyzer_fold(test->analyzer, tw_str_of(word), out);
}

/* Asks for what the misspelling is meant to say. */
static void
ask(struct test *test, const char *typed)
{
	trawl_error err;
	double start = microseconds(CLOCK_THREAD_CPUTIME_ID);

	test->offer.n = 0;
	int status = tw_correct(test->reader, test->analyzer,
		tw_str_of(typed), false, &test->offer, &err);
	if (status != TRAWL_END)
		check(status, &err);
	add_time(&test->times,
		microseconds(CLOCK_THREAD_CPUTIME_ID) - start);
}

static void
end_misspelling(struct test *test)
{
	test->asked += test->known;
	test->asked_right += test->right;
	test->known = false;
	test->right = false;
}

static void
take_pair(struct test *test, const char *typed, const char *word)
{
	uint64_t articles;
	trawl_error err;

	fold(test, typed, &test->word);
	if (!tw_str_equal(tw_buf_str(&test->word), tw_buf_str(&test->typed))) {
		end_misspelling(test);
		fold(test, typed, &test->typed);
		ask(test, typed);
	}
	fold(test, word, &test->word);
	check(tw_words_count(test->reader, tw_buf_str(&test->word), &articles,
		&err), &err);
	if (articles == 0)
		return;
	bool right = tw_str_equal(tw_buf_str(&test->offer),
		tw_buf_str(&test->word));

	test->known = true;
	test->right |= right;
	test->pairs++;
	test->pairs_right += right;
}

/* ------------------------------------------------------------------ */

static void
report(struct test *test)
{
	const struct times *times = &test->times;

	if (test->asked == 0)
		return;
	sort_times(times->list, times->count);
	printf("misspellings\t%zu\tright\t%.4f\n", test->asked,
		(double)test->asked_right / (double)test->asked);
	printf("pairs\t%zu\tright\t%.4f\n", test->pairs,
		(double)test->pairs_right / (double)test->pairs);
	printf("us\tmean\t%.0f\tp50\t%.0f\tp99\t%.0f\n", mean_time(times),
		permille(times, 500), permille(times, 990));
}

static void
read_pairs(struct test *test)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		char *tab = strchr(line, '\t');

		if (!tab)
			continue;
		*tab++ = '\0';
		tab[strcspn(tab, "\r\n")] = '\0';
		take_pair(test, line, tab);
	}
	end_misspelling(test);
	free(line);
}

int
main(int argc, char **argv)
{
	struct test test = {0};
	struct tw_store *store;
	trawl_error err;

	if (argc != 2) {
		fputs("usage: misspelt INDEX < PAIRS\n", stderr);
		return 2;
	}
	check(tw_store_open(argv[1], 0, &store, &err), &err);
	check(tw_reader_open(store, &test.reader, &err), &err);
	check(tw_analyzer_new(test.reader->root.language, &test.analyzer,
		&err), &err);
	read_pairs(&test);
	report(&test);
	free(test.times.list);
	tw_buf_done(&test.typed);
	tw_buf_done(&test.word);
	tw_buf_done(&test.offer);
	tw_analyzer_free(test.analyzer);
	tw_reader_free(test.reader);
	tw_store_close(store);
	return 0;
}
