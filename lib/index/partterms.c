/* partterms.c: the terms of texts that are told as codes. */
/* SPDX-License-Identifier: MIT */
#include "index/partterms.h"

#include "base/alloc.h"
#include "text/chars.h"
#include "text/plainwords.h"
#include "text/utf8.h"

/*
 * A text is cut into pieces where surely no word goes on: at the spaces that
 * codes leave out, and at others and punctuation. Most pieces are one part of
 * the book, whose terms are the same wherever it stands so. The others are put
 * together and analysed.
 */
enum kind {
	UNKNOWN,
	NONE,		/* gives no term */
	ONE,		/* one, which is `value` */
	MANY,		/* listed from `value` on */
	ENDING,		/* between words, ends one that is directly before,
			   and takes nothing from the next */
	BETWEEN,	/* the same, but some of it may belong to them */
	RAW		/* says nothing by itself */
};

/* Beside the kind: for the codes, the part is a word. */
#define IS_WORD 0x80

struct walk {
	struct tw_part_terms *terms;
	struct tw_census *census;
	const struct tw_coded_text *text;
	size_t at;			/* bytes of what the codes give */
	bool after_word;

	/* The piece: a part, or bytes. */
	bool has_part;
	struct tw_known_part known;
	struct tw_str part;		/* NULL: of the book, `number` */
	uint32_t number;
	struct tw_buf *bytes;
	bool has_word;			/* the bytes may have */
};

/* A code: a part of the book, or told as it is. */
struct code {
	uint32_t number;
	struct tw_str part;		/* p is NULL: of the book */
	bool glued;
};

static int
damaged(const struct tw_coded_text *text, const char *what, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: stored articles: a text %s",
		text->segment->info.segment, what);
}

/* ------------------------------------------------------------------ */
/* Codes.                                                               */

/* The next code, of which there is one; false if it is none. */
static inline bool
read_code(struct tw_str *codes, uint32_t count, struct code *ret)
{
	const uint8_t *p = (const uint8_t *)codes->p;
	bool is_told = *p >= TW_CODE_PART;
	size_t size;

	*ret = (struct code){.number = 0};
	if (is_told)
		size = tw_code_told(p, codes->n, &ret->part, &ret->glued);
	else
		size = tw_code_number(p, codes->n, &ret->number);
	*codes = tw_str(codes->p + size, codes->n - size);
	return size > 0 && (is_told || ret->number < count);
}

int
tw_coded_beginning(const struct tw_coded_text *text, size_t n,
	struct tw_buf *out, trawl_error *err)
{
	struct tw_str codes = text->codes;
	uint32_t count = tw_book_count(text->book);
	bool after_word = false;

	while (codes.n > 0 && out->n < n) {
		struct code code;
		int status = TRAWL_OK;

		if (!read_code(&codes, count, &code))
			return damaged(text, "is told nonsense", err);
		if (!code.part.p)
			status = tw_book_part(text->book, text->segment,
				code.number, &code.part, err);
		if (status != TRAWL_OK)
			return status;
		bool is_word = code.glued ||
			tw_part_is_word((uint8_t)code.part.p[0]);

		if (after_word && is_word && !code.glued)
			tw_buf_add_byte(out, ' ');
		tw_buf_add_str(out, code.part);
		after_word = is_word;
	}
	return tw_buf_status(out, err);
}

/* ------------------------------------------------------------------ */
/* Parts.                                                               */

size_t
tw_part_terms_bytes(const struct tw_book *book)
{
	return (size_t)tw_book_count(book) * sizeof(struct tw_known_part);
}

int
tw_part_terms_init(struct tw_part_terms *terms,
	const struct tw_census *census, const struct tw_book *book,
	trawl_error *err)
{
	tw_part_terms_done(terms);
	size_t size = (tw_book_count(book) + (size_t)1) *
		sizeof(*terms->parts);

	terms->parts = tw_populate(tw_alloc_zeroed(size, 1), size);
	if (!terms->parts)
		return tw_no_memory(err);
	terms->book = tw_book_offset(book);
	terms->owner = census->owner;
	terms->analyzer = census->analyzer;
	return TRAWL_OK;
}

void
tw_part_terms_done(struct tw_part_terms *terms)
{
	tw_free(terms->parts);
	tw_buf_done(&terms->lists);
	*terms = (struct tw_part_terms){.parts = NULL};
}

/* What is between words: ASCII without letters and digits. */
static bool
is_between(struct tw_str part)
{
	for (size_t i = 0; i < part.n; i++) {
		uint8_t kind = tw_char_bytes[(uint8_t)part.p[i]];

		if (kind != TW_CHAR_OTHER && kind != TW_CHAR_SIGN)
			return false;
	}
	return true;
}

/* A word of ASCII letters and digits. */
static bool
is_plain(struct tw_str part)
{
	for (size_t i = 0; i < part.n; i++) {
		uint8_t kind = tw_char_bytes[(uint8_t)part.p[i]];

		if (kind != TW_CHAR_LETTER && kind != TW_CHAR_DIGIT)
			return false;
	}
	return part.n > 0;
}

static bool
separates(char c)
{
	return tw_char_bytes[(uint8_t)c] == TW_CHAR_OTHER;
}

/* Up to the first character that separates, from the last one on. */
static struct tw_known_part
between(struct tw_str part)
{
	struct tw_known_part known = {.kind = RAW, .n = (uint8_t)part.n};
	size_t head = 0;
	size_t tail = part.n - 1;

	while (head < part.n && !separates(part.p[head]))
		head++;
	if (head == part.n)
		return known;
	while (!separates(part.p[tail]))
		tail--;
	known.head = (uint8_t)head;
	known.tail = (uint8_t)(tw_word_is_prefix(part.p[part.n - 1]) ? tail :
		part.n);
	known.kind = tw_word_ends_at(part, 0) && known.tail == part.n ?
		ENDING : BETWEEN;
	return known;
}

/* What the part gives by itself. */
static int
learn(struct walk *walk, struct tw_str part, struct tw_known_part *ret,
	trawl_error *err)
{
	struct tw_buf *lists = &walk->terms->lists;
	size_t before = lists->n;
	uint32_t count = 0;
	bool plain = is_plain(part);

	if (is_between(part)) {
		*ret = between(part);
		return TRAWL_OK;
	}
	*ret = (struct tw_known_part){.kind = RAW, .n = (uint8_t)part.n};
	if (!plain && !tw_utf8_valid(part))
		return TRAWL_OK;
	tw_buf_add(lists, &count, sizeof(count));
	int status = tw_buf_status(lists, err);

	if (status == TRAWL_OK)
		status = tw_census_numbers(walk->census, part, plain, lists,
			err);
	if (status != TRAWL_OK)
		return status;
	uint32_t *list = (uint32_t *)(void *)(lists->p + before);

	count = (uint32_t)((lists->n - before) / sizeof(*list)) - 1;
	list[0] = count;
	ret->kind = count > 1 ? MANY : count == 1 ? ONE : NONE;
	ret->value = count == 1 ? list[1] : (uint32_t)before;
	if (count <= 1)
		lists->n = before;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Pieces.                                                              */

static void
count_known(struct walk *walk, const struct tw_known_part *known)
{
	const char *p = walk->terms->lists.p + known->value;
	const uint32_t *list = (const uint32_t *)(const void *)p;

	for (uint32_t i = 0; i < list[0]; i++)
		tw_census_count(walk->census, list[1 + i]);
}

static int
count_bytes(struct walk *walk, trawl_error *err)
{
	struct tw_str bytes = tw_buf_str(walk->bytes);

	if (!tw_utf8_valid(bytes))
		return damaged(walk->text, "is no UTF-8", err);
	return tw_census_part(walk->census, bytes, err);
}

/* Counts the piece, and begins another. */
static inline int
end_piece(struct walk *walk, trawl_error *err)
{
	int status = TRAWL_OK;

	if (walk->has_part) {
		if (walk->known.kind == ONE)
			tw_census_count(walk->census, walk->known.value);
		else if (walk->known.kind == MANY)
			count_known(walk, &walk->known);
		walk->has_part = false;
	} else if (walk->bytes->n > 0) {
		if (walk->has_word)
			status = count_bytes(walk, err);
		tw_buf_reset(walk->bytes);
		walk->has_word = false;
	}
	return status;
}

static int
part_of(const struct walk *walk, uint32_t number, struct tw_str *part,
	trawl_error *err)
{
	return part->p ? TRAWL_OK : tw_book_part(walk->text->book,
		walk->text->segment, number, part, err);
}

/* The part that the piece is becomes bytes, as more belongs to it. */
static int
loosen(struct walk *walk, trawl_error *err)
{
	if (!walk->has_part)
		return TRAWL_OK;
	int status = part_of(walk, walk->number, &walk->part, err);

	if (status != TRAWL_OK)
		return status;
	tw_buf_add_str(walk->bytes, walk->part);
	walk->has_word = true;
	walk->has_part = false;
	return tw_buf_status(walk->bytes, err);
}

/* Puts bytes [from, end) of the part behind the piece. */
static int
extend(struct walk *walk, const struct code *code, size_t from, size_t end,
	bool has_word, trawl_error *err)
{
	struct tw_str part = code->part;
	int status = loosen(walk, err);

	if (status == TRAWL_OK)
		status = part_of(walk, code->number, &part, err);
	if (status != TRAWL_OK)
		return status;
	tw_buf_add(walk->bytes, part.p + from, end - from);
	walk->has_word = walk->has_word || has_word;
	return tw_buf_status(walk->bytes, err);
}

/* What is between words ends a piece. */
static int
pass_between(struct walk *walk, const struct code *code,
	const struct tw_known_part *known, trawl_error *err)
{
	int status = TRAWL_OK;

	if (known->head > 0)
		status = extend(walk, code, 0, known->head, false, err);
	if (status == TRAWL_OK)
		status = end_piece(walk, err);
	if (status == TRAWL_OK && known->tail < known->n)
		status = extend(walk, code, known->tail, known->n, false, err);
	return status;
}

static int
take_part(struct walk *walk, const struct code *code, bool after_word,
	const struct tw_known_part *known, trawl_error *err)
{
	if (known->kind == ENDING && after_word)
		return end_piece(walk, err);
	if (known->kind == ENDING || known->kind == BETWEEN)
		return pass_between(walk, code, known, err);
	if (known->kind == RAW || walk->has_part || walk->bytes->n > 0)
		return extend(walk, code, 0, known->n, true, err);
	walk->has_part = true;
	walk->known = *known;
	walk->part = code->part;
	walk->number = code->number;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* What is known of the code's part: each of the book is looked at once. */
static int
know(struct walk *walk, struct code *code, struct tw_known_part *ret,
	trawl_error *err)
{
	struct tw_known_part *known = &walk->terms->parts[code->number];
	struct tw_str part = code->part;

	if (!part.p && known->kind != UNKNOWN) {
		*ret = *known;
		return TRAWL_OK;
	}
	int status = part_of(walk, code->number, &part, err);

	if (status == TRAWL_OK)
		status = learn(walk, part, ret, err);
	if (status != TRAWL_OK)
		return status;
	if (code->glued || tw_part_is_word((uint8_t)part.p[0]))
		ret->kind |= IS_WORD;
	if (!code->part.p)
		*known = *ret;
	return TRAWL_OK;
}

/* Of a part that begins before the text, or ends behind it, what belongs. */
static int
take_cut(struct walk *walk, const struct code *code, size_t from, size_t n,
	trawl_error *err)
{
	size_t first = from < walk->text->from ? walk->text->from - from : 0;
	size_t end = from + n > walk->text->end ? walk->text->end - from : n;

	return extend(walk, code, first, end, true, err);
}

static int
take_code(struct walk *walk, struct code *code, trawl_error *err)
{
	const struct tw_coded_text *text = walk->text;
	struct tw_known_part known;
	int status = know(walk, code, &known, err);

	if (status != TRAWL_OK)
		return status;
	bool is_word = known.kind & IS_WORD;

	known.kind &= (uint8_t)~IS_WORD;
	if (walk->after_word && is_word && !code->glued) {
		walk->at++;
		status = end_piece(walk, err);
	}
	size_t from = walk->at;
	bool after_word = walk->after_word;

	walk->at += known.n;
	walk->after_word = is_word;
	if (status != TRAWL_OK || walk->at <= text->from || from >= text->end)
		return status;
	if (from < text->from || walk->at > text->end)
		return take_cut(walk, code, from, known.n, err);
	return take_part(walk, code, after_word, &known, err);
}

/*
 * Passes codes of one byte or two as long as they are words of one term, and
 * what ends these: most of a text, and what take_code does with it.
 */
static void
take_plain(struct walk *walk, struct tw_str *codes, uint32_t count)
{
	const struct tw_known_part *parts = walk->terms->parts;
	const uint8_t *p = (const uint8_t *)codes->p;
	const uint8_t *end = p + codes->n;
	size_t at = walk->at;
	bool has_part = walk->has_part;
	bool after_word = walk->after_word;
	uint32_t term = walk->known.value;

	if (at < walk->text->from || walk->bytes->n > 0 || (has_part &&
		(!after_word || walk->known.kind != ONE)))
		return;
	while (end - p > 1 && at + TW_PART_MAX < walk->text->end) {
		uint32_t number;
		size_t size = tw_code_number(p, 2, &number);

		if (size == 0 || number >= count)
			break;
		struct tw_known_part known = parts[number];
		bool is_word = known.kind == (ONE | IS_WORD);

		if (!is_word && known.kind != ENDING)
			break;
		if (has_part)
			tw_census_count(walk->census, term);
		at += known.n + (size_t)(is_word && after_word);
		term = known.value;
		walk->number = number;
		walk->part.p = NULL;
		has_part = is_word;
		after_word = is_word;
		p += size;
	}
	*codes = tw_str((const char *)p, (size_t)(end - p));
	walk->at = at;
	walk->after_word = after_word;
	walk->has_part = has_part;
	walk->known = (struct tw_known_part){.kind = ONE, .value = term};
}

int
tw_part_terms_count(struct tw_part_terms *terms, struct tw_census *census,
	const struct tw_coded_text *text, struct tw_buf *scratch,
	trawl_error *err)
{
	struct walk walk = {
		.terms = terms,
		.census = census,
		.text = text,
		.bytes = scratch,
	};
	struct tw_str codes = text->codes;
	uint32_t count = tw_book_count(text->book);

	tw_buf_reset(scratch);
	while (codes.n > 0 && walk.at < text->end) {
		struct code code;

		take_plain(&walk, &codes, count);
		if (!read_code(&codes, count, &code))
			return damaged(text, "is told nonsense", err);
		int status = take_code(&walk, &code, err);

		if (status != TRAWL_OK)
			return status;
	}
	if (walk.at < text->end)
		return damaged(text, "ends too early", err);
	return end_piece(&walk, err);
}
