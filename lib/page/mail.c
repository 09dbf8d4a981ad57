/* mail.c: a message of mail, to an article. */
/* SPDX-License-Identifier: MIT */
#include "page/mail.h"

#include <strings.h>

#include "page/charset.h"
#include "page/encoded.h"
#include "page/headers.h"
#include "page/onepage.h"
#include "page/plain.h"

#define PARTS_DEEP 16
#define BOUNDARY_MAX 200

/* A part of a message, or all of it. */
struct part {
	struct tw_str headers;
	struct tw_str body;
};

static struct part
part_of(struct tw_str bytes)
{
	size_t head = tw_headers_size(bytes);

	return (struct part){tw_str(bytes.p, head),
		tw_str(bytes.p + head, bytes.n - head)};
}

static struct tw_str
type_of(const struct part *part)
{
	struct tw_str type = tw_headers_get(part->headers, "Content-Type");

	return type.n > 0 ? type : TW_STR("text/plain");
}

static bool
is_multipart(const struct part *part)
{
	struct tw_str type = type_of(part);

	return type.n > 10 && strncasecmp(type.p, "multipart/", 10) == 0;
}

enum border {
	NO_BORDER,
	BEGINS_PART,
	ENDS_PARTS
};

/* What a line is to the parts of this boundary ("--..."). */
static enum border
border_of(struct tw_str line, struct tw_str boundary)
{
	struct tw_str rest;

	if (line.n < boundary.n
		|| memcmp(line.p, boundary.p, boundary.n) != 0)
		return NO_BORDER;
	rest = tw_plain_trim(tw_str(line.p + boundary.n,
		line.n - boundary.n));
	if (rest.n == 0)
		return BEGINS_PART;
	return tw_str_equal(rest, TW_STR("--")) ? ENDS_PARTS : NO_BORDER;
}

/* Takes the part up to the next border, and moves behind that; false at the
   end. What follows the last part is none. */
static bool
next_part(struct tw_str *rest, struct tw_str boundary, struct tw_str *ret)
{
	size_t at = 0;

	while (at < rest->n) {
		const char *line = rest->p + at;
		const char *stop = memchr(line, '\n', rest->n - at);
		size_t n = stop ? (size_t)(stop - line) + 1 : rest->n - at;
		enum border border = border_of(tw_str(line, n), boundary);

		if (border != NO_BORDER) {
			*ret = tw_str(rest->p, at);
			*rest = tw_str(line + n, border == ENDS_PARTS ? 0
				: rest->n - at - n);
			return true;
		}
		at += n;
	}
	*ret = *rest;
	*rest = tw_str(rest->p + rest->n, 0);
	return ret->n > 0;
}

/* The text among the parts of one that has many, or else one of them that has
   many itself; false if there is neither. */
static bool
choose(const struct part *whole, struct tw_str boundary, struct part *ret)
{
	struct tw_str rest = whole->body;
	struct tw_str bytes;
	struct part html = {0};
	struct part deeper = {0};
	bool is_first = true;	/* what stands before the first boundary */

	for (; next_part(&rest, boundary, &bytes); is_first = false) {
		struct part part = part_of(bytes);
		struct tw_str how = tw_headers_get(part.headers,
			"Content-Disposition");

		if (is_first || tw_headers_is(how, "attachment"))
			continue;
		if (tw_headers_is(type_of(&part), "text/plain")
			&& tw_plain_trim(part.body).n > 0) {
			*ret = part;
			return true;
		}
		if (!html.body.p
			&& tw_headers_is(type_of(&part), "text/html"))
			html = part;
		if (!deeper.body.p && is_multipart(&part))
			deeper = part;
	}
	*ret = html.body.p ? html : deeper;
	return ret->body.p != NULL;
}

/* The part that is the text of the message; false if it has none. */
static bool
find_text(struct part *part, trawl_error *err, int *ret_status)
{
	struct tw_buf boundary = {0};
	bool found = true;

	boundary.maximum = BOUNDARY_MAX;
	for (int deep = 0; found && is_multipart(part); deep++) {
		struct part chosen;

		tw_buf_reset(&boundary);
		tw_buf_add_str(&boundary, TW_STR("--"));
		found = deep < PARTS_DEEP && tw_headers_parameter(
				type_of(part), "boundary", &boundary)
			&& !tw_buf_failed(&boundary)
			&& choose(part, tw_buf_str(&boundary), &chosen);
		if (found)
			*part = chosen;
	}
	*ret_status = boundary.failed == TRAWL_ENOMEM ? tw_no_memory(err)
		: TRAWL_OK;
	tw_buf_done(&boundary);
	return found && *ret_status == TRAWL_OK;
}

/* What follows "-- " on a line of its own is a signature. */
static struct tw_str
without_signature(struct tw_str text)
{
	static const char *const marks[] = {"\n-- \n", "\n-- \r\n"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		const char *mark = memmem(text.p, text.n, marks[i],
			strlen(marks[i]));

		if (mark)
			text.n = (size_t)(mark - text.p);
	}
	return text;
}

static int
set_text(const struct part *part, struct trawl_article *article,
	trawl_error *err)
{
	bool html = tw_headers_is(type_of(part), "text/html");
	struct tw_buf bytes = {0};
	struct tw_buf charset = {0};
	struct tw_buf text = {0};
	struct tw_buf plain = {0};
	uint64_t replaced = 0;

	if (!html && !tw_headers_is(type_of(part), "text/plain"))
		return TRAWL_OK;
	tw_encoded_body(part->body, tw_headers_get(part->headers,
		"Content-Transfer-Encoding"), &bytes);
	if (!tw_headers_parameter(type_of(part), "charset", &charset))
		tw_buf_reset(&charset);
	tw_buf_add_byte(&charset, 0);

	int status = tw_buf_status(&bytes, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&charset, err);
	if (status == TRAWL_OK)
		status = tw_charset_read(tw_buf_str(&bytes), html,
			charset.n > 1 ? charset.p : NULL, &text, &replaced,
			err);
	if (status == TRAWL_OK && html)
		status = tw_onepage_piece(tw_buf_str(&text), &plain, err);
	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_TEXT, html
			? tw_buf_str(&plain) : tw_plain_trim(without_signature(
			tw_buf_str(&text))), "body", err);
	article->replaced += replaced;
	tw_buf_done(&bytes);
	tw_buf_done(&charset);
	tw_buf_done(&text);
	tw_buf_done(&plain);
	return status;
}

/* Who it is from: the name, not the address. */
static struct tw_str
name_of(struct tw_str from)
{
	const char *angle = memchr(from.p, '<', from.n);
	const char *open = memchr(from.p, '(', from.n);

	if (angle) {
		from = tw_plain_trim(tw_str(from.p,
			(size_t)(angle - from.p)));
	} else if (open) {
		const char *close = memchr(open, ')',
			(size_t)(from.p + from.n - open));

		return close ? tw_str(open + 1, (size_t)(close - open - 1))
			: TW_STR("");
	} else if (memchr(from.p, '@', from.n)) {
		return TW_STR("");
	}
	if (from.n >= 2 && from.p[0] == '"' && from.p[from.n - 1] == '"')
		from = tw_str(from.p + 1, from.n - 2);
	return from;
}

static int
set_header(struct tw_str headers, const char *name, enum trawl_field field,
	struct trawl_article *article, trawl_error *err)
{
	struct tw_str value = tw_headers_get(headers, name);
	struct tw_buf text = {0};
	int status = tw_encoded_words(value, &text, err);

	if (status == TRAWL_OK) {
		value = tw_buf_str(&text);
		if (field == TRAWL_AUTHOR)
			value = name_of(value);
		if (field == TRAWL_ID && value.n > 2 && value.p[0] == '<'
			&& value.p[value.n - 1] == '>')
			value = tw_str(value.p + 1, value.n - 2);
		status = tw_article_set(article, field, value, "header", err);
	}
	tw_buf_done(&text);
	return status;
}

static int
set_date(struct tw_str headers, const char *now,
	struct trawl_article *article, trawl_error *err)
{
	struct tw_date date;
	char print[11];

	if (tw_date_read(tw_headers_get(headers, "Date"), &date) == 0
		|| tw_date_compare(date, tw_onepage_latest(now)) > 0)
		return TRAWL_OK;
	tw_date_print(date, print);
	return tw_article_set(article, TRAWL_DATE, tw_str_of(print), "header",
		err);
}

int
tw_mail_read(struct tw_str message,
	const struct trawl_extract_options *options,
	struct trawl_article *article, trawl_error *err)
{
	struct part part = part_of(message);
	struct tw_str headers = part.headers;
	int status;

	tw_article_reset(article);
	if (find_text(&part, err, &status))
		status = set_text(&part, article, err);
	if (status == TRAWL_OK)
		status = set_header(headers, "Subject", TRAWL_TITLE, article,
			err);
	if (status == TRAWL_OK)
		status = set_header(headers, "From", TRAWL_AUTHOR, article,
			err);
	if (status == TRAWL_OK)
		status = set_header(headers, "Message-ID", TRAWL_ID, article,
			err);
	if (status == TRAWL_OK)
		status = set_date(headers, options->now, article, err);
	if (status == TRAWL_OK)
		status = tw_onepage_language(article, tw_headers_get(headers,
			"Content-Language"), "header", err);
	if (status == TRAWL_OK
		&& tw_article_get(article, TRAWL_TITLE).n == 0
		&& tw_article_get(article, TRAWL_TEXT).n == 0)
		status = tw_fail(err, TRAWL_EEMPTY, "no subject and no text");
	return status;
}
