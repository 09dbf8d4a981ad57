/* test_keysort.c: sorted by key, then by what the caller says. */
/* SPDX-License-Identifier: MIT */
#include "index/keysort.h"

#include <stdlib.h>

#include "index_help.h"

#define MOST 1000

static struct tw_keyed entries[MOST];
static struct tw_keyed spare[MOST];

/* Numbers entries as they come, with keys below `keys`. */
static void
fill(size_t n, uint64_t keys)
{
	uint64_t seed = n;

	for (size_t i = 0; i < n; i++)
		entries[i] = (struct tw_keyed){
			.key = index_random(&seed) % keys,
			.a = (uint32_t)i,
		};
}

static void
test_every_count_is_sorted_and_keeps_its_order_where_equal(void **state)
{
	(void)state;
	for (size_t n = 0; n < 600; n++) {
		fill(n, n % 2 == 0 ? 20 : 100000);
		const struct tw_keyed *sorted = tw_keysort(entries, spare, n,
			NULL, NULL);

		for (size_t i = 1; i < n; i++)
			assert_true(sorted[i - 1].key < sorted[i].key ||
				(sorted[i - 1].key == sorted[i].key &&
				sorted[i - 1].a < sorted[i].a));
	}
}

static void
test_no_entry_is_lost(void **state)
{
	uint64_t sum = 0;

	(void)state;
	fill(MOST, UINT64_MAX);
	const struct tw_keyed *sorted = tw_keysort(entries, spare, MOST, NULL,
		NULL);

	for (size_t i = 0; i < MOST; i++)
		sum += sorted[i].a;
	assert_int_equal(sum, MOST * (MOST - 1) / 2);
}

static bool
larger_first(const void *context, const struct tw_keyed *first,
	const struct tw_keyed *second)
{
	assert_ptr_equal(context, entries);
	return first->a > second->a;
}

static void
test_equal_keys_are_ordered_by_the_caller(void **state)
{
	(void)state;
	fill(MOST, 10);
	const struct tw_keyed *sorted = tw_keysort(entries, spare, MOST,
		larger_first, entries);

	for (size_t i = 1; i < MOST; i++)
		assert_true(sorted[i - 1].key < sorted[i].key ||
			sorted[i - 1].a > sorted[i].a);
}

static void
test_keys_of_texts_are_in_the_order_of_texts(void **state)
{
	static const char *const texts[] = {
		"", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg",
		"abcdefgh", "abcdefgi", "abcz", "ac", "b", "\xc3\xa4",
		"\xff\xff\xff\xff\xff",
	};

	(void)state;
	for (size_t i = 1; i < sizeof(texts) / sizeof(*texts); i++)
		assert_true(tw_text_key(tw_str_of(texts[i - 1])) <
			tw_text_key(tw_str_of(texts[i])));
	assert_true(tw_text_key(TW_STR("abcdefgh")) ==
		tw_text_key(TW_STR("abcdefghi")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_of_texts_are_in_the_order_of_texts),
		cmocka_unit_test(
		test_every_count_is_sorted_and_keeps_its_order_where_equal),
		cmocka_unit_test(test_no_entry_is_lost),
		cmocka_unit_test(test_equal_keys_are_ordered_by_the_caller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
