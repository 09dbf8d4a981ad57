/* buf.h: bytes that grow at the end, with a maximum and a sticky failure. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/*
 * Valid when zeroed (no maximum). Appending never returns a status: when
 * memory or the maximum is reached, the buffer fails, ignores what follows,
 * and says so when asked, once, at the end. What is appended must not lie in
 * the buffer itself. Amortised O(1) a byte.
 */
struct tw_buf {
	char *p;
	size_t n;
	size_t room;
	size_t maximum;		/* 0: none */
	int failed;		/* 0, TRAWL_ENOMEM or TRAWL_EFULL */
};

void tw_buf_init(struct tw_buf *buf, size_t maximum);
void tw_buf_done(struct tw_buf *buf);

/* Empties the buffer, keeps its memory, forgets the failure. */
void tw_buf_reset(struct tw_buf *buf);

void tw_buf_add(struct tw_buf *buf, const void *p, size_t n);
void tw_buf_add_str(struct tw_buf *buf, struct tw_str str);
void tw_buf_add_zero(struct tw_buf *buf, size_t n);
void tw_buf_add_le32(struct tw_buf *buf, uint32_t value);
void tw_buf_add_le64(struct tw_buf *buf, uint64_t value);
void tw_buf_add_varint(struct tw_buf *buf, uint64_t value);
void tw_buf_addf(struct tw_buf *buf, const char *format, ...)
	TW_PRINTF(2, 3);

/* Room for n more bytes at buf->p + buf->n; false if the buffer failed. */
static inline bool tw_buf_reserve(struct tw_buf *buf, size_t n);
bool tw_buf_reserve_more(struct tw_buf *buf, size_t n);

/* TRAWL_OK, or the sticky failure with its text. */
int tw_buf_status(const struct tw_buf *buf, trawl_error *err) TW_MUST_USE;

static inline bool
tw_buf_failed(const struct tw_buf *buf)
{
	return buf->failed != 0;
}

static inline bool
tw_buf_reserve(struct tw_buf *buf, size_t n)
{
	if (buf->p && !buf->failed && n <= buf->room - buf->n)
		return true;
	return tw_buf_reserve_more(buf, n);
}

static inline void
tw_buf_add_byte(struct tw_buf *buf, uint8_t byte)
{
	if (tw_buf_reserve(buf, 1))
		buf->p[buf->n++] = (char)byte;
}

/* The bytes; never NULL, so that its end may be computed. */
static inline struct tw_str
tw_buf_str(const struct tw_buf *buf)
{
	return tw_str(buf->p != NULL ? buf->p : "", buf->n);
}

#endif
