/* test_alike.c: planted edits are the same story, other pages are not. */
/* SPDX-License-Identifier: MIT */
#include "result/alike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/analyzer.h"
#include "text/sketch.h"

#include "dice.h"

/* Texts of words as texts have them: a few often, most of them seldom. */
#define STORIES 150
#define WORDS 2000

struct text {
	struct tw_buf title;
	struct tw_buf words;
};

static struct tw_analyzer *analyzer;
static uint32_t seed;

static void
add_word(struct tw_buf *out, uint32_t word)
{
	static const char *const syllables[] = {"ka", "lo", "mi", "ne", "ru",
		"so", "ta", "vi"};

	for (uint32_t rest = word + 8; rest > 0; rest /= 8)
		tw_buf_add_str(out, tw_str_of(syllables[rest % 8]));
	tw_buf_add_byte(out, ' ');
}

static uint32_t
any_word(void)
{
	uint32_t most = 1 + dice(&seed, WORDS);

	return dice(&seed, most);
}

static void
add_words(struct tw_buf *out, uint32_t count)
{
	while (count-- > 0)
		add_word(out, any_word());
}

/* A story: it has a subject, which its title and text say. */
static void
make(struct text *text, uint32_t count)
{
	uint32_t subject = WORDS + dice(&seed, 1000000);

	*text = (struct text){0};
	add_words(&text->title, 3);
	add_word(&text->title, subject);
	for (uint32_t i = 0; i < count; i += 40) {
		add_words(&text->words, 38);
		add_word(&text->words, subject);
		tw_buf_add_byte(&text->words, '\n');
	}
}

static void
done(struct text *text)
{
	tw_buf_done(&text->title);
	tw_buf_done(&text->words);
}

/* The same with one word of so many another, but for one paragraph of so many;
   0: none. */
static void
edit(const struct text *text, uint32_t words, uint32_t paragraphs,
	struct text *ret)
{
	const char *p = text->words.p;
	const char *end = p + text->words.n;
	uint32_t cut = paragraphs > 0 ? dice(&seed, paragraphs) : UINT32_MAX;

	*ret = (struct text){0};
	add_words(&ret->title, 5);
	for (uint32_t line = 0; p < end; p++) {
		const char *space = memchr(p, ' ', (size_t)(end - p));

		if (*p == '\n') {
			line++;
			continue;
		}
		if (line == cut)
			;
		else if (words > 0 && dice(&seed, words) == 0)
			add_word(&ret->words, any_word());
		else
			tw_buf_add(&ret->words, p, (size_t)(space - p) + 1);
		p = space;
	}
}

static void
read_one(const struct text *text, struct tw_arena *arena,
	struct tw_story *ret)
{
	struct tw_buf hashes = {0};

	assert_int_equal(tw_text_hashes(analyzer, tw_buf_str(&text->words),
		&hashes, NULL), TRAWL_OK);
	*ret = (struct tw_story){.words = (uint32_t)(hashes.n / 4)};
	ret->sketch = tw_sketch_hashes((uint32_t *)(void *)hashes.p,
		hashes.n / 4);
	tw_buf_done(&hashes);
	assert_int_equal(tw_read_story(ret, tw_buf_str(&text->title),
		tw_buf_str(&text->words), arena, NULL), TRAWL_OK);
}

static bool
are_alike(const struct text *a, const struct text *b)
{
	struct tw_arena arena = {0};
	struct tw_story x;
	struct tw_story y;

	read_one(a, &arena, &x);
	read_one(b, &arena, &y);
	bool alike = tw_may_be_alike(&x, &y) && tw_are_alike(&x, &y);

	assert_int_equal(alike, tw_may_be_alike(&y, &x) &&
		tw_are_alike(&y, &x));
	tw_arena_done(&arena);
	return alike;
}

/* Of so many stories of some length, how many are found when edited. */
static uint32_t
found(uint32_t count, uint32_t words, uint32_t paragraphs)
{
	uint32_t n = 0;

	seed = count;
	for (int i = 0; i < STORIES; i++) {
		struct text text;
		struct text edited;

		make(&text, count);
		edit(&text, words, paragraphs, &edited);
		n += are_alike(&text, &edited);
		done(&text);
		done(&edited);
	}
	return n;
}

/* ------------------------------------------------------------------ */

static void
test_the_same_text_is_found_under_any_headline(void **state)
{
	(void)state;
	assert_int_equal(found(40, 0, 0), STORIES);
	assert_int_equal(found(400, 0, 0), STORIES);
}

static void
test_one_word_of_twenty_may_be_another(void **state)
{
	(void)state;
	assert_true(found(120, 20, 0) >= STORIES * 9 / 10);
	assert_true(found(400, 20, 0) >= STORIES * 9 / 10);
	assert_true(found(2000, 20, 0) >= STORIES * 9 / 10);
}

static void
test_a_paragraph_may_be_cut(void **state)
{
	(void)state;
	assert_true(found(200, 0, 5) >= STORIES * 9 / 10);
	assert_true(found(800, 0, 20) >= STORIES * 9 / 10);
}

static void
test_both_may_be(void **state)
{
	(void)state;
	assert_true(found(800, 20, 10) >= STORIES * 9 / 10);
}

static void
test_stories_are_not_alike(void **state)
{
	struct text texts[STORIES];

	(void)state;
	seed = 1;
	for (int i = 0; i < STORIES; i++)
		make(&texts[i], 40 + (uint32_t)i);
	for (int i = 1; i < STORIES; i++)
		assert_false(are_alike(&texts[0], &texts[i]));
	for (int i = 0; i < STORIES; i++)
		done(&texts[i]);
}

/* So much of each page is the same that hardly another word is in it. */
static void
test_pages_of_one_template_are_not_alike(void **state)
{
	uint32_t wrong = 0;
	struct text frame;

	(void)state;
	seed = 3;
	make(&frame, 300);
	for (int i = 0; i < STORIES; i++) {
		struct text pages[2] = {0};

		for (int k = 0; k < 2; k++) {
			uint32_t subject = WORDS + dice(&seed, 1000000);

			add_word(&pages[k].title, subject);
			for (int n = 0; n < 3; n++)
				add_word(&pages[k].words, subject);
			add_words(&pages[k].words, 20);
			tw_buf_add_str(&pages[k].words,
				tw_buf_str(&frame.words));
		}
		wrong += are_alike(&pages[0], &pages[1]);
		done(&pages[0]);
		done(&pages[1]);
	}
	done(&frame);
	assert_int_equal(wrong, 0);
}

static void
test_nothing_is_alike_to_nothing(void **state)
{
	struct tw_story empty = {0};

	(void)state;
	assert_false(tw_may_be_alike(&empty, &empty));
	assert_false(tw_are_alike(&empty, &empty));
}

static void
test_a_text_a_third_as_long_is_another(void **state)
{
	const struct tw_story a = {.sketch = 5, .words = 100};
	const struct tw_story b = {.sketch = 5, .words = 32};
	const struct tw_story c = {.sketch = 5, .words = 33};

	(void)state;
	assert_false(tw_are_as_long(&a, &b));
	assert_false(tw_may_be_alike(&a, &b));
	assert_true(tw_are_as_long(&a, &c));
	assert_true(tw_may_be_alike(&a, &c));
}

/* The fewer words they share, the more may their sketches differ: by chance
   they may do so, too, and that is rare where lengths are alike. */
static void
test_sketches_of_a_part_may_differ_more(void **state)
{
	const struct tw_story a = {.sketch = 0xffff, .words = 100};
	const struct tw_story near = {.sketch = 0xf, .words = 60};
	const struct tw_story part = {.sketch = 0, .words = 40};
	const struct tw_story half = {.sketch = UINT64_C(1) << 40 | 1,
		.words = 40};
	const struct tw_story whole = {.sketch = 0x7, .words = 60};

	(void)state;
	assert_true(tw_may_be_alike(&a, &near));
	assert_false(tw_may_be_alike(&a, &whole));
	assert_true(tw_may_be_alike(&a, &half));
	assert_false(tw_may_be_alike(&a, &part));
}

/* Whether they are, whatever their sketches say. */
static bool
read_alike(const struct text *a, const struct text *b)
{
	struct tw_arena arena = {0};
	struct tw_story x;
	struct tw_story y;

	read_one(a, &arena, &x);
	read_one(b, &arena, &y);
	bool alike = tw_are_as_long(&x, &y) && tw_are_alike(&x, &y);

	assert_int_equal(alike, tw_are_alike(&y, &x));
	tw_arena_done(&arena);
	return alike;
}

/* A text of 400 words of the story, with so many others in so many places. */
static void
add_others(const struct text *text, uint32_t words, uint32_t places,
	struct text *ret)
{
	struct tw_str rest = tw_buf_str(&text->words);

	*ret = (struct text){0};
	for (uint32_t line = 0; rest.n > 0; line++) {
		size_t n = (size_t)((char *)memchr(rest.p, '\n', rest.n) -
			rest.p) + 1;

		tw_buf_add(&ret->words, rest.p, n);
		if (line < places)
			add_words(&ret->words, words / places);
		rest = tw_str(rest.p + n, rest.n - n);
	}
}

static void
test_half_of_a_text_may_be_cut_if_it_is_one_piece(void **state)
{
	(void)state;
	seed = 8;
	for (int i = 0; i < STORIES; i++) {
		struct text text;
		struct text more;

		make(&text, 400);
		add_others(&text, 400, 1, &more);
		assert_true(read_alike(&text, &more));
		done(&more);
		add_others(&text, 400, 5, &more);
		assert_false(read_alike(&text, &more));
		done(&more);
		done(&text);
	}
}

static void
test_a_few_words_are_no_part_of_a_story(void **state)
{
	struct text text = {0};
	struct text more;

	(void)state;
	seed = 9;
	add_words(&text.words, 30);
	tw_buf_add_byte(&text.words, '\n');
	add_others(&text, 40, 1, &more);
	assert_false(read_alike(&text, &more));
	done(&more);
	done(&text);
}

/* "The width of a lamp": what else such pages say is the same. */
static void
test_pages_that_name_other_subjects_are_not_alike(void **state)
{
	struct text frame;
	struct text pages[2] = {0};

	(void)state;
	seed = 4;
	make(&frame, 300);
	for (int k = 0; k < 2; k++) {
		add_words(&pages[k].title, 2);
		add_word(&pages[k].title, WORDS + 70 + (uint32_t)k);
		add_word(&pages[k].words, WORDS + 70 + (uint32_t)k);
		tw_buf_add_str(&pages[k].words, tw_buf_str(&frame.words));
	}
	assert_false(read_alike(&pages[0], &pages[1]));
	tw_buf_reset(&pages[1].title);
	assert_true(read_alike(&pages[0], &pages[1]));
	done(&pages[0]);
	done(&pages[1]);
	done(&frame);
}

/* Chinese has no spaces: characters are words. */
static void
test_scripts_without_spaces_are_read(void **state)
{
	struct text a = {0};
	struct text b = {0};
	struct text c = {0};

	(void)state;
	tw_buf_add_str(&a.words,
		TW_STR("我们在学校学习中文，明天一起去公园。"));
	tw_buf_add_str(&b.words,
		TW_STR("我们在学校学习中文 明天一起去公园"));
	tw_buf_add_str(&c.words,
		TW_STR("昨天他在城里买了三本新书和一支笔。"));
	assert_true(are_alike(&a, &b));
	assert_false(are_alike(&a, &c));
	done(&a);
	done(&b);
	done(&c);
}

static void
test_skimming_tells_texts_of_other_words(void **state)
{
	struct tw_arena arena = {0};
	struct tw_story a = {0};
	struct tw_story b = {0};
	struct tw_story c = {0};

	(void)state;
	assert_int_equal(tw_skim_story(&a, TW_STR(""),
		TW_STR("one two three four five six seven"), &arena, NULL),
		TRAWL_OK);
	assert_int_equal(tw_skim_story(&b, TW_STR(""),
		TW_STR("nine one two three four five six seven"), &arena,
		NULL), TRAWL_OK);
	assert_int_equal(tw_skim_story(&c, TW_STR(""),
		TW_STR("seven six five four three two one"), &arena, NULL),
		TRAWL_OK);
	assert_true(tw_may_share(&a, &a));
	assert_true(tw_may_share(&a, &b));
	assert_false(tw_may_share(&a, &c));
	tw_finish_story(&a);
	assert_true(a.is_read);
	assert_int_equal(a.pair_count, 7);
	tw_arena_done(&arena);
}

/* Numbers and other short words differ in little, and in length. */
static void
test_each_number_is_a_word_of_its_own(void **state)
{
	struct tw_arena arena = {0};
	struct tw_story story = {0};
	struct tw_buf text = {0};

	(void)state;
	for (int i = 0; i < 2000; i++) {
		char word[32];

		snprintf(word, sizeof(word), "%d a%d ", i, i);
		tw_buf_add_str(&text, tw_str_of(word));
	}
	assert_int_equal(tw_read_story(&story, TW_STR(""), tw_buf_str(&text),
		&arena, NULL), TRAWL_OK);
	assert_int_equal(story.word_count, 4000);
	tw_buf_done(&text);
	tw_arena_done(&arena);
}

static int
set_up(void **state)
{
	(void)state;
	return tw_analyzer_new("en", &analyzer, NULL);
}

static int
tear_down(void **state)
{
	(void)state;
	tw_analyzer_free(analyzer);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_the_same_text_is_found_under_any_headline),
		cmocka_unit_test(test_one_word_of_twenty_may_be_another),
		cmocka_unit_test(test_a_paragraph_may_be_cut),
		cmocka_unit_test(test_both_may_be),
		cmocka_unit_test(test_stories_are_not_alike),
		cmocka_unit_test(test_pages_of_one_template_are_not_alike),
		cmocka_unit_test(test_nothing_is_alike_to_nothing),
		cmocka_unit_test(test_a_text_a_third_as_long_is_another),
		cmocka_unit_test(test_sketches_of_a_part_may_differ_more),
		cmocka_unit_test(
			test_half_of_a_text_may_be_cut_if_it_is_one_piece),
		cmocka_unit_test(test_a_few_words_are_no_part_of_a_story),
		cmocka_unit_test(
			test_pages_that_name_other_subjects_are_not_alike),
		cmocka_unit_test(test_scripts_without_spaces_are_read),
		cmocka_unit_test(test_skimming_tells_texts_of_other_words),
		cmocka_unit_test(test_each_number_is_a_word_of_its_own),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
