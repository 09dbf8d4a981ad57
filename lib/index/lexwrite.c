/* lexwrite.c: writes the words of a segment, word by word. */
/* SPDX-License-Identifier: MIT */
#include "index/lexwrite.h"

#include <assert.h>
#include <string.h>

#include "base/bytes.h"
#include "base/varint.h"
#include "index/dict.h"
#include "index/lexread.h"

int
tw_lexicon_writer_init(struct tw_lexicon_writer *lexicon,
	struct tw_sink *sink, uint32_t segment, trawl_error *err)
{
	int status = tw_stream_init(&lexicon->groups, sink, segment,
		TW_STREAM_LEXICON, err);

	if (status == TRAWL_OK)
		status = tw_stream_init(&lexicon->index, sink, segment,
			TW_STREAM_LEXICON_INDEX, err);
	return status;
}

void
tw_lexicon_writer_done(struct tw_lexicon_writer *lexicon)
{
	tw_stream_done(&lexicon->groups);
	tw_stream_done(&lexicon->index);
	tw_buf_done(&lexicon->group);
}

static int
put_index(struct tw_lexicon_writer *lexicon, trawl_error *err)
{
	uint8_t head[5];

	tw_put_le32(head, (uint32_t)lexicon->groups.offset);
	head[4] = (uint8_t)lexicon->first_size;
	int status = tw_stream_add(&lexicon->index, head, sizeof(head), err);

	if (status != TRAWL_OK)
		return status;
	return tw_stream_add(&lexicon->index, lexicon->first,
		lexicon->first_size, err);
}

static int
put_group(struct tw_lexicon_writer *lexicon, trawl_error *err)
{
	struct tw_buf *group = &lexicon->group;
	uint8_t head = (uint8_t)(lexicon->in_group - 1);
	int status = tw_buf_status(group, err);

	if (status == TRAWL_OK)
		status = tw_stream_fit(&lexicon->groups, 1 + group->n, err);
	if (status == TRAWL_OK && lexicon->groups.offset > UINT32_MAX)
		status = tw_fail(err, TRAWL_EFULL,
			"a segment with 4 GiB of words is full");
	if (status == TRAWL_OK)
		status = put_index(lexicon, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&lexicon->groups, &head, 1, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&lexicon->groups, group->p, group->n,
			err);
	tw_buf_reset(group);
	lexicon->in_group = 0;
	return status;
}

static size_t
shared_with_last(const struct tw_lexicon_writer *lexicon, struct tw_str word)
{
	size_t n = 0;

	while (n < word.n && n < lexicon->last_size &&
		word.p[n] == lexicon->last[n])
		n++;
	return n;
}

static void
add_word(struct tw_lexicon_writer *lexicon, struct tw_str word, size_t shared,
	uint64_t value)
{
	struct tw_buf *group = &lexicon->group;
	size_t rest = word.n - shared;
	size_t s = shared < TW_COUNT_MORE ? shared : TW_COUNT_MORE;
	size_t r = rest < TW_COUNT_MORE ? rest : TW_COUNT_MORE;

	if (!tw_buf_reserve(group, 3 + rest + TW_VARINT_MAX))
		return;
	char *p = group->p + group->n;

	*p++ = (char)(s | r << 4);
	if (s == TW_COUNT_MORE)
		*p++ = (char)(shared - TW_COUNT_MORE);
	if (r == TW_COUNT_MORE)
		*p++ = (char)(rest - TW_COUNT_MORE);
	memcpy(p, word.p + shared, rest);
	p += rest;
	p += tw_varint_put((uint8_t *)p, value);
	group->n = (size_t)(p - group->p);
}

int
tw_lexicon_writer_add(struct tw_lexicon_writer *lexicon, struct tw_str word,
	uint32_t count, enum tw_word_form form, trawl_error *err)
{
	size_t shared = 0;

	assert(word.n > 0 && word.n <= TW_WORD_MAX && count > 0);
	if (lexicon->in_group == 0) {
		memcpy(lexicon->first, word.p, word.n);
		lexicon->first_size = word.n;
	} else {
		shared = shared_with_last(lexicon, word);
	}
	add_word(lexicon, word, shared, (uint64_t)count << TW_WORD_FORM_BITS |
		(unsigned)form);
	memcpy(lexicon->last, word.p, word.n);
	lexicon->last_size = word.n;
	if (++lexicon->in_group < TW_LEXICON_GROUP)
		return TRAWL_OK;
	return put_group(lexicon, err);
}

int
tw_lexicon_writer_finish(struct tw_lexicon_writer *lexicon, trawl_error *err)
{
	int status = TRAWL_OK;

	if (lexicon->in_group > 0)
		status = put_group(lexicon, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&lexicon->groups, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&lexicon->index, err);
	return status;
}
