/* warc.c: the pages that a crawl got, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/warc.h"

#include <inttypes.h>
#include <stdio.h>

#include "page/headers.h"
#include "page/http.h"
#include "page/onepage.h"
#include "page/tell.h"
#include "page/type.h"

#define LINE_MAX ((size_t)64 << 10)
#define HEAD_MAX ((size_t)1 << 20)

struct reader {
	const struct trawl_extract_options *options;
	trawl_extract_fn *fn;
	void *context;
	struct tw_incoming *in;
	struct tw_buf head;	/* of the record */
	struct tw_buf uri;	/* NUL-terminated */
	struct tw_buf charset;	/* NUL-terminated */
	struct tw_buf spare;
	uint64_t at;		/* the record's first byte */
	trawl_error *err;
};

/* Puts the record's place before a reason. */
static int
tell(struct reader *reader, const trawl_error *why)
{
	char place[48];

	snprintf(place, sizeof(place), "record at byte %" PRIu64, reader->at);
	return tw_tell(reader->options, place, why, reader->fn,
		reader->context, reader->err);
}

/* A trawl_extract_fn: what becomes of the page of a record. */
static int
take(void *context, trawl_article *article, const trawl_error *reason)
{
	struct reader *reader = context;

	return article ? reader->fn(reader->context, article, NULL)
		: tell(reader, reason);
}

static void
copy(struct tw_buf *to, struct tw_str text)
{
	tw_buf_reset(to);
	tw_buf_add_str(to, text);
	tw_buf_add_byte(to, 0);
}

/* The type of a page; false if it is no page. */
static bool
type_of(struct tw_str content_type, enum trawl_type *ret)
{
	static const struct {
		const char *name;
		enum trawl_type type;
	} types[] = {{"text/html", TRAWL_TYPE_HTML},
		{"application/xhtml+xml", TRAWL_TYPE_HTML},
		{"text/markdown", TRAWL_TYPE_MARKDOWN},
		{"text/plain", TRAWL_TYPE_TEXT}};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (tw_headers_is(content_type, types[i].name)) {
			*ret = types[i].type;
			return true;
		}
	}
	return false;
}

static int
take_page(struct reader *reader, struct tw_str content_type,
	struct tw_str body)
{
	struct trawl_extract_options options = *reader->options;
	struct tw_str uri = tw_headers_get(tw_buf_str(&reader->head),
		"WARC-Target-URI");
	trawl_error why = {0};

	if (!type_of(content_type, &options.type) || uri.n == 0)
		return TRAWL_OK;
	if (uri.p[0] == '<' && uri.p[uri.n - 1] == '>')
		uri = tw_str(uri.p + 1, uri.n - 2);
	copy(&reader->uri, uri);
	tw_buf_reset(&reader->charset);
	if (!tw_headers_parameter(content_type, "charset", &reader->charset))
		tw_buf_reset(&reader->charset);
	tw_buf_add_byte(&reader->charset, 0);
	if (tw_buf_failed(&reader->uri) || tw_buf_failed(&reader->charset))
		return tw_no_memory(reader->err);
	options.name = reader->uri.p;
	options.charset = reader->charset.n > 1 ? reader->charset.p : NULL;
	if (tw_type_check(body, options.type, options.name, &why) != TRAWL_OK)
		return tell(reader, &why);
	return tw_onepage_tell(body, &options, take, reader, reader->err);
}

static int
take_response(struct reader *reader, struct tw_str block)
{
	struct tw_http http;
	trawl_error why = {0};
	enum trawl_type type;
	struct tw_str headers = tw_str(block.p, tw_headers_size(block));

	/* Pictures are not unpacked. */
	if (!type_of(tw_headers_get(headers, "Content-Type"), &type))
		return TRAWL_OK;
	if (tw_http_read(block, TW_PAGE_MAX, &reader->spare, &http, &why)
		!= TRAWL_OK)
		return tell(reader, &why);
	if (http.code != 200)
		return TRAWL_OK;
	return take_page(reader, tw_headers_get(http.headers, "Content-Type"),
		http.body);
}

static int
take_block(struct reader *reader, struct tw_str block)
{
	struct tw_str head = tw_buf_str(&reader->head);
	struct tw_str kind = tw_headers_get(head, "WARC-Type");
	struct tw_str type = tw_headers_get(head, "Content-Type");

	if (tw_headers_is(kind, "response")
		&& tw_headers_is(type, "application/http"))
		return take_response(reader, block);
	if (tw_headers_is(kind, "response") || tw_headers_is(kind, "resource")
		|| tw_headers_is(kind, "conversion"))
		return take_page(reader, type, block);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* Finds a line "WARC/1." and reads the headers behind it; TRAWL_END if there
   are no more. */
static int
read_head(struct reader *reader, trawl_error *why)
{
	struct tw_str line;

	for (;;) {
		reader->at = reader->in->offset;

		int status = tw_incoming_line(reader->in, LINE_MAX, &line,
			why);

		if (status != TRAWL_OK && status != TRAWL_EFULL)
			return status;
		if (status == TRAWL_OK && line.n >= 7
			&& memcmp(line.p, "WARC/1.", 7) == 0)
			break;
	}
	tw_buf_reset(&reader->head);
	for (;;) {
		int status = tw_incoming_line(reader->in, LINE_MAX, &line,
			why);

		if (status != TRAWL_OK)
			return status == TRAWL_END ? tw_fail(why, TRAWL_EPARSE,
				"it ends in its headers") : status;
		if (line.n == 0 || (line.n == 1 && line.p[0] == '\r'))
			return tw_buf_status(&reader->head, why);
		if (reader->head.n + line.n > HEAD_MAX)
			return tw_fail(why, TRAWL_EFULL,
				"its headers are longer than 1 MiB");
		tw_buf_add_str(&reader->head, line);
		tw_buf_add_byte(&reader->head, '\n');
	}
}

/* The size of the block, from its header. */
static int
block_size(const struct reader *reader, uint64_t *ret, trawl_error *why)
{
	struct tw_str text = tw_headers_get(tw_buf_str(&reader->head),
		"Content-Length");
	uint64_t size = 0;

	if (text.n == 0 || text.n > 18)
		return tw_fail(why, TRAWL_EPARSE, "it has no length");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return tw_fail(why, TRAWL_EPARSE,
				"its length is no number");
		size = 10 * size + (uint64_t)(text.p[i] - '0');
	}
	*ret = size;
	return TRAWL_OK;
}

/* True if the block may be a page, by the headers alone. */
static bool
is_of_use(const struct reader *reader)
{
	struct tw_str kind = tw_headers_get(tw_buf_str(&reader->head),
		"WARC-Type");

	return tw_headers_is(kind, "response")
		|| tw_headers_is(kind, "resource")
		|| tw_headers_is(kind, "conversion");
}

/* Reads the block, and leaves it behind; what is wrong goes to why. */
static int
read_block(struct reader *reader, trawl_error *why)
{
	struct tw_str seen;
	uint64_t size = 0;
	int status = block_size(reader, &size, why);

	if (status != TRAWL_OK)
		return status;
	if (!is_of_use(reader))
		return tw_incoming_skip(reader->in, size, why);
	if (size > TW_PAGE_MAX) {
		status = tw_incoming_skip(reader->in, size, why);
		return status != TRAWL_OK ? status : tw_fail(why, TRAWL_EFULL,
			"longer than 64 MiB");
	}
	status = tw_incoming_see(reader->in, (size_t)size, &seen, why);
	if (status != TRAWL_OK) {
		tw_incoming_drop(reader->in);
		return status;
	}
	if (seen.n < size) {
		tw_incoming_pass(reader->in, seen.n);
		return tw_fail(why, TRAWL_EPARSE, "it ends after %zu of "
			"%" PRIu64 " bytes", seen.n, size);
	}
	tw_incoming_pass(reader->in, (size_t)size);
	return take_block(reader, tw_str(seen.p, (size_t)size));
}

int
tw_warc_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct reader reader = {.options = options, .fn = fn,
		.context = context, .in = in, .err = err};
	bool any = false;
	int status = TRAWL_OK;

	while (status == TRAWL_OK) {
		trawl_error why = {0};

		status = read_head(&reader, &why);
		if (status == TRAWL_END && !any) {
			status = tw_fail(&why, TRAWL_EPARSE,
				"there is no record in it");
		} else if (status == TRAWL_END) {
			status = TRAWL_OK;
			break;
		}
		any = true;
		if (status == TRAWL_OK)
			status = read_block(&reader, &why);
		if (why.status != TRAWL_OK && status == why.status)
			status = tell(&reader, &why);
	}
	tw_buf_done(&reader.head);
	tw_buf_done(&reader.uri);
	tw_buf_done(&reader.charset);
	tw_buf_done(&reader.spare);
	return status;
}
