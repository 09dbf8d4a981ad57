/* site.h: the search page of a site: plain HTML that needs no script. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_SITE_H
#define CLI_SITE_SITE_H

#include "answer.h"
#include "site/request.h"
#include "site/words.h"

/* One request, and what there is to say to it. */
struct site {
	const char *script;	/* path of the program, as the server calls
				   it */
	const char *origin;	/* "https://example.org", or "" if unknown */
	const char *template;	/* of the page, or NULL */
	const struct words *words;
	const char *language;	/* of articles that do not tell theirs */
	const struct request *request;
	const struct answer *answer;	/* or NULL */
	const trawl_hits *of_category;	/* where the values of a filter are */
	const trawl_hits *of_author;	/* counted: without it */
	const trawl_hits *of_year;
	uint64_t unfiltered;	/* articles found without any filter, where
				   several leave none; or 0 */
	bool counts_clicks;	/* links of results tell of being followed */
	enum message message;	/* instead of it, or SAY_NOTHING */
};

/* A whole page, made of the template. */
void print_page(FILE *out, const struct site *site);

/*
 * What of the page is ours: the form with the query in it and, if there is an
 * answer, the results, the links to other pages and the filters. As the main
 * part of a page; or as any part of one that has its own.
 */
void print_main(FILE *out, const struct site *site);
void print_fragment(FILE *out, const struct site *site);

/* The parts of that: what is said of the whole answer; the list of hits;
   searches that find some, where this one finds none; and what
   narrows a search. */
void print_status(FILE *out, const struct site *site);
void print_results(FILE *out, const struct site *site);
void print_changes(FILE *out, const struct site *site);
void print_filters(FILE *out, const struct site *site);

/* What was said of the query in a paragraph, translated if it can be. */
void print_warning(FILE *out, const struct words *words, const char *text);

/* What else may be in a head, and the names of other faces. */
void print_links(FILE *out, const struct site *site);

/* Other faces: feeds of an answer, and what tells browsers of the search. */
void print_atom(FILE *out, const struct site *site);
void print_json_feed(FILE *out, const struct site *site);
void print_description(FILE *out, const struct site *site);

/* How a query may go on (OpenSearch suggestion format). */
void print_suggestions(FILE *out, const char *query,
	const trawl_suggestions *suggestions);

/* Says in one line what is said in a template that cannot be used; NULL if it
   can. */
const char *template_fault(const char *template);

/* What browsers are sent beside: style.css and search.js. */
extern const char site_style[], site_script[];

#endif
