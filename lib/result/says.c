/* says.c: how much an article says in the words of a query. */
/* SPDX-License-Identifier: MIT */
#include "result/says.h"

#include <math.h>

#include "base/alloc.h"
#include "base/map.h"
#include "match/bm25.h"
#include "text/sentence.h"

#define NONE UINT32_MAX

/* A pair of the query that begins with a term. */
struct pair {
	uint32_t second;	/* term */
	uint32_t times;		/* in the query */
	uint32_t found;		/* in the article being read */
	float boost;
	struct pair *next;
};

struct term {
	float value;		/* in the title */
	float in_text;		/* and in the text: 0 if only the title is
				   asked for */
	bool is_main;		/* of some word of the query */
	uint32_t seen;		/* the last sentence that it was in */
	struct pair *pairs;
};

/* Terms that begin so. */
struct beginning {
	struct tw_str text;
	uint32_t term;
};

/* A term in the article. */
struct hit {
	uint32_t term;
	uint32_t position;
	uint32_t start;
	uint32_t end;
	bool is_main;
};

struct tw_says {
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	struct tw_arena arena;
	struct tw_map map;
	struct tw_bytes first;
	struct term *terms;
	uint32_t term_count;
	struct beginning *beginnings;
	uint32_t beginning_count;
	uint32_t last;		/* content word of the query so far */
	float last_boost;
	float pair_idf;

	struct tw_buf hits;	/* of the text being read */
	uint32_t sentences;	/* read so far, in all articles */
	uint32_t content;	/* words of a title */
	uint32_t covered;	/* of them the query's */
	uint32_t covered_at;	/* position of the last, plus 1 */
};

/* ------------------------------------------------------------------ */
/* The words of the query.                                              */

static int
add_term(struct tw_says *says, struct tw_str text, uint32_t *ret,
	trawl_error *err)
{
	uint32_t *value;
	bool is_new = false;

	if (!tw_map_insert(&says->map, text, says->term_count, &value, NULL,
		&is_new))
		return tw_no_memory(err);
	says->term_count += is_new;
	uint8_t byte = text.n > 0 ? (uint8_t)text.p[0] : 0;

	says->first.bits[byte / 64] |= UINT64_C(1) << byte % 64;
	*ret = *value;
	return TRAWL_OK;
}

static int
add_pair(struct tw_says *says, uint32_t second, float boost, trawl_error *err)
{
	uint32_t first = says->last;
	float least = boost < says->last_boost ? boost : says->last_boost;

	says->last = second;
	says->last_boost = boost;
	if (first == NONE)
		return TRAWL_OK;
	struct pair **link = &says->terms[first].pairs;

	while (*link && (*link)->second != second)
		link = &(*link)->next;
	if (!*link) {
		*link = tw_arena_zeroed(&says->arena, 1, sizeof(**link));
		if (!*link)
			return tw_no_memory(err);
		(*link)->second = second;
		(*link)->boost = least;
	}
	(*link)->times++;
	return TRAWL_OK;
}

/* What a term of a leaf is worth. */
static int
weigh(const struct tw_says *says, const struct tw_node *leaf,
	const struct tw_query_term *term, float *ret, trawl_error *err)
{
	enum tw_index_field field = leaf->field == TW_QUERY_TITLE ?
		TW_FIELD_TITLE : TW_FIELD_ALL;
	uint64_t df;
	int status = tw_reader_df(says->reader, field, term->term, &df, err);

	if (status == TRAWL_OK)
		*ret = leaf->ranked ? tw_query_weight(term->kind) *
			tw_bm25_idf(says->reader->live[field].docs, df) : 0;
	return status;
}

static int
add_leaf(struct tw_says *says, const struct tw_node *leaf, float boost,
	trawl_error *err)
{
	for (uint32_t i = 0; i < leaf->term_count; i++) {
		const struct tw_query_term *term = &leaf->terms[i];
		uint32_t number = 0;
		float value = 0;

		if (term->stop)
			continue;
		int status = weigh(says, leaf, term, &value, err);

		if (status == TRAWL_OK)
			status = add_term(says, term->term, &number, err);
		if (status != TRAWL_OK)
			return status;
		says->terms[number].value += boost * value;
		if (leaf->field != TW_QUERY_TITLE)
			says->terms[number].in_text += boost * value;
		says->terms[number].is_main |= term->kind == TW_TOKEN_MAIN;
		if (term->kind == TW_TOKEN_MAIN && leaf->ranked)
			status = add_pair(says, number, boost, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Worth what a snippet takes it for: a word that one in seven has. */
#define BEGINNING_VALUE 2.0F

static int
add_beginning(struct tw_says *says, const struct tw_node *leaf, float boost,
	trawl_error *err)
{
	uint32_t number = 0;

	for (uint32_t i = 0; i < leaf->term_count; i++) {
		int status = add_term(says, leaf->terms[i].term, &number, err);

		if (status != TRAWL_OK)
			return status;
		says->terms[number].value += boost * BEGINNING_VALUE;
		if (leaf->field != TW_QUERY_TITLE)
			says->terms[number].in_text += boost *
				BEGINNING_VALUE;
		if (i == 0)
			says->beginnings[says->beginning_count++] =
				(struct beginning){leaf->terms[0].term,
					number};
	}
	says->last = NONE;
	return TRAWL_OK;
}

/* Recursion is bounded: see query/tree.h. */
static int
add_group(struct tw_says *says, const struct tw_node *group, float around,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (const struct tw_node *n = group->first; n && status == TRAWL_OK;
		n = n->next) {
		float boost = around * ((float)n->boost / TW_BOOST_ONE);

		if (n->occur == TW_NOT || tw_query_is_left_out(group, n) ||
			tw_query_filters(n))
			continue;
		if (n->kind == TW_NODE_GROUP)
			status = add_group(says, n, boost, err);
		else if (n->kind == TW_NODE_PREFIX)
			status = add_beginning(says, n, boost, err);
		else
			status = add_leaf(says, n, boost, err);
	}
	return status;
}

int
tw_says_new(struct tw_reader *reader, const struct tw_query *query,
	struct tw_says **ret, trawl_error *err)
{
	struct tw_says *says = tw_alloc_zeroed(1, sizeof(*says));
	size_t most = (size_t)query->term_count + 1;

	if (!says)
		return tw_no_memory(err);
	says->reader = reader;
	says->analyzer = query->analyzer;
	says->last = NONE;
	says->pair_idf = logf(1 +
		(float)reader->live[TW_FIELD_ALL].docs / 10);
	says->terms = tw_arena_zeroed(&says->arena, most,
		sizeof(*says->terms));
	says->beginnings = tw_arena_zeroed(&says->arena, most,
		sizeof(*says->beginnings));
	int status = says->terms && says->beginnings ? TRAWL_OK :
		tw_no_memory(err);

	if (status == TRAWL_OK && query->root)
		status = add_group(says, query->root,
			(float)query->root->boost / TW_BOOST_ONE, err);
	if (status == TRAWL_OK)
		*ret = says;
	else
		tw_says_free(says);
	return status;
}

void
tw_says_free(struct tw_says *says)
{
	if (!says)
		return;
	tw_map_done(&says->map);
	tw_arena_done(&says->arena);
	tw_buf_done(&says->hits);
	tw_free(says);
}

/* ------------------------------------------------------------------ */
/* Words in a text.                                                     */

static void
add_hit(struct tw_says *says, const struct tw_token *token, uint32_t term)
{
	struct hit hit = {
		.term = term,
		.position = token->position,
		.start = token->start,
		.end = token->end,
		.is_main = token->kind == TW_TOKEN_MAIN,
	};

	tw_buf_add(&says->hits, &hit, sizeof(hit));
}

/*
 * Another spelling of the query's may be a main one in the article, or the
 * other way around; where both have it beside main ones, these say enough: a
 * word is not worth more for having several spellings.
 */
static void
look_up(struct tw_says *says, const struct tw_token *token)
{
	bool is_main = token->kind == TW_TOKEN_MAIN;
	struct tw_str text = tw_str(token->term, token->term_length);
	const uint32_t *term = tw_map_find(&says->map, text);

	if (term && (is_main || says->terms[*term].is_main))
		add_hit(says, token, *term);
	for (uint32_t i = 0; is_main && i < says->beginning_count; i++) {
		const struct beginning *beginning = &says->beginnings[i];

		if (text.n >= beginning->text.n && memcmp(text.p,
			beginning->text.p, beginning->text.n) == 0)
			add_hit(says, token, beginning->term);
	}
}

static int
take_token(void *context, const struct tw_token *token)
{
	look_up(context, token);
	return TRAWL_OK;
}

/* Of a title the words are counted, too. */
static int
take_title_token(void *context, const struct tw_token *token)
{
	struct tw_says *says = context;
	size_t before = says->hits.n;

	says->content += token->kind == TW_TOKEN_MAIN && !token->stop;
	look_up(says, token);
	if (says->hits.n > before && says->covered_at != token->position + 1) {
		says->covered_at = token->position + 1;
		says->covered++;
	}
	return TRAWL_OK;
}

static const struct hit *
hits_of(const struct tw_says *says, size_t *ret_count)
{
	*ret_count = says->hits.n / sizeof(struct hit);
	return (const struct hit *)(const void *)says->hits.p;
}

/* Words are between two hits if no more than a stop word or two are. */
#define GAP_MOST 4

static int
see_content(void *context, const struct tw_token *token)
{
	bool *has_content = context;

	*has_content |= token->kind == TW_TOKEN_MAIN && !token->stop;
	return TRAWL_OK;
}

/* Whether b directly follows a, stop words passed over. */
static int
follows(struct tw_says *says, struct tw_str text, const struct hit *a,
	const struct hit *b, bool *ret, trawl_error *err)
{
	bool has_content = false;

	*ret = b->position == a->position + 1;
	if (*ret || b->position - a->position > GAP_MOST ||
		b->start < a->end)
		return TRAWL_OK;
	int status = tw_analyze(says->analyzer,
		tw_str(text.p + a->end, b->start - a->end), see_content,
		&has_content, err);

	*ret = !has_content;
	return status;
}

static int
count_pair(struct tw_says *says, struct tw_str text, const struct hit *a,
	const struct hit *b, trawl_error *err)
{
	struct pair *pair = says->terms[a->term].pairs;
	bool found;

	while (pair && pair->second != b->term)
		pair = pair->next;
	if (!pair || b->position <= a->position)
		return TRAWL_OK;
	int status = follows(says, text, a, b, &found, err);

	if (status == TRAWL_OK)
		pair->found += found;
	return status;
}

/* Hits of one place have one kind that pairs are made of. */
static int
count_pairs(struct tw_says *says, struct tw_str text, trawl_error *err)
{
	size_t count;
	const struct hit *hits = hits_of(says, &count);
	const struct hit *last = NULL;
	int status = TRAWL_OK;

	for (size_t i = 0; i < count && status == TRAWL_OK; i++) {
		if (!hits[i].is_main)
			continue;
		if (last)
			status = count_pair(says, text, last, &hits[i], err);
		last = &hits[i];
	}
	return status;
}

/* ------------------------------------------------------------------ */
/* Sentences.                                                           */

static void
keep_best(struct tw_said *said, float value)
{
	if (value > said->sentence[0]) {
		said->sentence[1] = said->sentence[0];
		said->sentence[0] = value;
	} else if (value > said->sentence[1]) {
		said->sentence[1] = value;
	}
}

/* About as many words as begin in this stretch. */
static uint32_t
count_words(struct tw_str text, size_t from, size_t to)
{
	uint32_t count = 0;
	bool in_word = false;

	for (size_t i = from; i < to; i++) {
		bool is_word = (uint8_t)text.p[i] > ' ';

		count += is_word && !in_word;
		in_word = is_word;
	}
	return count;
}

/* The value of hits of one sentence, the first of which has so many words of
   the sentence before it. */
static float
sentence_value(struct tw_says *says, const struct hit *hits, size_t count,
	uint32_t before)
{
	uint32_t number = ++says->sentences;
	float sum = 0;

	for (size_t i = 0; i < count; i++) {
		struct term *term = &says->terms[hits[i].term];

		if (term->seen != number)
			sum += term->in_text;
		term->seen = number;
	}
	uint32_t position = hits[0].position;
	float p = position > before ? (float)(position - before) : 0;

	return sum / (1 + p / 100);
}

static void
read_sentences(struct tw_says *says, struct tw_str text, struct tw_said *said)
{
	size_t count;
	const struct hit *hits = hits_of(says, &count);
	size_t start = 0;
	size_t end = 0;

	for (size_t i = 0; i < count;) {
		size_t first = i;

		while (end <= hits[i].start && end < text.n) {
			start = end;
			end = tw_sentence_end(text, start);
		}
		while (i < count && hits[i].start < end)
			i++;
		if (i == first)		/* cannot be: but never stand still */
			i++;
		keep_best(said, sentence_value(says, hits + first, i - first,
			count_words(text, start, hits[first].start)));
	}
}

/* ------------------------------------------------------------------ */

/* The beginning of a long text, whole characters. */
static struct tw_str
cut(struct tw_str text)
{
	size_t n = TW_SAYS_BYTES;

	if (text.n <= n)
		return text;
	while (n > 0 && ((uint8_t)text.p[n] & 0xc0) == 0x80)
		n--;
	return tw_str(text.p, n);
}

static int
read_title(struct tw_says *says, struct tw_str title, struct tw_said *said,
	trawl_error *err)
{
	uint32_t number = ++says->sentences;
	float sum = 0;
	size_t count;

	says->content = 0;
	says->covered = 0;
	says->covered_at = 0;
	tw_buf_reset(&says->hits);
	int status = tw_analyze(says->analyzer, title, take_title_token, says,
		err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&says->hits, err);
	if (status == TRAWL_OK)
		status = count_pairs(says, title, err);
	if (status != TRAWL_OK)
		return status;
	const struct hit *hits = hits_of(says, &count);

	for (size_t i = 0; i < count; i++) {
		struct term *term = &says->terms[hits[i].term];

		if (term->seen != number)
			sum += term->value;
		term->seen = number;
	}
	keep_best(said, sum);
	said->in_title = sum > 0;
	if (says->covered > 0 && says->content > 0)
		said->title = sum * (float)says->covered /
			(float)(says->content > says->covered ?
				says->content : says->covered);
	return TRAWL_OK;
}

static int
read_text(struct tw_says *says, struct tw_str text, struct tw_said *said,
	trawl_error *err)
{
	tw_buf_reset(&says->hits);
	int status = says->beginning_count > 0 ?
		tw_analyze(says->analyzer, text, take_token, says, err) :
		tw_analyze_some(says->analyzer, text, &says->first, take_token,
			says, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&says->hits, err);
	if (status == TRAWL_OK)
		status = count_pairs(says, text, err);
	if (status == TRAWL_OK)
		read_sentences(says, text, said);
	return status;
}

/* The score of all pairs found, which are forgotten. */
static float
add_pairs(struct tw_says *says, float norm)
{
	float sum = 0;

	for (uint32_t i = 0; i < says->term_count; i++)
		for (struct pair *p = says->terms[i].pairs; p; p = p->next) {
			float weight = p->boost * (float)p->times *
				says->pair_idf;

			sum += tw_bm25_score(weight, p->found, norm);
			p->found = 0;
		}
	return sum;
}

int
tw_says_read(struct tw_says *says, struct tw_str title, struct tw_str text,
	float norm, struct tw_said *ret, trawl_error *err)
{
	struct tw_said said = {0};

	if (says->term_count == 0) {
		*ret = said;
		return TRAWL_OK;
	}
	int status = read_title(says, cut(title), &said, err);

	if (status == TRAWL_OK)
		status = read_text(says, cut(text), &said, err);
	said.pairs = add_pairs(says, norm);
	if (status == TRAWL_OK)
		*ret = said;
	return status;
}
