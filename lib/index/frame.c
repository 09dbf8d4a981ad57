/* frame.c: zstd frames that are not compressed. */
/* SPDX-License-Identifier: MIT */
#include "index/frame.h"

#include <assert.h>

#include "base/bytes.h"

#define MAGIC UINT32_C(0xfd2fb528)
#define ONE_SEGMENT 0x20	/* no window: all content is one segment */
#define TWO_BYTES 0x40		/* the size has two */
#define SHORT 256		/* bytes of content, for a size of one byte */
#define LAST 1			/* block; its kind, raw, is 0 */
#define HEAD_MOST 10

static size_t
put_head(uint8_t *to, size_t n)
{
	uint32_t block = (uint32_t)n << 3 | LAST;
	size_t at = 5;

	tw_put_le32(to, MAGIC);
	to[4] = ONE_SEGMENT;
	if (n < SHORT) {
		to[at++] = (uint8_t)n;
	} else {
		to[4] |= TWO_BYTES;
		tw_put_le16(to + at, (uint16_t)(n - SHORT));
		at += 2;
	}
	tw_put_le16(to + at, (uint16_t)block);
	to[at + 2] = (uint8_t)(block >> 16);
	return at + 3;
}

void
tw_frame_add(struct tw_buf *buf, const void *content, size_t n)
{
	uint8_t head[HEAD_MOST];

	assert(n <= TW_FRAME_MOST);
	tw_buf_add(buf, head, put_head(head, n));
	tw_buf_add(buf, content, n);
}

const uint8_t *
tw_frame_content(const uint8_t *frame, size_t size, size_t n)
{
	uint8_t head[HEAD_MOST];

	if (n > TW_FRAME_MOST)
		return NULL;
	size_t head_size = put_head(head, n);

	if (size != head_size + n || memcmp(frame, head, head_size) != 0)
		return NULL;
	return frame + head_size;
}
