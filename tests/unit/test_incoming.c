/* test_incoming.c: bytes of pages as they come, unpacked on the way. */
/* SPDX-License-Identifier: MIT */
#include "page/incoming.h"

#include <zlib.h>
#include <zstd.h>

#include "page_help.h"

/* Gives a few bytes at a time. */
struct drops {
	struct tw_str rest;
	size_t step;
};

static int
drip(void *context, char *to, size_t room, size_t *ret_read, trawl_error *err)
{
	struct drops *drops = context;
	size_t n = drops->rest.n < drops->step ? drops->rest.n : drops->step;

	(void)err;
	assert_true(n <= room);
	if (n > 0)
		memcpy(to, drops->rest.p, n);
	drops->rest = tw_str(drops->rest.p + n, drops->rest.n - n);
	*ret_read = n;
	return TRAWL_OK;
}

static void
add_gzip(struct tw_buf *out, struct tw_str text)
{
	z_stream z = {0};

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8,
		Z_DEFAULT_STRATEGY), Z_OK);
	assert_true(tw_buf_reserve(out, text.n + 1000));
	z.next_in = (Bytef *)(uintptr_t)text.p;
	z.avail_in = (uInt)text.n;
	z.next_out = (Bytef *)(out->p + out->n);
	z.avail_out = (uInt)(text.n + 1000);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->n += z.total_out;
	deflateEnd(&z);
}

/* The lines that come, joined by bars; an exclamation mark for damage. */
static void
assert_lines(struct tw_str bytes, size_t step, const char *wanted)
{
	struct drops drops = {bytes, step};
	struct tw_incoming in;
	struct tw_buf lines = {0};
	struct tw_str line;
	trawl_error err;
	int status;

	assert_int_equal(tw_incoming_stream(&in, drip, &drops, &err),
		TRAWL_OK);
	for (;;) {
		status = tw_incoming_line(&in, 100, &line, &err);
		if (status == TRAWL_END)
			break;
		if (status == TRAWL_OK)
			tw_buf_add_str(&lines, line);
		tw_buf_add_str(&lines, status == TRAWL_OK ? TW_STR("|")
			: status == TRAWL_EFULL ? TW_STR("+|") : TW_STR("!|"));
	}
	tw_incoming_done(&in);
	assert_str(tw_buf_str(&lines), wanted);
	tw_buf_done(&lines);
}

static void
test_lines_come_however_the_bytes_do(void **state)
{
	(void)state;
	for (size_t step = 1; step < 12; step++) {
		assert_lines(TW_STR("one\ntwo\r\n\nthree"), step,
			"one|two\r||three|");
		assert_lines(TW_STR(""), step, "");
	}
}

static void
test_a_line_that_is_too_long_is_left_behind(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "a\n", 2);
	memcpy(text + sizeof(text) - 3, "\nb\n", 3);
	for (size_t step = 1; step < 500; step += 83)
		assert_lines(tw_str(text, sizeof(text)), step, "a|+|b|");
}

static void
test_members_of_gzip_follow_each_other(void **state)
{
	struct tw_buf packed = {0};

	(void)state;
	add_gzip(&packed, TW_STR("one\ntw"));
	add_gzip(&packed, TW_STR("o\n"));
	tw_buf_add_zero(&packed, 7);
	for (size_t step = 1; step < 60; step += 7)
		assert_lines(tw_buf_str(&packed), step, "one|two|");
	tw_buf_done(&packed);
}

static void
test_zstd_is_read(void **state)
{
	char packed[200];
	size_t n = ZSTD_compress(packed, sizeof(packed), "one\ntwo\n", 8, 1);

	(void)state;
	assert_false(ZSTD_isError(n));
	assert_lines(tw_str(packed, n), 5, "one|two|");
}

/* However it is damaged, what is wrong is told and the reading ends. */
static void
test_each_damaged_byte_and_end_is_survived(void **state)
{
	struct tw_buf packed = {0};

	(void)state;
	add_gzip(&packed, TW_STR("one\n"));
	add_gzip(&packed, TW_STR("two\n"));
	for (size_t i = 0; i < packed.n; i++) {
		struct drops cut = {tw_str(packed.p, i), 9};
		struct drops bent = {tw_buf_str(&packed), 9};

		packed.p[i] ^= 0x55;
		for (int k = 0; k < 2; k++) {
			struct tw_incoming in;
			struct tw_str line;
			trawl_error err;
			int status = tw_incoming_stream(&in, drip,
				k ? &cut : &bent, &err);
			int rounds = 0;

			for (; status != TRAWL_END && rounds < 200; rounds++)
				status = tw_incoming_line(&in, 100, &line,
					&err);
			assert_true(rounds < 200);
			tw_incoming_done(&in);
		}
		packed.p[i] ^= 0x55;
	}
	tw_buf_done(&packed);
}

static void
test_behind_damage_the_next_member_is_read(void **state)
{
	struct tw_buf packed = {0};

	(void)state;
	add_gzip(&packed, TW_STR("one\n"));
	packed.p[packed.n - 6] ^= 1;	/* its checksum */
	add_gzip(&packed, TW_STR("two\n"));
	assert_lines(tw_buf_str(&packed), 1000, "!|two|");
	tw_buf_done(&packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_come_however_the_bytes_do),
		cmocka_unit_test(test_a_line_that_is_too_long_is_left_behind),
		cmocka_unit_test(test_members_of_gzip_follow_each_other),
		cmocka_unit_test(test_zstd_is_read),
		cmocka_unit_test(test_each_damaged_byte_and_end_is_survived),
		cmocka_unit_test(test_behind_damage_the_next_member_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
