/* checklines.c: the lines of articles are those of their pages. */
/* SPDX-License-Identifier: MIT */
#include "index/checking.h"
#include "index/lines.h"
#include "index/template.h"

/* So that sums of entries differ where entries do. */
static uint64_t
mark(uint64_t key, uint32_t doc)
{
	uint64_t z = (key & ~TW_LINES_LEARNED) *
		UINT64_C(0x9e3779b97f4a7c15) + doc;

	return (z ^ (z >> 32)) * (2 * (uint64_t)doc + 1);
}

int
tw_check_cut(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, uint64_t *sum,
	trawl_error *err)
{
	struct tw_buf whole = {0};
	struct tw_buf keys = {0};
	uint64_t id = tw_lines_article(from->field[TRAWL_ID]);

	if (!from->apart.p)
		return TRAWL_OK;
	if (!tw_template_whole(from, &whole))
		tw_checking_tell(checking, "segment %u, stored articles: "
			"what was cut out of article %u is damaged",
			segment->info.segment, doc);
	else
		tw_template_keys_of(from->field[TRAWL_URL],
			tw_buf_str(&whole), &keys);
	int status = tw_buf_status(&whole, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&keys, err);

	const uint64_t *key = (const void *)keys.p;

	for (size_t i = 0; i < keys.n / sizeof(*key); i++)
		*sum += mark(key[i] | id, doc);
	tw_buf_done(&whole);
	tw_buf_done(&keys);
	return status;
}

int
tw_check_lines(struct tw_checking *checking, struct tw_segment *segment,
	const uint64_t *expected, trawl_error *err)
{
	uint64_t count = tw_lines_count(segment);
	struct tw_lines_entry before = {0, 0};
	uint64_t sum = 0;

	for (uint64_t i = 0; i < count; i++) {
		struct tw_lines_entry entry;
		int status = tw_lines_get(segment, i, &entry, err);

		if (status != TRAWL_OK)
			return tw_checking_heard(checking, status, err);
		if (entry.key < before.key || (entry.key == before.key &&
				i > 0 && entry.doc <= before.doc)) {
			tw_checking_tell(checking, "segment %u, lines: entry "
				"%llu is wrong", segment->info.segment,
				(unsigned long long)i);
			return TRAWL_OK;
		}
		sum += mark(entry.key, entry.doc);
		before = entry;
	}
	if (expected && sum != *expected)
		tw_checking_tell(checking, "segment %u, lines: are not those "
			"of the articles", segment->info.segment);
	return TRAWL_OK;
}
