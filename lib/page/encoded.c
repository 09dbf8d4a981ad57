/* encoded.c: how mail writes what is no ASCII. */
/* SPDX-License-Identifier: MIT */
#include "page/encoded.h"

#include <stdio.h>

#include "page/charset.h"
#include "page/headers.h"

#define CHARSET_BYTES 40

/* The value of a digit of base64 or 64. */
static unsigned
digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* What is no digit, such as the end of a line, is passed over. */
static void
add_base64(struct tw_str text, struct tw_buf *out)
{
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
		unsigned digit = digit64(text.p[i]);

		if (digit == 64)
			continue;
		bits = bits << 6 | digit;
		count += 6;
		if (count >= 8) {
			count -= 8;
			tw_buf_add_byte(out, (uint8_t)(bits >> count));
		}
	}
}

/* 16 for what is no digit. */
static unsigned
digit16(char c)
{
	char low = (char)(c | 32);

	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return low >= 'a' && low <= 'f' ? (unsigned)(low - 'a') + 10 : 16;
}

static void
add_quoted(struct tw_str text, bool is_word, struct tw_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		unsigned high = c == '=' && i + 2 < text.n
			? digit16(text.p[i + 1]) : 16;
		unsigned low = high < 16 ? digit16(text.p[i + 2]) : 16;
		size_t end = i + 1;

		while (end < text.n && memchr(" \t\r", text.p[end], 3))
			end++;
		if (low < 16) {
			tw_buf_add_byte(out, (uint8_t)(high << 4 | low));
			i += 2;
		} else if (c == '=' && end < text.n && text.p[end] == '\n') {
			i = end;	/* the line goes on */
		} else {
			tw_buf_add_byte(out, (uint8_t)(is_word && c == '_'
				? ' ' : c));
		}
	}
}

void
tw_encoded_body(struct tw_str body, struct tw_str how, struct tw_buf *out)
{
	if (tw_headers_is(how, "base64"))
		add_base64(body, out);
	else if (tw_headers_is(how, "quoted-printable"))
		add_quoted(body, false, out);
	else
		tw_buf_add_str(out, body);
}

/* The text up to the next question mark; moves behind that. */
static bool
until_mark(struct tw_str *rest, struct tw_str *ret)
{
	const char *mark = memchr(rest->p, '?', rest->n);

	if (!mark)
		return false;
	*ret = tw_str(rest->p, (size_t)(mark - rest->p));
	*rest = tw_str(mark + 1, rest->n - ret->n - 1);
	return true;
}

/* Reads the encoded word that the text begins with: "=?charset?B?text?=".
   Bytes read, 0 if there is none. */
static size_t
add_word(struct tw_str text, struct tw_buf *out, int *status,
	trawl_error *err)
{
	struct tw_str rest = tw_str(text.p + 2, text.n - 2);
	struct tw_str charset;
	struct tw_str how;
	struct tw_str word;
	struct tw_buf bytes = {0};
	char name[CHARSET_BYTES];
	uint64_t replaced = 0;

	if (!until_mark(&rest, &charset) || !until_mark(&rest, &how)
		|| !until_mark(&rest, &word) || rest.n == 0
		|| rest.p[0] != '=' || how.n != 1
		|| !memchr("bBqQ", how.p[0], 4)
		|| charset.n >= CHARSET_BYTES)
		return 0;
	if ((how.p[0] | 32) == 'b')
		add_base64(word, &bytes);
	else
		add_quoted(word, true, &bytes);
	snprintf(name, sizeof(name), "%.*s", (int)charset.n, charset.p);
	*status = tw_buf_status(&bytes, err);
	if (*status == TRAWL_OK)
		*status = tw_charset_read(tw_buf_str(&bytes), false, name, out,
			&replaced, err);
	tw_buf_done(&bytes);
	return (size_t)(rest.p + 1 - text.p);
}

/* Only white space, and then another word, follows. */
static size_t
space_between(struct tw_str text)
{
	size_t n = 0;

	while (n < text.n && memchr(" \t\r\n", text.p[n], 4))
		n++;
	return n + 1 < text.n && text.p[n] == '=' && text.p[n + 1] == '?' ? n
		: 0;
}

int
tw_encoded_words(struct tw_str value, struct tw_buf *out, trawl_error *err)
{
	int status = TRAWL_OK;

	while (value.n > 0 && status == TRAWL_OK) {
		size_t n = value.n > 2 && value.p[0] == '='
			&& value.p[1] == '?' ? add_word(value, out, &status,
			err) : 0;

		if (n > 0) {
			value = tw_str(value.p + n, value.n - n);
			n = space_between(value);
		} else {
			char c = value.p[0];

			tw_buf_add_byte(out, (uint8_t)(c == '\n' || c == '\r'
				? ' ' : c));
			n = 1;
		}
		value = tw_str(value.p + n, value.n - n);
	}
	return status == TRAWL_OK ? tw_buf_status(out, err) : status;
}
