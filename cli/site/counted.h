/* counted.h: how many articles each choice of a filter would leave. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_COUNTED_H
#define CLI_SITE_COUNTED_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

#include "answer.h"
#include "site/site.h"

#define COUNTED_FACETS \
	(TRAWL_FACET_CATEGORY | TRAWL_FACET_AUTHOR | TRAWL_FACET_YEAR)
#define COUNTED_VALUES 8

/* A search for a page. */
struct counting {
	trawl_reader *reader;
	const struct request *request;
	uint64_t budget;
	uint64_t until;		/* answer_work_us: no count begins later */
};

/* Answers from which a site borrows its counts. */
struct counted {
	struct answer answers[3];
	size_t count;
};

/*
 * Counts the values of each filter that is chosen as if it was not, so that
 * another can be; those of the others are in the answer, which also stands in
 * where that fails or there is no time left. And, where several filters leave
 * nothing, how many articles there are without any.
 */
void count_choices(const struct counting *counting,
	const struct answer *answer, struct site *site,
	struct counted *ret_counted);
void counted_done(struct counted *counted);

#endif
