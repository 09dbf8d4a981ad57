/* writer.c: the public functions of a writer. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"

#define DEFAULT_MEMORY ((size_t)256 << 20)
#define LEAST_MEMORY ((size_t)16 << 20)

int
trawl_writer_open(trawl_index *index,
	const struct trawl_writer_options *options, trawl_writer **ret_writer,
	trawl_error *err)
{
	struct trawl_writer_options all;

	tw_options(&all, sizeof(all), options);
	if (all.memory == 0)
		all.memory = DEFAULT_MEMORY;
	if (all.memory < LEAST_MEMORY)
		return tw_fail(err, TRAWL_EINVAL,
			"a writer needs at least %zu bytes of memory, not %zu",
			LEAST_MEMORY, all.memory);
	trawl_writer *writer = tw_alloc_zeroed(1, sizeof(*writer));
	if (!writer)
		return tw_no_memory(err);
	struct tw_writer_options inner = {
		.memory = all.memory,
		.no_wait = all.no_wait != 0,
		.threads = all.threads,
		.no_template = all.no_template != 0,
	};
	int status = tw_writer_open(index->store, &inner, &writer->writer, err);
	if (status != TRAWL_OK) {
		tw_free(writer);
		return status;
	}
	*ret_writer = writer;
	return TRAWL_OK;
}

int
trawl_writer_add(trawl_writer *writer, const trawl_article *article,
	trawl_error *err)
{
	struct tw_doc doc = {.apart = {NULL, 0}};

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		doc.field[i] = tw_buf_str(&article->field[i]);
		doc.source[i] = tw_str_of(article->source[i]);
	}
	if (doc.field[TRAWL_ID].n == 0)
		return tw_fail(err, TRAWL_EINVAL, "the article has no id");
	if (doc.field[TRAWL_TITLE].n == 0 && doc.field[TRAWL_TEXT].n == 0)
		return tw_fail(err, TRAWL_EEMPTY,
			"%.*s: neither a title nor a text",
			(int)doc.field[TRAWL_ID].n, doc.field[TRAWL_ID].p);
	return tw_writer_add(writer->writer, &doc, err);
}

int
trawl_writer_remove(trawl_writer *writer, const char *id, size_t length,
	trawl_error *err)
{
	return tw_writer_remove(writer->writer, tw_str(id, length), err);
}

int
trawl_writer_commit(trawl_writer *writer, trawl_error *err)
{
	return tw_writer_commit(writer->writer, err);
}

int
trawl_writer_merge(trawl_writer *writer, trawl_error *err)
{
	return tw_writer_merge(writer->writer, err);
}

void
trawl_writer_free(trawl_writer *writer)
{
	if (!writer)
		return;
	tw_writer_free(writer->writer);
	tw_free(writer);
}
