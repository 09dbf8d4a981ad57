/* metadata.c: title, authors, date, category, language and URL of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/metadata.h"

#include "page/body.h"
#include "page/finder.h"
#include "page/plain.h"

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
	{TRAWL_DATE, tw_find_date, -5},	/* in tenths of log-odds */
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

/* A heading that says the same as the title is no part of the text. */
static void
take_out_title(struct tw_block *block, struct tw_str title)
{
	char left[300];
	char right[300];
	size_t n = tw_plain(block->text, left, sizeof(left));
	size_t m = tw_plain(title, right, sizeof(right));

	if (memmem(left, n, right, m) || memmem(right, m, left, n))
		block->body = block->body && m == 0;
}

#define NOTE_WORDS 60

/* "Ann Lee is a nurse in ...": a note on the author that ends the text. */
static void
take_out_note(struct tw_page *page, struct tw_str authors)
{
	uint32_t end = tw_body_end(page);

	while (authors.n > 0 && end > 1) {
		const char *stop = memchr(authors.p, '\n', authors.n);
		size_t n = stop ? (size_t)(stop - authors.p) : authors.n;
		struct tw_block *last = &page->blocks[end - 1];
		struct tw_str text = last->text;

		if (text.n > n + 4 && last->words <= NOTE_WORDS
			&& memcmp(text.p, authors.p, n) == 0
			&& memcmp(text.p + n, " is ", 4) == 0) {
			last->body = false;
			return;
		}
		n += stop ? 1 : 0;
		authors = tw_str(authors.p + n, authors.n - n);
	}
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

	tw_finder_init(&finder);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields)
		&& status == TRAWL_OK; i++)
		status = find_field(&finder, &fields[i], article, err);
	if (status == TRAWL_OK
		&& tw_article_get(article, TRAWL_ID).n == 0)
		status = set_front_id(page, article, err);
	if (finder.title != TW_NO_BLOCK)
		take_out_title(&page->blocks[finder.title],
			tw_article_get(article, TRAWL_TITLE));
	take_out_note(page, tw_article_get(article, TRAWL_AUTHOR));
	if (tw_byline_failed(&finder.byline) || tw_buf_failed(&finder.lines))
		page->failed = true;
	tw_byline_done(&finder.byline);
	tw_buf_done(&finder.lines);
	return page->failed ? tw_no_memory(err) : status;
}
