/* test_frame.c: zstd frames that are not compressed. */
/* SPDX-License-Identifier: MIT */
#include "index/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <zstd.h>

static const size_t sizes[] = { 0, 1, 255, 256, 257, 8191, 8192, 12287,
	TW_FRAME_MOST };

static uint8_t content[TW_FRAME_MOST];
static uint8_t unpacked[TW_FRAME_MOST];

static void
fill_content(void)
{
	for (size_t i = 0; i < sizeof(content); i++)
		content[i] = (uint8_t)(i * 31 >> 3);
}

static void
test_frame_is_unpacked_by_zstd(void **state)
{
	(void)state;
	fill_content();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct tw_buf buf = {0};

		tw_frame_add(&buf, content, sizes[i]);
		assert_int_equal(ZSTD_getFrameContentSize(buf.p, buf.n),
			sizes[i]);
		assert_int_equal(ZSTD_decompress(unpacked, sizeof(unpacked),
			buf.p, buf.n), sizes[i]);
		assert_memory_equal(unpacked, content, sizes[i]);
		tw_buf_done(&buf);
	}
}

static void
test_frame_content_is_found_in_place(void **state)
{
	(void)state;
	fill_content();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct tw_buf buf = {0};

		tw_frame_add(&buf, content, sizes[i]);
		const uint8_t *frame = (const uint8_t *)buf.p;
		const uint8_t *p = tw_frame_content(frame, buf.n, sizes[i]);

		assert_non_null(p);
		assert_ptr_equal(p, frame + buf.n - sizes[i]);
		assert_memory_equal(p, content, sizes[i]);
		tw_buf_done(&buf);
	}
}

static void
test_frame_content_is_none_when_damaged(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	fill_content();
	tw_frame_add(&buf, content, 300);
	uint8_t *frame = (uint8_t *)buf.p;
	size_t head = buf.n - 300;

	assert_null(tw_frame_content(frame, buf.n, 299));
	assert_null(tw_frame_content(frame, buf.n, 301));
	assert_null(tw_frame_content(frame, buf.n, SIZE_MAX));
	for (size_t size = 0; size < buf.n; size++)
		assert_null(tw_frame_content(frame, size, 300));
	for (size_t i = 0; i < 8 * head; i++) {
		frame[i / 8] ^= (uint8_t)(1u << i % 8);
		assert_null(tw_frame_content(frame, buf.n, 300));
		frame[i / 8] ^= (uint8_t)(1u << i % 8);
	}
	tw_buf_done(&buf);
}

static void
test_frame_content_is_none_when_compressed(void **state)
{
	uint8_t frame[256];
	char text[200];

	(void)state;
	memset(text, 'a', sizeof(text));
	size_t n = ZSTD_compress(frame, sizeof(frame), text, sizeof(text), 1);

	assert_false(ZSTD_isError(n));
	assert_null(tw_frame_content(frame, n, sizeof(text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frame_is_unpacked_by_zstd),
		cmocka_unit_test(test_frame_content_is_found_in_place),
		cmocka_unit_test(test_frame_content_is_none_when_damaged),
		cmocka_unit_test(test_frame_content_is_none_when_compressed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
