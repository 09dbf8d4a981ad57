/* filter.h: what a request asks for beside words, as a query. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_FILTER_H
#define CLI_SITE_FILTER_H

#include "site/request.h"

enum filter {
	FILTER_CATEGORY,
	FILTER_AUTHOR,
	FILTER_FROM,
	FILTER_TO,
	FILTER_COUNT
};

/* What is asked of one, as it came; "" if nothing is. Borrowed from the
   request, and to be emptied there. */
char *filter_value(struct request *request, enum filter filter);

/* " since:2019-01-01", or an empty text; to be freed. NULL without memory. */
char *filter_clause(const struct request *request, enum filter filter);

/* All of them: " category:"news" since:2019-01-01"; likewise. */
char *filter_text(const struct request *request);

#endif
