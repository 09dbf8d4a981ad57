/* mbox.c: the messages of a mailbox, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/mbox.h"

#include <inttypes.h>
#include <stdio.h>

#include "page/mail.h"
#include "page/onepage.h"
#include "page/tell.h"

struct reader {
	const struct trawl_extract_options *options;
	trawl_extract_fn *fn;
	void *context;
	struct trawl_article *article;
	struct tw_buf message;
	bool too_large;
	uint64_t number;	/* of the message, from 1 */
	uint64_t at;		/* its first byte */
	trawl_error *err;
};

/* "FILE#3", for a message that has no id. */
static int
identify(struct reader *reader, trawl_error *why)
{
	struct tw_buf id = {0};

	if (tw_article_get(reader->article, TRAWL_ID).n > 0
		|| !reader->options->name)
		return TRAWL_OK;
	tw_buf_addf(&id, "%s#%" PRIu64, reader->options->name, reader->number);

	int status = tw_buf_status(&id, why);

	if (status == TRAWL_OK)
		status = tw_article_set(reader->article, TRAWL_ID,
			tw_buf_str(&id), "file", why);
	tw_buf_done(&id);
	return status;
}

static int
tell_message(struct reader *reader)
{
	trawl_error why = {0};
	char place[48];
	int status = tw_buf_status(&reader->message, &why);

	if (reader->number == 0 && reader->message.n == 0)
		return TRAWL_OK;
	if (reader->number == 0)
		status = tw_fail(&why, TRAWL_EPARSE,
			"no line \"From ...\" begins a message");
	if (status == TRAWL_OK && reader->too_large)
		status = tw_fail(&why, TRAWL_EFULL, "longer than 64 MiB");
	if (status == TRAWL_OK)
		status = tw_mail_read(tw_buf_str(&reader->message),
			reader->options, reader->article, &why);
	if (status == TRAWL_OK)
		status = identify(reader, &why);
	if (status == TRAWL_OK)
		return reader->fn(reader->context, reader->article, NULL);
	snprintf(place, sizeof(place), "message at byte %" PRIu64,
		reader->at);
	return tw_tell(reader->options, place, &why, reader->fn,
		reader->context, reader->err);
}

static void
add_line(struct reader *reader, struct tw_str line)
{
	size_t marks = 0;

	while (marks < line.n && line.p[marks] == '>')
		marks++;
	if (marks > 0 && line.n - marks >= 5
		&& memcmp(line.p + marks, "From ", 5) == 0)
		line = tw_str(line.p + 1, line.n - 1);
	if (reader->message.n + line.n >= TW_PAGE_MAX) {
		reader->too_large = true;
		return;
	}
	tw_buf_add_str(&reader->message, line);
	tw_buf_add_byte(&reader->message, '\n');
}

static int
take_line(struct reader *reader, struct tw_str line, uint64_t at, bool after)
{
	if (!after || line.n < 5 || memcmp(line.p, "From ", 5) != 0) {
		add_line(reader, line);
		return TRAWL_OK;
	}

	int status = tell_message(reader);

	tw_buf_reset(&reader->message);
	reader->too_large = false;
	reader->number++;
	reader->at = at;
	return status;
}

int
tw_mbox_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct reader reader = {.options = options, .fn = fn,
		.context = context, .err = err,
		.article = tw_article_new(err)};
	int status = reader.article ? TRAWL_OK : TRAWL_ENOMEM;
	bool after_empty = true;
	bool ended = false;

	while (status == TRAWL_OK && !ended) {
		trawl_error why = {0};
		struct tw_str line;
		uint64_t at = in->offset;

		status = tw_incoming_line(in, TW_PAGE_MAX, &line, &why);
		ended = status == TRAWL_END;
		if (ended) {
			status = tell_message(&reader);
		} else if (status != TRAWL_OK) {
			status = tw_tell(options, NULL, &why, fn, context,
				err);
		} else {
			status = take_line(&reader, line, at, after_empty);
			after_empty = line.n == 0 || (line.n == 1
				&& line.p[0] == '\r');
		}
	}
	tw_article_free(reader.article);
	tw_buf_done(&reader.message);
	return status;
}
