/* named.c: words of a query that are those of an author or a category. */
/* SPDX-License-Identifier: MIT */
#include "result/named.h"

#include "match/search.h"
#include "query/parse.h"
#include "query/print.h"

struct naming {
	struct tw_reader *reader;
	const struct tw_query *query;
	struct tw_change *change;
	struct tw_buf words;	/* that are looked for, spaces between */
	trawl_error *err;
};

/* TRAWL_END if no article has the query. */
static int
find_one(struct naming *naming, struct tw_str text)
{
	struct tw_reading how = {.reach = naming->query->reach};
	struct tw_hits hits = {0};
	struct tw_query *query;
	int status = tw_query_parse(text, naming->query->analyzer, &how,
		&query, naming->err);

	if (status != TRAWL_OK)
		return status;
	if (query->root)
		status = tw_search(naming->reader, query, 1, false, &hits,
			naming->err);
	if (status == TRAWL_OK && hits.count == 0)
		status = TRAWL_END;
	tw_hits_done(&hits);
	tw_query_free(query);
	return status;
}

/* TRAWL_END if no name has the words. */
static int
find_name(struct naming *naming, struct tw_str words, bool is_near)
{
	struct tw_node group = {.kind = TW_NODE_GROUP, .boost = TW_BOOST_ONE};
	struct tw_buf text = {0};

	naming->change->instead = words;
	naming->change->is_near = is_near;
	struct tw_node name = tw_change_name(naming->change);

	group.first = &name;
	tw_query_print(&group, &text);
	int status = tw_buf_status(&text, naming->err);

	if (status == TRAWL_OK)
		status = find_one(naming, tw_buf_str(&text));
	tw_buf_done(&text);
	return status;
}

/* Gathers the words of the group that are in names. */
static int
gather(struct naming *naming)
{
	uint32_t count = 0;

	for (const struct tw_node *n = naming->change->node->first;
		n && count < TW_NAME_WORDS; n = n->next) {
		if (!tw_change_takes_word(n))
			continue;
		count++;
		int status = find_name(naming, n->text, false);

		if (status == TRAWL_END)
			continue;
		if (status != TRAWL_OK)
			return status;
		if (naming->words.n > 0)
			tw_buf_add_byte(&naming->words, ' ');
		tw_buf_add_str(&naming->words, n->text);
	}
	return tw_buf_status(&naming->words, naming->err);
}

static int
find_words(struct naming *naming)
{
	struct tw_str words = tw_buf_str(&naming->words);

	if (words.n == 0)
		return TRAWL_END;
	int status = find_name(naming, words, false);

	if (status == TRAWL_END && memchr(words.p, ' ', words.n))
		status = find_name(naming, words, true);
	return status;
}

int
tw_name_words(struct tw_reader *reader, const struct tw_query *query,
	struct tw_change *change, struct tw_arena *arena, trawl_error *err)
{
	struct naming naming = {
		.reader = reader,
		.query = query,
		.change = change,
		.err = err,
	};
	int status = TRAWL_OK;

	if (change->node->kind == TW_NODE_GROUP)
		status = gather(&naming);
	else
		tw_buf_add_str(&naming.words, change->node->text);
	if (status == TRAWL_OK)
		status = tw_buf_status(&naming.words, err);
	if (status == TRAWL_OK)
		status = find_words(&naming);
	if (status == TRAWL_OK) {
		change->instead = tw_str(tw_arena_copy(arena, naming.words.p,
			naming.words.n), naming.words.n);
		if (!change->instead.p)
			status = tw_no_memory(err);
	}
	tw_buf_done(&naming.words);
	return status;
}
