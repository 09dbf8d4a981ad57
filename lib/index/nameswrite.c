/* nameswrite.c: writes the ids of a segment's articles. */
/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"
#include "index/names.h"

int
tw_names_writer_init(struct tw_names_writer *names, struct tw_sink *sink,
	uint32_t segment, trawl_error *err)
{
	int status = tw_stream_init(&names->groups, sink, segment,
		TW_STREAM_NAMES, err);

	if (status == TRAWL_OK)
		status = tw_stream_init(&names->index, sink, segment,
			TW_STREAM_NAMES_INDEX, err);
	return status;
}

void
tw_names_writer_done(struct tw_names_writer *names)
{
	tw_stream_done(&names->groups);
	tw_stream_done(&names->index);
	tw_buf_done(&names->group);
}

static int
put_group(struct tw_names_writer *names, trawl_error *err)
{
	const struct tw_buf *group = &names->group;
	int status = tw_stream_fit(&names->groups, group->n, err);
	uint8_t entry[TW_NAMES_ENTRY];

	tw_put_le64(entry, names->groups.offset);
	if (status == TRAWL_OK && names->groups.offset > 0)
		status = tw_stream_add(&names->index, entry, sizeof(entry),
			err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&names->groups, group->p, group->n,
			err);
	tw_buf_reset(&names->group);
	names->last_size = 0;
	return status;
}

static size_t
shared_with_last(const struct tw_names_writer *names, struct tw_str id)
{
	size_t most = id.n < names->last_size ? id.n : names->last_size;
	size_t n = 0;

	while (n < most && id.p[n] == names->last[n])
		n++;
	return n;
}

static void
add_id(struct tw_names_writer *names, struct tw_str id)
{
	struct tw_buf *group = &names->group;
	size_t shared = shared_with_last(names, id);
	size_t rest = id.n - shared;
	unsigned s = shared < 15 ? (unsigned)shared : 15;
	unsigned r = rest < 15 ? (unsigned)rest : 15;

	tw_buf_add_byte(group, (uint8_t)(s | r << 4));
	if (s == 15)
		tw_buf_add_varint(group, shared - 15);
	if (r == 15)
		tw_buf_add_varint(group, rest - 15);
	names->last_size = id.n;
	if (rest == 0)
		return;
	tw_buf_add(group, id.p + shared, rest);
	memcpy(names->last + shared, id.p + shared, rest);
}

int
tw_names_writer_add(struct tw_names_writer *names, struct tw_str id,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (id.n > TW_ID_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"an id of %zu bytes: at most %d", id.n, TW_ID_MAX);
	if (names->count > 0 && names->count % TW_NAMES_GROUP == 0)
		status = put_group(names, err);
	if (status != TRAWL_OK)
		return status;
	add_id(names, id);
	names->count++;
	return tw_buf_status(&names->group, err);
}

int
tw_names_writer_finish(struct tw_names_writer *names, trawl_error *err)
{
	int status = TRAWL_OK;

	if (names->count > 0)
		status = put_group(names, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&names->groups, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&names->index, err);
	return status;
}
