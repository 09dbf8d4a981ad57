/* valueswrite.c: gathers and writes the values that articles have. */
/* SPDX-License-Identifier: MIT */
#include "index/valueswrite.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"

void
tw_values_writer_done(struct tw_values_writer *writer)
{
	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		struct tw_values_gathered *kind = &writer->kind[i];

		tw_map_done(&kind->values);
		tw_buf_done(&kind->texts);
		tw_map_done(&kind->sets);
		tw_buf_done(&kind->members);
		tw_buf_done(&kind->column);
	}
	tw_buf_done(&writer->scratch);
	*writer = (struct tw_values_writer){0};
}

/* ------------------------------------------------------------------ */
/* Sets.                                                                */

/* The number of a key, which is added at the end if it is new. */
static int
number_of(struct tw_map *map, struct tw_buf *keys, struct tw_str key,
	uint32_t *ret, trawl_error *err)
{
	uint32_t *number;
	struct tw_str copy;
	bool is_new;

	if (!tw_map_insert(map, key, map->count, &number, &copy, &is_new))
		return tw_no_memory(err);
	*ret = *number;
	if (is_new)
		tw_buf_add(keys, &copy, sizeof(copy));
	return tw_buf_status(keys, err);
}

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t first;
	uint32_t second;

	memcpy(&first, a, sizeof(first));
	memcpy(&second, b, sizeof(second));
	return (first > second) - (first < second);
}

/* Sorts numbers, and leaves each once. */
static void
make_set(struct tw_buf *numbers)
{
	const size_t size = sizeof(uint32_t);
	size_t n = 0;

	if (numbers->n == 0)
		return;
	qsort(numbers->p, numbers->n / size, size, compare_numbers);
	for (size_t i = 0; i < numbers->n; i += size) {
		if (n > 0 && memcmp(numbers->p + n - size, numbers->p + i,
			size) == 0)
			continue;
		memmove(numbers->p + n, numbers->p + i, size);
		n += size;
	}
	numbers->n = n;
}

/* The number of the set in scratch. */
static int
set_in_scratch(struct tw_values_writer *writer, enum tw_value_kind kind,
	uint32_t *ret, trawl_error *err)
{
	struct tw_values_gathered *gathered = &writer->kind[kind];
	int status = tw_buf_status(&writer->scratch, err);

	if (status != TRAWL_OK)
		return status;
	make_set(&writer->scratch);
	return number_of(&gathered->sets, &gathered->members,
		tw_buf_str(&writer->scratch), ret, err);
}

static int
add_value(struct tw_values_writer *writer, enum tw_value_kind kind,
	struct tw_str text, trawl_error *err)
{
	struct tw_values_gathered *gathered = &writer->kind[kind];
	uint32_t value;

	if (text.n == 0 || text.n > TW_VALUE_MAX)
		return TRAWL_OK;
	int status = number_of(&gathered->values, &gathered->texts, text,
		&value, err);

	if (status == TRAWL_OK)
		tw_buf_add(&writer->scratch, &value, sizeof(value));
	return status;
}

int
tw_values_writer_set(struct tw_values_writer *writer,
	enum tw_value_kind kind, struct tw_str lines, uint32_t *ret,
	trawl_error *err)
{
	int status = TRAWL_OK;

	tw_buf_reset(&writer->scratch);
	while (lines.n > 0 && status == TRAWL_OK) {
		const char *end = memchr(lines.p, '\n', lines.n);
		size_t n = end ? (size_t)(end - lines.p) : lines.n;
		size_t step = n + (end != NULL);

		status = add_value(writer, kind, tw_str(lines.p, n), err);
		lines = tw_str(lines.p + step, lines.n - step);
	}
	if (status != TRAWL_OK)
		return status;
	return set_in_scratch(writer, kind, ret, err);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static void
put_number(uint8_t *to, uint32_t width, uint32_t number)
{
	if (width == 1)
		*to = (uint8_t)number;
	else if (width == 2)
		tw_put_le16(to, (uint16_t)number);
	else if (width == 4)
		tw_put_le32(to, number);
}

static uint32_t
get_number(const uint8_t *p, uint32_t width)
{
	if (width == 1)
		return *p;
	if (width == 2)
		return tw_le16(p);
	return width == 4 ? tw_le32(p) : 0;
}

/* Makes all numbers of the column as wide as the present sets need. */
static void
widen(struct tw_values_gathered *gathered, uint32_t docs)
{
	struct tw_buf column = {0};
	uint32_t from = gathered->width;
	uint32_t to = tw_values_width(gathered->sets.count);
	const uint8_t *p = (const uint8_t *)gathered->column.p;

	for (uint32_t i = 0; i < docs; i++) {
		uint8_t number[4];

		put_number(number, to, get_number(p, from));
		tw_buf_add(&column, number, to);
		if (from > 0)	/* else there may be no column yet */
			p += from;
	}
	if (tw_buf_failed(&gathered->column))
		column.failed = gathered->column.failed;
	tw_buf_done(&gathered->column);
	gathered->column = column;
	gathered->width = to;
}

int
tw_values_writer_add(struct tw_values_writer *writer,
	const uint32_t sets[TW_VALUES_COUNT], trawl_error *err)
{
	int status = TRAWL_OK;

	for (int i = 0; i < TW_VALUES_COUNT && status == TRAWL_OK; i++) {
		struct tw_values_gathered *gathered = &writer->kind[i];
		uint8_t number[4];

		if (gathered->width != tw_values_width(gathered->sets.count))
			widen(gathered, writer->docs);
		put_number(number, gathered->width, sets[i]);
		tw_buf_add(&gathered->column, number, gathered->width);
		status = tw_buf_status(&gathered->column, err);
	}
	writer->docs += status == TRAWL_OK;
	return status;
}

/* ------------------------------------------------------------------ */
/* Articles of another segment.                                         */

int
tw_values_copier_init(struct tw_values_copier *copier,
	struct tw_segment *segment, trawl_error *err)
{
	*copier = (struct tw_values_copier){.segment = segment};
	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		int status = tw_values_get(segment, (enum tw_value_kind)i,
			&copier->values[i], err);

		if (status != TRAWL_OK)
			return status;
		size_t size = copier->values[i]->set_count * sizeof(uint32_t);

		copier->numbers[i] = tw_alloc(size);
		if (!copier->numbers[i])
			return tw_no_memory(err);
		memset(copier->numbers[i], 0xff, size);
	}
	return TRAWL_OK;
}

void
tw_values_copier_done(struct tw_values_copier *copier)
{
	for (int i = 0; i < TW_VALUES_COUNT; i++)
		tw_free(copier->numbers[i]);
	*copier = (struct tw_values_copier){0};
}

static int
copy_set(struct tw_values_writer *writer, enum tw_value_kind kind,
	const struct tw_values *values, uint32_t set, uint32_t *ret,
	trawl_error *err)
{
	uint32_t count;
	const uint32_t *members = tw_values_of_set(values, set, &count);
	int status = TRAWL_OK;

	tw_buf_reset(&writer->scratch);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = add_value(writer, kind, values->texts[members[i]],
			err);
	if (status != TRAWL_OK)
		return status;
	return set_in_scratch(writer, kind, ret, err);
}

int
tw_values_writer_copy(struct tw_values_writer *writer,
	struct tw_values_copier *copier, uint32_t doc, trawl_error *err)
{
	uint32_t sets[TW_VALUES_COUNT];

	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		enum tw_value_kind kind = (enum tw_value_kind)i;
		uint32_t set;
		int status = tw_values_set(copier->segment, kind,
			copier->values[i], doc, &set, err);

		if (status == TRAWL_OK && copier->numbers[i][set] ==
			UINT32_MAX)
			status = copy_set(writer, kind, copier->values[i],
				set, &copier->numbers[i][set], err);
		if (status != TRAWL_OK)
			return status;
		sets[i] = copier->numbers[i][set];
	}
	return tw_values_writer_add(writer, sets, err);
}

/* ------------------------------------------------------------------ */
/* To the segment.                                                      */

/* A text, and the number it came with. */
struct arrival {
	struct tw_str text;
	uint32_t number;
};

static int
compare_texts(const void *a, const void *b)
{
	return tw_str_compare(((const struct arrival *)a)->text,
		((const struct arrival *)b)->text);
}

/* The values in their order; their new numbers by the old. */
static int
sort_values(struct tw_values_gathered *gathered, struct tw_buf *out,
	uint32_t **ret, trawl_error *err)
{
	const struct tw_str *texts = (const struct tw_str *)gathered->texts.p;
	uint32_t count = gathered->values.count;
	struct arrival *sorted = tw_alloc((count + (size_t)1) *
		sizeof(*sorted));
	uint32_t *numbers = tw_alloc((count + (size_t)1) * sizeof(*numbers));

	if (!sorted || !numbers) {
		tw_free(sorted);
		tw_free(numbers);
		return tw_no_memory(err);
	}
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = (struct arrival){texts[i], i};
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare_texts);
	for (uint32_t i = 0; i < count; i++) {
		numbers[sorted[i].number] = i;
		tw_buf_add_varint(out, sorted[i].text.n);
		tw_buf_add_str(out, sorted[i].text);
	}
	tw_free(sorted);
	*ret = numbers;
	return TRAWL_OK;
}

/* A set whose members are old numbers. */
static void
add_set(struct tw_str members, const uint32_t *numbers,
	struct tw_buf *scratch, struct tw_buf *out)
{
	uint32_t least = 0;

	tw_buf_reset(scratch);
	for (size_t at = 0; at < members.n; at += sizeof(uint32_t)) {
		uint32_t old;

		memcpy(&old, members.p + at, sizeof(old));
		tw_buf_add(scratch, &numbers[old], sizeof(*numbers));
	}
	if (tw_buf_failed(scratch))
		return;
	make_set(scratch);
	tw_buf_add_varint(out, scratch->n / sizeof(uint32_t));
	for (size_t at = 0; at < scratch->n; at += sizeof(uint32_t)) {
		uint32_t member;

		memcpy(&member, scratch->p + at, sizeof(member));
		tw_buf_add_varint(out, member - least);
		least = member + 1;
	}
}

/* The bytes of a kind go to `out`, its head is filled. */
static int
add_kind(struct tw_values_writer *writer, struct tw_values_gathered *gathered,
	uint8_t *head, struct tw_buf *out, trawl_error *err)
{
	const struct tw_str *members =
		(const struct tw_str *)gathered->members.p;
	size_t before = out->n;
	uint32_t *numbers = NULL;
	int status = sort_values(gathered, out, &numbers, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < gathered->sets.count; i++)
		add_set(members[i], numbers, &writer->scratch, out);
	tw_free(numbers);
	tw_put_le32(head, gathered->values.count);
	tw_put_le32(head + 4, gathered->sets.count);
	tw_put_le64(head + 8, out->n - before);
	return tw_buf_status(&writer->scratch, err);
}

static int
put(struct tw_sink *sink, uint32_t segment, enum tw_stream_kind kind,
	const struct tw_buf *bytes, uint64_t *ret_length, trawl_error *err)
{
	struct tw_stream_writer stream = {0};
	int status = tw_buf_status(bytes, err);

	if (status == TRAWL_OK)
		status = tw_stream_init(&stream, sink, segment, kind, err);
	if (status == TRAWL_OK && bytes->n > 0)
		status = tw_stream_add(&stream, bytes->p, bytes->n, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&stream, err);
	*ret_length = bytes->n;
	tw_stream_done(&stream);
	return status;
}

int
tw_values_writer_finish(struct tw_values_writer *writer,
	struct tw_sink *sink, uint32_t segment,
	uint64_t lengths[TW_STREAM_END], trawl_error *err)
{
	uint8_t heads[TW_VALUES_COUNT * TW_VALUES_HEAD];
	struct tw_buf out = {0};
	int status = TRAWL_OK;

	if (writer->docs == 0)
		return TRAWL_OK;
	tw_buf_add_zero(&out, sizeof(heads));
	for (int i = 0; i < TW_VALUES_COUNT && status == TRAWL_OK; i++) {
		struct tw_values_gathered *gathered = &writer->kind[i];
		enum tw_stream_kind stream = tw_values_stream(
			(enum tw_value_kind)i);

		status = add_kind(writer, gathered,
			heads + i * TW_VALUES_HEAD, &out, err);
		if (status == TRAWL_OK)
			status = put(sink, segment, stream, &gathered->column,
				&lengths[stream], err);
	}
	if (status == TRAWL_OK && !tw_buf_failed(&out))
		memcpy(out.p, heads, sizeof(heads));
	if (status == TRAWL_OK)
		status = put(sink, segment, TW_STREAM_VALUES, &out,
			&lengths[TW_STREAM_VALUES], err);
	tw_buf_done(&out);
	return status;
}
