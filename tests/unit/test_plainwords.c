/* test_plainwords.c: plain words are found as the general way finds them. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/plainwords.h"
#include "text/words.h"

#define ROUNDS 20000

/* The same on every machine. */
static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* What texts are made of: words, and all that may stand between them. */
static size_t
make_text(uint32_t *seed, char *to, size_t most)
{
	static const char *const parts[] = {
		"a", "is", "Word", "words", "x1", "42", "1990",
		"internationally",
		" ", " ", " ", " ", " ", "  ", "\n", "\n\n", ", ", ". ", "; ",
		"'", "'s", "n't", "-", "_", ".", ",", ":", "&", "@", "#", "+",
		"++", "#.", "/", "(", ")", "...", "1,000", ",5", ".5",
		"\xC3\xA9", "\xE2\x80\x99", "\xE2\x80\x94", "\xC2\xAD",
		"\xCC\x81", "\xC2\xB2", "\xE4\xB8\xAD\xE6\x96\x87",
		"\xF0\x9F\x98\x80",
	};
	size_t n = 0;
	size_t goal = draw(seed, (uint32_t)most - 16);

	while (n < goal) {
		const char *part =
			parts[draw(seed, sizeof(parts) / sizeof(parts[0]))];

		memcpy(to + n, part, strlen(part));
		n += strlen(part);
	}
	return n;
}

/* Walks the text by plain words where there are some. */
static size_t
check_text(struct tw_str text, size_t most)
{
	struct tw_str plain[64];
	struct tw_word word;
	size_t plain_words = 0;
	size_t slow = 0;
	size_t fast = 0;

	assert_true(most <= 64);
	do {
		size_t count = tw_word_plain(text, &fast, plain, most);

		for (size_t i = 0; i < count; i++) {
			assert_true(tw_word_next(text, &slow, &word));
			assert_ptr_equal(word.text.p, plain[i].p);
			assert_int_equal(word.text.n, plain[i].n);
			assert_int_equal(word.kind, TW_WORD_SPACED);
		}
		if (count > 0)
			assert_int_equal(fast, slow);
		plain_words += count;
		fast = slow;
		(void)tw_word_next(text, &fast, &word);
	} while (tw_word_next(text, &slow, &word));
	return plain_words;
}

static void
test_plain_words_are_those_of_the_general_way(void **state)
{
	uint32_t seed = 42;
	size_t plain = 0;

	(void)state;
	for (uint32_t i = 0; i < ROUNDS; i++) {
		char text[400];
		size_t n = make_text(&seed, text, sizeof(text));
		char *copy = malloc(n > 0 ? n : 1);	/* with bounds */

		assert_non_null(copy);
		memcpy(copy, text, n);
		plain += check_text(tw_str(copy, n), 1 + draw(&seed, 64));
		free(copy);
	}
	assert_true(plain > ROUNDS);
}

static void
expect(struct tw_str text, size_t count)
{
	struct tw_str words[64];
	size_t at = 0;

	assert_int_equal(tw_word_plain(text, &at, words, 64), count);
}

static void
test_plain_words_end_at_what_is_none(void **state)
{
	(void)state;
	expect(TW_STR(""), 0);
	expect(TW_STR(" ... "), 0);
	expect(TW_STR("one two, three. Four!"), 4);
	expect(TW_STR("one two's three"), 1);
	expect(TW_STR("one co-operates"), 1);
	expect(TW_STR("one @two"), 1);
	expect(TW_STR("one C++ two"), 1);
	expect(TW_STR("one d\xC3\xA9j\xC3\xA0 two"), 1);
	expect(TW_STR("one \xE2\x80\x94 two"), 1);
}

static void
test_plain_words_may_lie_across_64_bytes(void **state)
{
	char text[200];

	(void)state;
	for (size_t gap = 1; gap < 100; gap++) {
		memset(text, ' ', sizeof(text));
		memset(text + gap, 'w', 63);
		text[gap + 70] = 'x';
		expect(tw_str(text, gap + 72), 2);
		expect(tw_str(text, gap + 63), 1);
	}
	memset(text, 'w', sizeof(text));
	expect(tw_str(text, sizeof(text)), 0);
}

static void
test_twins_of_bits_are_equal(void **state)
{
	char bytes[256 + 64];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	for (size_t i = 0; i < 256; i++) {
		struct tw_word_bits a = tw_word_bits(bytes + i);
		struct tw_word_bits b = tw_word_bits_portable(bytes + i);

		assert_true(a.word == b.word);
		assert_true(a.high == b.high);
		assert_true(a.blank == b.blank);
		assert_true(a.hash == b.hash);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_words_are_those_of_the_general_way),
		cmocka_unit_test(test_plain_words_end_at_what_is_none),
		cmocka_unit_test(test_plain_words_may_lie_across_64_bytes),
		cmocka_unit_test(test_twins_of_bits_are_equal),
	};

	return cmocka_run_group_tests_name("plainwords", tests, NULL, NULL);
}
