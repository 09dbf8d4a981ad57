/* filters.c: takes what the articles of a batch are filtered by. */
/* SPDX-License-Identifier: MIT */
#include "index/filters.h"

#include <string.h>

#include "index/filter.h"
#include "text/analyzer.h"
#include "text/site.h"

#define NO_FILTER UINT32_MAX

static const enum tw_index_field fields[TW_VALUES_COUNT] = {
	[TW_VALUES_CATEGORY] = TW_FIELD_CATEGORY,
	[TW_VALUES_AUTHOR] = TW_FIELD_AUTHOR,
	[TW_VALUES_SITE] = TW_FIELD_SITE,
	[TW_VALUES_LANGUAGE] = TW_FIELD_LANGUAGE,
};

void
tw_filters_done(struct tw_filters *filters)
{
	tw_termset_done(&filters->terms);
	tw_arena_done(&filters->arena);
	for (int i = 0; i < TW_VALUES_COUNT; i++)
		tw_map_done(&filters->texts[i]);
	tw_buf_done(&filters->found);
	tw_buf_done(&filters->scratch);
	tw_buf_done(&filters->site);
	tw_buf_done(&filters->address);
	*filters = (struct tw_filters){0};
}

size_t
tw_filters_bytes(const struct tw_filters *filters)
{
	size_t bytes = tw_termset_bytes(&filters->terms) +
		filters->arena.total + filters->found.room +
		filters->scratch.room + filters->site.room +
		filters->address.room;

	for (int i = 0; i < TW_VALUES_COUNT; i++)
		bytes += tw_map_bytes(&filters->texts[i]);
	return bytes + filters->postings * 2 * sizeof(uint32_t) +
		filters->terms.count *
			(2 * sizeof(struct tw_keyed) + sizeof(uint32_t));
}

/* ------------------------------------------------------------------ */
/* Terms of a text that is new.                                         */

struct taking {
	struct tw_filters *filters;
	enum tw_index_field field;
	uint32_t position;	/* of the value's first word */
	uint32_t next;		/* behind its last word so far */
	trawl_error *err;
};

static int
add_term(struct taking *taking, struct tw_str term, uint32_t position)
{
	struct tw_filters *filters = taking->filters;
	char key[TW_KEY_MAX];

	if (term.n == 0 || term.n >= sizeof(key))
		return TRAWL_OK;
	key[0] = (char)taking->field;
	memcpy(key + 1, term.p, term.n);
	struct tw_filter_token token = {
		.term = tw_termset_add(&filters->terms,
			tw_str(key, term.n + 1)),
		.position = position,
	};

	if (token.term == TW_NO_TERM)
		return tw_no_memory(taking->err);
	tw_buf_add(&filters->scratch, &token, sizeof(token));
	return tw_buf_status(&filters->scratch, taking->err);
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct taking *taking = context;
	uint32_t position = taking->position + token->position;

	if (position >= TW_VALUE_WORDS)
		return TRAWL_END;
	taking->next = position + 1;
	return add_term(taking, tw_str(token->term, token->term_length),
		position);
}

/* The words of each line, with a gap behind them. */
static int
take_lines(struct taking *taking, struct tw_analyzer *analyzer,
	struct tw_str lines)
{
	int status = TRAWL_OK;

	while (lines.n > 0 && status == TRAWL_OK) {
		const char *end = memchr(lines.p, '\n', lines.n);
		size_t n = end ? (size_t)(end - lines.p) : lines.n;
		size_t step = n + (end != NULL);

		status = tw_analyze(analyzer, tw_str(lines.p, n), take_token,
			taking, taking->err);
		taking->position = taking->next + TW_VALUE_GAP;
		lines = tw_str(lines.p + step, lines.n - step);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* news.example.org, and example.org that it is in. */
static int
take_site(struct taking *taking, struct tw_str site)
{
	int status = add_term(taking, site, 0);

	while (status == TRAWL_OK && site.n > 0) {
		const char *dot = memchr(site.p, '.', site.n);
		size_t n = dot ? (size_t)(dot - site.p) + 1 : site.n;

		site = tw_str(site.p + n, site.n - n);
		if (site.n > 0 && memchr(site.p, '.', site.n))
			status = add_term(taking, site, 0);
	}
	return status;
}

static int
take_text(struct taking *taking, struct tw_analyzers *analyzers,
	struct tw_str text)
{
	struct tw_analyzer *analyzer;

	tw_buf_reset(&taking->filters->scratch);
	if (taking->field == TW_FIELD_SITE)
		return take_site(taking, text);
	if (taking->field == TW_FIELD_LANGUAGE)
		return add_term(taking, text, 0);
	int status = tw_analyzers_get(analyzers, TW_STR(""), &analyzer,
		taking->err);

	if (status != TRAWL_OK)
		return status;
	return take_lines(taking, analyzer, text);
}

/* ------------------------------------------------------------------ */

static int
keep_filter(struct tw_filters *filters, struct tw_str text,
	trawl_error *err)
{
	struct tw_buf *scratch = &filters->scratch;
	struct tw_filter *filter = tw_arena_alloc(&filters->arena,
		sizeof(*filter) + scratch->n);

	if (!filter)
		return tw_no_memory(err);
	*filter = (struct tw_filter){
		.text = text,
		.count = (uint32_t)(scratch->n /
			sizeof(struct tw_filter_token)),
	};
	if (scratch->n > 0)
		memcpy(filter->tokens, scratch->p, scratch->n);
	tw_buf_add(&filters->found, &filter, sizeof(filter));
	return tw_buf_status(&filters->found, err);
}

/* The number of a text of a field. */
static int
find(struct tw_filters *filters, struct tw_analyzers *analyzers,
	enum tw_value_kind kind, struct tw_str text, uint32_t *ret,
	trawl_error *err)
{
	struct taking taking = {
		.filters = filters, .field = fields[kind], .err = err};
	uint32_t count = (uint32_t)(filters->found.n / sizeof(void *));
	const uint32_t *known = tw_map_find(&filters->texts[kind], text);
	struct tw_str copy;

	if (known) {
		*ret = *known;
		return TRAWL_OK;
	}
	int status = take_text(&taking, analyzers, text);

	if (status != TRAWL_OK)
		return status;
	if (!tw_map_insert(&filters->texts[kind], text, NO_FILTER, NULL, &copy,
		NULL))
		return tw_no_memory(err);
	status = keep_filter(filters, copy, err);
	if (status != TRAWL_OK)
		return status;
	*tw_map_find(&filters->texts[kind], text) = count;
	*ret = count;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* Bytes of an address up to the slash behind its host; 0 if none is there. */
static size_t
address_end(struct tw_str url)
{
	for (size_t i = 0; i + 2 < url.n; i++) {
		if (url.p[i] != ':')
			continue;
		if (url.p[i + 1] != '/' || url.p[i + 2] != '/')
			return 0;
		const char *end = memchr(url.p + i + 3, '/', url.n - i - 3);

		return end ? (size_t)(end - url.p) + 1 : 0;
	}
	return 0;
}

/* The text of a field, borrowed until the next call. */
static int
text_of(struct tw_filters *filters, const struct tw_analyzers *analyzers,
	const struct tw_doc *doc, enum tw_value_kind kind, struct tw_str *ret,
	trawl_error *err)
{
	const struct tw_str *field = doc->field;

	switch (kind) {
	case TW_VALUES_CATEGORY:
		*ret = field[TRAWL_CATEGORY];
		return TRAWL_OK;
	case TW_VALUES_AUTHOR:
		*ret = field[TRAWL_AUTHOR];
		return TRAWL_OK;
	case TW_VALUES_LANGUAGE:
		*ret = tw_analyzers_code(analyzers, field[TRAWL_LANGUAGE]);
		return TRAWL_OK;
	default:
		tw_buf_reset(&filters->site);
		tw_site_of(field[TRAWL_URL], &filters->site);
		*ret = tw_buf_str(&filters->site);
		return tw_buf_status(&filters->site, err);
	}
}

/* Whether a site's article comes from the same address as the one before. */
static bool
has_same_address(const struct tw_filters *filters, struct tw_str url)
{
	size_t n = filters->address.n;

	return n > 0 && url.n >= n && memcmp(url.p, filters->address.p, n) == 0;
}

static void
note_address(struct tw_filters *filters, struct tw_str url)
{
	tw_buf_reset(&filters->address);
	tw_buf_add(&filters->address, url.p, address_end(url));
	if (tw_buf_failed(&filters->address))
		tw_buf_reset(&filters->address);
}

static bool
is_as_before(const struct tw_filters *filters, enum tw_value_kind kind,
	struct tw_str text)
{
	struct tw_filter *const *found = (void *)filters->found.p;

	return filters->found.n > 0 && filters->last[kind] != NO_FILTER &&
		tw_str_equal(found[filters->last[kind]]->text, text);
}

static int
take_field(struct tw_filters *filters, struct tw_analyzers *analyzers,
	const struct tw_doc *doc, enum tw_value_kind kind, trawl_error *err)
{
	struct tw_str text = {0};

	if (kind == TW_VALUES_SITE &&
		has_same_address(filters, doc->field[TRAWL_URL]))
		return TRAWL_OK;
	int status = text_of(filters, analyzers, doc, kind, &text, err);

	if (status == TRAWL_OK && !is_as_before(filters, kind, text))
		status = find(filters, analyzers, kind, text,
			&filters->last[kind], err);
	if (status == TRAWL_OK && kind == TW_VALUES_SITE)
		note_address(filters, doc->field[TRAWL_URL]);
	return status;
}

int
tw_filters_take(struct tw_filters *filters, struct tw_analyzers *analyzers,
	const struct tw_doc *doc, struct tw_filtered *ret, trawl_error *err)
{
	if (filters->found.n == 0)
		memset(filters->last, 0xff, sizeof(filters->last));
	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		int status = take_field(filters, analyzers, doc,
			(enum tw_value_kind)i, err);

		if (status != TRAWL_OK)
			return status;
		ret->number[i] = filters->last[i];
	}
	return TRAWL_OK;
}

void
tw_filters_count(struct tw_filters *filters,
	const struct tw_filtered *article, int times)
{
	struct tw_filter *const *found = (void *)filters->found.p;

	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		uint32_t count = found[article->number[i]]->count;

		filters->postings = times < 0 ? filters->postings - count
			: filters->postings + count;
	}
}

int
tw_filters_sets(struct tw_filters *filters,
	const struct tw_filtered *article, struct tw_segment_writer *segment,
	uint32_t ret[TW_VALUES_COUNT], trawl_error *err)
{
	struct tw_filter *const *found = (void *)filters->found.p;

	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		struct tw_filter *filter = found[article->number[i]];

		if (!filter->has_set) {
			int status = tw_segment_set(segment,
				(enum tw_value_kind)i, filter->text,
				&filter->set, err);

			if (status != TRAWL_OK)
				return status;
			filter->has_set = true;
		}
		ret[i] = filter->set;
	}
	return TRAWL_OK;
}
