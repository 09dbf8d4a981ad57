/* checkvalues.c: the values of articles are those of their fields. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "index/checking.h"
#include "index/values.h"
#include "text/analyzer.h"
#include "text/site.h"

static const enum trawl_field fields[TW_VALUES_COUNT] = {
	[TW_VALUES_CATEGORY] = TRAWL_CATEGORY,
	[TW_VALUES_AUTHOR] = TRAWL_AUTHOR,
	[TW_VALUES_SITE] = TRAWL_URL,
	[TW_VALUES_LANGUAGE] = TRAWL_LANGUAGE,
};

/* The lines of a kind, appended. */
static void
put_lines(const struct tw_checking *checking, enum tw_value_kind kind,
	struct tw_str text, struct tw_buf *out)
{
	const char *code = NULL;

	if (kind == TW_VALUES_SITE) {
		tw_site_of(text, out);
		return;
	}
	if (kind == TW_VALUES_LANGUAGE && text.n == 0)
		text = tw_str_of(checking->root.language);
	if (kind == TW_VALUES_LANGUAGE)
		code = tw_language_find(text);
	tw_buf_add_str(out, code ? tw_str_of(code) : text);
}

static bool
has_text(const struct tw_values *values, uint32_t set, struct tw_str text,
	uint64_t *seen)
{
	uint32_t count;
	const uint32_t *members = tw_values_of_set(values, set, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (!tw_str_equal(values->texts[members[i]], text))
			continue;
		if (i < 64)
			*seen |= UINT64_C(1) << i;
		return true;
	}
	return false;
}

/* Whether the set has all lines, and (of the first 64) nothing else. */
static bool
is_set_of(const struct tw_values *values, uint32_t set, struct tw_str lines)
{
	uint64_t seen = 0;
	uint32_t count;

	tw_values_of_set(values, set, &count);
	while (lines.n > 0) {
		const char *end = memchr(lines.p, '\n', lines.n);
		size_t n = end ? (size_t)(end - lines.p) : lines.n;
		size_t step = n + (end != NULL);

		if (n > 0 && n <= TW_VALUE_MAX && !has_text(values, set,
			tw_str(lines.p, n), &seen))
			return false;
		lines = tw_str(lines.p + step, lines.n - step);
	}
	return (uint32_t)__builtin_popcountll(seen) ==
		(count < 64 ? count : 64);
}

static int
check_kind(struct tw_checking *checking, struct tw_segment *segment,
	enum tw_value_kind kind, uint32_t doc, struct tw_str text,
	struct tw_buf *lines, trawl_error *err)
{
	const struct tw_values *values;
	uint32_t set = 0;
	int status = tw_values_get(segment, kind, &values, err);

	if (status == TRAWL_OK)
		status = tw_values_set(segment, kind, values, doc, &set, err);
	if (status != TRAWL_OK)
		return tw_checking_heard(checking, status, err);
	tw_buf_reset(lines);
	put_lines(checking, kind, text, lines);
	status = tw_buf_status(lines, err);
	if (status == TRAWL_OK && !is_set_of(values, set, tw_buf_str(lines)))
		tw_checking_tell(checking, "segment %u, %s: wrong for article "
			"%u", segment->info.segment,
			tw_checking_stream(tw_values_stream(kind)), doc);
	return status;
}

int
tw_check_values(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, trawl_error *err)
{
	struct tw_buf lines = {0};
	int status = TRAWL_OK;

	for (int i = 0; i < TW_VALUES_COUNT && status == TRAWL_OK; i++)
		status = check_kind(checking, segment, (enum tw_value_kind)i,
			doc, from->field[fields[i]], &lines, err);
	tw_buf_done(&lines);
	return status;
}
