/* checkrecords.c: each record's checksum, and whether it is anybody's. */
/* SPDX-License-Identifier: MIT */
#include "index/checking.h"

/* Told without being damage: the next writer deletes it. */
static void
tell_leftover(struct tw_checking *checking, uint32_t segment)
{
	uint64_t damages = checking->damages;

	tw_checking_tell(checking, "segment %u: left over by a writer that "
		"was killed (harmless: the next writer removes it)", segment);
	checking->damages = damages;
}

static void
check_place(struct tw_checking *checking, struct tw_record_key key)
{
	const struct tw_root *root = &checking->root;
	uint32_t i = tw_root_find(root, key.segment);

	if (i == root->count) {
		tell_leftover(checking, key.segment);
		return;
	}
	uint64_t begin = (uint64_t)key.number * TW_RECORD_PAYLOAD;

	if (key.stream == 0 || key.stream >= TW_STREAM_END ||
		begin >= root->segment[i].length[key.stream])
		tw_checking_tell(checking, "segment %u, %s: record %u does "
			"not belong there", key.segment,
			tw_checking_stream(key.stream), key.number);
}

/* The next key in order; false behind the last. */
static bool
step(struct tw_record_key *key)
{
	if (++key->number != 0)
		return true;
	if (++key->stream <= UINT16_MAX)
		return true;
	key->stream = 0;
	return ++key->segment != 0;
}

int
tw_check_records(struct tw_checking *checking, trawl_error *err)
{
	struct tw_record_key key = {0, 0, 0};

	do {
		int status = tw_record_seek(checking->txn, &key, err);

		if (status == TRAWL_END)
			return TRAWL_OK;
		if (status == TRAWL_OK)
			status = tw_record_check(checking->txn, key, err);
		status = tw_checking_heard(checking, status, err);
		if (status != TRAWL_OK)
			return status;
		if (key.segment != TW_ROOT_SEGMENT)
			check_place(checking, key);
		else if (key.stream > 0 || key.number > 0)
			tw_checking_tell(checking, "root: record %u.%u does "
				"not belong there", key.stream, key.number);
	} while (step(&key));
	return TRAWL_OK;
}

int
tw_check_streams(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err)
{
	for (int kind = TW_STREAM_DICT; kind < TW_STREAM_END; kind++) {
		struct tw_stream *stream = &segment->stream[kind];
		uint64_t at = 0;

		for (; at < stream->length; at += TW_RECORD_PAYLOAD) {
			const uint8_t *p;
			size_t left;
			int status = tw_checking_heard(checking,
				tw_stream_at(stream, at, &p, &left, err), err);

			if (status != TRAWL_OK)
				return status;
		}
	}
	return TRAWL_OK;
}
