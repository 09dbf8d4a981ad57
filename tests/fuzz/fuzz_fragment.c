/* fuzz_fragment.c: a title, a newline, and a text with a |part| of it. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "../unit/resolve.h"
#include "result/fragment.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/fragment", NULL
};

#define TEXT_MOST 4096		/* what the oracle does in no time */

/* The text without its first two bars, which tell the part. */
static struct trawl_range
read_part(struct tw_str given, struct tw_buf *text)
{
	uint32_t bars[2];
	uint32_t count = 0;

	for (size_t i = 0; i < given.n; i++) {
		if (given.p[i] == '|' && count < 2)
			bars[count++] = (uint32_t)text->n;
		else
			tw_buf_add_byte(text, (uint8_t)given.p[i]);
	}
	while (count < 2)
		bars[count++] = (uint32_t)text->n;
	return (struct trawl_range){bars[0], bars[1]};
}

/* Only what may stand in a URL, and in HTML, as it is. */
static bool
is_plain(struct tw_str fragment)
{
	for (size_t i = 0; i < fragment.n; i++)
		if (fragment.p[i] == 0 || !strchr(":~=,-._%ABCDEFGHIJKLMNOPQRS"
			"TUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
			fragment.p[i]))
			return false;
	return true;
}

/* The end of the page up to `end` without what is not seen there. */
static size_t
seen_end(struct tw_str page, size_t end)
{
	uint32_t c;

	while (end > 0) {
		size_t at = tw_utf8_floor(page, end - 1);

		(void)tw_utf8_next(page.p + at, page.p + end, &c);
		if (!tw_is_space(c) && tw_char_kind(c) != TW_CHAR_IGNORED)
			break;
		end = at;
	}
	return end;
}

/* Every way that a browser may have to find it leads to the part. */
static void
check_leads(struct tw_str fragment, struct tw_str title, struct tw_str text,
	struct trawl_range part)
{
	struct tw_buf page = {0};

	tw_buf_add_str(&page, title);
	tw_buf_add_byte(&page, '\n');
	tw_buf_add_str(&page, text);
	for (int way = 0; way < 4; way++) {
		struct tw_arena arena = {0};
		struct resolving how = {way & 1, way & 2};
		struct trawl_range found = {0};

		FUZZ_CHECK(resolve(fragment, tw_buf_str(&page), how, &arena,
			&found));
		FUZZ_CHECK(found.start == part.start + title.n + 1);
		FUZZ_CHECK(seen_end(tw_buf_str(&page), found.end) ==
			seen_end(tw_buf_str(&page), part.end + title.n + 1));
		tw_arena_done(&arena);
	}
	tw_buf_done(&page);
}

static void
check_fragment(struct tw_str title, struct tw_str text,
	struct trawl_range part)
{
	struct tw_buf out = {0};
	struct trawl_range words = tw_fragment_part(text, part);

	FUZZ_CHECK(part.start <= words.start && words.end <= part.end);
	FUZZ_CHECK(tw_fragment(title, text, part, &out, NULL) == TRAWL_OK);
	FUZZ_CHECK(is_plain(tw_buf_str(&out)));
	FUZZ_CHECK(out.n == 0 || words.start < words.end);
	if (out.n > 0)
		check_leads(tw_buf_str(&out), title, text, words);
	tw_buf_done(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const char *p = (const char *)bytes;
	const char *line = length > 0 ? memchr(p, '\n', length) : NULL;
	size_t n = line ? (size_t)(line - p) : 0;
	struct tw_buf title = {0};
	struct tw_buf clean = {0};
	struct tw_buf text = {0};

	if (length > TEXT_MOST)
		return 0;
	(void)tw_utf8_clean(tw_str(p, n), &title);
	(void)tw_utf8_clean(tw_str(p + n, length - n), &clean);
	struct trawl_range part = read_part(tw_buf_str(&clean), &text);

	check_fragment(tw_buf_str(&title), tw_buf_str(&text), part);
	tw_buf_done(&title);
	tw_buf_done(&clean);
	tw_buf_done(&text);
	return 0;
}
