/* unpack.c: bytes packed by gzip or zstd, unpacked as they come. */
/* SPDX-License-Identifier: MIT */
#include "page/unpack.h"

#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

#include "base/alloc.h"

#define STEP ((size_t)64 << 10)
#define GZIP_BITS (15 + 16)	/* zlib.h: the largest window, gzip's header */

static const char gzip_magic[] = {'\x1f', '\x8b', '\x08'};
static const char zstd_magic[] = {'\x28', '\xb5', '\x2f', '\xfd'};

static bool
begins(struct tw_str bytes, const char *magic, size_t n)
{
	return bytes.n >= n && memcmp(bytes.p, magic, n) == 0;
}

static void *
zlib_alloc(void *unused, unsigned count, unsigned size)
{
	(void)unused;
	return tw_alloc_zeroed(count, size);
}

static void
zlib_free(void *unused, void *p)
{
	(void)unused;
	tw_free(p);
}

static int
begin_gzip(struct tw_unpack *unpack, trawl_error *err)
{
	z_stream *gzip = tw_alloc_zeroed(1, sizeof(*gzip));

	if (!gzip)
		return tw_no_memory(err);
	gzip->zalloc = zlib_alloc;
	gzip->zfree = zlib_free;
	if (inflateInit2(gzip, GZIP_BITS) != Z_OK) {
		tw_free(gzip);
		return tw_no_memory(err);
	}
	unpack->gzip = gzip;
	return TRAWL_OK;
}

int
tw_unpack_begin(struct tw_unpack *unpack, struct tw_str bytes,
	bool *ret_packed, trawl_error *err)
{
	bool is_gzip = begins(bytes, gzip_magic, sizeof(gzip_magic));
	bool is_zstd = begins(bytes, zstd_magic, sizeof(zstd_magic));
	int status = is_gzip ? begin_gzip(unpack, err) : TRAWL_OK;

	if (is_zstd) {
		unpack->zstd = ZSTD_createDCtx();
		if (!unpack->zstd)
			status = tw_no_memory(err);
	}
	if (status == TRAWL_OK)
		*ret_packed = is_gzip || is_zstd;
	return status;
}

void
tw_unpack_end(struct tw_unpack *unpack)
{
	if (unpack->gzip)
		inflateEnd(unpack->gzip);
	tw_free(unpack->gzip);
	ZSTD_freeDCtx(unpack->zstd);
	*unpack = (struct tw_unpack){0};
}

static void
advance(struct tw_str *in, size_t n)
{
	*in = tw_str(in->p + n, in->n - n);
}

/* Moves to the beginning of the next member. */
static void
seek(struct tw_unpack *unpack, struct tw_str *in, bool at_end)
{
	const char *magic = unpack->gzip ? gzip_magic : zstd_magic;
	size_t n = unpack->gzip ? sizeof(gzip_magic) : sizeof(zstd_magic);
	const char *found = memmem(in->p, in->n, magic, n);

	unpack->lost = !found;
	if (found)
		advance(in, (size_t)(found - in->p));
	else if (at_end)
		advance(in, in->n);
	else if (in->n >= n)
		advance(in, in->n - n + 1);
}

static int
damage(struct tw_unpack *unpack, struct tw_str *in, const char *what,
	trawl_error *err)
{
	if (unpack->gzip)
		inflateReset(unpack->gzip);
	else
		ZSTD_DCtx_reset(unpack->zstd, ZSTD_reset_session_only);
	unpack->within = false;
	unpack->lost = true;
	if (in->n > 0)
		advance(in, 1);
	return tw_fail(err, TRAWL_EPARSE, "the packed data %s", what);
}

static int
inflate_some(struct tw_unpack *unpack, struct tw_str *in, struct tw_buf *out,
	trawl_error *err)
{
	z_stream *gzip = unpack->gzip;
	size_t n = in->n < STEP ? in->n : STEP;

	gzip->next_in = (const Bytef *)in->p;
	gzip->avail_in = (uInt)n;
	gzip->next_out = (Bytef *)(out->p + out->n);
	gzip->avail_out = (uInt)STEP;

	int result = inflate(gzip, Z_NO_FLUSH);

	advance(in, n - gzip->avail_in);
	out->n += STEP - gzip->avail_out;
	if (result == Z_MEM_ERROR)
		return tw_no_memory(err);
	if (result == Z_STREAM_END)
		inflateReset(gzip);
	else if (result != Z_OK && result != Z_BUF_ERROR)
		return damage(unpack, in, "is damaged", err);
	unpack->within = result != Z_STREAM_END;
	return TRAWL_OK;
}

static int
zstd_some(struct tw_unpack *unpack, struct tw_str *in, struct tw_buf *out,
	trawl_error *err)
{
	ZSTD_inBuffer from = {in->p, in->n, 0};
	ZSTD_outBuffer to = {out->p + out->n, STEP, 0};
	size_t result = ZSTD_decompressStream(unpack->zstd, &to, &from);

	advance(in, from.pos);
	out->n += to.pos;
	if (ZSTD_isError(result))
		return damage(unpack, in, "is damaged", err);
	unpack->within = result != 0;
	return TRAWL_OK;
}

int
tw_unpack_some(struct tw_unpack *unpack, struct tw_str *in, bool at_end,
	struct tw_buf *out, trawl_error *err)
{
	size_t before = in->n;
	size_t had = out->n;

	if (!tw_buf_reserve(out, STEP))
		return tw_buf_status(out, err);
	if (unpack->lost)
		seek(unpack, in, at_end);
	if (unpack->lost)
		return TRAWL_OK;
	if (!unpack->within && in->n > 0 && in->p[0] == '\0') {
		while (in->n > 0 && in->p[0] == '\0')	/* padding */
			advance(in, 1);
		return TRAWL_OK;
	}

	int status = in->n == 0 && !unpack->within ? TRAWL_OK : unpack->gzip
		? inflate_some(unpack, in, out, err)
		: zstd_some(unpack, in, out, err);

	if (status == TRAWL_OK && at_end && unpack->within
		&& in->n == before && out->n == had)
		return damage(unpack, in, "ends too early", err);
	return status;
}
