/* segment.c: opens a segment and holds its sizes against each other. */
/* SPDX-License-Identifier: MIT */
#include "index/segment.h"

#include <string.h>

#include "base/alloc.h"
#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/dead.h"
#include "index/dict.h"
#include "index/ids.h"
#include "index/lexread.h"
#include "index/names.h"
#include "index/stored.h"
#include "index/values.h"
#include "text/sketch.h"

/* The length of a stream that is a column: so many bytes an article. */
static uint64_t
column_length(const struct tw_segment_info *info, enum tw_stream_kind kind)
{
	switch (kind) {
	case TW_STREAM_LENGTH_BYTES:
	case TW_STREAM_TITLE_BYTES:
		return info->docs;
	case TW_STREAM_LENGTHS:
	case TW_STREAM_DATES:
		return 4 * (uint64_t)info->docs;
	case TW_STREAM_SKETCHES:
		return TW_SKETCH_SIZE * (uint64_t)info->docs;
	case TW_STREAM_TITLE_KEYS:
		return info->length[kind] > 0 ? 8 * (uint64_t)info->docs : 0;
	case TW_STREAM_NAMES_INDEX:
		return tw_names_index_bytes(info->docs);
	case TW_STREAM_IDS:
		return TW_ID_ENTRY * (uint64_t)info->docs;
	case TW_STREAM_DEAD:
		return info->dead > 0 ? ((uint64_t)info->docs + 7) / 8 : 0;
	default:
		return info->length[kind];
	}
}

/* Whether the dictionary can have so many terms, pages and first keys. */
static bool
is_dict_possible(const struct tw_segment_info *info)
{
	uint64_t size = info->length[TW_STREAM_DICT];
	uint64_t keys = info->length[TW_STREAM_DICT_INDEX];
	uint64_t pages = size / TW_RECORD_PAYLOAD +
		(size % TW_RECORD_PAYLOAD > 0);

	return pages <= info->terms && (pages > 0) == (info->terms > 0) &&
		keys <= pages * (1 + TW_KEY_MAX) && (keys > 0) == (pages > 0);
}

/* So many bytes for each article as the number of a set can have. */
static bool
are_sets_possible(const struct tw_segment_info *info)
{
	for (int kind = 0; kind < TW_VALUES_COUNT; kind++) {
		uint64_t length = info->length[
			tw_values_stream((enum tw_value_kind)kind)];
		uint64_t docs = info->docs;

		if (length != 0 && length != docs && length != 2 * docs &&
			length != 4 * docs)
			return false;
	}
	return true;
}

static bool
is_possible(const struct tw_segment_info *info)
{
	if (info->segment == 0 || info->docs > TW_DOCS_MAX ||
		info->dead > info->docs || !is_dict_possible(info))
		return false;
	for (int kind = 1; kind < TW_STREAM_END; kind++) {
		if (info->length[kind] !=
			column_length(info, (enum tw_stream_kind)kind))
			return false;
	}
	if (!are_sets_possible(info))
		return false;
	if (info->dead == 0 && info->length[TW_STREAM_DEAD_TERMS] > 0)
		return false;
	return info->length[TW_STREAM_STORED_INDEX] % TW_STORED_ENTRY == 0 &&
		info->length[TW_STREAM_DEAD_TERMS] % TW_DEAD_TERM == 0 &&
		info->length[TW_STREAM_BITMAPS] % TW_BITMAP_UNIT == 0 &&
		info->length[TW_STREAM_BOUNDS] % TW_BOUNDS_UNIT == 0;
}

int
tw_segment_open(struct tw_segment *segment, struct tw_source *source,
	const struct tw_segment_info *info, trawl_error *err)
{
	if (!is_possible(info))
		return TW_CORRUPT(err, "segment %u: its sizes are impossible",
			info->segment);
	*segment = (struct tw_segment){.info = *info, .source = source};
	for (uint32_t kind = 1; kind < TW_STREAM_END; kind++) {
		int status = tw_stream_open(&segment->stream[kind], source,
			info->segment, kind, info->length[kind], err);

		if (status != TRAWL_OK) {
			tw_segment_close(segment);
			return status;
		}
	}
	return TRAWL_OK;
}

/* What becomes another when articles die is left. */
void
tw_segment_take(struct tw_segment *segment, struct tw_segment *from)
{
	for (int kind = 1; kind < TW_STREAM_END; kind++)
		if (kind != TW_STREAM_DEAD && kind != TW_STREAM_DEAD_TERMS)
			tw_stream_take(&segment->stream[kind],
				&from->stream[kind]);
	segment->dict = from->dict;
	segment->lexicon = from->lexicon;
	segment->stored = from->stored;
	tw_stored_moved(segment->stored);
	segment->names = from->names;
	segment->date_groups = from->date_groups;
	segment->date_bits = from->date_bits;
	for (int kind = 0; kind < TW_VALUES_COUNT; kind++) {
		segment->values[kind] = from->values[kind];
		from->values[kind] = NULL;
	}
	from->dict = NULL;
	from->lexicon = NULL;
	from->stored = NULL;
	from->names = NULL;
	from->date_groups = NULL;
	from->date_bits = NULL;
}

/* None has died in between, so what it has of the dead is the same, too. */
bool
tw_segment_go_on(struct tw_segment *segment, struct tw_source *source,
	const struct tw_segment_info *info, struct tw_segment *from)
{
	if (memcmp(&from->info, info, sizeof(*info)) != 0)
		return false;
	*segment = *from;
	from->source = NULL;	/* tw_segment_close leaves it alone */
	segment->source = source;
	tw_stored_moved(segment->stored);
	for (int kind = 1; kind < TW_STREAM_END; kind++)
		tw_stream_go_on(&segment->stream[kind], source);
	return true;
}

void
tw_segment_close(struct tw_segment *segment)
{
	if (!segment->source)
		return;
	for (int kind = 1; kind < TW_STREAM_END; kind++)
		tw_stream_close(&segment->stream[kind]);
	tw_dict_free(segment->dict);
	tw_lexicon_free(segment->lexicon);
	tw_stored_free(segment->stored);
	tw_names_free(segment->names);
	tw_free(segment->date_groups);
	tw_free(segment->date_bits);
	for (int kind = 0; kind < TW_VALUES_COUNT; kind++)
		tw_values_free(segment->values[kind]);
	*segment = (struct tw_segment){0};
}
