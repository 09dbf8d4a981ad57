/* suggest.c: the public functions that say how a text may go on. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "result/complete.h"
#include "text/utf8.h"

#define DEFAULT_LIMIT 8
#define TITLES_READ 2		/* articles for each title wanted: some have
				   the same */
#define HALF_LIFE 365		/* days: what is said in a year is said of the
				   same things, season by season */

struct trawl_suggestions {
	struct tw_arena arena;
	struct tw_buf list;	/* struct trawl_suggestion */
};

static int
add_words(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str text, uint32_t limit,
	const struct tw_recency *recency, trawl_error *err)
{
	struct tw_completions found;
	int status = tw_complete(reader, analyzer, text, limit, recency,
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

/* Articles of one title, the best of which stands for them. */
struct titled {
	struct trawl_suggestion suggestion;
	float weight;		/* of all of them */
};

static bool
is_of_title(const struct titled *titled, struct tw_str title)
{
	trawl_str own = titled->suggestion.text;

	return tw_str_equal(tw_str(own.bytes, own.length), title);
}

/* Adds the article's weight to that of others with its title, or begins. */
static void
add_title(struct titled *titles, uint32_t *count, const struct tw_doc *doc,
	float weight)
{
	struct tw_str title = doc->field[TRAWL_TITLE];
	uint32_t i = 0;

	while (i < *count && !is_of_title(&titles[i], title))
		i++;
	if (i < *count) {
		titles[i].suggestion.articles++;
		titles[i].weight += weight;
		return;
	}
	titles[(*count)++] = (struct titled){
		.weight = weight,
		.suggestion = {
			.size = sizeof(struct trawl_suggestion),
			.text = tw_public(title),
			.articles = 1,
			.id = tw_public(doc->field[TRAWL_ID]),
			.url = tw_public(doc->field[TRAWL_URL]),
			.date = tw_public(doc->field[TRAWL_DATE]),
		},
	};
}

/* The heaviest first, of two the one that came first. */
static void
put_in_order(struct titled *titles, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		struct titled title = titles[i];
		uint32_t j = i;

		for (; j > 0 && titles[j - 1].weight < title.weight; j--)
			titles[j] = titles[j - 1];
		titles[j] = title;
	}
}

static int
add_hits(trawl_suggestions *suggestions, struct tw_reader *reader,
	const struct tw_hits *hits, uint32_t limit, trawl_error *err)
{
	struct titled titles[TITLES_READ * TW_COMPLETIONS_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < hits->count; i++) {
		const struct tw_hit *hit = &hits->hits[i];
		struct tw_doc doc;
		int status = tw_segment_doc(&reader->segments[hit->segment],
			hit->doc, &suggestions->arena, &doc, err);

		if (status != TRAWL_OK)
			return status;
		add_title(titles, &count, &doc, hit->score);
	}
	put_in_order(titles, count);
	for (uint32_t i = 0; i < count && i < limit; i++)
		tw_buf_add(&suggestions->list, &titles[i].suggestion,
			sizeof(titles[i].suggestion));
	return tw_buf_status(&suggestions->list, err);
}

static int
search_titles(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str words, uint32_t limit,
	const struct tw_recency *recency, trawl_error *err)
{
	struct tw_dated dated = {.recency = *recency};
	struct tw_query *query;
	struct tw_hits hits = {0};
	int status = tw_query_parse(words, analyzer, NULL, &query, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_search_dated(reader, query, TITLES_READ * limit, false,
		&dated, &hits, err);
	if (status == TRAWL_OK) {
		status = add_hits(suggestions, reader, &hits, limit, err);
		tw_hits_done(&hits);
	}
	tw_query_free(query);
	return status;
}

static int
add_titles(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_str text, uint32_t limit,
	const struct tw_recency *recency, trawl_error *err)
{
	struct tw_buf words = {0};

	if (limit > TW_COMPLETIONS_MAX)
		limit = TW_COMPLETIONS_MAX;
	tw_complete_titles(text, &words);
	int status = tw_buf_status(&words, err);
	if (status == TRAWL_OK && words.n > 0 && limit > 0)
		status = search_titles(suggestions, reader, analyzer,
			tw_buf_str(&words), limit, recency, err);
	tw_buf_done(&words);
	return status;
}

static int
suggest(trawl_suggestions *suggestions, struct tw_reader *reader,
	struct tw_str text, const struct trawl_suggest_options *options,
	trawl_error *err)
{
	uint32_t limit = options->limit > 0 ? options->limit : DEFAULT_LIMIT;
	struct tw_recency recency = {.half_life = HALF_LIFE};
	struct tw_analyzer *analyzer;
	int status = tw_read_today(options->now, &recency.today, err);

	if (status == TRAWL_OK)
		status = tw_analyzer_new(reader->root.language, &analyzer,
			err);
	if (status != TRAWL_OK)
		return status;
	status = add_words(suggestions, reader, analyzer, text, limit,
		&recency, err);
	if (status == TRAWL_OK)
		status = add_titles(suggestions, reader, analyzer, text,
			options->titles, &recency, err);
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
