/* partterms.h: the terms of texts that are told as codes. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_PARTTERMS_H
#define INDEX_PARTTERMS_H

#include "index/bookread.h"
#include "index/census.h"

/* What is known of a part of a book. */
struct tw_known_part {
	uint8_t kind;		/* see partterms.c */
	uint8_t n;		/* bytes */
	uint8_t head;		/* of what is between words, bytes that may */
	uint8_t tail;		/* belong to the one before, and from where on
				   to the one behind */
	uint32_t value;		/* a term, or where several are listed */
};

/*
 * The terms of a book's parts in the language of an analyzer, by their numbers
 * in a census: found when they are met. Valid when zeroed: of no book.
 */
struct tw_part_terms {
	struct tw_known_part *parts;
	struct tw_buf lists;		/* uint32_t: how many, and terms */
	uint64_t book;
	uint32_t owner;			/* of the numbers */
	const struct tw_analyzer *analyzer;
};

/* The memory for a book, which the analyzer's articles have. */
size_t tw_part_terms_bytes(const struct tw_book *book);
int tw_part_terms_init(struct tw_part_terms *terms,
	const struct tw_census *census, const struct tw_book *book,
	trawl_error *err) TW_MUST_USE;
void tw_part_terms_done(struct tw_part_terms *terms);

/* A text: some bytes of what codes give. */
struct tw_coded_text {
	struct tw_segment *segment;
	struct tw_book *book;
	struct tw_str codes;
	size_t from;
	size_t end;
};

/*
 * Counts the terms of the text, which is less than TW_TOKENS_MAX bytes, for
 * the census' present article. Its book and language are those that the terms
 * were made for. `scratch` is memory.
 */
int tw_part_terms_count(struct tw_part_terms *terms,
	struct tw_census *census, const struct tw_coded_text *text,
	struct tw_buf *scratch, trawl_error *err) TW_MUST_USE;

/* Appends what the codes give, up to n bytes or some more. */
int tw_coded_beginning(const struct tw_coded_text *text, size_t n,
	struct tw_buf *out, trawl_error *err) TW_MUST_USE;

#endif
