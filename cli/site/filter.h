/* filter.h: what a request asks for beside words, as a query. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_FILTER_H
#define CLI_SITE_FILTER_H

#include "site/request.h"

/* "category:"news" since:2019-01-01", or an empty text; to be freed. NULL
   without memory. */
char *filter_text(const struct request *request);

#endif
