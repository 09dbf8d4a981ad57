/* jsonld.h: what a page says of itself as JSON-LD (schema.org). */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_JSONLD_H
#define PAGE_JSONLD_H

#include "page/page.h"

/*
 * Adds facts (TW_FACT_JSON_LD) of the first article in the script, if the page
 * has none yet: headline, author (a line each), date, section, language, url;
 * and "site" for each organisation. Anything else than JSON gives nothing.
 */
void tw_json_ld_read(struct tw_str json, struct tw_page *page);

#endif
