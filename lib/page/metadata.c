/* metadata.c: title, authors, date, category, language and URL of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/metadata.h"

#include "page/body.h"
#include "page/finder.h"

typedef void find_fn(struct tw_finder *finder, struct tw_vote *vote);

struct field {
	enum trawl_field field;
	find_fn *find;
	int least;		/* weight to be believed */
};

/* The title comes first: the others look around it. */
static const struct field fields[] = {
	{TRAWL_TITLE, tw_find_title, 1},
	{TRAWL_AUTHOR, tw_find_authors, 3},
	{TRAWL_DATE, tw_find_date, 2},
	{TRAWL_CATEGORY, tw_find_category, 3},
	{TRAWL_URL, tw_find_url, 1},
	{TRAWL_LANGUAGE, tw_find_language, 3}};

static int
find_field(struct tw_finder *finder, const struct field *field,
	struct trawl_article *article, trawl_error *err)
{
	struct tw_vote vote;

	vote.count = 0;
	field->find(finder, &vote);
	if (finder->options->fill
		&& tw_article_get(article, field->field).n > 0)
		return TRAWL_OK;

	const struct tw_candidate *best = tw_vote_best(&vote, field->least);

	if (!best)
		return TRAWL_OK;

	int status = tw_article_set(article, field->field, best->value,
		best->source, err);

	/* What a page says badly is not said. */
	return status == TRAWL_EINVAL ? TRAWL_OK : status;
}

static int
set_front_id(const struct tw_page *page, struct trawl_article *article,
	trawl_error *err)
{
	for (uint32_t i = 0; i < page->fact_count; i++) {
		if (tw_fact_is(&page->facts[i], TW_FACT_FRONT, "id"))
			return tw_article_set(article, TRAWL_ID,
				page->facts[i].value, "front-matter", err);
	}
	return TRAWL_OK;
}

int
tw_metadata_find(struct tw_page *page,
	const struct tw_metadata_options *options,
	struct trawl_article *article, trawl_error *err)
{
	struct tw_finder finder = {.page = page, .options = options,
		.first = tw_body_first(page), .end = tw_body_end(page),
		.title = TW_NO_BLOCK};
	int status = TRAWL_OK;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields)
		&& status == TRAWL_OK; i++)
		status = find_field(&finder, &fields[i], article, err);
	if (status == TRAWL_OK
		&& tw_article_get(article, TRAWL_ID).n == 0)
		status = set_front_id(page, article, err);
	if (finder.title != TW_NO_BLOCK
		&& tw_article_get(article, TRAWL_TITLE).n > 0)
		page->blocks[finder.title].body = false;
	if (tw_byline_failed(&finder.byline) || tw_buf_failed(&finder.lines))
		page->failed = true;
	tw_byline_done(&finder.byline);
	tw_buf_done(&finder.lines);
	return page->failed ? tw_no_memory(err) : status;
}
