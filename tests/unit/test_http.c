/* test_http.c: what an answer of HTTP brought. */
/* SPDX-License-Identifier: MIT */
#include "page/http.h"

#include <zlib.h>

#include "page_help.h"

#define MOST 4096
#define OK "HTTP/1.1 200 OK\r\n"
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"

static void
assert_body_of(struct tw_str answer, unsigned code, const char *body)
{
	struct tw_buf spare = {0};
	struct tw_http http;

	assert_int_equal(tw_http_read(answer, MOST, &spare, &http, NULL),
		TRAWL_OK);
	assert_int_equal(http.code, code);
	assert_str(http.body, body);
	tw_buf_done(&spare);
}

static void
assert_body(const char *answer, unsigned code, const char *body)
{
	assert_body_of(tw_str_of(answer), code, body);
}

static void
assert_refused(struct tw_str answer, int status)
{
	struct tw_buf spare = {0};
	struct tw_http http;

	assert_int_equal(tw_http_read(answer, MOST, &spare, &http, NULL),
		status);
	tw_buf_done(&spare);
}

/* Appends the text packed so: 31 gzip, 15 zlib, -15 bare. */
static void
add_packed(struct tw_buf *out, int bits, const char *text, size_t n)
{
	z_stream z = {0};

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8,
		Z_DEFAULT_STRATEGY), Z_OK);
	assert_true(tw_buf_reserve(out, n + 200));
	z.next_in = (Bytef *)(uintptr_t)text;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)(out->p + out->n);
	z.avail_out = (uInt)(n + 200);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->n += z.total_out;
	deflateEnd(&z);
}

static void
begin(struct tw_buf *answer, const char *encoding)
{
	tw_buf_addf(answer, OK "Content-Encoding: %s\r\n\r\n", encoding);
}

/* ------------------------------------------------------------------ */

static void
test_an_answer_has_a_code_and_a_body(void **state)
{
	(void)state;
	assert_body(OK "A: b\r\n\r\nbody", 200, "body");
	assert_body("HTTP/1.0 404 Not found\n\nnone", 404, "none");
	assert_body("HTTP/2 200\r\n\r\nbody", 200, "body");
	assert_body(OK "\r\n", 200, "");
}

static void
test_what_is_no_answer_has_no_code(void **state)
{
	(void)state;
	assert_body("", 0, "");
	assert_body("<p>body", 0, "");
	assert_body("HTTP/1.1", 0, "");
	assert_body("HTTP/1.1 abc\r\n\r\nbody", 0, "body");
}

static void
test_chunks_are_joined(void **state)
{
	(void)state;
	assert_body(CHUNKED "5\r\nabcde\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
		200, "abcde0123456789");
	assert_body(CHUNKED "0\r\n\r\n", 200, "");
}

static void
test_chunks_of_bad_lengths_give_what_there_is(void **state)
{
	(void)state;
	assert_body(CHUNKED "5\r\nabcde\r\nff\r\nend", 200, "abcdeend");
	assert_body(CHUNKED "5\r\nabcde\r\nno length\r\nx", 200, "abcde");
	assert_body(CHUNKED "5\r\nabcde\r\nfffffffffffffffffff\r\nend", 200,
		"abcdeend");
	assert_body(CHUNKED "3", 200, "3");
}

/* Crawlers often keep the header, but not the chunks. */
static void
test_a_body_that_has_no_chunks_stays(void **state)
{
	(void)state;
	assert_body(CHUNKED "<p>body</p>", 200, "<p>body</p>");
}

static void
test_a_packed_body_is_unpacked(void **state)
{
	static const struct {
		const char *name;
		int bits;
	} ways[] = {{"gzip", 31}, {"x-gzip", 31}, {"deflate", 15},
		{"deflate", -15}};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct tw_buf answer = {0};

		begin(&answer, ways[i].name);
		add_packed(&answer, ways[i].bits, "the body", 8);
		assert_body_of(tw_buf_str(&answer), 200, "the body");
		tw_buf_done(&answer);
	}
}

static void
test_a_body_that_was_unpacked_before_stays(void **state)
{
	(void)state;
	assert_body(OK "Content-Encoding: gzip\r\n\r\n<p>body", 200,
		"<p>body");
}

static void
test_a_packed_body_that_is_cut_gives_its_beginning(void **state)
{
	struct tw_buf answer = {0};
	char text[1000];
	struct tw_buf spare = {0};
	struct tw_http http;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	begin(&answer, "gzip");
	add_packed(&answer, 31, text, sizeof(text));
	assert_int_equal(tw_http_read(tw_str(answer.p, answer.n - 20), MOST,
		&spare, &http, NULL), TRAWL_OK);
	assert_true(http.body.n > 0 && http.body.n <= sizeof(text));
	assert_memory_equal(http.body.p, text, http.body.n);
	tw_buf_done(&spare);
	tw_buf_done(&answer);
}

static void
test_what_cannot_be_unpacked_is_refused(void **state)
{
	(void)state;
	assert_refused(TW_STR(OK "Content-Encoding: br\r\n\r\nx"),
		TRAWL_EPARSE);
	assert_refused(TW_STR(OK "Content-Encoding: gzip\r\n\r\n"
		"\x1f\x8b\x08 no gzip at all"), TRAWL_EPARSE);
	assert_refused(TW_STR(OK "Content-Encoding: deflate\r\n\r\n"
		"\xff\xff\xff"), TRAWL_EPARSE);
}

static void
test_a_body_that_unpacks_to_too_much_is_refused(void **state)
{
	static const char zeros[100000];
	struct tw_buf answer = {0};

	(void)state;
	begin(&answer, "gzip");
	add_packed(&answer, 31, zeros, sizeof(zeros));
	assert_true(answer.n < MOST);
	assert_refused(tw_buf_str(&answer), TRAWL_EFULL);
	tw_buf_done(&answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_answer_has_a_code_and_a_body),
		cmocka_unit_test(test_what_is_no_answer_has_no_code),
		cmocka_unit_test(test_chunks_are_joined),
		cmocka_unit_test(
			test_chunks_of_bad_lengths_give_what_there_is),
		cmocka_unit_test(test_a_body_that_has_no_chunks_stays),
		cmocka_unit_test(test_a_packed_body_is_unpacked),
		cmocka_unit_test(test_a_body_that_was_unpacked_before_stays),
		cmocka_unit_test(
			test_a_packed_body_that_is_cut_gives_its_beginning),
		cmocka_unit_test(test_what_cannot_be_unpacked_is_refused),
		cmocka_unit_test(
			test_a_body_that_unpacks_to_too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
