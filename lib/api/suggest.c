/* suggest.c: the public functions that say how a text may go on. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "result/complete.h"
#include "text/utf8.h"

#define DEFAULT_LIMIT 8

struct trawl_suggestions {
	struct tw_arena arena;
	struct tw_buf list;	/* struct trawl_suggestion */
};

static int
add_words(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str text, uint32_t limit,
	trawl_error *err)
{
	struct tw_completions found;
	int status = tw_complete(reader, analyzer, text, limit,
		&suggestions->arena, &found, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < found.count; i++) {
		struct trawl_suggestion suggestion = {
			.size = sizeof(suggestion),
			.text = tw_public(found.at[i].text),
			.articles = found.at[i].articles,
			.id = tw_public(TW_STR("")),
			.url = tw_public(TW_STR("")),
			.date = tw_public(TW_STR("")),
		};

		tw_buf_add(&suggestions->list, &suggestion,
			sizeof(suggestion));
	}
	return tw_buf_status(&suggestions->list, err);
}

static int
add_hits(trawl_suggestions *suggestions, struct tw_reader *reader,
	const struct tw_hits *hits, trawl_error *err)
{
	for (uint32_t i = 0; i < hits->count; i++) {
		const struct tw_hit *hit = &hits->hits[i];
		struct tw_doc doc;
		int status = tw_segment_doc(&reader->segments[hit->segment],
			hit->doc, &suggestions->arena, &doc, err);

		if (status != TRAWL_OK)
			return status;
		struct trawl_suggestion suggestion = {
			.size = sizeof(suggestion),
			.text = tw_public(doc.field[TRAWL_TITLE]),
			.articles = 1,
			.id = tw_public(doc.field[TRAWL_ID]),
			.url = tw_public(doc.field[TRAWL_URL]),
			.date = tw_public(doc.field[TRAWL_DATE]),
		};

		tw_buf_add(&suggestions->list, &suggestion,
			sizeof(suggestion));
	}
	return tw_buf_status(&suggestions->list, err);
}

static int
search_titles(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str words, uint32_t limit,
	trawl_error *err)
{
	static const struct tw_dated newest = {.order = TW_NEWEST_FIRST};
	struct tw_query *query;
	struct tw_hits hits = {0};
	int status = tw_query_parse(words, analyzer, NULL, &query, err);

	if (status != TRAWL_OK)
		return status;
	query->alike = true;
	status = tw_search_dated(reader, query, limit, false, &newest, &hits,
		err);
	if (status == TRAWL_OK) {
		status = add_hits(suggestions, reader, &hits, err);
		tw_hits_done(&hits);
	}
	tw_query_free(query);
	return status;
}

static int
add_titles(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str text, uint32_t limit,
	trawl_error *err)
{
	struct tw_buf words = {0};

	if (limit > TW_COMPLETIONS_MAX)
		limit = TW_COMPLETIONS_MAX;
	tw_complete_titles(text, &words);
	int status = tw_buf_status(&words, err);
	if (status == TRAWL_OK && words.n > 0 && limit > 0)
		status = search_titles(suggestions, reader, analyzer,
			tw_buf_str(&words), limit, err);
	tw_buf_done(&words);
	return status;
}

static int
suggest(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_str text, const struct trawl_suggest_options *options,
	trawl_error *err)
{
	uint32_t limit = options->limit > 0 ? options->limit : DEFAULT_LIMIT;
	struct tw_analyzer *analyzer;
	int status = tw_analyzer_new(reader->root.language, &analyzer, err);

	if (status != TRAWL_OK)
		return status;
	status = add_words(suggestions, reader, analyzer, text, limit, err);
	if (status == TRAWL_OK)
		status = add_titles(suggestions, reader, analyzer, text,
			options->titles, err);
	tw_analyzer_free(analyzer);
	return status;
}

int
trawl_suggest(trawl_reader *reader, const char *text, size_t length,
	const struct trawl_suggest_options *options,
	trawl_suggestions **ret_suggestions, trawl_error *err)
{
	struct trawl_suggest_options all;
	struct tw_buf clean = {0};
	trawl_suggestions *suggestions =
		tw_alloc_zeroed(1, sizeof(*suggestions));

	if (!suggestions)
		return tw_no_memory(err);
	tw_options(&all, sizeof(all), options);
	tw_buf_init(&clean, TW_QUERY_BYTES_MAX);
	tw_utf8_clean(tw_str(text, length), &clean);
	int status = tw_buf_status(&clean, err);
	if (status == TRAWL_OK)
		status = suggest(suggestions, reader->reader,
			tw_buf_str(&clean), &all, err);
	tw_buf_done(&clean);
	if (status != TRAWL_OK) {
		trawl_suggestions_free(suggestions);
		return status;
	}
	*ret_suggestions = suggestions;
	return TRAWL_OK;
}

void
trawl_suggestions_free(trawl_suggestions *suggestions)
{
	if (!suggestions)
		return;
	tw_buf_done(&suggestions->list);
	tw_arena_done(&suggestions->arena);
	tw_free(suggestions);
}

uint32_t
trawl_suggestions_count(const trawl_suggestions *suggestions)
{
	return (uint32_t)(suggestions->list.n /
		sizeof(struct trawl_suggestion));
}

int
trawl_suggestions_get(const trawl_suggestions *suggestions, uint32_t i,
	struct trawl_suggestion *ret_suggestion, trawl_error *err)
{
	uint32_t count = trawl_suggestions_count(suggestions);
	size_t size = ret_suggestion->size;

	if (i >= count)
		return tw_fail(err, TRAWL_EINVAL,
			"suggestion %u of %u was asked for", i, count);
	if (size > sizeof(*ret_suggestion))
		size = sizeof(*ret_suggestion);
	memcpy(ret_suggestion, (struct trawl_suggestion *)(void *)
		suggestions->list.p + i, size);
	ret_suggestion->size = size;
	return TRAWL_OK;
}
