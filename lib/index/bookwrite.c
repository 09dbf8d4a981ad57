/* bookwrite.c: finds the parts of texts, makes a book, and codes of them. */
/* SPDX-License-Identifier: MIT */
#include "index/bookwrite.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "index/keysort.h"

/*
 * Open addressing, linear probing over a power of two, at most two thirds
 * full. A part of up to 15 bytes is its own key, with its length behind it;
 * the key of a longer one are a hash and its first bytes, and the text
 * decides.
 */
struct tw_part_slot {
	uint64_t key[2];
	uint32_t number;
	uint32_t count;		/* 0: a free slot */
};

/* One without a slot is told as it is: a part of a long word. */
struct tw_part {
	uint32_t at;		/* in the texts */
	uint8_t n;
	bool glued;
};

#define SMALLEST 8192		/* there is some text to cut */
#define SHORT 15
#define LONG UINT64_C(0xFF00000000000000)	/* no part is so long */

/* Digits of e and of pi, made odd. */
#define SECRET_0 UINT64_C(0x2b7e151628aed2a7)
#define SECRET_1 UINT64_C(0x243f6a8885a308d3)

/* A number over these is told by this and four bytes. */
#define WIDE UINT16_MAX

/* Parts that occur less often are no gain. */
#define COUNT_LEAST 2

/* Bytes of text that bring a new part, once there are many: at least so many,
   and of what brought one so far, this part. */
#define TEXT_OF_NEW 16
#define TEXT_PART 4

/* Bytes needed to order a part. */
#define ORDER_BYTES (2 * sizeof(struct tw_keyed) + 2 * sizeof(uint32_t))

void
tw_book_writer_done(struct tw_book_writer *book)
{
	tw_free_table(book->slots, book->room, sizeof(*book->slots));
	tw_buf_done(&book->parts);
	tw_buf_done(&book->texts);
	tw_free(book->codes);
	tw_free(book->order);
	*book = (struct tw_book_writer){0};
}

/* Whether so many more parts are too many for the table. */
static bool
is_full(const struct tw_book_writer *book, uint64_t more)
{
	return 3 * (book->count + more) >= 2 * (uint64_t)book->room;
}

/* Bytes of text until the table is full. */
static uint64_t
text_left(const struct tw_book_writer *book)
{
	if (book->count == 0 || is_full(book, TW_CUTS_MOST))
		return 0;
	uint64_t left = 2 * (uint64_t)book->room / 3 - TW_CUTS_MOST -
		book->count;
	uint64_t of_new = book->cut / book->count / TEXT_PART;

	return left * (of_new > TEXT_OF_NEW ? of_new : TEXT_OF_NEW);
}

struct tw_book_size
tw_book_writer_size(const struct tw_book_writer *book)
{
	size_t slots = book->room * sizeof(struct tw_part_slot);

	return (struct tw_book_size){
		.bytes = slots + book->parts.room + book->texts.room +
			book->parts.n / sizeof(struct tw_part) * ORDER_BYTES,
		.growth = 2 * slots,
		.text = text_left(book),
	};
}

static inline const struct tw_part *
part_at(const struct tw_book_writer *book, uint32_t number)
{
	return (const struct tw_part *)(const void *)book->parts.p + number;
}

static inline struct tw_str
text_of(const struct tw_book_writer *book, const struct tw_part *part)
{
	return tw_str(book->texts.p + part->at, part->n);
}

/* ------------------------------------------------------------------ */
/* The table.                                                           */

struct key {
	uint64_t half[2];
	uint32_t hash;
};

/* What stays of 16 bytes when the first n are kept, with n behind them. */
#define ALL UINT64_MAX
#define N(n) ((uint64_t)(n) << 56)
static const struct {
	uint64_t mask[2];
	uint64_t length;
} shorts[SHORT + 1] = {
	{{0, 0}, N(0)}, {{0xFF, 0}, N(1)}, {{0xFFFF, 0}, N(2)},
	{{0xFFFFFF, 0}, N(3)}, {{0xFFFFFFFF, 0}, N(4)},
	{{0xFFFFFFFFFF, 0}, N(5)}, {{0xFFFFFFFFFFFF, 0}, N(6)},
	{{0xFFFFFFFFFFFFFF, 0}, N(7)}, {{ALL, 0}, N(8)},
	{{ALL, 0xFF}, N(9)}, {{ALL, 0xFFFF}, N(10)},
	{{ALL, 0xFFFFFF}, N(11)}, {{ALL, 0xFFFFFFFF}, N(12)},
	{{ALL, 0xFFFFFFFFFF}, N(13)}, {{ALL, 0xFFFFFFFFFFFF}, N(14)},
	{{ALL, 0xFFFFFFFFFFFFFF}, N(15)},
};

static inline uint32_t
hash_of(const uint64_t half[2])
{
	return (uint32_t)tw_hash_fold(half[0] ^ SECRET_0, half[1] ^ SECRET_1);
}

/* At least 16 bytes can be read. */
static inline struct key
key_of(const char *p, size_t n)
{
	struct key key;

	if (n > SHORT) {
		key.half[0] = tw_hash64(p, n);
		key.half[1] = tw_le64(p) | LONG;
	} else {
		key.half[0] = tw_le64(p) & shorts[n].mask[0];
		key.half[1] = (tw_le64(p + 8) & shorts[n].mask[1]) |
			shorts[n].length;
	}
	key.hash = hash_of(key.half);
	return key;
}

static inline bool
is_of(const struct tw_book_writer *book, const struct tw_part_slot *slot,
	const struct key *key, struct tw_str text)
{
	if (slot->key[0] != key->half[0] || slot->key[1] != key->half[1])
		return false;
	return text.n <= SHORT || tw_str_equal(text_of(book,
		part_at(book, slot->number)), text);
}

/* The slot of the part, or the free one where it belongs. */
static inline struct tw_part_slot *
find(const struct tw_book_writer *book, const struct key *key,
	struct tw_str text)
{
	uint32_t mask = book->room - 1;
	uint32_t i = key->hash & mask;

	while (book->slots[i].count > 0 &&
		!is_of(book, &book->slots[i], key, text))
		i = (i + 1) & mask;
	return &book->slots[i];
}

static bool
grow(struct tw_book_writer *book)
{
	uint32_t room = book->room > 0 ? 2 * book->room : SMALLEST;
	struct tw_part_slot *slots = tw_alloc_table(room, sizeof(*slots));

	if (!slots)
		return false;
	for (uint32_t i = 0; i < book->room; i++) {
		const struct tw_part_slot *slot = &book->slots[i];
		uint32_t to = hash_of(slot->key) & (room - 1);

		if (slot->count == 0)
			continue;
		while (slots[to].count > 0)
			to = (to + 1) & (room - 1);
		slots[to] = *slot;
	}
	tw_free_table(book->slots, book->room, sizeof(*slots));
	book->slots = slots;
	book->room = room;
	return true;
}

/* ------------------------------------------------------------------ */
/* Cutting.                                                             */

/* A new part; its number. */
static uint32_t
add_part(struct tw_book_writer *book, struct tw_str text, bool glued)
{
	struct tw_part part = {
		.at = (uint32_t)book->texts.n,
		.n = (uint8_t)text.n,
		.glued = glued,
	};
	uint32_t number = (uint32_t)(book->parts.n / sizeof(part));

	tw_buf_add(&book->parts, &part, sizeof(part));
	tw_buf_add_str(&book->texts, text);
	return number;
}

static void
add_number(struct tw_buf *numbers, uint32_t number)
{
	uint8_t *p = (uint8_t *)numbers->p + numbers->n;

	if (number < WIDE) {
		tw_put_le16(p, (uint16_t)number);
		numbers->n += 2;
	} else {
		tw_put_le16(p, WIDE);
		tw_put_le32(p + 2, number);
		numbers->n += 6;
	}
}

/* The next number; returns the byte behind it. */
static inline const uint8_t *
get_number(const uint8_t *p, uint32_t *ret)
{
	*ret = tw_le16(p);
	if (*ret < WIDE)
		return p + 2;
	*ret = tw_le32(p + 2);
	return p + 6;
}

/* Their memory is on its way while the first are looked up. */
static void
set_keys(const struct tw_book_writer *book, const struct tw_cut *cuts,
	size_t count, struct key *keys)
{
	const struct tw_part_slot *slots = book->slots;
	uint32_t mask = book->room - 1;

	for (size_t i = 0; i < count; i++) {
		keys[i] = key_of(cuts[i].p, cuts[i].n);
		__builtin_prefetch(&slots[keys[i].hash & mask], 1);
	}
}

/* Adds the numbers of parts, for which there is room. */
static void
add_numbers(struct tw_book_writer *book, const struct tw_cut *cuts,
	size_t count, struct tw_buf *numbers)
{
	struct key keys[TW_CUTS_MOST];

	set_keys(book, cuts, count, keys);
	for (size_t i = 0; i < count; i++) {
		struct tw_str text = tw_str(cuts[i].p, cuts[i].n);

		if (cuts[i].glued) {
			add_number(numbers, add_part(book, text, true));
			continue;
		}
		struct tw_part_slot *slot = find(book, &keys[i], text);

		if (slot->count == 0) {
			slot->key[0] = keys[i].half[0];
			slot->key[1] = keys[i].half[1];
			slot->number = add_part(book, text, false);
			book->count++;
		}
		slot->count += slot->count < UINT32_MAX;
		add_number(numbers, slot->number);
	}
}

int
tw_book_cut(struct tw_book_writer *book, struct tw_str text,
	struct tw_buf *numbers, trawl_error *err)
{
	struct tw_cutter cutter = {.text = text};
	struct tw_cut cuts[TW_CUTS_MOST];
	size_t count = tw_cut(&cutter, cuts);

	for (; count > 0; count = tw_cut(&cutter, cuts)) {
		if (is_full(book, count) && !grow(book))
			return tw_no_memory(err);
		if (book->texts.n > UINT32_MAX - TW_CUTS_MOST * TW_PART_MAX)
			return tw_fail(err, TRAWL_EFULL,
				"a batch has too many words");
		if (!tw_buf_reserve(numbers, 6 * count))
			return tw_buf_status(numbers, err);
		add_numbers(book, cuts, count, numbers);
	}
	book->cut += text.n;
	int status = tw_buf_status(&book->parts, err);

	return status == TRAWL_OK ? tw_buf_status(&book->texts, err) : status;
}

void
tw_book_join(const struct tw_book_writer *book, struct tw_str numbers,
	struct tw_buf *text)
{
	const uint8_t *p = (const uint8_t *)numbers.p;
	const uint8_t *end = p + numbers.n;
	bool after_word = false;

	while (p < end) {
		uint32_t number;

		p = get_number(p, &number);
		const struct tw_part *part = part_at(book, number);
		bool is_word = part->glued ||
			tw_part_is_word((uint8_t)book->texts.p[part->at]);

		if (after_word && is_word && !part->glued)
			tw_buf_add_byte(text, ' ');
		tw_buf_add_str(text, text_of(book, part));
		after_word = is_word;
	}
}

/* ------------------------------------------------------------------ */
/* Codes.                                                               */

/* The code of a part: its bytes, and how many they are above them. */
static uint32_t
code_of(uint32_t number)
{
	uint32_t n = number;

	if (n < TW_BOOK_TWO)
		return 1u << 24 | n;
	if (n < TW_BOOK_THREE) {
		n -= TW_BOOK_TWO;
		return 2u << 24 | (TW_CODE_TWO + (n >> 8)) | (n & 0xff) << 8;
	}
	n -= TW_BOOK_THREE;
	return 3u << 24 | (TW_CODE_THREE + (n >> 16)) | (n & 0xff00) |
		(n & 0xff) << 16;
}

/* The parts that a book has, to be sorted: the most frequent first, of these
   the one that came first. */
static size_t
gather(const struct tw_book_writer *book, struct tw_keyed *entries)
{
	size_t n = 0;

	for (uint32_t i = 0; i < book->room; i++) {
		const struct tw_part_slot *slot = &book->slots[i];

		if (slot->count >= COUNT_LEAST)
			entries[n++] = (struct tw_keyed){
				.key = (uint64_t)(UINT32_MAX - slot->count)
					<< 32 | slot->number,
				.a = slot->number,
			};
	}
	return n;
}

int
tw_book_order(struct tw_book_writer *book, trawl_error *err)
{
	size_t parts = book->parts.n / sizeof(struct tw_part);
	struct tw_keyed *entries = tw_alloc(2 * sizeof(*entries) *
		book->count);
	int status = TRAWL_OK;

	book->codes = tw_alloc_zeroed(parts, sizeof(*book->codes));
	book->order = tw_alloc(book->count * sizeof(*book->order));
	if (entries && book->codes && book->order) {
		size_t n = gather(book, entries);
		const struct tw_keyed *sorted = tw_keysort(entries,
			entries + book->count, n, NULL, NULL);

		book->size = n < TW_BOOK_MOST ? (uint32_t)n : TW_BOOK_MOST;
		for (uint32_t i = 0; i < book->size; i++) {
			book->order[i] = sorted[i].a;
			book->codes[sorted[i].a] = code_of(i);
		}
	} else {
		status = tw_no_memory(err);
	}
	tw_free(entries);
	return status;
}

static uint8_t *
put_part(const struct tw_book_writer *book, uint32_t number, uint8_t *to)
{
	const struct tw_part *part = part_at(book, number);

	to[0] = part->glued ? TW_CODE_GLUED : TW_CODE_PART;
	to[1] = (uint8_t)(part->n - 1);
	memcpy(to + 2, book->texts.p + part->at, part->n);
	return to + 2 + part->n;
}

/* Numbers whose codes are put without asking for room in between. */
#define ROW 64
#define CODE_MOST (2 + TW_PART_MAX)

void
tw_book_code(const struct tw_book_writer *book, struct tw_str numbers,
	struct tw_buf *codes)
{
	const uint8_t *p = (const uint8_t *)numbers.p;
	const uint8_t *end = p + numbers.n;

	while (p < end && tw_buf_reserve(codes, ROW * CODE_MOST)) {
		uint8_t *to = (uint8_t *)codes->p + codes->n;

		for (int i = 0; i < ROW && p < end; i++) {
			uint32_t number;

			p = get_number(p, &number);
			uint32_t code = book->codes[number];

			if (code > 0) {
				tw_put_le32(to, code);
				to += code >> 24;
			} else {
				to = put_part(book, number, to);
			}
		}
		codes->n = (size_t)((char *)to - codes->p);
	}
}

/* A tw_book_part_fn. */
static int
part_of(void *context, uint32_t number, struct tw_str *ret, trawl_error *err)
{
	const struct tw_book_writer *book = context;

	(void)err;
	*ret = text_of(book, part_at(book, book->order[number]));
	return TRAWL_OK;
}

int
tw_book_write(struct tw_book_writer *book, struct tw_stream_writer *stream,
	uint64_t *ret, trawl_error *err)
{
	return tw_book_put(stream, book->size, part_of, book, ret, err);
}
