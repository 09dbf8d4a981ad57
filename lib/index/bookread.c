/* bookread.c: gives back texts that are told as codes. */
/* SPDX-License-Identifier: MIT */
#include "index/bookread.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"

/*
 * Groups that were read, each in the place of its number's rest: what is most
 * frequent stands in the first groups, and these leave each other alone. Who
 * reads one text of a book, and ends, touches little memory for it.
 */
#define KNOWN_FIRST 128
#define KNOWN_MOST 1024

struct known {
	const uint8_t *p;
	uint32_t number;	/* UINT32_MAX: none */
};

struct tw_book {
	uint64_t offset;
	uint32_t count;
	uint32_t read;		/* groups, some of them twice */
	uint32_t mask;		/* places, a power of 2, less one */
	struct known *known;
};

#define HEAD 4

static int
damaged(const struct tw_segment *segment, const char *what, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: stored articles: a book %s",
		segment->info.segment, what);
}

/* So many places in place of those that there are, with nothing in them. */
static bool
make_places(struct tw_book *book, uint32_t places)
{
	struct known *known = tw_alloc(places * sizeof(*known));

	if (!known)
		return false;
	memset(known, 0xff, places * sizeof(*known));
	tw_free(book->known);
	book->known = known;
	book->mask = places - 1;
	return true;
}

int
tw_book_open(struct tw_segment *segment, uint64_t offset,
	struct tw_book **ret, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_STORED];
	uint8_t bytes[HEAD];
	int status = tw_stream_copy(stream, offset, bytes, HEAD, err);

	if (status != TRAWL_OK)
		return status;
	uint32_t count = tw_le32(bytes);
	uint64_t groups = ((uint64_t)count + TW_BOOK_GROUP - 1) /
		TW_BOOK_GROUP;

	if (count > TW_BOOK_MOST || 4 * groups > stream->length - offset)
		return damaged(segment, "of impossible size", err);
	struct tw_book *book = tw_alloc_zeroed(1, sizeof(*book));

	if (!book || !make_places(book, KNOWN_FIRST)) {
		tw_free(book);
		return tw_no_memory(err);
	}
	book->offset = offset;
	book->count = count;
	*ret = book;
	return TRAWL_OK;
}

void
tw_book_free(struct tw_book *book)
{
	if (!book)
		return;
	tw_free(book->known);
	tw_free(book);
}

uint64_t
tw_book_offset(const struct tw_book *book)
{
	return book->offset;
}

uint32_t
tw_book_count(const struct tw_book *book)
{
	return book->count;
}

/* The sum of the first n < 8 bytes of a number. */
static inline uint32_t
sum_bytes(uint64_t x, uint32_t n)
{
	uint64_t even = UINT64_C(0x00ff00ff00ff00ff);

	x &= (UINT64_C(1) << 8 * n) - 1;
	x = (x & even) + (x >> 8 & even);
	return (uint32_t)(x * UINT64_C(0x0001000100010001) >> 48);
}

/* Where a part of the group begins. */
static inline uint32_t
start_of(const uint8_t *group, uint32_t i)
{
	if (i < 8)
		return TW_BOOK_GROUP + sum_bytes(tw_le64(group), i);
	return TW_BOOK_GROUP + sum_bytes(tw_le64(group), 7) + group[7] +
		sum_bytes(tw_le64(group + 8), i - 8);
}

static inline struct tw_str
part_in(const uint8_t *group, uint32_t i)
{
	return tw_str((const char *)group + start_of(group, i), group[i]);
}

/* Bytes of a group with its head, of which no part is too long. */
static inline size_t
size_of(const uint8_t *group)
{
	return start_of(group, TW_BOOK_GROUP - 1) + group[TW_BOOK_GROUP - 1];
}

static inline bool
has_long_part(const uint8_t *group)
{
	return (tw_le64(group) | tw_le64(group + 8)) &
		TW_EACH((uint8_t)~TW_PART_MAX);
}

/* NULL if it is yet to be read. */
static inline const uint8_t *
known_group(const struct tw_book *book, uint32_t group)
{
	const struct known *known = &book->known[group & book->mask];

	return known->number == group ? known->p : NULL;
}

/* Finds a group, and that its parts are there. Its head tells how many of the
   bytes that follow are wanted, and so verified. */
static int
find_group(struct tw_segment *segment, uint64_t offset, const uint8_t **ret,
	trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_STORED];
	size_t left = 0;
	int status = tw_stream_ahead(stream, offset, TW_BOOK_GROUP, ret,
		&left, err);

	if (status != TRAWL_OK)
		return status;
	if (left >= TW_BOOK_GROUP && has_long_part(*ret))
		return damaged(segment, "has too long a part", err);
	if (left >= TW_BOOK_GROUP && left < size_of(*ret))
		status = tw_stream_ahead(stream, offset, size_of(*ret), ret,
			&left, err);
	if (status != TRAWL_OK)
		return status;
	return left < TW_BOOK_GROUP || left < size_of(*ret) ?
		damaged(segment, "has parts that are not there", err) :
		TRAWL_OK;
}

static int
read_group(struct tw_book *book, struct tw_segment *segment, uint32_t group,
	const uint8_t **ret, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_STORED];
	uint8_t bytes[4];
	const uint8_t *p;
	int status = tw_stream_copy(stream, book->offset + HEAD +
		4 * (uint64_t)group, bytes, sizeof(bytes), err);

	if (status == TRAWL_OK)
		status = find_group(segment, book->offset + tw_le32(bytes), &p,
			err);
	if (status != TRAWL_OK)
		return status;
	if (++book->read > book->mask && book->mask + 1 < KNOWN_MOST &&
		!make_places(book, 2 * (book->mask + 1)))
		return tw_no_memory(err);
	book->known[group & book->mask] = (struct known){p, group};
	*ret = p;
	return TRAWL_OK;
}

int
tw_book_part(struct tw_book *book, struct tw_segment *segment,
	uint32_t number, struct tw_str *ret, trawl_error *err)
{
	const uint8_t *group = known_group(book, number / TW_BOOK_GROUP);

	if (!group) {
		int status = read_group(book, segment, number / TW_BOOK_GROUP,
			&group, err);

		if (status != TRAWL_OK)
			return status;
	}
	*ret = part_in(group, number % TW_BOOK_GROUP);
	return ret->n > 0 ? TRAWL_OK :
		damaged(segment, "has an empty part", err);
}

/* ------------------------------------------------------------------ */

/* Codes on their way, behind which there is nothing of theirs. */
struct reading {
	const uint8_t *p;
	const uint8_t *end;
	char *to;
	char *to_end;
	bool after_word;
};

/* Puts a part, which has TW_RECORD_SLACK bytes behind it that may be read;
   false if there is no room for it. */
static inline bool
put_part(struct reading *reading, struct tw_str part, bool is_word)
{
	if (reading->after_word && is_word)
		*reading->to++ = ' ';
	reading->after_word = is_word;
	if (part.n > (size_t)(reading->to_end - reading->to))
		return false;
	if (part.n <= TW_RECORD_SLACK)
		memcpy(reading->to, part.p, TW_RECORD_SLACK);
	else
		memcpy(reading->to, part.p, part.n);
	reading->to += part.n;
	return true;
}

/* A part that stands among the codes. */
static bool
put_told(struct reading *reading)
{
	char bytes[TW_PART_MAX + 1] = {0};
	struct tw_str part;
	bool glued;
	size_t size = tw_code_told(reading->p,
		(size_t)(reading->end - reading->p), &part, &glued);

	if (size == 0)
		return false;
	reading->p += size;
	memcpy(bytes, part.p, part.n);
	if (glued)
		reading->after_word = false;
	return put_part(reading, tw_str(bytes, part.n), glued ||
		tw_part_is_word((uint8_t)bytes[0]));
}

/* Puts what the codes stand for, up to the end or damage. */
static int
put_all(struct reading *reading, struct tw_book *book,
	struct tw_segment *segment, trawl_error *err)
{
	while (reading->p < reading->end && reading->to < reading->to_end) {
		uint32_t number = 0;
		struct tw_str part;

		if (*reading->p >= TW_CODE_PART) {
			if (!put_told(reading))
				return damaged(segment, "is told nonsense",
					err);
			continue;
		}
		size_t size = tw_code_number(reading->p,
			(size_t)(reading->end - reading->p), &number);

		if (size == 0 || number >= book->count)
			return damaged(segment, "lacks a part", err);
		reading->p += size;
		const uint8_t *group = known_group(book,
			number / TW_BOOK_GROUP);

		if (group) {
			part = part_in(group, number % TW_BOOK_GROUP);
		} else {
			int status = tw_book_part(book, segment, number,
				&part, err);

			if (status != TRAWL_OK)
				return status;
		}
		if (!put_part(reading, part,
				tw_part_is_word((uint8_t)part.p[0])))
			return damaged(segment, "gives too much text", err);
	}
	return TRAWL_OK;
}

int
tw_book_text(struct tw_book *book, struct tw_segment *segment,
	struct tw_str codes, char *text, size_t n, trawl_error *err)
{
	struct reading reading = {
		.p = (const uint8_t *)codes.p,
		.end = (const uint8_t *)codes.p + codes.n,
		.to = text,
		.to_end = text + n,
	};
	int status = put_all(&reading, book, segment, err);

	if (status != TRAWL_OK)
		return status;
	if (reading.p != reading.end || reading.to != reading.to_end)
		return damaged(segment, "gives another length of text", err);
	return TRAWL_OK;
}
