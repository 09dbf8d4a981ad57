/* incoming.c: bytes of pages as they come, unpacked on the way. */
/* SPDX-License-Identifier: MIT */
#include "page/incoming.h"

#define STEP ((size_t)1 << 20)	/* bytes asked for at once */
#define MAGIC 4

/* Empties the part of a buffer before `*at`, where that is worth it. */
static void
compact(struct tw_buf *buf, size_t *at)
{
	if (*at < buf->n && *at < STEP)
		return;
	buf->n -= *at;
	if (buf->n > 0)
		memmove(buf->p, buf->p + *at, buf->n);
	*at = 0;
}

/* Appends what comes next, packed or not; in->dry if that is nothing. */
static int
read_more(struct tw_incoming *in, struct tw_buf *to, trawl_error *err)
{
	size_t n = 0;

	if (in->in_memory) {
		n = in->memory.n < STEP ? in->memory.n : STEP;
		tw_buf_add(to, in->memory.p, n);
		in->memory = tw_str(in->memory.p + n, in->memory.n - n);
	} else if (tw_buf_reserve(to, STEP)) {
		int status = in->read(in->context, to->p + to->n, STEP, &n,
			err);

		if (status != TRAWL_OK)
			return status;
		to->n += n < STEP ? n : STEP;
	}
	in->dry = n == 0;
	return tw_buf_status(to, err);
}

/* Moves bytes from where they are packed to the window. */
static int
unpack_more(struct tw_incoming *in, trawl_error *err)
{
	compact(&in->packed, &in->packed_at);
	if (in->packed.n - in->packed_at < STEP && !in->dry) {
		int status = read_more(in, &in->packed, err);

		if (status != TRAWL_OK)
			return status;
	}

	struct tw_str left = tw_str(in->packed.p + in->packed_at,
		in->packed.n - in->packed_at);
	int status = tw_unpack_some(&in->unpack, &left, in->dry, &in->bytes,
		err);

	in->packed_at = in->packed.n - left.n;
	return status;
}

int
tw_incoming_memory(struct tw_incoming *in, struct tw_str bytes,
	trawl_error *err)
{
	*in = (struct tw_incoming){.memory = bytes, .in_memory = true};
	return tw_unpack_begin(&in->unpack, bytes, &in->is_packed, err);
}

int
tw_incoming_stream(struct tw_incoming *in, trawl_read_fn *read, void *context,
	trawl_error *err)
{
	*in = (struct tw_incoming){.read = read, .context = context};
	while (in->bytes.n < MAGIC && !in->dry) {
		int status = read_more(in, &in->bytes, err);

		if (status != TRAWL_OK)
			return status;
	}

	int status = tw_unpack_begin(&in->unpack, tw_buf_str(&in->bytes),
		&in->is_packed, err);

	if (status == TRAWL_OK && in->is_packed) {
		in->packed = in->bytes;
		in->bytes = (struct tw_buf){0};
	}
	return status;
}

void
tw_incoming_done(struct tw_incoming *in)
{
	tw_unpack_end(&in->unpack);
	tw_buf_done(&in->packed);
	tw_buf_done(&in->bytes);
}

/* Whether nothing can come any more. */
static bool
has_ended(const struct tw_incoming *in)
{
	if (in->damage.status != TRAWL_OK || !in->dry)
		return false;
	return !in->is_packed || (in->packed_at == in->packed.n
		&& !in->unpack.within);
}

int
tw_incoming_see(struct tw_incoming *in, size_t least, struct tw_str *ret,
	trawl_error *err)
{
	if (in->in_memory && !in->is_packed) {
		*ret = in->memory;
		return TRAWL_OK;
	}
	while (in->bytes.n - in->at < least && !has_ended(in)) {
		compact(&in->bytes, &in->at);
		if (in->damage.status != TRAWL_OK) {
			trawl_error damage = in->damage;

			in->damage.status = TRAWL_OK;
			return tw_fail(err, damage.status, "%s", damage.text);
		}

		int status = in->is_packed ? unpack_more(in, err)
			: read_more(in, &in->bytes, err);

		if (status == TRAWL_OK)
			status = tw_buf_status(&in->bytes, err);
		if (status != TRAWL_OK)
			return status;
	}
	*ret = tw_str(in->bytes.n > 0 ? in->bytes.p + in->at : "",
		in->bytes.n - in->at);
	return TRAWL_OK;
}

int
tw_incoming_peek(struct tw_incoming *in, size_t least, struct tw_str *ret,
	trawl_error *err)
{
	trawl_error why = {0};
	int status = tw_incoming_see(in, least, ret, &why);

	if (status == TRAWL_EPARSE && in->bytes.n > in->at) {
		in->damage = why;
		*ret = tw_str(in->bytes.p + in->at, in->bytes.n - in->at);
		return TRAWL_OK;
	}
	return status == TRAWL_OK ? status : tw_fail(err, status, "%s",
		why.text);
}

void
tw_incoming_pass(struct tw_incoming *in, size_t n)
{
	in->offset += n;
	if (in->in_memory && !in->is_packed)
		in->memory = tw_str(in->memory.p + n, in->memory.n - n);
	else
		in->at += n;
}

void
tw_incoming_drop(struct tw_incoming *in)
{
	tw_incoming_pass(in, in->bytes.n - in->at);
}

int
tw_incoming_skip(struct tw_incoming *in, uint64_t n, trawl_error *err)
{
	struct tw_str seen;

	while (n > 0) {
		int status = tw_incoming_see(in, 1, &seen, err);

		if (status != TRAWL_OK || seen.n == 0)
			return status;

		size_t step = seen.n < n ? seen.n : (size_t)n;

		tw_incoming_pass(in, step);
		n -= step;
	}
	return TRAWL_OK;
}

/* Leaves behind the rest of a line. */
static int
skip_line(struct tw_incoming *in, trawl_error *err)
{
	for (;;) {
		struct tw_str seen;
		int status = tw_incoming_see(in, 1, &seen, err);

		if (status != TRAWL_OK || seen.n == 0)
			return status;

		const char *stop = memchr(seen.p, '\n', seen.n);

		tw_incoming_pass(in, stop ? (size_t)(stop - seen.p) + 1
			: seen.n);
		if (stop)
			return TRAWL_OK;
	}
}

int
tw_incoming_line(struct tw_incoming *in, size_t most, struct tw_str *ret,
	trawl_error *err)
{
	size_t looked_at = 0;
	struct tw_str seen;

	for (;;) {
		int status = tw_incoming_see(in, looked_at + 1, &seen, err);

		if (status != TRAWL_OK) {
			tw_incoming_drop(in);
			return status;
		}
		if (seen.n == 0)
			return TRAWL_END;

		const char *stop = memchr(seen.p + looked_at, '\n',
			seen.n - looked_at);

		if (stop || seen.n == looked_at) {
			size_t n = stop ? (size_t)(stop - seen.p) : seen.n;

			*ret = tw_str(seen.p, n);
			tw_incoming_pass(in, n + (stop ? 1 : 0));
			return n <= most ? TRAWL_OK : tw_fail(err,
				TRAWL_EFULL, "a line is longer than %zu MiB",
				most >> 20);
		}
		looked_at = seen.n;
		if (seen.n <= most)
			continue;
		status = skip_line(in, err);
		return status != TRAWL_OK ? status : tw_fail(err, TRAWL_EFULL,
			"a line is longer than %zu MiB", most >> 20);
	}
}
