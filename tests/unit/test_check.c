/* test_check.c: a sound index is told nothing, each damage is named. */
/* SPDX-License-Identifier: MIT */
#include "index/check.h"

#include "base/bytes.h"
#include "index/best.h"
#include "index/reader.h"
#include "index/writer.h"
#include "spoiling.h"

static void
spoil_root(void (*fn)(struct tw_root *root))
{
	struct tw_txn *txn = change();
	struct tw_root root;

	index_ok(tw_root_read(txn, &root, &err));
	fn(&root);
	index_ok(tw_root_write(txn, &root, &err));
	changed(txn);
}

/* ------------------------------------------------------------------ */

static void
test_sound_index_is_told_nothing(void **state)
{
	(void)state;
	int status = check();

	if (status != TRAWL_OK)
		fail_msg("%s", told.p);
	assert_string_equal(told.p, "");
}

static void
test_what_a_killed_writer_left_is_no_damage(void **state)
{
	(void)state;
	help_put_one(store, 77, TW_STREAM_STORED, 0, 100);
	help_put_one(store, 77, TW_STREAM_STORED, 1, 100);
	assert_int_equal(check(), TRAWL_OK);
	assert_string_equal(told.p, "segment 77: left over by a writer that "
		"was killed (harmless: the next writer removes it)\n");
}

static void
test_missing_file_is_an_error_not_a_damage(void **state)
{
	(void)state;
	assert_int_equal(tw_check(help_path("none"), hear, &told, NULL),
		TRAWL_ENOENT);
	assert_int_equal(told.n, 0);
}

static void
test_file_without_root_is_no_index(void **state)
{
	struct tw_store *other = help_create("other");

	(void)state;
	tw_store_close(other);
	assert_int_equal(tw_check(help_path("other"), hear, &told, NULL),
		TRAWL_ENOTINDEX);
}

/* ------------------------------------------------------------------ */

static void
flip_first(uint8_t *payload, size_t *length)
{
	(void)length;
	payload[0] ^= 1;
}

static void
flip_second(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 2, SIZE_MAX);
	payload[1] ^= 1;
}

static void
flip_all_of_first(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 4, SIZE_MAX);
	tw_put_le32(payload, ~tw_le32(payload));
}

static void
clear_second_unit(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 32, SIZE_MAX);
	memset(payload + 16, 0, 16);
}

static void
cut(uint8_t *payload, size_t *length)
{
	(void)payload;
	--*length;
}

static void
swap_first_entries(uint8_t *payload, size_t *length)
{
	uint8_t entry[8];

	(void)length;
	memcpy(entry, payload, 8);
	memmove(payload, payload + 8, 8);
	memcpy(payload + 8, entry, 8);
}

static void
another_hash(uint8_t *payload, size_t *length)
{
	(void)length;
	tw_put_le32(payload, tw_le32(payload) - 1);
}

static void
raise_second_word(uint8_t *payload, size_t *length)
{
	(void)length;
	tw_put_le32(payload + 4, tw_le32(payload + 4) + 1);
}

static void
set_last_bits(uint8_t *payload, size_t *length)
{
	payload[*length - 1] = 0xff;
}

static void
test_wrong_column_is_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_LENGTHS, 0, flip_all_of_first);
	expect_told("segment 1, lengths: wrong for article 0");
	spoil(TW_STREAM_DATES, 0, flip_first);
	expect_told("segment 1, dates: wrong for article 0");
	spoil(TW_STREAM_SKETCHES, 0, flip_first);
	expect_told("segment 1, sketches: wrong for article 0");
	spoil(TW_STREAM_TITLE_KEYS, 0, flip_first);
	expect_told("segment 1, title keys: wrong for article 0");
}

static void
test_wrong_exact_length_is_named_by_the_sum(void **state)
{
	(void)state;
	spoil(TW_STREAM_LENGTHS, 0, flip_first);
	expect_told("root: segment 1, text: sums of the live articles");
}

static void
test_wrong_length_byte_is_named_by_the_sum(void **state)
{
	(void)state;
	spoil(TW_STREAM_LENGTH_BYTES, 0, flip_first);
	expect_told("root: segment 1, text: sums of the live articles");
	spoil(TW_STREAM_TITLE_BYTES, 0, flip_first);
	expect_told("root: segment 1, title: sums of the live articles");
}

static void
test_ids_out_of_order_are_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_IDS, 0, swap_first_entries);
	expect_told("segment 1, ids: entry 1 is wrong");
}

static void
test_id_of_another_article_is_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_IDS, 0, another_hash);
	expect_told("segment 1, ids: are not those of the articles");
}

static void
test_wrong_names_are_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_NAMES, 0, flip_second);
	expect_told("segment 1, ids: are not those of the articles");
	spoil(TW_STREAM_NAMES, 0, flip_all_of_first);
	expect_told("segment 1: id of article 0: cannot be read");
}

static void
test_wrong_dead_are_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_DEAD, 0, flip_first);
	expect_told("segment 1, dead articles: 15, the root counts 14");
	expect_told("its dead are counted wrong");
}

static void
test_more_dead_than_articles_are_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_DEAD, 0, set_last_bits);
	expect_told("segment 1, dead articles: more than there are");
}

static void
test_wrong_dead_term_is_named(void **state)
{
	(void)state;
	spoil(TW_STREAM_DEAD_TERMS, 0, raise_second_word);
	expect_told("its dead are counted wrong");
}

static void
test_bitmap_that_is_not_the_blocks_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BITMAPS, 0, flip_first);
	expect_told("its bitmap has others");
}

static void
test_score_above_a_groups_bound_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BOUNDS, 0, clear_second_unit);
	expect_told("scores above a group's bound");
}

static void
lower_corners(uint8_t *payload, size_t *length)
{
	(void)length;
	for (int i = 0; i < TW_BLOCK_CORNERS; i++)
		payload[TW_BLOCK_CORNERS_AT + TW_CORNER_SIZE * i] = 0;
}

static void
test_posting_above_its_block_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BLOCKS, 0, lower_corners);
	expect_told("scores above a block's bound");
}

/* Of the last list. */
static uint8_t *
best_of(uint8_t *payload, const size_t *length)
{
	return payload + *length - TW_BEST_SIZE;
}

static void
raise_freq(uint8_t *payload, size_t *length)
{
	best_of(payload, length)[4]++;
}

static void
leave_out_first(uint8_t *payload, size_t *length)
{
	uint8_t *best = best_of(payload, length);

	memmove(best, best + 8, 8 * (TW_BEST - 1));
	memset(best + 8 * (TW_BEST - 1), 0xff, 8);
}

static void
lower_the_others(uint8_t *payload, size_t *length)
{
	uint8_t *corner = best_of(payload, length) + 8 * TW_BEST;

	for (int i = 0; i < TW_BEST_CORNERS; i++)
		corner[TW_CORNER_SIZE * i] = 0;
}

static void
test_wrong_best_postings_are_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BLOCKS, 0, raise_freq);
	expect_told("its best postings are others");
}

static void
test_better_postings_than_the_best_are_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BLOCKS, 0, lower_the_others);
	expect_told("its best postings are others");
}

static void
test_best_posting_left_out_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_BLOCKS, 0, leave_out_first);
	expect_told("its best postings are others");
}

static void
test_record_of_another_length_is_named(void **state)
{
	static const uint32_t streams[] = {
		TW_STREAM_DICT, TW_STREAM_POSTINGS, TW_STREAM_BLOCKS,
		TW_STREAM_POSITIONS, TW_STREAM_STORED, TW_STREAM_BITMAPS,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++) {
		char text[80];

		spoil(streams[i], 0, cut);
		snprintf(text, sizeof(text), "stream %u of segment 1: byte ",
			streams[i]);
		expect_told(text);
	}
}

static void
test_record_that_is_nobodys_is_named(void **state)
{
	(void)state;
	help_put_one(store, 1, TW_STREAM_DICT, 9, 10);
	expect_told("segment 1, dictionary: record 9 does not belong there");
	help_put_one(store, 1, 99, 0, 10);
	expect_told("segment 1, unknown stream: record 0");
	help_put_one(store, TW_ROOT_SEGMENT, 0, 5, 10);
	expect_told("root: record 0.5 does not belong there");
}

static void
wrong_sums(struct tw_root *root)
{
	root->segment[0].live[TW_FIELD_TITLE].length++;
	root->segment[1].text_bytes--;
}

static void
test_wrong_sums_of_the_root_are_named(void **state)
{
	(void)state;
	spoil_root(wrong_sums);
	expect_told("root: segment 1, title: sums of the live articles");
	expect_told("root: segment 2: bytes of text are wrong");
}

static void
fewer_terms(struct tw_root *root)
{
	root->segment[1].terms--;
}

static void
test_wrong_count_of_terms_is_told(void **state)
{
	(void)state;
	spoil_root(fewer_terms);
	assert_int_equal(check(), TRAWL_ECORRUPT);
	assert_non_null(strstr(told.p, "segment 2"));
}

static void
segment_twice(struct tw_root *root)
{
	root->segment[1] = root->segment[0];
	root->segment[1].segment = 2;
}

static void
test_impossible_segment_does_not_hide_the_others(void **state)
{
	(void)state;
	spoil_root(segment_twice);
	spoil(TW_STREAM_DATES, 0, flip_first);
	expect_told("segment 2");
	expect_told("segment 1, dates: wrong for article 0");
}

static void
bring_back(struct tw_root *root)
{
	/* The dead of segment 1 live again, beside their successors. */
	root->segment[0].dead = 0;
	root->segment[0].length[TW_STREAM_DEAD] = 0;
	root->segment[0].length[TW_STREAM_DEAD_TERMS] = 0;
}

static void
test_article_that_lives_twice_is_named(void **state)
{
	(void)state;
	spoil_root(bring_back);
	expect_told("segments 1 and 2: article 'id395' lives in both");
}

/* ------------------------------------------------------------------ */

static void
flip_in_file(long offset, int bit)
{
	FILE *file = fopen(help_path("index"), "r+b");

	assert_non_null(file);
	assert_int_equal(fseek(file, offset, SEEK_SET), 0);
	int byte = fgetc(file);

	assert_int_equal(fseek(file, offset, SEEK_SET), 0);
	fputc(byte ^ 1 << bit, file);
	assert_int_equal(fclose(file), 0);
}

/* A checksum sees what no structure does. */
static void
test_flipped_bit_of_a_record_is_named(void **state)
{
	static uint8_t head[64];
	struct tw_txn *txn = help_read(store);
	struct tw_record_key key = {1, TW_STREAM_STORED, 0};
	const uint8_t *payload;
	size_t length;
	long at = 0;

	(void)state;
	index_ok(tw_record_get(txn, key, &payload, &length, &err));
	memcpy(head, payload, sizeof(head));
	tw_txn_end(txn);
	FILE *file = fopen(help_path("index"), "rb");
	static uint8_t bytes[8 << 20];
	size_t n = fread(bytes, 1, sizeof(bytes), file);

	fclose(file);
	while (memcmp(bytes + at, head, sizeof(head)) != 0)
		assert_true((size_t)++at + sizeof(head) < n);
	flip_in_file(at + 40, 3);
	expect_told("checksum");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK_TEST(test_sound_index_is_told_nothing),
		CHECK_TEST(test_what_a_killed_writer_left_is_no_damage),
		CHECK_TEST(test_missing_file_is_an_error_not_a_damage),
		CHECK_TEST(test_file_without_root_is_no_index),
		CHECK_TEST(test_wrong_column_is_named),
		CHECK_TEST(test_wrong_exact_length_is_named_by_the_sum),
		CHECK_TEST(test_wrong_length_byte_is_named_by_the_sum),
		CHECK_TEST(test_ids_out_of_order_are_named),
		CHECK_TEST(test_id_of_another_article_is_named),
		CHECK_TEST(test_wrong_names_are_named),
		CHECK_TEST(test_wrong_dead_are_named),
		CHECK_TEST(test_more_dead_than_articles_are_named),
		CHECK_TEST(test_wrong_dead_term_is_named),
		CHECK_TEST(test_bitmap_that_is_not_the_blocks_is_told),
		CHECK_TEST(test_score_above_a_groups_bound_is_told),
		CHECK_TEST(test_posting_above_its_block_is_told),
		CHECK_TEST(test_wrong_best_postings_are_told),
		CHECK_TEST(test_better_postings_than_the_best_are_told),
		CHECK_TEST(test_best_posting_left_out_is_told),
		CHECK_TEST(test_record_of_another_length_is_named),
		CHECK_TEST(test_record_that_is_nobodys_is_named),
		CHECK_TEST(test_wrong_sums_of_the_root_are_named),
		CHECK_TEST(test_wrong_count_of_terms_is_told),
		CHECK_TEST(test_impossible_segment_does_not_hide_the_others),
		CHECK_TEST(test_article_that_lives_twice_is_named),
		CHECK_TEST(test_flipped_bit_of_a_record_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
