/* counted.c: how many articles each choice of a filter would leave. */
/* SPDX-License-Identifier: MIT */
#include "site/counted.h"

#include <stdlib.h>
#include <string.h>

#include "site/filter.h"

/* An answer to the request, of which one facet is wanted, or, with 0, the
   total; false if it cannot be had. */
static bool
ask(const struct counting *counting, const struct request *request,
	unsigned facet, struct answer *ret)
{
	trawl_str query = {request->query, strlen(request->query)};
	char *filter = filter_text(request);
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = 1,
		.facets = facet,
		.facet_values = COUNTED_VALUES,
		.budget = counting->budget,
	};
	trawl_error err;
	bool is_counted = filter && request->face == FACE_PAGE &&
		answer_work_us() <= counting->until &&
		answer_begin(counting->reader, query, filter, NULL, &options,
			ret, &err) == TRAWL_OK;

	free(filter);
	return is_counted;
}

/* Where the values of a facet are to be looked up. */
static const trawl_hits *
count_without(const struct counting *counting, enum filter first,
	enum filter last, unsigned facet, const struct answer *answer,
	struct counted *counted)
{
	struct request request = *counting->request;
	struct answer *other = &counted->answers[counted->count];
	bool is_chosen = false;

	for (unsigned i = first; i <= last; i++) {
		char *value = filter_value(&request, (enum filter)i);

		is_chosen = is_chosen || *value;
		*value = '\0';
	}
	if (!is_chosen || !ask(counting, &request, facet, other))
		return answer->hits;
	counted->count++;
	return other->hits;
}

/* How many articles several filters leave none of; 0 if it is not so. */
static uint64_t
count_unfiltered(const struct counting *counting, const struct answer *filtered)
{
	struct request bare = *counting->request;
	struct answer answer;
	int filters = 0;

	for (unsigned i = 0; i < FILTER_COUNT; i++) {
		char *value = filter_value(&bare, (enum filter)i);

		filters += *value != '\0';
		*value = '\0';
	}
	if (filters < 2 || trawl_hits_total(filtered->hits) > 0 ||
		!ask(counting, &bare, 0, &answer))
		return 0;
	uint64_t total = trawl_hits_total(answer.hits);

	answer_done(&answer);
	return total;
}

void
count_choices(const struct counting *counting, const struct answer *answer,
	struct site *site, struct counted *ret_counted)
{
	ret_counted->count = 0;
	site->of_category = count_without(counting, FILTER_CATEGORY,
		FILTER_CATEGORY, TRAWL_FACET_CATEGORY, answer, ret_counted);
	site->of_author = count_without(counting, FILTER_AUTHOR,
		FILTER_AUTHOR, TRAWL_FACET_AUTHOR, answer, ret_counted);
	site->of_year = count_without(counting, FILTER_FROM, FILTER_TO,
		TRAWL_FACET_YEAR, answer, ret_counted);
	site->unfiltered = count_unfiltered(counting, answer);
}

void
counted_done(struct counted *counted)
{
	while (counted->count > 0)
		answer_done(&counted->answers[--counted->count]);
}
