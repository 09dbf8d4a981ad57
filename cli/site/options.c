/* options.c: what a web request asks of the search. */
/* SPDX-License-Identifier: MIT */
#include "site/options.h"

#include "answer.h"
#include "site/counted.h"

#define FEED_SIZE 20

struct trawl_search_options
request_options(const struct request *request, uint64_t budget)
{
	bool is_feed = request->face == FACE_ATOM ||
		request->face == FACE_FEED;
	uint32_t limit = is_feed ? FEED_SIZE : REQUEST_PAGE_SIZE;
	struct trawl_search_options options = {
		.size = sizeof(options),
		.offset = (request->page - 1) * limit,
		.limit = limit,
		.rerank = ANSWER_RERANK,
		.fold = !is_feed,
		.fragments = 1,
		.html = 1,
		.budget = budget,
		.sort = is_feed && !request->has_sort ? TRAWL_NEWEST_FIRST :
			request->sort,
	};

	if (request->face == FACE_JSON) {
		options.half_life = request->half_life;
		options.expand = request->expand;
		options.keep = request->keep;
		options.passages = request->passages;
		options.facets = request->facets;
		if (request->budget > 0 && (options.budget == 0 ||
			request->budget < options.budget))
			options.budget = request->budget;
	}
	if (request->face == FACE_PAGE) {
		options.facets = COUNTED_FACETS;
		options.facet_values = COUNTED_VALUES;
	}
	return options;
}
