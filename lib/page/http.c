/* http.c: what an answer of HTTP brought. */
/* SPDX-License-Identifier: MIT */
#include "page/http.h"

#define ZLIB_CONST
#include <zlib.h>

#include "page/at.h"
#include "page/headers.h"

#define STEP ((size_t)64 << 10)
#define ZLIB_OR_GZIP (15 + 32)	/* zlib.h: told by the header */
#define RAW (-15)

/* The number of a chunk's size line, and moves behind it. */
static bool
chunk_size(struct tw_str *rest, size_t *ret)
{
	size_t size = 0;
	size_t n = 0;

	for (; n < rest->n && n < 15; n++) {
		char c = rest->p[n];
		char low = (char)(c | 32);

		if (c >= '0' && c <= '9')
			size = size << 4 | (size_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			size = size << 4 | (size_t)(low - 'a' + 10);
		else
			break;
	}

	const char *stop = memchr(rest->p + n, '\n', rest->n - n);

	if (n == 0 || !stop)
		return false;
	*ret = size;
	stop++;
	*rest = tw_str(stop, rest->n - (size_t)(stop - rest->p));
	return true;
}

/* Crawlers often keep the header, but not the chunks: then the body stays. */
static struct tw_str
join_chunks(struct tw_str body, struct tw_buf *out)
{
	struct tw_str rest = body;
	size_t size;

	while (rest.n > 0) {
		if (!chunk_size(&rest, &size)) {
			if (out->n == 0)
				return body;
			break;
		}
		if (size == 0)
			break;
		if (size > rest.n)
			size = rest.n;
		tw_buf_add(out, rest.p, size);
		rest = tw_str(rest.p + size, rest.n - size);
		while (rest.n > 0 && (rest.p[0] == '\r' || rest.p[0] == '\n'))
			rest = tw_str(rest.p + 1, rest.n - 1);
	}
	return tw_buf_str(out);
}

static int
inflate_all(struct tw_str body, int bits, size_t most, struct tw_buf *out,
	trawl_error *err)
{
	z_stream z = {.next_in = (const Bytef *)body.p,
		.avail_in = (uInt)body.n};
	int result = inflateInit2(&z, bits);

	if (result != Z_OK)
		return tw_no_memory(err);
	while (result == Z_OK && out->n <= most
		&& tw_buf_reserve(out, STEP)) {
		z.next_out = (Bytef *)(out->p + out->n);
		z.avail_out = (uInt)STEP;
		result = inflate(&z, Z_NO_FLUSH);
		out->n += STEP - z.avail_out;
	}
	inflateEnd(&z);
	if (out->n > most)
		return tw_fail(err, TRAWL_EFULL, "longer than %zu MiB",
			most >> 20);
	/* What is cut off is better than nothing. */
	if (result != Z_STREAM_END && out->n == 0)
		return tw_fail(err, TRAWL_EPARSE,
			"the packed data is damaged");
	return tw_buf_status(out, err);
}

/* What the body is packed by. */
static int
unpack(struct tw_str headers, struct tw_http *http, size_t most,
	struct tw_buf *spare, trawl_error *err)
{
	struct tw_str how = tw_headers_get(headers, "Content-Encoding");
	bool is_gzip = tw_headers_is(how, "gzip")
		|| tw_headers_is(how, "x-gzip");
	bool looks_packed = http->body.n > 2
		&& memcmp(http->body.p, "\x1f\x8b\x08", 3) == 0;
	bool is_deflate = tw_headers_is(how, "deflate");
	struct tw_buf out = {0};

	if (tw_headers_is(how, "br") || tw_headers_is(how, "zstd"))
		return tw_fail(err, TRAWL_EPARSE,
			"its content is packed by %.*s, which is not read",
			(int)(how.n < 10 ? how.n : 10), how.p);
	if (!(is_gzip && looks_packed) && !is_deflate)
		return TRAWL_OK;
	/* Deflate is meant with a header of zlib, and often sent without. */
	bool is_raw = is_deflate && http->body.n > 0
		&& (http->body.p[0] & 0x0f) != 8;
	int status = inflate_all(http->body, is_raw ? RAW : ZLIB_OR_GZIP,
		most, &out, err);

	if (status != TRAWL_OK) {
		tw_buf_done(&out);
		return status;
	}
	tw_buf_done(spare);
	*spare = out;
	http->body = tw_buf_str(spare);
	return TRAWL_OK;
}

int
tw_http_read(struct tw_str bytes, size_t most, struct tw_buf *spare,
	struct tw_http *ret, trawl_error *err)
{
	struct tw_http http = {0};
	struct tw_at at = {bytes.p, bytes.p + bytes.n};
	size_t head = tw_headers_size(bytes);

	if (!tw_at_text(&at, "HTTP/")) {
		*ret = http;
		return TRAWL_OK;
	}
	while (at.p < at.end && *at.p != ' ' && *at.p != '\n')
		at.p++;
	tw_at_space(&at);
	(void)tw_at_number(&at, 3, 3, &http.code);
	http.headers = tw_str(bytes.p, head);
	http.body = tw_str(bytes.p + head, bytes.n - head);
	tw_buf_reset(spare);
	if (tw_headers_is(tw_headers_get(http.headers, "Transfer-Encoding"),
		"chunked"))
		http.body = join_chunks(http.body, spare);

	int status = tw_buf_status(spare, err);

	if (status == TRAWL_OK)
		status = unpack(http.headers, &http, most, spare, err);
	if (status == TRAWL_OK)
		*ret = http;
	return status;
}
