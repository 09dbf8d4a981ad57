/* dict.h: the layout of the term dictionary, and a way into it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DICT_H
#define INDEX_DICT_H

#include "base/buf.h"
#include "base/varint.h"
#include "index/segment.h"

/*
 * A key is a field byte (enum tw_index_field) and the term's bytes; keys
 * ascend by their bytes. DICT is a run of pages, each in a record of its own,
 * the last one cut at its end:
 *
 *   0       2              6                     6 + 2 * groups
 *   | groups| first term's | offset of each      | groups ...
 *   | (le16)| number (le32)| group in page (le16)|
 *
 * A group has 16 terms, the last of the dictionary may have fewer. The terms
 * come first, each as what it shares with the one before; then, in the same
 * order, their entries:
 *
 *   0            2
 *   | offset of  | shared and | rest's | next term ... | size     | entry ...
 *   | entries in | rest's     | bytes  |               | of entry |
 *   | group(le16)| count      |        |               | (varint) |
 *
 * Counts of bytes below 15 stand together in one byte, shared | rest << 4. One
 * of 15 or more has 15 there, and what it has above 15 in a byte of its own
 * behind, shared's first.
 *
 * An entry:
 *
 *   varint df << 2 | kind;
 *   if df >= TW_IMPACT_DF: varint highest freq, byte lowest length byte; then
 *   INLINE   last block of block.h, gaps as varints
 *   SHORT    varint offset in POSTINGS, varint offset in POSITIONS
 *   BLOCKS   varint offset in POSTINGS, varint offset in POSITIONS,
 *            varint offset in BLOCKS / 24
 *   BITMAP   the same, varint offset in BITMAPS / 64
 *
 * DICT_INDEX has the first key of each page: a length byte and the bytes.
 */
#define TW_PAGE_HEAD 6
#define TW_GROUP_HEAD 2
#define TW_COUNT_MORE 15
#define TW_KIND_BITS 2

/* The bytes of an entry. */
#define TW_ENTRY_MAX (7 * TW_VARINT_MAX + 1 + TW_INLINE_MAX)
size_t tw_entry_put(const struct tw_term *term, uint8_t to[TW_ENTRY_MAX]);

/*
 * Reads an entry; ordinal, field and dead of *ret are the caller's to fill.
 * False if it is damaged or is no list of at most `docs` articles.
 */
bool tw_entry_get(const uint8_t *p, const uint8_t *end, uint32_t docs,
	struct tw_term *ret);

/* ------------------------------------------------------------------ */

/* A page that was opened. */
struct tw_dict_page {
	const uint8_t *p;
	struct tw_stretch stretch;	/* where its groups are looked for */
	size_t size;
	uint32_t number;
	uint32_t groups;
	uint32_t ordinal;		/* of its first term */
};

/*
 * The last page whose first key is not behind the key, or else the very first;
 * TRAWL_END if the dictionary is empty. Whether the key is behind all of a
 * page.
 */
int tw_dict_find_page(struct tw_segment *segment, struct tw_str key,
	struct tw_dict_page *ret, trawl_error *err) TW_MUST_USE;
bool tw_dict_is_behind(const struct tw_segment *segment,
	const struct tw_dict_page *page, struct tw_str key);

/*
 * Of the groups *low to high - 1 of a page, the last one whose first key is
 * not behind the key, or else *low; the first key of a group; the group.
 */
int tw_dict_find_group(struct tw_segment *segment, struct tw_dict_page *page,
	struct tw_str key, uint32_t *low, uint32_t high, trawl_error *err)
	TW_MUST_USE;
int tw_dict_key(struct tw_segment *segment, struct tw_dict_page *page,
	uint32_t number, struct tw_str *ret, trawl_error *err) TW_MUST_USE;
int tw_dict_group(struct tw_segment *segment, struct tw_dict_page *page,
	uint32_t number, struct tw_group *ret, trawl_error *err) TW_MUST_USE;

/*
 * The last group whose first key is not behind the key; the very first if
 * there is none. TRAWL_END if the dictionary is empty.
 */
int tw_group_find(struct tw_segment *segment, struct tw_str key,
	struct tw_group *ret, trawl_error *err) TW_MUST_USE;

/* The group behind; TRAWL_END behind the last. */
int tw_group_next(struct tw_segment *segment, struct tw_group *group,
	trawl_error *err) TW_MUST_USE;

/*
 * The next term of the group as it stands there: what it shares with the term
 * before it, and the rest. The group must have terms left.
 */
int tw_group_term(struct tw_segment *segment, struct tw_group *group,
	size_t *ret_shared, struct tw_str *ret_rest, trawl_error *err)
	TW_MUST_USE;

/*
 * Looks for the key, its field before its term, among the terms that are left:
 * *ret_skip of them come before it. TRAWL_END if it is not there.
 */
int tw_group_find_term(struct tw_segment *segment, struct tw_group *group,
	struct tw_str key, uint32_t *ret_skip, trawl_error *err) TW_MUST_USE;

/* The entry of the same term, with all but its field; steps to the next. */
int tw_group_entry(struct tw_segment *segment, struct tw_group *group,
	struct tw_term *ret, trawl_error *err) TW_MUST_USE;

void tw_dict_free(struct tw_dict *dict);

#endif
