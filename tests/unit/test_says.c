/* test_says.c: what lists tell of an article, beside what its text does. */
/* SPDX-License-Identifier: MIT */
#include "result/says.h"

#include "index/length.h"
#include "match/bm25.h"
#include "parsed_index.h"
#include "result/saying.h"

#define ARTICLES 60
#define QUERIES 120
#define TOKENS 1024
#define NORM 1.25F

/* ------------------------------------------------------------------ */
/* A plain twin: it reads the text.                                     */

struct token {
	uint32_t term;		/* of the query, or TW_SAYS_NONE */
	uint32_t position;
	uint32_t start;
	bool is_main;
};

struct tokens {
	struct tw_says *says;
	uint32_t count;
	uint32_t content;
	struct token tokens[TOKENS];
};

static int
take_token(void *context, const struct tw_token *token)
{
	struct tokens *tokens = context;
	const uint32_t *term = tw_map_find(&tokens->says->map,
		tw_str(token->term, token->term_length));

	assert_true(tokens->count < TOKENS);
	tokens->tokens[tokens->count++] = (struct token){
		.term = term ? *term : TW_SAYS_NONE,
		.position = token->position,
		.start = token->start,
		.is_main = token->kind == TW_TOKEN_MAIN,
	};
	tokens->content += token->kind == TW_TOKEN_MAIN && !token->stop;
	return TRAWL_OK;
}

static void
read_tokens(struct tw_says *says, const char *text, struct tokens *ret)
{
	*ret = (struct tokens){.says = says};
	index_ok(tw_analyze(analyzer, tw_str_of(text), take_token, ret, &err));
}

/* The positions at which the index is to have sentences begin. */
static uint32_t
find_starts(const char *text, const struct tokens *tokens, uint32_t *starts)
{
	struct tw_str all = tw_str_of(text);
	size_t end = tw_sentence_end(all, 0);
	uint32_t count = 1;

	starts[0] = 0;
	for (uint32_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->tokens[i];

		if (!token->is_main || token->start < end)
			continue;
		while (end <= token->start)
			end = tw_sentence_end(all, end);
		if (token->position < TW_SENTENCES_WORDS &&
			token->position - starts[count - 1] >=
				TW_SENTENCE_LEAST)
			starts[count++] = token->position;
	}
	for (uint32_t p = TW_SENTENCES_WORDS; p < 1000; p += TW_SAYS_SENTENCE)
		starts[count++] = p;
	return count;
}

/* Whether the term says something at a position from `first` to below `end`:
   another spelling does not where a main word of the query stands. */
static bool
says_there(const struct tokens *tokens, uint32_t term, uint32_t first,
	uint32_t end)
{
	const struct tw_says_term *terms = tokens->says->terms;

	for (uint32_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->tokens[i];
		bool news = true;

		if (token->term != term || token->position < first ||
			token->position >= end)
			continue;
		for (uint32_t k = 0; k < tokens->count; k++)
			if (!terms[term].is_main &&
				tokens->tokens[k].position ==
					token->position &&
				tokens->tokens[k].term != TW_SAYS_NONE &&
				terms[tokens->tokens[k].term].is_main)
				news = false;
		if (news)
			return true;
	}
	return false;
}

static void
keep(struct tw_said *said, float value)
{
	if (value > said->sentence[0]) {
		said->sentence[1] = said->sentence[0];
		said->sentence[0] = value;
	} else if (value > said->sentence[1]) {
		said->sentence[1] = value;
	}
}

static void
read_title(const struct tokens *tokens, struct tw_said *said)
{
	const struct tw_says *says = tokens->says;
	uint32_t covered = 0;
	float sum = 0;

	for (uint32_t t = 0; t < says->term_count; t++)
		if (says_there(tokens, t, 0, UINT32_MAX)) {
			sum += says->terms[t].value;
			said->in_title = true;
		}
	for (uint32_t p = 0; p < tokens->count; p++) {
		bool any = false;

		for (uint32_t t = 0; t < says->term_count; t++)
			any |= says_there(tokens, t, p, p + 1);
		covered += any;
	}
	if (!said->in_title)
		return;
	uint32_t content = tw_length_decode(tw_length_encode(tokens->content));

	keep(said, sum);
	said->title = sum * (float)covered /
		(float)(content > covered ? content : covered);
}

static void
read_sentences(const struct tokens *tokens, const char *text,
	struct tw_said *said)
{
	const struct tw_says *says = tokens->says;
	uint32_t starts[200];
	uint32_t count = find_starts(text, tokens, starts);

	for (uint32_t s = 0; s < count; s++) {
		uint32_t end = s + 1 < count ? starts[s + 1] : UINT32_MAX;
		float sum = 0;

		for (uint32_t t = 0; t < says->term_count; t++)
			if (says_there(tokens, t, starts[s], end))
				sum += says->terms[t].in_text;
		keep(said, sum / (1 + (float)starts[s] / 100));
	}
}

static bool
stands_at(const struct tokens *tokens, uint32_t term, uint32_t position)
{
	for (uint32_t i = 0; i < tokens->count; i++)
		if (tokens->tokens[i].term == term &&
			tokens->tokens[i].position == position)
			return true;
	return false;
}

static uint32_t
count_pair(const struct tokens *tokens, uint32_t a, uint32_t b,
	uint32_t distance)
{
	uint32_t found = 0;

	for (uint32_t p = 0; p < tokens->count; p++)
		found += stands_at(tokens, a, p) &&
			stands_at(tokens, b, p + distance);
	return found;
}

static float
add_pairs(const struct tokens *title, const struct tokens *text)
{
	const struct tw_says *says = text->says;
	float sum = 0;

	for (uint32_t t = 0; t < says->term_count; t++)
		for (const struct tw_says_pair *p = says->terms[t].pairs; p;
			p = p->next) {
			uint32_t found = 0;

			for (uint32_t d = 1; d <= p->distance; d++)
				if (d == 1 || d == p->distance)
					found += count_pair(title, t,
							p->second, d) +
						count_pair(text, t, p->second,
							d);
			sum += tw_bm25_score(p->boost * (float)p->times *
				says->pair_idf, found, NORM);
		}
	return sum;
}

static struct tw_said
read_plainly(struct tw_says *says, const char *title, const char *text)
{
	static struct tokens of_title;
	static struct tokens of_text;
	struct tw_said said = {0};

	read_tokens(says, title, &of_title);
	read_tokens(says, text, &of_text);
	read_title(&of_title, &said);
	read_sentences(&of_text, text, &said);
	said.pairs = add_pairs(&of_title, &of_text);
	return said;
}

/* ------------------------------------------------------------------ */

static const char *const words[] = {
	"water", "mill", "of", "the", "café", "cafe", "co-operate",
	"cooperate", "town", "Rivers", "U.S.", "e.g.", "a", "mills", "Dr.",
};
static const char *const ends[] = {
	" ", " ", " ", " ", " ", ", ", ". ", "! ", "\n", ".\n\n", "; ", "? ",
};
#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof(*(array))))

static void
write_words(uint32_t *seed, uint32_t count, struct tw_buf *out)
{
	tw_buf_reset(out);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t word = dice(seed, COUNT(words));

		tw_buf_add_str(out, tw_str_of(words[word]));
		tw_buf_add_str(out, tw_str_of(ends[dice(seed, COUNT(ends))]));
		if (dice(seed, 4) > 0)	/* others of no query */
			tw_buf_add_str(out, TW_STR("Something "));
	}
	tw_buf_add_byte(out, 0);
}

struct article {
	struct tw_buf title;
	struct tw_buf text;
};

static void
add_articles(uint32_t *seed, struct article *articles)
{
	for (uint32_t i = 0; i < ARTICLES; i++) {
		char id[8];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		write_words(seed, dice(seed, 6), &articles[i].title);
		write_words(seed, 1 + dice(seed, i % 3 ? 30 : 250),
			&articles[i].text);
		index_add(id, articles[i].title.p, articles[i].text.p);
		if (i % 25 == 24)
			index_commit();
	}
	index_commit();
}

static void
compare(struct tw_says *says, uint32_t segment, uint32_t doc,
	const struct article *article)
{
	struct tw_said got;
	struct tw_said expected = read_plainly(says, article->title.p,
		article->text.p);

	index_ok(tw_says_read(says, segment, doc, NORM, &got, &err));
	assert_true(got.sentence[0] == expected.sentence[0]);
	assert_true(got.sentence[1] == expected.sentence[1]);
	assert_true(got.title == expected.title);
	assert_true(got.pairs == expected.pairs);
	assert_true(got.in_title == expected.in_title);
}

static void
test_lists_say_what_texts_do(void **state)
{
	static struct article articles[ARTICLES];
	struct tw_buf text = {0};
	uint32_t seed = 7;

	(void)state;
	add_articles(&seed, articles);
	struct tw_reader *reader = open_reader();

	for (uint32_t q = 0; q < QUERIES; q++) {
		struct tw_says *says = NULL;
		uint32_t number = 0;

		write_words(&seed, 1 + dice(&seed, 6), &text);
		struct tw_query *query = parse(tw_str_of(text.p), true);

		index_ok(tw_says_new(reader, query, &says, &err));
		for (uint32_t s = 0; s < reader->root.count; s++)
			for (uint32_t doc = 0;
				doc < reader->segments[s].info.docs; doc++)
				compare(says, s, doc, &articles[number++]);
		assert_int_equal(number, ARTICLES);
		tw_says_free(says);
		tw_query_free(query);
	}
	for (uint32_t i = 0; i < ARTICLES; i++) {
		tw_buf_done(&articles[i].title);
		tw_buf_done(&articles[i].text);
	}
	tw_buf_done(&text);
	tw_reader_free(reader);
}

static void
test_beginnings_say_something(void **state)
{
	struct tw_says *says = NULL;
	struct tw_said said;

	(void)state;
	index_add("a", "", "A river of rivers, and riverbanks");
	index_add("b", "", "nothing");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("riv*"), false);

	index_ok(tw_says_new(reader, query, &says, &err));
	index_ok(tw_says_read(says, 0, 0, NORM, &said, &err));
	assert_true(said.sentence[0] > 0 && said.sentence[0] < 3);
	assert_true(said.sentence[1] == 0);
	index_ok(tw_says_read(says, 0, 1, NORM, &said, &err));
	assert_true(said.sentence[0] == 0);
	tw_says_free(says);
	tw_query_free(query);
	tw_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lists_say_what_texts_do),
		TEST(test_beginnings_say_something),
	};

	return cmocka_run_group_tests_name("says", tests, NULL, NULL);
}
