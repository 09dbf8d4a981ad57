/* test_phrase.c: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#include "match/phrase.h"

#include "fake_cursor.h"
#include "index/length.h"
#include "small_index.h"

#define DOCS 3000
#define WORDS_MAX 40

static const char *const words[] = {"red", "green", "blue"};

/* The words of an article, by their place in `words`; UINT8_MAX: others. */
struct text {
	uint32_t count;
	uint8_t word[WORDS_MAX];
};

static struct text title[DOCS];
static struct text body[DOCS];
static struct fake_set expected;
static struct tw_bm25 bm25[TW_FIELD_RANKED];

static void
make_text(uint32_t *seed, uint32_t most, struct text *ret)
{
	ret->count = dice(seed, most);
	for (uint32_t i = 0; i < ret->count; i++) {
		uint32_t word = dice(seed, 5);

		ret->word[i] = word < 3 ? (uint8_t)word : UINT8_MAX;
	}
}

static const char *
spell(const struct text *text, struct tw_buf *out)
{
	tw_buf_reset(out);
	for (uint32_t i = 0; i < text->count; i++)
		tw_buf_addf(out, "%s ", text->word[i] == UINT8_MAX ? "paper" :
			words[text->word[i]]);
	tw_buf_add_byte(out, 0);
	return out->p;
}

static struct tw_reader *
make_index(void)
{
	struct tw_buf out = {0};
	struct tw_buf title_out = {0};
	uint32_t seed = 1;

	for (uint32_t doc = 0; doc < DOCS; doc++) {
		char id[16];

		make_text(&seed, 5, &title[doc]);
		make_text(&seed, WORDS_MAX, &body[doc]);
		snprintf(id, sizeof(id), "%u", (unsigned)doc);
		if (title[doc].count + body[doc].count == 0)
			body[doc] = (struct text){1, {UINT8_MAX}};
		index_add(id, spell(&title[doc], &title_out),
			spell(&body[doc], &out));
	}
	index_merge();
	tw_buf_done(&out);
	tw_buf_done(&title_out);
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->root.count, 1);
	for (int i = 0; i < TW_FIELD_RANKED; i++)
		tw_bm25_init(&bm25[i], &tw_ranking_usual, reader->live[i].docs,
			reader->live[i].length);
	return reader;
}

/* A phrase: words by place, -1 for any word. */
struct wanted {
	uint32_t count;
	int word[4];
};

static uint32_t
count_in(const struct text *text, const struct wanted *wanted)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i + wanted->count <= text->count; i++) {
		bool is_here = true;

		for (uint32_t k = 0; k < wanted->count; k++)
			is_here &= wanted->word[k] < 0 ||
				text->word[i + k] == wanted->word[k];
		found += is_here;
	}
	return found;
}

static void
expect(enum tw_index_field field, const struct wanted *wanted, float weight)
{
	memset(&expected, 0, sizeof(expected));
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		uint32_t freq = count_in(&title[doc], wanted);
		uint32_t length = title[doc].count;

		if (field == TW_FIELD_ALL) {
			freq = 3 * freq + count_in(&body[doc], wanted);
			length = 3 * length + body[doc].count;
		}
		expected.has[doc] = freq > 0;
		expected.score[doc] = tw_bm25_score(weight, freq,
			bm25[field].norm[tw_length_encode(length)]);
	}
}

static struct tw_cursor *
new_phrase(struct tw_arena *arena, struct tw_reader *reader,
	enum tw_index_field field, const struct wanted *wanted, float weight)
{
	struct tw_phrase_term terms[4];
	struct tw_cursor *cursor = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < wanted->count; i++) {
		if (wanted->word[i] < 0)
			continue;
		index_ok(tw_segment_find(&reader->segments[0], field,
			tw_str_of(words[wanted->word[i]]),
			&terms[count].entry, &err));
		terms[count++].position = i;
	}
	index_ok(tw_phrase_cursor(arena, &reader->segments[0], terms, count,
		&bm25[field], weight, &cursor, &err));
	return cursor;
}

static void
assert_phrase(struct tw_reader *reader, enum tw_index_field field,
	struct wanted wanted)
{
	struct tw_arena arena = {0};
	uint32_t seed = 2;

	expect(field, &wanted, 5);
	struct tw_cursor *cursor = new_phrase(&arena, reader, field, &wanted,
		5);

	assert_walk(cursor, &expected);
	tw_cursor_done(cursor);
	cursor = new_phrase(&arena, reader, field, &wanted, 5);
	assert_leaps(cursor, &expected, &seed);
	tw_cursor_done(cursor);
	cursor = new_phrase(&arena, reader, field, &wanted, 5);
	assert_windows(cursor, &expected, &seed);
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
}

static void
test_words_that_follow_each_other_are_counted(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){2, {0, 1}});
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){3, {2, 1, 0}});
	tw_reader_free(reader);
}

static void
test_word_may_come_again(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){2, {0, 0}});
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){3, {0, 1, 0}});
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){4, {1, 1, 1, 1}});
	tw_reader_free(reader);
}

static void
test_gaps_count(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_phrase(reader, TW_FIELD_ALL, (struct wanted){3, {0, -1, 1}});
	assert_phrase(reader, TW_FIELD_ALL,
		(struct wanted){4, {0, -1, -1, 2}});
	tw_reader_free(reader);
}

static void
test_title_alone_counts_once(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_phrase(reader, TW_FIELD_TITLE, (struct wanted){2, {0, 1}});
	assert_phrase(reader, TW_FIELD_TITLE, (struct wanted){3, {1, 0, 1}});
	tw_reader_free(reader);
}

static void
test_phrase_costs_as_its_rarest_word(void **state)
{
	struct tw_reader *reader = make_index();
	struct tw_arena arena = {0};
	struct wanted wanted = {2, {0, 1}};
	struct tw_cursor *cursor = new_phrase(&arena, reader, TW_FIELD_ALL,
		&wanted, 1);
	struct tw_term red;
	struct tw_term green;

	(void)state;
	index_ok(tw_segment_find(&reader->segments[0], TW_FIELD_ALL,
		TW_STR("red"), &red, &err));
	index_ok(tw_segment_find(&reader->segments[0], TW_FIELD_ALL,
		TW_STR("green"), &green, &err));
	assert_int_equal(cursor->cost,
		red.df < green.df ? red.df : green.df);
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_words_that_follow_each_other_are_counted),
		test(test_word_may_come_again),
		test(test_gaps_count),
		test(test_title_alone_counts_once),
		test(test_phrase_costs_as_its_rarest_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
