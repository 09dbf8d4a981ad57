/* frame.h: zstd frames that are not compressed. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FRAME_H
#define INDEX_FRAME_H

#include "base/buf.h"

/*
 * A frame with its content as it is, in one raw block (RFC 8878, 3.1.1):
 *
 *   0                  4     5                    5 + n     8 + n
 *   | magic            | what| bytes of content   | size and| content ...
 *   | 28 b5 2f fd      |     | n = 1, or 2 from   | kind of |
 *   |                  |     | 256 on, less 256   | block   |
 *
 * Any zstd unpacks it; here it is read without one.
 */
#define TW_FRAME_MOST 0xffff	/* bytes of content */

/* Adds such a frame. */
void tw_frame_add(struct tw_buf *buf, const void *content, size_t n);

/* The n bytes of content; NULL if it is no such frame of so many. */
const uint8_t *tw_frame_content(const uint8_t *frame, size_t size, size_t n);

#endif
