/* test_warc.c: the pages that a crawl got, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/warc.h"

#include <zlib.h>

#include "form_help.h"

#define HTML "Content-Type: text/html; charset=iso-8859-1\r\n"
#define PAGE(title) "<title>" title "</title><p>The lamps on Tern Street " \
	"will be dimmed after eleven from next week, said the council."

/* Appends a record of the kind, with other headers, a type and a block. */
static void
add_record(struct tw_buf *out, const char *kind, const char *uri,
	const char *type, const char *block)
{
	tw_buf_addf(out, "WARC/1.0\r\nWARC-Type: %s\r\n"
		"WARC-Target-URI: %s\r\nContent-Type: %s\r\n"
		"Content-Length: %zu\r\n\r\n%s\r\n\r\n", kind, uri, type,
		strlen(block), block);
}

static void
add_response(struct tw_buf *out, const char *uri, const char *answer)
{
	add_record(out, "response", uri, "application/http; msgtype=response",
		answer);
}

static void
assert_crawl(struct tw_buf *crawl, const char *fields, const char *wanted)
{
	assert_told_of(tw_warc_read, tw_buf_str(crawl), "c.warc", fields,
		wanted);
	tw_buf_done(crawl);
}

/* ------------------------------------------------------------------ */

static void
test_pages_of_a_crawl_are_articles(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	add_record(&crawl, "warcinfo", "", "application/warc-fields", "a: b");
	add_record(&crawl, "request", "https://a.example/1",
		"application/http; msgtype=request", "GET /1 HTTP/1.1\r\n");
	add_response(&crawl, "https://a.example/1",
		"HTTP/1.1 200 OK\r\n" HTML "\r\n" PAGE("Caf\xe9"));
	add_response(&crawl, "<https://a.example/2?utm_source=x>",
		"HTTP/1.1 200 OK\r\n" HTML "\r\n" PAGE("Two"));
	assert_crawl(&crawl, "iut",
		"https://a.example/1 | https://a.example/1 | Caf\xc3\xa9\n"
		"https://a.example/2 | https://a.example/2 | Two\n");
}

static void
test_what_is_no_page_is_passed_over(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	add_response(&crawl, "https://a.example/1",
		"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF89a");
	add_response(&crawl, "https://a.example/2",
		"HTTP/1.1 404 Not found\r\n" HTML "\r\n" PAGE("None"));
	add_response(&crawl, "https://a.example/3",
		"HTTP/1.1 301 Moved\r\n" HTML "\r\n" PAGE("Moved"));
	add_record(&crawl, "revisit", "https://a.example/4", "text/html",
		PAGE("Again"));
	add_record(&crawl, "metadata", "https://a.example/5", "text/html",
		PAGE("About"));
	assert_crawl(&crawl, "t", "");
}

static void
test_resources_and_conversions_are_pages(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	add_record(&crawl, "resource", "https://a.example/1", "text/html",
		PAGE("One"));
	add_record(&crawl, "conversion", "https://a.example/2",
		"text/markdown", "# Two\n\nThe lamps are lit.");
	assert_crawl(&crawl, "it",
		"https://a.example/1 | One\nhttps://a.example/2 | Two\n");
}

static void
test_a_record_that_is_wrong_is_told_and_the_rest_read(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	tw_buf_add_str(&crawl, TW_STR("WARC/1.0\r\nWARC-Type: response\r\n"
		"Content-Length: many\r\n\r\n\r\n\r\n"
		"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n"));
	add_response(&crawl, "https://a.example/1",
		"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n" HTML "\r\nx");
	add_response(&crawl, "https://a.example/2",
		"HTTP/1.1 200 OK\r\n" HTML "\r\n\x7f" "ELF\1\2\3\4\5\6\0");
	add_response(&crawl, "https://a.example/3",
		"HTTP/1.1 200 OK\r\n" HTML "\r\n" PAGE("Three"));
	assert_crawl(&crawl, "t",
		"! c.warc: record at byte 0: its length is no number\n"
		"! c.warc: record at byte 59: it has no length\n"
		"! c.warc: record at byte 96: its content is packed by br, "
		"which is not read\n"
		"! c.warc: record at byte 328: https://a.example/2: not a "
		"text: it is a program\nThree\n");
}

static void
test_a_record_cut_in_the_middle_is_told(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	add_response(&crawl, "https://a.example/1",
		"HTTP/1.1 200 OK\r\n" HTML "\r\n" PAGE("One"));
	crawl.n -= 40;
	assert_crawl(&crawl, "t",
		"! c.warc: record at byte 0: it ends after 135 of 171 bytes\n");
	tw_buf_add_str(&crawl,
		TW_STR("WARC/1.0\r\nWARC-Type: response\r\n"));
	assert_crawl(&crawl, "t",
		"! c.warc: record at byte 0: it ends in its headers\n");
}

static void
test_a_crawl_may_be_cut_anywhere(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	add_response(&crawl, "https://a.example/1", "HTTP/1.1 200 OK\r\n"
		"Transfer-Encoding: chunked\r\n" HTML
		"\r\n5\r\n<p>ab\r\n0\r\n");
	tw_buf_add_byte(&crawl, 0);
	assert_may_be_cut(tw_warc_read, crawl.p);
	tw_buf_done(&crawl);
}

static void
test_headers_without_end_are_refused(void **state)
{
	struct tw_buf crawl = {0};

	(void)state;
	tw_buf_add_str(&crawl, TW_STR("WARC/1.0\r\n"));
	for (int i = 0; i < 60000; i++)
		tw_buf_add_str(&crawl, TW_STR("A-Header: of no use\r\n"));
	assert_crawl(&crawl, "t",
		"! c.warc: record at byte 0: its headers are longer than "
		"1 MiB\n");
}

static void
test_bytes_without_a_record_are_told(void **state)
{
	(void)state;
	assert_told(tw_warc_read, "no crawl\n", "t",
		"! input: record at byte 9: there is no record in it\n");
	assert_told(tw_warc_read, "", "t",
		"! input: record at byte 0: there is no record in it\n");
}

/* Packed record by record, as crawlers do; one is damaged, the last cut. */
static void
add_gzip(struct tw_buf *out, const char *title)
{
	struct tw_buf crawl = {0};
	struct tw_buf page = {0};
	z_stream z = {0};

	tw_buf_addf(&page, "HTTP/1.1 200 OK\r\n" HTML "\r\n" PAGE("%s"),
		title);
	tw_buf_add_byte(&page, 0);
	add_response(&crawl, title, page.p);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8,
		Z_DEFAULT_STRATEGY), Z_OK);
	assert_true(tw_buf_reserve(out, crawl.n + 100));
	z.next_in = (Bytef *)crawl.p;
	z.avail_in = (uInt)crawl.n;
	z.next_out = (Bytef *)(out->p + out->n);
	z.avail_out = (uInt)(crawl.n + 100);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->n += z.total_out;
	deflateEnd(&z);
	tw_buf_done(&page);
	tw_buf_done(&crawl);
}

static void
test_a_packed_record_that_is_damaged_is_told(void **state)
{
	struct tw_buf crawl = {0};
	size_t second;

	(void)state;
	add_gzip(&crawl, "One");
	second = crawl.n;
	add_gzip(&crawl, "Two");
	memset(crawl.p + second + 20, 0xff, 30);
	add_gzip(&crawl, "Three");
	add_gzip(&crawl, "Four");
	crawl.n -= 30;

	struct told told = {.fields = "t"};

	assert_int_equal(read_form(tw_warc_read, tw_buf_str(&crawl), NULL,
		&told), TRAWL_OK);
	tw_buf_add_byte(&told.lines, 0);
	assert_non_null(strstr(told.lines.p, "One\n! "));
	assert_non_null(strstr(told.lines.p, "the packed data is damaged\n"));
	assert_non_null(strstr(told.lines.p, "Three\n! "));
	assert_non_null(strstr(told.lines.p, "ends too early\n"));
	assert_null(strstr(told.lines.p, "Two"));
	tw_buf_done(&told.lines);
	tw_buf_done(&crawl);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_of_a_crawl_are_articles),
		cmocka_unit_test(test_what_is_no_page_is_passed_over),
		cmocka_unit_test(test_resources_and_conversions_are_pages),
		cmocka_unit_test(
		test_a_record_that_is_wrong_is_told_and_the_rest_read),
		cmocka_unit_test(test_a_record_cut_in_the_middle_is_told),
		cmocka_unit_test(test_a_crawl_may_be_cut_anywhere),
		cmocka_unit_test(test_headers_without_end_are_refused),
		cmocka_unit_test(test_bytes_without_a_record_are_told),
		cmocka_unit_test(test_a_packed_record_that_is_damaged_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
