/* json.c: writes JSON (RFC 8259) to a stream. */
/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "site/utf8.h"

/* Bytes of the character at p that stand for themselves; 0: it is escaped, or
   is none. */
static size_t
plain_length(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;

	if (c >= 0x80)
		return utf8_length(p, end);
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

void
json_add_text(struct json *json, const char *bytes, size_t length)
{
	static const char escapes[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *end = bytes + length;

	while (bytes < end) {
		const char *from = bytes;

		for (size_t n; bytes < end; bytes += n) {
			n = plain_length(bytes, end);
			if (n == 0)
				break;
		}
		fwrite(from, 1, (size_t)(bytes - from), json->out);
		if (bytes == end)
			return;
		unsigned char c = (unsigned char)*bytes++;
		const char *escape = c ? strchr(escapes, c) : NULL;

		if (escape)
			fprintf(json->out, "\\%c", letters[escape - escapes]);
		else
			fprintf(json->out, "\\u%04x", c < 0x80 ? c : 0xfffdU);
	}
}

static void
begin(struct json *json, const char *key)
{
	if (json->comma)
		fputc(',', json->out);
	json->comma = true;
	if (key)
		fprintf(json->out, "\"%s\":", key);
}

void
json_begin_text(struct json *json, const char *key)
{
	begin(json, key);
	fputc('"', json->out);
}

void
json_end_text(struct json *json)
{
	fputc('"', json->out);
}

void
json_open(struct json *json, const char *key, char bracket)
{
	begin(json, key);
	fputc(bracket, json->out);
	json->comma = false;
}

void
json_close(struct json *json, char bracket)
{
	fputc(bracket, json->out);
	json->comma = true;
}

void
json_text(struct json *json, const char *key, trawl_str text)
{
	json_begin_text(json, key);
	json_add_text(json, text.bytes, text.length);
	json_end_text(json);
}

void
json_zero_terminated(struct json *json, const char *key, const char *text)
{
	json_text(json, key, (trawl_str){text, strlen(text)});
}

void
json_number(struct json *json, const char *key, uint64_t number)
{
	begin(json, key);
	fprintf(json->out, "%" PRIu64, number);
}

void
json_float(struct json *json, const char *key, float number)
{
	begin(json, key);
	fprintf(json->out, "%.9g", isfinite(number) ? (double)number : 0.0);
}

void
json_null(struct json *json, const char *key)
{
	begin(json, key);
	fputs("null", json->out);
}

void
json_values(struct json *json, const char *key, trawl_str values)
{
	const char *newline;

	if (values.length == 0)
		return;
	if (!memchr(values.bytes, '\n', values.length)) {
		json_text(json, key, values);
		return;
	}
	json_open(json, key, '[');
	for (;;) {
		newline = memchr(values.bytes, '\n', values.length);
		if (!newline)
			break;
		size_t n = (size_t)(newline - values.bytes);
		json_text(json, NULL, (trawl_str){values.bytes, n});
		values.bytes += n + 1;
		values.length -= n + 1;
	}
	json_text(json, NULL, values);
	json_close(json, ']');
}
