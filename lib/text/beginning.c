/* beginning.c: the terms of all words that begin alike. */
/* SPDX-License-Identifier: MIT */
#include "text/beginning.h"

#include <string.h>

#include "text/endings.h"
#include "text/fold.h"
#include "text/parts.h"
#include "text/stop.h"
#include "text/utf8.h"

/* Of a longer word a term has at least so many bytes as they are. */
#define BYTES_MAX (TW_TERM_MAX - 16)

struct making {
	struct tw_former *former;
	struct tw_str word;
	struct tw_str beginning;
	bool has_sign;		/* is indexed as it stands, hyphens too */
	struct tw_buf bare;	/* the beginning */
	struct tw_buf whole;	/* the beginning, completed to a word */
	struct tw_buf seen;	/* stems given, a newline behind each */
	tw_token_fn *fn;
	void *context;
	trawl_error *err;
};

static bool
has_sign(const struct tw_parts *parts)
{
	for (uint32_t i = 1; i < parts->count; i++)
		if (parts->part[i].before == '.' ||
			parts->part[i].before == '@')
			return true;
	return parts->sign != 0;
}

static void
drop_joints(struct tw_buf *buf, bool keeps_hyphens)
{
	size_t n = 0;

	for (size_t i = 0; i < buf->n; i++)
		if (buf->p[i] != '\'' && (buf->p[i] != '-' || keeps_hyphens))
			buf->p[n++] = buf->p[i];
	buf->n = n;
}

/* Without what elisions stand before it, and as words are joined. */
static void
fold(struct making *making)
{
	const struct tw_language *language = making->former->language;
	struct tw_str text = making->word;
	struct tw_buf *bare = &making->bare;
	struct tw_buf folded = {0};
	struct tw_parts parts;
	uint32_t first = 0;

	tw_parts_split(text, language ? language->elisions : NULL, &parts);
	while (first + 1 < parts.count && parts.part[first].elided)
		first++;
	if (first > 0)
		text = tw_str(parts.part[first].text.p, (size_t)(text.p +
			text.n - parts.part[first].text.p));
	tw_fold(text, language && language->turkic, &folded);
	tw_fold_accents(tw_buf_str(&folded), bare);
	if (tw_buf_failed(&folded))
		bare->failed = folded.failed;
	tw_buf_done(&folded);
	making->has_sign = has_sign(&parts);
	drop_joints(bare, making->has_sign);
	bare->n = tw_utf8_floor(tw_buf_str(bare), BYTES_MAX);
	making->beginning = tw_buf_str(bare);
}

static uint32_t
count_letters(struct tw_str text)
{
	uint32_t count = 0;

	for (size_t i = 0; i < text.n; i++)
		count += ((uint8_t)text.p[i] & 0xc0) != 0x80;
	return count;
}

static int
give(struct making *making, struct tw_str term, enum tw_token_kind kind)
{
	struct tw_note note = {0};
	struct tw_token token = {
		.term = term.p,
		.term_length = (uint32_t)term.n,
		.end = (uint32_t)making->word.n,
		.kind = kind,
		.note = &note,
	};

	return making->fn(making->context, &token);
}

static bool
begins_with(struct tw_str text, struct tw_str beginning)
{
	return text.n >= beginning.n &&
		memcmp(text.p, beginning.p, beginning.n) == 0;
}

static bool
was_given(const struct making *making, struct tw_str stem)
{
	const char *p = making->seen.p;
	size_t left = making->seen.n;

	while (left > 0) {
		size_t n = (size_t)((const char *)memchr(p, '\n', left) - p);

		if (tw_str_equal(tw_str(p, n), stem))
			return true;
		p += n + 1;
		left -= n + 1;
	}
	return false;
}

/* Gives the stem of the beginning with this behind it, if that is new. */
static int
give_stem(struct making *making, struct tw_str rest)
{
	struct tw_str stem;

	tw_buf_reset(&making->whole);
	tw_buf_add_str(&making->whole, making->beginning);
	tw_buf_add_str(&making->whole, rest);
	int status = tw_buf_status(&making->whole, making->err);

	if (status == TRAWL_OK)
		status = tw_former_stem(making->former,
			tw_buf_str(&making->whole), &stem, making->err);
	if (status != TRAWL_OK || begins_with(stem, making->beginning) ||
		tw_stop_list_has(making->former->stops, stem) ||
		was_given(making, stem))
		return status;
	tw_buf_add_str(&making->seen, stem);
	tw_buf_add_byte(&making->seen, '\n');
	return give(making, stem, TW_TOKEN_JOINED);
}

/* For each way in which the beginning may have begun the ending. */
static int
complete(struct making *making, struct tw_str ending)
{
	struct tw_str word = making->beginning;

	for (size_t n = 1; n < ending.n && n < word.n; n++) {
		if (memcmp(word.p + word.n - n, ending.p, n) != 0)
			continue;
		int status = give_stem(making,
			tw_str(ending.p + n, ending.n - n));

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
give_stems(struct making *making)
{
	const struct tw_language *language = making->former->language;
	const char *p = language ? tw_endings(language->code) : "";
	int status = give_stem(making, TW_STR(""));

	/* What is double before an ending may be single in the stem. */
	if (status == TRAWL_OK)
		status = give_stem(making, tw_str(p, strcspn(p, " ")));
	while (status == TRAWL_OK && *p) {
		size_t n = strcspn(p, " ");

		status = complete(making, tw_str(p, n));
		p += n;
		p += strspn(p, " ");
	}
	return status;
}

int
tw_form_beginning(struct tw_former *former, struct tw_str word,
	tw_token_fn *fn, void *context, trawl_error *err)
{
	struct making making = {
		.former = former,
		.word = word,
		.fn = fn,
		.context = context,
		.err = err,
	};

	fold(&making);
	int status = tw_buf_status(&making.bare, err);

	if (status == TRAWL_OK &&
		count_letters(making.beginning) < TW_BEGINNING_LETTERS)
		status = TRAWL_END;
	if (status == TRAWL_OK)
		status = give(&making, making.beginning, TW_TOKEN_MAIN);
	if (status == TRAWL_OK && !making.has_sign)
		status = give_stems(&making);
	if (status == TRAWL_OK)
		status = tw_buf_status(&making.seen, err);
	tw_buf_done(&making.bare);
	tw_buf_done(&making.whole);
	tw_buf_done(&making.seen);
	return status;
}
