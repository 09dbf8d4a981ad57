/* bookput.c: puts a book into a stream. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "base/bytes.h"
#include "index/bookwrite.h"

#define GROUP_MOST (TW_BOOK_GROUP * (TW_PART_MAX + 1))

struct putting {
	struct tw_stream_writer *stream;
	uint32_t count;
	tw_book_part_fn *fn;
	void *context;
	uint8_t group[GROUP_MOST];
	size_t size;		/* of the group */
};

/* Gathers the group that begins with the part. */
static int
gather(struct putting *putting, uint32_t first, trawl_error *err)
{
	memset(putting->group, 0, TW_BOOK_GROUP);
	putting->size = TW_BOOK_GROUP;
	for (uint32_t i = 0; i < TW_BOOK_GROUP &&
		first + i < putting->count; i++) {
		struct tw_str part;
		int status = putting->fn(putting->context, first + i, &part,
			err);

		if (status != TRAWL_OK)
			return status;
		assert(part.n > 0 && part.n <= TW_PART_MAX);
		putting->group[i] = (uint8_t)part.n;
		memcpy(putting->group + putting->size, part.p, part.n);
		putting->size += part.n;
	}
	return TRAWL_OK;
}

/* Puts where the groups will lie: each in one record. */
static int
put_offsets(struct putting *putting, trawl_error *err)
{
	uint64_t start = putting->stream->offset;
	uint64_t at = start + 4 + 4 * (((uint64_t)putting->count +
		TW_BOOK_GROUP - 1) / TW_BOOK_GROUP);
	uint8_t bytes[4];

	tw_put_le32(bytes, putting->count);
	int status = tw_stream_add(putting->stream, bytes, 4, err);

	for (uint32_t i = 0; i < putting->count && status == TRAWL_OK;
		i += TW_BOOK_GROUP) {
		status = gather(putting, i, err);
		if (status != TRAWL_OK)
			break;
		size_t left = (size_t)(TW_RECORD_PAYLOAD -
			at % TW_RECORD_PAYLOAD);

		if (putting->size > left)
			at += left;
		tw_put_le32(bytes, (uint32_t)(at - start));
		at += putting->size;
		status = tw_stream_add(putting->stream, bytes, 4, err);
	}
	return status;
}

int
tw_book_put(struct tw_stream_writer *stream, uint32_t count,
	tw_book_part_fn *fn, void *context, uint64_t *ret, trawl_error *err)
{
	struct putting putting = {
		.stream = stream,
		.count = count,
		.fn = fn,
		.context = context,
	};

	*ret = stream->offset;
	int status = put_offsets(&putting, err);

	for (uint32_t i = 0; i < count && status == TRAWL_OK;
		i += TW_BOOK_GROUP) {
		status = gather(&putting, i, err);
		if (status == TRAWL_OK)
			status = tw_stream_fit(stream, putting.size, err);
		if (status == TRAWL_OK)
			status = tw_stream_add(stream, putting.group,
				putting.size, err);
	}
	return status;
}
