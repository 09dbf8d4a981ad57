/* stream.h: a long run of bytes of a segment, cut into records. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_STREAM_H
#define STORE_STREAM_H

#include "store/store.h"

/*
 * Byte `offset` of a stream is byte offset % TW_RECORD_PAYLOAD of record
 * offset / TW_RECORD_PAYLOAD; all records but the last are full. An item that
 * must not straddle two records is preceded by zero bytes up to the next.
 *
 * A sink takes the finished records: the store in bounded transactions, or
 * memory in tests.
 */
struct tw_sink {
	int (*put)(void *context, struct tw_record_key key,
		const void *payload, size_t length, trawl_error *err);
	void *context;
};

/* Writes one stream from its beginning. Valid after init. */
struct tw_stream_writer {
	struct tw_sink *sink;
	struct tw_record_key key;	/* of the record being filled */
	uint8_t *record;		/* owned; NULL until there are bytes */
	size_t room;			/* bytes of it */
	size_t filled;
	uint64_t offset;		/* of the next byte */
};

int tw_stream_init(struct tw_stream_writer *writer, struct tw_sink *sink,
	uint32_t segment, uint32_t stream, trawl_error *err) TW_MUST_USE;
void tw_stream_done(struct tw_stream_writer *writer);

/* Appends bytes, over record borders where they come. */
int tw_stream_add(struct tw_stream_writer *writer, const void *p, size_t n,
	trawl_error *err) TW_MUST_USE;

/* So that the next n <= TW_RECORD_PAYLOAD bytes lie in one record. */
int tw_stream_fit(struct tw_stream_writer *writer, size_t n,
	trawl_error *err) TW_MUST_USE;

/* Puts the last record. writer->offset is then the stream's length. */
int tw_stream_finish(struct tw_stream_writer *writer, trawl_error *err)
	TW_MUST_USE;

/* ------------------------------------------------------------------ */

/*
 * Reads a stream of a known length. Records are found, and their units
 * verified, at first touch; a source hands them out (a snapshot, or memory in
 * tests).
 */
struct tw_source {
	int (*get)(void *context, struct tw_record_key key,
		const uint8_t **ret_payload, size_t *ret_length,
		trawl_error *err);
	void *context;
	bool has_sums;		/* or there is nothing to be verified */

	/* Reads a few bytes, as tw_pick does; NULL: always TRAWL_END. */
	int (*pick)(void *context, struct tw_record_key key, size_t length,
		size_t begin, size_t n, const uint8_t **ret, size_t *ret_left,
		trawl_error *err);
};

struct tw_stream {
	struct tw_source *source;
	uint32_t segment;
	uint32_t stream;
	uint64_t length;
	uint64_t known;		/* length, or 0 as long as there are neither: */
	const uint8_t **records;	/* by number; NULL: not yet touched */
	uint32_t *verified;		/* a bit for each unit of a record */
};

int tw_stream_open(struct tw_stream *stream, struct tw_source *source,
	uint32_t segment, uint32_t number, uint64_t length, trawl_error *err)
	TW_MUST_USE;
void tw_stream_close(struct tw_stream *stream);

/*
 * Takes over what another stream has touched, which has the same bytes, and
 * read them in a transaction of the same map (tw_txn_map); it may be closed
 * then. The last record is not taken: it may be short, and short ones lie with
 * others in a page that is copied when one of these changes.
 */
void tw_stream_take(struct tw_stream *stream, struct tw_stream *from);

/* The same for a stream that is itself to be read by another source. */
void tw_stream_go_on(struct tw_stream *stream, struct tw_source *source);

/*
 * The bytes at `offset`, and how many lie there in one record (at least one;
 * TW_RECORD_SLACK more may be read). TRAWL_ECORRUPT for an offset behind the
 * end, as offsets come from the file. All of the rest of the record is
 * verified: where a few bytes are enough, the next two cost less.
 */
int tw_stream_at(struct tw_stream *stream, uint64_t offset,
	const uint8_t **ret, size_t *ret_left, trawl_error *err) TW_MUST_USE;

/*
 * The same, but of the record's rest only n bytes, or all if it is shorter,
 * and what comes with them are verified and counted.
 */
int tw_stream_ahead(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, size_t *ret_left, trawl_error *err) TW_MUST_USE;

/*
 * As tw_stream_ahead, for bytes whose neighbours are hardly wanted, too; they
 * are borrowed until the next pick from any stream of the source. Where little
 * is asked of a record, it is cheaper (store/pick.h); what has few records is
 * mapped.
 */
int tw_stream_pick(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, size_t *ret_left, trawl_error *err) TW_MUST_USE;

/* As tw_stream_copy. */
int tw_stream_pick_copy(struct tw_stream *stream, uint64_t offset, void *to,
	size_t n, trawl_error *err) TW_MUST_USE;

/* Exactly n bytes in one record at `offset`, or TRAWL_ECORRUPT. */
int tw_stream_get(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, trawl_error *err) TW_MUST_USE;

/* n bytes from `offset` on, copied from as many records as they lie in. */
int tw_stream_copy(struct tw_stream *stream, uint64_t offset, void *to,
	size_t n, trawl_error *err) TW_MUST_USE;

/*
 * Verifies n bytes from `offset` on, which may lie in many records, so that
 * they can be read by stream->records.
 */
int tw_stream_touch(struct tw_stream *stream, uint64_t offset, uint64_t n,
	trawl_error *err) TW_MUST_USE;

/* The byte at `offset`, before the end; NULL if it is yet to be verified. */
static inline const uint8_t *
tw_stream_peek(const struct tw_stream *stream, uint64_t offset)
{
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	size_t in_record = (size_t)(offset % TW_RECORD_PAYLOAD);

	if (offset >= stream->known ||
	    !(stream->verified[number] >> in_record / TW_RECORD_UNIT & 1))
		return NULL;
	return stream->records[number] + in_record;
}

/*
 * A place in a stream, for who asks for bytes here and there among neighbours:
 * what is verified on end around those last asked for, within their record.
 * It has none when zeroed, and holds as long as the stream is open.
 */
struct tw_stretch {
	const uint8_t *bytes;
	uint64_t offset;	/* of the first in the stream */
	size_t length;
	bool ends_record;
};

/* tw_stream_ahead and tw_stream_get where the stretch has not got them. */
int tw_stretch_go_ahead(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err) TW_MUST_USE;
int tw_stretch_go_get(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, trawl_error *err)
	TW_MUST_USE;

/* As tw_stream_ahead, for a few comparisons where the stretch has them. */
static inline TW_MUST_USE int
tw_stretch_ahead(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err)
{
	uint64_t at = offset - stretch->offset;

	if (at >= stretch->length || (stretch->length - (size_t)at < n &&
		!stretch->ends_record))
		return tw_stretch_go_ahead(stretch, stream, offset, n, ret,
			ret_left, err);
	*ret = stretch->bytes + at;
	*ret_left = stretch->length - (size_t)at;
	return TRAWL_OK;
}

/* As tw_stream_get; n is not 0. */
static inline TW_MUST_USE int
tw_stretch_get(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, trawl_error *err)
{
	uint64_t at = offset - stretch->offset;

	if (at >= stretch->length || stretch->length - (size_t)at < n)
		return tw_stretch_go_get(stretch, stream, offset, n, ret,
			err);
	*ret = stretch->bytes + at;
	return TRAWL_OK;
}

/* A source from any transaction. */
struct tw_source tw_txn_source(struct tw_txn *txn);

#endif
