/* buf.c: bytes that grow at the end, with a maximum and a sticky failure. */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/varint.h"

#define SMALLEST 64

void
tw_buf_init(struct tw_buf *buf, size_t maximum)
{
	*buf = (struct tw_buf){.maximum = maximum};
}

void
tw_buf_done(struct tw_buf *buf)
{
	tw_free(buf->p);
	tw_buf_init(buf, buf->maximum);
}

void
tw_buf_reset(struct tw_buf *buf)
{
	buf->n = 0;
	buf->failed = 0;
}

/* Twice the room, at least `needed`, within the maximum. */
static size_t
next_room(const struct tw_buf *buf, size_t needed, size_t maximum)
{
	size_t room = SMALLEST;

	if (buf->room > maximum / 2)
		room = maximum;
	else if (buf->room > SMALLEST / 2)
		room = 2 * buf->room;
	if (room > maximum)
		room = maximum;
	return room > needed ? room : needed;
}

/*
 * One byte more than the room is allocated, so that vsnprintf can end its
 * text within the maximum.
 */
static void
grow(struct tw_buf *buf, size_t n)
{
	size_t maximum = buf->maximum > 0 ? buf->maximum : SIZE_MAX - 1;
	size_t needed;

	if (!tw_add_size(buf->n, n, &needed) || needed > maximum) {
		buf->failed = buf->maximum > 0 ? TRAWL_EFULL : TRAWL_ENOMEM;
		return;
	}
	size_t room = next_room(buf, needed, maximum);
	char *p = tw_realloc(buf->p, room + 1);

	if (!p) {
		buf->failed = TRAWL_ENOMEM;
		return;
	}
	buf->p = p;
	buf->room = room;
}

bool
tw_buf_reserve_more(struct tw_buf *buf, size_t n)
{
	if (!buf->failed && (!buf->p || n > buf->room - buf->n))
		grow(buf, n);
	return !buf->failed;
}

void
tw_buf_add(struct tw_buf *buf, const void *p, size_t n)
{
	if (n == 0 || !tw_buf_reserve(buf, n))
		return;
	memcpy(buf->p + buf->n, p, n);
	buf->n += n;
}

void
tw_buf_add_str(struct tw_buf *buf, struct tw_str str)
{
	tw_buf_add(buf, str.p, str.n);
}

void
tw_buf_add_zero(struct tw_buf *buf, size_t n)
{
	if (!tw_buf_reserve(buf, n))
		return;
	memset(buf->p + buf->n, 0, n);
	buf->n += n;
}

void
tw_buf_add_le32(struct tw_buf *buf, uint32_t value)
{
	uint8_t bytes[4];

	tw_put_le32(bytes, value);
	tw_buf_add(buf, bytes, sizeof(bytes));
}

void
tw_buf_add_le64(struct tw_buf *buf, uint64_t value)
{
	uint8_t bytes[8];

	tw_put_le64(bytes, value);
	tw_buf_add(buf, bytes, sizeof(bytes));
}

void
tw_buf_add_varint(struct tw_buf *buf, uint64_t value)
{
	uint8_t bytes[TW_VARINT_MAX];

	if (buf->failed || buf->room - buf->n < sizeof(bytes))
		tw_buf_add(buf, bytes, tw_varint_put(bytes, value));
	else
		buf->n += tw_varint_put((uint8_t *)buf->p + buf->n, value);
}

void
tw_buf_addf(struct tw_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);

	if (n < 0)		/* over INT_MAX */
		buf->failed = TRAWL_ENOMEM;
	if (n <= 0 || !tw_buf_reserve(buf, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(buf->p + buf->n, (size_t)n + 1, format, args);
	va_end(args);
	buf->n += (size_t)n;
}

int
tw_buf_status(const struct tw_buf *buf, trawl_error *err)
{
	if (buf->failed == TRAWL_EFULL)
		return tw_fail(err, TRAWL_EFULL,
			"more than the %zu bytes that a buffer may hold",
			buf->maximum);
	if (buf->failed)
		return tw_no_memory(err);
	return TRAWL_OK;
}
