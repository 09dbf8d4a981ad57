/* stream.c: a long run of bytes of a segment, cut into records. */
/* SPDX-License-Identifier: MIT */
#include "store/stream.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "store/pick.h"

#define SMALLEST 1024	/* bytes of a record at first */
#define FEW 8		/* records of a stream: each is soon asked for often */

static_assert(TW_RECORD_PAYLOAD <= 32 * TW_RECORD_UNIT, "a bit for each unit");

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

int
tw_stream_init(struct tw_stream_writer *writer, struct tw_sink *sink,
	uint32_t segment, uint32_t stream, trawl_error *err)
{
	(void)err;
	*writer = (struct tw_stream_writer){
		.sink = sink,
		.key = {segment, stream, 0},
	};
	return TRAWL_OK;
}

void
tw_stream_done(struct tw_stream_writer *writer)
{
	tw_free(writer->record);
	*writer = (struct tw_stream_writer){0};
}

static int
put_record(struct tw_stream_writer *writer, trawl_error *err)
{
	int status = writer->sink->put(writer->sink->context, writer->key,
		writer->record, writer->filled, err);

	if (status != TRAWL_OK)
		return status;
	if (writer->key.number == UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL, "a stream is full");
	writer->key.number++;
	writer->filled = 0;
	return TRAWL_OK;
}

/*
 * Makes the record hold n bytes more, which it may. It grows as it is filled:
 * most streams of a segment of one article have a few bytes, or none.
 */
static int
hold(struct tw_stream_writer *writer, size_t n, trawl_error *err)
{
	size_t least = writer->filled + n;
	size_t room = writer->room > 0 ? writer->room : SMALLEST;

	if (least <= writer->room)
		return TRAWL_OK;
	while (room < least)
		room *= 4;
	if (room > TW_RECORD_PAYLOAD)
		room = TW_RECORD_PAYLOAD;
	uint8_t *record = tw_realloc(writer->record, room);

	if (!record)
		return tw_no_memory(err);
	writer->record = record;
	writer->room = room;
	return TRAWL_OK;
}

/* A full record is put as soon as there is more to come. */
int
tw_stream_add(struct tw_stream_writer *writer, const void *p, size_t n,
	trawl_error *err)
{
	const uint8_t *from = p;

	while (n > 0) {
		size_t room = TW_RECORD_PAYLOAD - writer->filled;
		size_t part = n < room ? n : room;

		if (part == 0) {
			int status = put_record(writer, err);

			if (status != TRAWL_OK)
				return status;
			continue;
		}
		int status = hold(writer, part, err);

		if (status != TRAWL_OK)
			return status;
		memcpy(writer->record + writer->filled, from, part);
		writer->filled += part;
		writer->offset += part;
		from += part;
		n -= part;
	}
	return TRAWL_OK;
}

int
tw_stream_fit(struct tw_stream_writer *writer, size_t n, trawl_error *err)
{
	size_t room = TW_RECORD_PAYLOAD - writer->filled;

	if (n > TW_RECORD_PAYLOAD)
		return tw_fail(err, TRAWL_EFULL, "an item of a stream is "
			"longer than a record: %zu bytes", n);
	if (n <= room)
		return TRAWL_OK;
	int status = hold(writer, room, err);

	if (status != TRAWL_OK)
		return status;
	memset(writer->record + writer->filled, 0, room);
	writer->filled += room;
	writer->offset += room;
	return put_record(writer, err);
}

int
tw_stream_finish(struct tw_stream_writer *writer, trawl_error *err)
{
	return writer->filled == 0 ? TRAWL_OK : put_record(writer, err);
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

static uint64_t
count_records(uint64_t length)
{
	return length / TW_RECORD_PAYLOAD + (length % TW_RECORD_PAYLOAD != 0);
}

int
tw_stream_open(struct tw_stream *stream, struct tw_source *source,
	uint32_t segment, uint32_t number, uint64_t length, trawl_error *err)
{
	if (count_records(length) > UINT32_MAX)
		return TW_CORRUPT(err, "stream %lu of segment %lu has an "
			"impossible length", (unsigned long)number,
			(unsigned long)segment);
	*stream = (struct tw_stream){
		.source = source,
		.segment = segment,
		.stream = number,
		.length = length,
	};
	return TRAWL_OK;
}

void
tw_stream_close(struct tw_stream *stream)
{
	tw_free(stream->records);
	*stream = (struct tw_stream){0};
}

void
tw_stream_take(struct tw_stream *stream, struct tw_stream *from)
{
	uint64_t count = count_records(stream->length);

	if (count < 2 || from->known != stream->length)
		return;
	tw_free(stream->records);
	stream->known = from->known;
	stream->records = from->records;
	stream->verified = from->verified;
	stream->records[count - 1] = NULL;
	stream->verified[count - 1] = 0;
	from->known = 0;
	from->records = NULL;
	from->verified = NULL;
}

void
tw_stream_go_on(struct tw_stream *stream, struct tw_source *source)
{
	uint64_t count = count_records(stream->length);

	stream->source = source;
	if (stream->known == 0)
		return;
	stream->records[count - 1] = NULL;
	stream->verified[count - 1] = 0;
}

static int
fail_stream(trawl_error *err, const struct tw_stream *stream, uint64_t offset,
	const char *fault)
{
	return TW_CORRUPT(err, "stream %lu of segment %lu: byte %llu %s",
		(unsigned long)stream->stream, (unsigned long)stream->segment,
		(unsigned long long)offset, fault);
}

/* Most who open a segment touch few of its streams. */
static int
know(struct tw_stream *stream, trawl_error *err)
{
	uint64_t count = count_records(stream->length);

	if (stream->known > 0)
		return TRAWL_OK;
	stream->records = tw_alloc_zeroed((size_t)count,
		sizeof(*stream->records) + sizeof(*stream->verified));
	if (!stream->records)
		return tw_no_memory(err);
	stream->verified = (uint32_t *)(stream->records + count);
	stream->known = stream->length;
	return TRAWL_OK;
}

/* Fetches the record that holds the byte; it must be as long as it ought. */
static int
touch(struct tw_stream *stream, uint64_t offset, trawl_error *err)
{
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	uint64_t begin = number * TW_RECORD_PAYLOAD;
	uint64_t left = stream->length - begin;
	const uint8_t *payload;
	size_t length;
	int status = know(stream, err);

	if (status == TRAWL_OK)
		status = stream->source->get(stream->source->context,
			(struct tw_record_key){stream->segment,
				stream->stream, (uint32_t)number},
			&payload, &length, err);
	if (status == TRAWL_END)
		return fail_stream(err, stream, offset, "is missing");
	if (status != TRAWL_OK)
		return status;
	if (length != (left < TW_RECORD_PAYLOAD ? left : TW_RECORD_PAYLOAD))
		return fail_stream(err, stream, offset,
			"is in a record of another length");
	stream->records[number] = payload;
	stream->verified[number] = stream->source->has_sums ? 0 : UINT32_MAX;
	return TRAWL_OK;
}

static inline bool
is_touched(const struct tw_stream *stream, uint64_t number)
{
	return stream->known > 0 && stream->records[number];
}

/* Verifies units, told by their bits, of a record of so many bytes. */
static int
verify(struct tw_stream *stream, uint64_t number, size_t length,
	uint32_t units, trawl_error *err)
{
	const uint8_t *payload = stream->records[number];

	for (uint32_t left = units; left; left &= left - 1) {
		size_t i = (size_t)__builtin_ctz(left);

		if (!tw_record_unit_is_right(payload, length, i))
			return fail_stream(err, stream,
				number * TW_RECORD_PAYLOAD +
					i * TW_RECORD_UNIT,
				"begins what does not match its checksum");
	}
	stream->verified[number] |= units;
	return TRAWL_OK;
}

/* The bits of the units that the bytes from begin to last lie in. */
static inline uint32_t
units_of(size_t begin, size_t last)
{
	return (UINT32_C(2) << last / TW_RECORD_UNIT) -
		(UINT32_C(1) << begin / TW_RECORD_UNIT);
}

/* From a record that is not mapped; the byte is there. */
static int
pick(struct tw_stream *stream, uint64_t offset, size_t n, const uint8_t **ret,
	size_t *ret_left, trawl_error *err)
{
	const struct tw_source *source = stream->source;
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	uint64_t begin = number * TW_RECORD_PAYLOAD;
	uint64_t length = stream->length - begin;

	if (!source->pick || n == 0 ||
		stream->length <= FEW * TW_RECORD_PAYLOAD)
		return TRAWL_END;
	return source->pick(source->context, (struct tw_record_key){
			stream->segment, stream->stream, (uint32_t)number},
		length < TW_RECORD_PAYLOAD ? (size_t)length :
			TW_RECORD_PAYLOAD,
		(size_t)(offset - begin), n, ret, ret_left, err);
}

static inline int
ahead(struct tw_stream *stream, uint64_t offset, size_t n, bool is_picked,
	const uint8_t **ret, size_t *ret_left, trawl_error *err)
{
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	size_t begin = (size_t)(offset % TW_RECORD_PAYLOAD);
	size_t length = TW_RECORD_PAYLOAD;

	if (offset >= stream->length)
		return fail_stream(err, stream, offset, "is behind its end");
	if (!is_touched(stream, number)) {
		int status = is_picked ? pick(stream, offset, n, ret,
			ret_left, err) : TRAWL_END;

		if (status != TRAWL_END)
			return status;
		status = touch(stream, offset, err);
		if (status != TRAWL_OK)
			return status;
	}
	if (stream->length - (offset - begin) < length)
		length = (size_t)(stream->length - (offset - begin));
	size_t last = n < length - begin ? begin + n - (n > 0) : length - 1;
	uint32_t missing = units_of(begin, last) & ~stream->verified[number];

	if (missing) {
		int status = verify(stream, number, length, missing, err);

		if (status != TRAWL_OK)
			return status;
	}
	size_t end = (last / TW_RECORD_UNIT + 1) * TW_RECORD_UNIT;

	*ret = stream->records[number] + begin;
	*ret_left = (end < length ? end : length) - begin;
	return TRAWL_OK;
}

int
tw_stream_ahead(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, size_t *ret_left, trawl_error *err)
{
	return ahead(stream, offset, n, false, ret, ret_left, err);
}

int
tw_stream_pick(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, size_t *ret_left, trawl_error *err)
{
	return ahead(stream, offset, n, true, ret, ret_left, err);
}

int
tw_stream_at(struct tw_stream *stream, uint64_t offset, const uint8_t **ret,
	size_t *ret_left, trawl_error *err)
{
	return tw_stream_ahead(stream, offset, TW_RECORD_PAYLOAD, ret,
		ret_left, err);
}

int
tw_stream_get(struct tw_stream *stream, uint64_t offset, size_t n,
	const uint8_t **ret, trawl_error *err)
{
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	size_t begin = (size_t)(offset % TW_RECORD_PAYLOAD);

	/* Once they are verified, which is nearly always, it is quick. */
	if (n - 1 < TW_RECORD_PAYLOAD - begin && offset < stream->known &&
	    n <= stream->known - offset &&
	    !(units_of(begin, begin + n - 1) & ~stream->verified[number])) {
		*ret = stream->records[number] + begin;
		return TRAWL_OK;
	}
	const uint8_t *p = NULL;
	size_t left = 0;
	int status = tw_stream_ahead(stream, offset, n, &p, &left, err);

	if (status != TRAWL_OK)
		return status;
	if (n > left)
		return fail_stream(err, stream, offset,
			"begins an item that ends behind its record");
	*ret = p;
	return TRAWL_OK;
}

/* What is verified around this byte, which is. */
static struct tw_stretch
stretch_around(const struct tw_stream *stream, uint64_t offset)
{
	uint64_t number = offset / TW_RECORD_PAYLOAD;
	uint64_t start = number * TW_RECORD_PAYLOAD;
	size_t length = stream->length - start < TW_RECORD_PAYLOAD
		? (size_t)(stream->length - start) : TW_RECORD_PAYLOAD;
	uint32_t missing = ~stream->verified[number];
	size_t unit = (size_t)(offset - start) / TW_RECORD_UNIT;
	uint32_t before = missing & ((UINT32_C(1) << unit) - 1);
	uint32_t behind = missing >> unit;
	size_t first = before ? 32 - (size_t)__builtin_clz(before) : 0;
	size_t end = behind ? unit + (size_t)__builtin_ctz(behind) : 32;

	first *= TW_RECORD_UNIT;
	end = end * TW_RECORD_UNIT < length ? end * TW_RECORD_UNIT : length;
	return (struct tw_stretch){
		.bytes = stream->records[number] + first,
		.offset = start + first,
		.length = end - first,
		.ends_record = end == length,
	};
}

int
tw_stretch_go_ahead(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err)
{
	int status = tw_stream_ahead(stream, offset, n, ret, ret_left, err);

	if (status == TRAWL_OK)
		*stretch = stretch_around(stream, offset);
	return status;
}

int
tw_stretch_go_get(struct tw_stretch *stretch, struct tw_stream *stream,
	uint64_t offset, size_t n, const uint8_t **ret, trawl_error *err)
{
	int status = tw_stream_get(stream, offset, n, ret, err);

	if (status == TRAWL_OK)
		*stretch = stretch_around(stream, offset);
	return status;
}

int
tw_stream_touch(struct tw_stream *stream, uint64_t offset, uint64_t n,
	trawl_error *err)
{
	int status = TRAWL_OK;

	while (status == TRAWL_OK && n > 0) {
		const uint8_t *p;
		size_t left = 0;

		status = tw_stream_ahead(stream, offset, n < TW_RECORD_PAYLOAD
			? (size_t)n : TW_RECORD_PAYLOAD, &p, &left, err);
		if (left > n)
			left = (size_t)n;
		offset += left;
		n -= left;
	}
	return status;
}

static int
copy(struct tw_stream *stream, uint64_t offset, void *to, size_t n,
	int (*read)(struct tw_stream *stream, uint64_t offset, size_t n,
		const uint8_t **ret, size_t *ret_left, trawl_error *err),
	trawl_error *err)
{
	uint8_t *end = to;

	while (n > 0) {
		const uint8_t *p = NULL;
		size_t left = 0;
		int status = read(stream, offset, n, &p, &left, err);

		if (status != TRAWL_OK)
			return status;
		if (left > n)
			left = n;
		memcpy(end, p, left);
		end += left;
		offset += left;
		n -= left;
	}
	return TRAWL_OK;
}

int
tw_stream_copy(struct tw_stream *stream, uint64_t offset, void *to, size_t n,
	trawl_error *err)
{
	return copy(stream, offset, to, n, tw_stream_ahead, err);
}

int
tw_stream_pick_copy(struct tw_stream *stream, uint64_t offset, void *to,
	size_t n, trawl_error *err)
{
	return copy(stream, offset, to, n, tw_stream_pick, err);
}

/* ------------------------------------------------------------------ */
/* The store as a source.                                               */

static int
get_from_txn(void *context, struct tw_record_key key,
	const uint8_t **ret_payload, size_t *ret_length, trawl_error *err)
{
	return tw_record_find(context, key, ret_payload, ret_length, err);
}

static int
pick_from_txn(void *context, struct tw_record_key key, size_t length,
	size_t begin, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err)
{
	return tw_pick(context, key, length, begin, n, ret, ret_left, err);
}

struct tw_source
tw_txn_source(struct tw_txn *txn)
{
	return (struct tw_source){get_from_txn, txn, true, pick_from_txn};
}
