/* options.h: what a web request asks of the search. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_OPTIONS_H
#define CLI_SITE_OPTIONS_H

#include "site/request.h"

/* The options of the request's search, of which no budget is above this one;
   0: there is no bound. */
struct trawl_search_options request_options(const struct request *request,
	uint64_t budget);

#endif
