/* article.c: an article: its fields, where each came from, one owner. */
/* SPDX-License-Identifier: MIT */
#include "page/article.h"

#include <string.h>

#include "base/alloc.h"
#include "page/date.h"
#include "page/plain.h"
#include "text/analyzer.h"
#include "text/utf8.h"

struct trawl_article *
tw_article_new(trawl_error *err)
{
	struct trawl_article *article = tw_alloc_zeroed(1, sizeof(*article));

	if (!article)
		tw_no_memory(err);
	return article;
}

void
tw_article_free(struct trawl_article *article)
{
	if (!article)
		return;
	for (size_t i = 0; i < TRAWL_FIELD_COUNT; i++)
		tw_buf_done(&article->field[i]);
	tw_buf_done(&article->spare);
	tw_free(article);
}

void
tw_article_reset(struct trawl_article *article)
{
	for (size_t i = 0; i < TRAWL_FIELD_COUNT; i++) {
		tw_buf_reset(&article->field[i]);
		article->source[i][0] = '\0';
	}
	article->replaced = 0;
}

/* The text with each run of white space as one space, none around it. */
static void
add_line(struct tw_buf *out, struct tw_str text)
{
	bool space = false;
	size_t start = out->n;

	for (size_t i = 0; i < text.n;) {
		uint32_t c;
		const char *p = text.p + i;
		const char *next = tw_utf8_next(p, text.p + text.n, &c);

		if (tw_plain_is_space(c)) {
			space = true;
		} else {
			if (space && out->n > start)
				tw_buf_add_byte(out, ' ');
			space = false;
			tw_buf_add(out, p, (size_t)(next - p));
		}
		i = (size_t)(next - text.p);
	}
}

/* True if the line is among those in the buffer. */
static bool
has_line(struct tw_str lines, struct tw_str line)
{
	size_t at = 0;

	while (at < lines.n) {
		const char *p = lines.p + at;
		const char *stop = memchr(p, '\n', lines.n - at);
		size_t n = stop ? (size_t)(stop - p) : lines.n - at;

		if (tw_str_equal(tw_str(p, n), line))
			return true;
		at += n + 1;
	}
	return false;
}

/* Values a line each: none empty, none twice. */
static void
add_values(struct tw_buf *out, struct tw_str text)
{
	struct tw_buf line = {0};
	size_t at = 0;

	while (at < text.n) {
		const char *p = text.p + at;
		const char *stop = memchr(p, '\n', text.n - at);
		size_t n = stop ? (size_t)(stop - p) : text.n - at;

		tw_buf_reset(&line);
		add_line(&line, tw_str(p, n));
		if (line.n > 0
			&& !has_line(tw_buf_str(out), tw_buf_str(&line))) {
			if (out->n > 0)
				tw_buf_add_byte(out, '\n');
			tw_buf_add_str(out, tw_buf_str(&line));
		}
		if (tw_buf_failed(&line))
			out->failed = line.failed;
		at += n + 1;
	}
	tw_buf_done(&line);
}

static int
add_date(struct tw_buf *out, struct tw_str text, trawl_error *err)
{
	struct tw_date date;
	char print[11];

	text = tw_plain_trim(text);
	if (text.n == 0)
		return TRAWL_OK;
	if (tw_date_read(text, &date) == 0)
		return tw_fail(err, TRAWL_EINVAL,
			"date '%.*s' is none: write it as 2019-12-17",
			(int)(text.n < 60 ? text.n : 60), text.p);
	tw_date_print(date, print);
	tw_buf_add_str(out, tw_str_of(print));
	return TRAWL_OK;
}

/* "en" of "en-GB", "EN_us" and "english". */
static int
add_language(struct tw_buf *out, struct tw_str text, trawl_error *err)
{
	text = tw_plain_trim(text);
	if (text.n == 0)
		return TRAWL_OK;

	const char *known = tw_language_find(text);
	size_t n = 0;

	if (known) {
		tw_buf_add_str(out, tw_str_of(known));
		return TRAWL_OK;
	}
	while (n < text.n && (text.p[n] | 32) >= 'a' && (text.p[n] | 32) <= 'z')
		n++;
	if (n < 2 || n > 3
		|| (n < text.n && text.p[n] != '-' && text.p[n] != '_'))
		return tw_fail(err, TRAWL_EINVAL,
			"language '%.*s' is no code: write it as en",
			(int)(text.n < 60 ? text.n : 60), text.p);
	for (size_t i = 0; i < n; i++)
		tw_buf_add_byte(out, (uint8_t)(text.p[i] | 32));
	return TRAWL_OK;
}

/* The clean text in the form its field has. */
static int
add_field(struct tw_buf *out, enum trawl_field field, struct tw_str text,
	trawl_error *err)
{
	switch (field) {
	case TRAWL_TITLE:
		add_line(out, text);
		return TRAWL_OK;
	case TRAWL_AUTHOR:
	case TRAWL_CATEGORY:
		add_values(out, text);
		return TRAWL_OK;
	case TRAWL_DATE:
		return add_date(out, text, err);
	case TRAWL_LANGUAGE:
		return add_language(out, text, err);
	case TRAWL_ID:
	case TRAWL_URL:
		text = tw_plain_trim(text);
		if (field == TRAWL_ID && text.n > TW_ID_MAX)
			return tw_fail(err, TRAWL_EFULL,
				"id '%.40s...' has %zu bytes: at most %d",
				text.p, text.n, TW_ID_MAX);
		break;
	case TRAWL_TEXT:
	case TRAWL_FIELD_COUNT:
		break;
	}
	tw_buf_add_str(out, text);
	return TRAWL_OK;
}

/* What is no UTF-8 is replaced first. */
static int
add_cleaned(struct trawl_article *article, enum trawl_field field,
	struct tw_str text, trawl_error *err)
{
	struct tw_buf clean = {0};
	uint64_t replaced = tw_utf8_clean(text, &clean);
	int status = tw_buf_status(&clean, err);

	if (status == TRAWL_OK)
		status = add_field(&article->spare, field, tw_buf_str(&clean),
			err);
	if (status == TRAWL_OK && !tw_buf_failed(&article->spare))
		article->replaced += replaced;
	tw_buf_done(&clean);
	return status;
}

static void
set_source(char to[TW_SOURCE_ROOM], const char *source)
{
	size_t n = strlen(source);

	if (n >= TW_SOURCE_ROOM)
		n = TW_SOURCE_ROOM - 1;
	memcpy(to, source, n);
	to[n] = '\0';
}

/* Nothing can fail any more once there is memory. */
static int
keep(struct trawl_article *article, enum trawl_field field,
	struct tw_str value, const char *source, trawl_error *err)
{
	struct tw_buf *kept = &article->field[field];

	if (!kept->p || kept->room < value.n) {
		struct tw_buf larger = {0};

		if (!tw_buf_reserve(&larger, value.n))
			return tw_buf_status(&larger, err);
		if (value.n > 0)
			memcpy(larger.p, value.p, value.n);
		tw_buf_done(kept);
		*kept = larger;
	} else if (value.n > 0) {
		memmove(kept->p, value.p, value.n);
	}
	kept->n = value.n;
	set_source(article->source[field], value.n > 0 ? source : "");
	return TRAWL_OK;
}

int
tw_article_set(struct trawl_article *article, enum trawl_field field,
	struct tw_str text, const char *source, trawl_error *err)
{
	struct tw_buf *value = &article->spare;

	if ((unsigned)field >= TRAWL_FIELD_COUNT)
		return tw_fail(err, TRAWL_EINVAL, "there is no field %d",
			(int)field);
	bool is_valid = tw_utf8_valid(text);

	if (is_valid && field == TRAWL_TEXT)	/* it stays as it is */
		return keep(article, field, text, source, err);
	tw_buf_reset(value);
	int status = is_valid ? add_field(value, field, text, err) :
		add_cleaned(article, field, text, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(value, err);
	if (status != TRAWL_OK)
		return status;
	return keep(article, field, tw_buf_str(value), source, err);
}
