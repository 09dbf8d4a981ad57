/* joint.c: articles that have all of some terms in a certain way. */
/* SPDX-License-Identifier: MIT */
#include "match/joint.h"

int
tw_joint_open(struct tw_joint *joint, struct tw_postings *postings,
	const struct tw_term *term, trawl_error *err)
{
	int status = tw_postings_open(postings, joint->segment, term, err);

	if (status == TRAWL_OK)
		joint->postings[joint->count++] = postings;
	return status;
}

uint32_t
tw_joint_weigh(const struct tw_joint *joint, uint32_t in_title,
	uint32_t in_text)
{
	return joint->field == TW_FIELD_ALL
		? tw_title_weight(&joint->segment->info) * in_title + in_text
		: in_title;
}

/* Moves all lists to one article, from the first one's present one on. */
static int
align(struct tw_joint *joint, trawl_error *err)
{
	struct tw_postings *lead = joint->postings[0];

	for (uint32_t i = 1; i < joint->count; i++) {
		struct tw_postings *other = joint->postings[i];
		int status = tw_postings_seek(other, lead->doc, err);

		if (status == TRAWL_OK && other->doc != lead->doc) {
			status = tw_postings_seek(lead, other->doc, err);
			i = 0;
		}
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* From a status of the first list to an article that counts, or the end. */
static int
settle(struct tw_joint *joint, int status, trawl_error *err)
{
	struct tw_postings *lead = joint->postings[0];

	while (status == TRAWL_OK) {
		if (tw_cursor_is_beyond(&joint->cursor, lead->doc))
			return tw_cursor_end(&joint->cursor, TRAWL_END);
		status = align(joint, err);
		if (status == TRAWL_OK)
			status = joint->freq_here(joint, &joint->freq, err);
		if (status == TRAWL_OK && joint->freq > 0) {
			joint->cursor.doc = lead->doc;
			return TRAWL_OK;
		}
		if (status == TRAWL_OK)
			status = tw_postings_next(lead, err);
	}
	return tw_cursor_end(&joint->cursor, status);
}

int
tw_joint_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct tw_joint *joint = (struct tw_joint *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(joint, tw_postings_next(joint->postings[0], err),
		err);
}

int
tw_joint_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct tw_joint *joint = (struct tw_joint *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (joint->freq > 0 && target <= cursor->doc)
		return TRAWL_OK;
	return settle(joint,
		tw_postings_seek(joint->postings[0], target, err), err);
}

int
tw_joint_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct tw_joint *joint = (struct tw_joint *)cursor;
	uint8_t length;
	int status = tw_segment_length_byte(joint->segment,
		joint->field, cursor->doc, &length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(joint->weight, joint->freq,
			joint->bm25->norm[length]);
	return status;
}

void
tw_joint_done(struct tw_cursor *cursor)
{
	struct tw_joint *joint = (struct tw_joint *)cursor;

	for (uint32_t i = 0; i < joint->count; i++)
		tw_postings_close(joint->postings[i]);
}
