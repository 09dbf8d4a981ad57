/* values.c: reads the values that articles have. */
/* SPDX-License-Identifier: MIT */
#include "index/values.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/varint.h"

/*
 * VALUES begins with four heads, of 16 bytes each:
 *
 *   0         4       8               16
 *   | values  | sets  | bytes of both |
 *   | le32    | le32  | le64          |
 *
 * and the bytes of each kind follow.
 */
#define HEADS (TW_VALUES_COUNT * TW_VALUES_HEAD)

#define GROUP 64	/* articles whose sets are read at once */

uint32_t
tw_values_width(uint32_t set_count)
{
	if (set_count <= 1)
		return 0;
	if (set_count <= UINT32_C(1) << 8)
		return 1;
	return set_count <= UINT32_C(1) << 16 ? 2 : 4;
}

void
tw_values_free(struct tw_values *values)
{
	if (!values)
		return;
	struct tw_arena arena = values->arena;

	tw_arena_done(&arena);
}

static int
damaged(const struct tw_segment *segment, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: the values of its articles are "
		"damaged", segment->info.segment);
}

/* ------------------------------------------------------------------ */

/* What is read, and what is left of it. */
struct reading {
	struct tw_values *values;
	struct tw_str *texts;
	uint32_t *begins;
	struct tw_buf members;		/* uint32_t */
	const uint8_t *p;
	const uint8_t *end;
};

/* Each text behind the one before. */
static bool
read_texts(struct reading *reading)
{
	for (uint32_t i = 0; i < reading->values->count; i++) {
		uint32_t n = 0;

		reading->p = tw_varint_get32(reading->p, reading->end, &n);
		if (!reading->p || n == 0 || n > TW_VALUE_MAX ||
			n > (size_t)(reading->end - reading->p))
			return false;
		reading->texts[i] = tw_str((const char *)reading->p, n);
		reading->p += n;
		if (i > 0 && tw_str_compare(reading->texts[i - 1],
			reading->texts[i]) >= 0)
			return false;
	}
	return true;
}

static bool
read_set(struct reading *reading)
{
	uint32_t n = 0;
	uint64_t least = 0;

	reading->p = tw_varint_get32(reading->p, reading->end, &n);
	if (!reading->p || n > reading->values->count)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t gap = 0;

		reading->p = tw_varint_get32(reading->p, reading->end, &gap);
		if (!reading->p || least + gap >= reading->values->count)
			return false;
		uint32_t member = (uint32_t)(least + gap);

		tw_buf_add(&reading->members, &member, sizeof(member));
		least += (uint64_t)gap + 1;
	}
	return true;
}

static bool
read_sets(struct reading *reading)
{
	for (uint32_t i = 0; i < reading->values->set_count; i++) {
		if (!read_set(reading))
			return false;
		reading->begins[i + 1] = (uint32_t)(reading->members.n /
			sizeof(uint32_t));
	}
	return true;
}

/* From the bytes of a kind, which stay. */
static int
parse(struct tw_segment *segment, struct tw_values *values, const uint8_t *p,
	size_t n, trawl_error *err)
{
	struct reading reading = {.values = values, .p = p, .end = p + n};
	struct tw_arena *arena = &values->arena;

	if (values->count > n || values->set_count > n)
		return damaged(segment, err);
	reading.texts = tw_arena_alloc(arena,
		(values->count + (size_t)1) * sizeof(struct tw_str));
	reading.begins = tw_arena_zeroed(arena,
		values->set_count + (size_t)1, sizeof(uint32_t));
	if (!reading.texts || !reading.begins)
		return tw_no_memory(err);
	bool is_good = read_texts(&reading) && read_sets(&reading) &&
		reading.p == reading.end;
	int status = is_good ? tw_buf_status(&reading.members, err)
		: damaged(segment, err);

	values->texts = reading.texts;
	values->begins = reading.begins;
	if (status == TRAWL_OK) {
		values->members = (const uint32_t *)tw_arena_copy(arena,
			tw_buf_str(&reading.members).p, reading.members.n);
		status = values->members ? TRAWL_OK : tw_no_memory(err);
	}
	tw_buf_done(&reading.members);
	return status;
}

/* As many bytes as there are records for, whatever the head says. */
static int
gather(struct tw_segment *segment, uint64_t at, uint64_t n,
	struct tw_buf *bytes, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_VALUES];

	if (at > stream->length || n > stream->length - at)
		return damaged(segment, err);
	while (bytes->n < n) {
		uint64_t more = n - bytes->n;
		const uint8_t *p;
		size_t left;
		int status = tw_stream_at(stream, at + bytes->n, &p, &left,
			err);

		if (status != TRAWL_OK)
			return status;
		tw_buf_add(bytes, p, left < more ? left : (size_t)more);
		status = tw_buf_status(bytes, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Reads the heads up to that of the kind, and finds its bytes. */
static int
read_head(struct tw_segment *segment, enum tw_value_kind kind,
	struct tw_values *values, uint64_t *ret_at, uint64_t *ret_size,
	trawl_error *err)
{
	uint8_t heads[HEADS];
	uint64_t at = HEADS;
	int status = tw_stream_copy(&segment->stream[TW_STREAM_VALUES], 0,
		heads, sizeof(heads), err);

	if (status != TRAWL_OK)
		return status;
	for (int i = 0; i < (int)kind; i++) {
		uint64_t size = tw_le64(heads + i * TW_VALUES_HEAD + 8);

		if (size > segment->stream[TW_STREAM_VALUES].length)
			return damaged(segment, err);
		at += size;
	}
	const uint8_t *head = heads + (int)kind * TW_VALUES_HEAD;

	values->count = tw_le32(head);
	values->set_count = tw_le32(head + 4);
	values->width = tw_values_width(values->set_count);
	*ret_at = at;
	*ret_size = tw_le64(head + 8);
	if (values->set_count == 0 ||
		segment->stream[tw_values_stream(kind)].length !=
			(uint64_t)values->width * segment->info.docs)
		return damaged(segment, err);
	return TRAWL_OK;
}

static int
read_values(struct tw_segment *segment, enum tw_value_kind kind,
	struct tw_values *values, trawl_error *err)
{
	struct tw_buf bytes = {0};
	uint64_t at = 0;
	uint64_t size = 0;
	int status = read_head(segment, kind, values, &at, &size, err);

	if (status == TRAWL_OK)
		status = gather(segment, at, size, &bytes, err);
	if (status == TRAWL_OK) {
		const char *copy = tw_arena_copy(&values->arena,
			tw_buf_str(&bytes).p, bytes.n);

		status = copy ? parse(segment, values, (const uint8_t *)copy,
			bytes.n, err) : tw_no_memory(err);
	}
	tw_buf_done(&bytes);
	return status;
}

int
tw_values_get(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values **ret, trawl_error *err)
{
	if (!segment->values[kind]) {
		struct tw_arena arena = {0};
		struct tw_values *values = tw_arena_zeroed(&arena, 1,
			sizeof(*values));

		if (!values)
			return tw_no_memory(err);
		values->arena = arena;
		int status = read_values(segment, kind, values, err);

		if (status != TRAWL_OK) {
			tw_values_free(values);
			return status;
		}
		segment->values[kind] = values;
	}
	*ret = segment->values[kind];
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

static uint32_t
number_at(const uint8_t *p, uint32_t width)
{
	if (width == 1)
		return *p;
	return width == 2 ? tw_le16(p) : tw_le32(p);
}

int
tw_values_set(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values *values, uint32_t doc, uint32_t *ret,
	trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[tw_values_stream(kind)];
	uint64_t offset = (uint64_t)doc * values->width;
	const uint8_t *p;

	if (doc >= segment->info.docs)
		return damaged(segment, err);
	if (values->width == 0) {
		*ret = 0;
		return TRAWL_OK;
	}
	p = tw_stream_peek(stream, offset);
	if (!p) {
		int status = tw_stream_get(stream, offset, values->width, &p,
			err);

		if (status != TRAWL_OK)
			return status;
	}
	uint32_t set = number_at(p, values->width);

	if (set >= values->set_count)
		return damaged(segment, err);
	*ret = set;
	return TRAWL_OK;
}

int
tw_values_sets(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values *values, uint32_t base, const uint8_t **ret,
	trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[tw_values_stream(kind)];
	uint32_t docs = segment->info.docs;

	if (base >= docs || values->width == 0)
		return damaged(segment, err);
	uint32_t n = docs - base < GROUP ? docs - base : GROUP;

	return tw_stream_get(stream, (uint64_t)base * values->width,
		(size_t)n * values->width, ret, err);
}
