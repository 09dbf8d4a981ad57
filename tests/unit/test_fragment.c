/* test_fragment.c: links to passages, resolved as their standard says. */
/* SPDX-License-Identifier: MIT */
#include "result/fragment.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"
#include "dice.h"
#include "resolve.h"

/* All ways to resolve it lead to the part. */
static void
assert_leads_to(struct tw_str fragment, struct tw_str title,
	struct tw_str text, struct trawl_range part)
{
	struct tw_buf page = {0};

	tw_buf_add_str(&page, title);
	tw_buf_add_byte(&page, '\n');
	tw_buf_add_str(&page, text);
	for (int way = 0; way < 4; way++) {
		struct tw_arena arena = {0};
		struct resolving how = {way & 1, way & 2};
		struct trawl_range found = {0};

		assert_true(resolve(fragment, tw_buf_str(&page), how, &arena,
			&found));
		assert_int_equal(found.start, part.start + title.n + 1);
		assert_int_equal(found.end, part.end + title.n + 1);
		tw_arena_done(&arena);
	}
	tw_buf_done(&page);
}

/* The n-th place of `passage` in the text gives this fragment. */
static void
assert_fragment_of(const char *title, const char *text, const char *passage,
	int nth, const char *expected)
{
	const char *p = strstr(text, passage);
	struct tw_buf out = {0};

	for (; nth > 1; nth--)
		p = strstr(p + 1, passage);
	struct trawl_range part = {(uint32_t)(p - text),
		(uint32_t)(p - text + (ptrdiff_t)strlen(passage))};

	assert_int_equal(tw_fragment(tw_str_of(title), tw_str_of(text), part,
		&out, NULL), TRAWL_OK);
	if (out.n > 0)
		assert_leads_to(tw_buf_str(&out), tw_str_of(title),
			tw_str_of(text), part);
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, expected);
	tw_buf_done(&out);
}

static void
test_short_passage_is_written_whole(void **state)
{
	(void)state;
	assert_fragment_of("News", "It rained. The king came. All left.",
		"The king came.", 1, ":~:text=The%20king%20came.");
}

static void
test_signs_of_directives_and_other_scripts_are_encoded(void **state)
{
	(void)state;
	assert_fragment_of("", "One. A well-known, \"big\" R&D café. Two.",
		"A well-known, \"big\" R&D café.", 1,
		":~:text=A%20well%2Dknown%2C%20%22big%22%20R%26D%20"
		"caf%C3%A9.");
}

static void
test_long_passage_is_its_first_and_last_words(void **state)
{
	(void)state;
	assert_fragment_of("News", "It rained all day. The king came with all "
		"of his men and women to the old town in the north of the "
		"country where he was born. All left.",
		"The king came with all of his men and women to the old town "
		"in the north of the country where he was born.", 1,
		":~:text=The%20king%20came%20with,he%20was%20born.");
}

static void
test_passage_of_blocks_goes_from_one_to_another(void **state)
{
	(void)state;
	assert_fragment_of("News", "The king came.\nIt rained.\nAll left.",
		"The king came.\nIt rained.", 1,
		":~:text=The%20king%20came.,It%20rained.");
}

static void
test_what_is_there_twice_has_what_is_before_it(void **state)
{
	(void)state;
	assert_fragment_of("News", "It rained. He came. It snowed. He came.",
		"He came.", 2, ":~:text=snowed.-,He%20came.");
	assert_fragment_of("News", "One.\nHe came.\nTwo.\nHe came.",
		"He came.", 2, ":~:text=Two.-,He%20came.");
}

static void
test_what_nothing_is_before_has_what_is_behind_it(void **state)
{
	(void)state;
	assert_fragment_of("", "He came. It rained. He came. It snowed.",
		"He came.", 1, ":~:text=He%20came.,-It%20rained.%20He");
}

static void
test_title_is_a_place_too(void **state)
{
	(void)state;
	assert_fragment_of("He came", "It rained. He came. It snowed.",
		"He came.", 1, ":~:text=rained.-,He%20came.");
}

static void
test_case_and_accents_make_no_difference(void **state)
{
	(void)state;
	assert_fragment_of("", "UN CAFÉ.\nIl faut un cafe.\nOui.",
		"un cafe.", 1, ":~:text=faut-,un%20cafe.");
}

static void
test_nothing_is_written_that_is_not_sure(void **state)
{
	(void)state;
	assert_fragment_of("", "He came.\nHe came.\nHe came.\nHe came.",
		"He came.", 2, "");
	assert_fragment_of("", "***", "***", 1, "");
}

static void
test_parts_begin_and_end_at_words(void **state)
{
	struct tw_str text = TW_STR("Here. 日本語。日本。語日本語");
	struct tw_buf out = {0};

	(void)state;
	assert_int_equal(tw_fragment(TW_STR(""), text,
		(struct trawl_range){9, 30}, &out, NULL), TRAWL_OK);
	assert_true(tw_str_equal(tw_buf_str(&out),
		TW_STR(":~:text=Here.%20%E6%97%A5%E6%9C%AC%E8%AA%9E-,"
			"%E3%80%82%E6%97%A5%E6%9C%AC%E3%80%82")));
	tw_buf_done(&out);
}

/* ------------------------------------------------------------------ */

static const char *const pieces[] = {
	"king", "King", " ", " ", " ", "\n", ". ", "e\xCC\x81", "é", "a-b",
	"pop", "the", "日本", "。", "\xC2\xA0", "  ", "“", "(1)", "ß", "ss",
	"x",
};

static void
write_text(uint32_t *seed, uint32_t most, struct tw_buf *text)
{
	tw_buf_reset(text);
	for (uint32_t n = dice(seed, most); n > 0; n--) {
		const char *piece = pieces[dice(seed,
			sizeof(pieces) / sizeof(pieces[0]))];

		tw_buf_add(text, piece, strlen(piece));
	}
}

static void
test_fragments_of_any_text_lead_to_their_parts(void **state)
{
	struct tw_buf title = {0};
	struct tw_buf text = {0};
	struct tw_buf out = {0};
	uint32_t seed = 3;
	uint32_t found = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		write_text(&seed, 5, &title);
		write_text(&seed, 60, &text);
		struct trawl_range part;

		if (memchr(title.p ? title.p : "", '\n', title.n))
			continue;
		part.start = (uint32_t)tw_utf8_floor(tw_buf_str(&text),
			dice(&seed, (uint32_t)text.n + 1));
		part.end = part.start + (uint32_t)tw_utf8_floor(
			tw_str(text.p + part.start, text.n - part.start),
			dice(&seed, (uint32_t)text.n + 1));
		if (part.end > text.n)
			part.end = (uint32_t)text.n;
		tw_buf_reset(&out);
		assert_int_equal(tw_fragment(tw_buf_str(&title),
			tw_buf_str(&text), part, &out, NULL), TRAWL_OK);
		if (out.n == 0)
			continue;
		part = tw_fragment_part(tw_buf_str(&text), part);
		assert_leads_to(tw_buf_str(&out), tw_buf_str(&title),
			tw_buf_str(&text), part);
		found++;
	}
	assert_in_range(found, 1000, UINT32_MAX);
	tw_buf_done(&title);
	tw_buf_done(&text);
	tw_buf_done(&out);
}

static void
test_no_memory_is_told_at_any_allocation(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_buf out = {0};

		alloc_fault_at(nth);
		int status = tw_fragment(TW_STR("Café"), TW_STR("Un café."),
			(struct trawl_range){0, 9}, &out, NULL);

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		tw_buf_done(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_passage_is_written_whole),
		cmocka_unit_test(
			test_signs_of_directives_and_other_scripts_are_encoded),
		cmocka_unit_test(
			test_long_passage_is_its_first_and_last_words),
		cmocka_unit_test(
			test_passage_of_blocks_goes_from_one_to_another),
		cmocka_unit_test(
			test_what_is_there_twice_has_what_is_before_it),
		cmocka_unit_test(
			test_what_nothing_is_before_has_what_is_behind_it),
		cmocka_unit_test(test_title_is_a_place_too),
		cmocka_unit_test(
			test_case_and_accents_make_no_difference),
		cmocka_unit_test(test_nothing_is_written_that_is_not_sure),
		cmocka_unit_test(test_parts_begin_and_end_at_words),
		cmocka_unit_test(
			test_fragments_of_any_text_lead_to_their_parts),
		cmocka_unit_test(test_no_memory_is_told_at_any_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
