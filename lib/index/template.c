/* template.c: what of a page's text the pages of its site have in common. */
/* SPDX-License-Identifier: MIT */
#include "index/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/varint.h"
#include "index/keysort.h"
#include "text/site.h"

#define SHORT 60	/* bytes: about ten words */
#define LONGEST 4096	/* bytes of a line that may be of a template */
#define LEAST_LEFT 40	/* bytes of a text, or it stays as it is */

#define LINE_MASK ((UINT64_C(1) << 31) - 1)

/* The beginning and the end of a text, as lines. */
#define BEGINNING UINT64_C(0x243f6a8885a308d3)
#define ENDING UINT64_C(0x13198a2e03707344)
#define SPREAD UINT64_C(0x9e3779b97f4a7c15)

bool
tw_template_is_of_page(const struct tw_doc *doc)
{
	struct tw_str source = doc->source[TRAWL_TEXT];

	return source.n > 0 && doc->field[TRAWL_TEXT].n > 0 &&
		!tw_str_equal(source, TW_STR("given"));
}

/* ------------------------------------------------------------------ */
/* Apart: for each run of lines varint bytes of the text since the run   */
/* before it, varint bytes, and the run as it stood there.               */

bool
tw_template_whole(const struct tw_doc *doc, struct tw_buf *out)
{
	struct tw_str text = doc->field[TRAWL_TEXT];
	const uint8_t *p = (const uint8_t *)doc->apart.p;
	const uint8_t *end = p ? p + doc->apart.n : p;

	while (p < end) {
		uint32_t gap;
		uint32_t n;

		p = tw_varint_get32(p, end, &gap);
		if (p)
			p = tw_varint_get32(p, end, &n);
		if (!p || gap > text.n || n > (size_t)(end - p))
			return false;
		tw_buf_add(out, text.p, gap);
		tw_buf_add(out, p, n);
		text = tw_str(text.p + gap, text.n - gap);
		p += n;
	}
	tw_buf_add_str(out, text);
	return true;
}

/* ------------------------------------------------------------------ */
/* Lines and keys.                                                      */

/* Code is no template, whatever its lines have in common. */
static bool
is_code(struct tw_str line)
{
	return line.p[0] == ' ' || line.p[0] == '\t' ||
		strchr("{};=", line.p[line.n - 1]) != NULL;
}

static bool
is_short(struct tw_str line)
{
	return line.n < SHORT || line.p[line.n - 1] == '?';
}

/* What the line before was. */
struct before {
	uint64_t site;
	uint64_t hash;
	bool is_short;
	bool is_code;
};

static uint64_t
key_of(uint64_t site, uint64_t hash)
{
	uint64_t line = tw_hash_fold(hash ^ site, SPREAD) & LINE_MASK;

	/* 0 is the site itself. */
	return site >> TW_TEMPLATE_SITE_SHIFT << TW_TEMPLATE_SITE_SHIFT |
		(line > 0 ? line : 1) << TW_TEMPLATE_LINE_SHIFT;
}

static uint64_t
pair_of(const struct before *before, const struct before *line)
{
	if (before->is_code || line->is_code ||
			(!before->is_short && !line->is_short))
		return 0;
	return key_of(line->site,
		tw_hash_fold(before->hash, SPREAD) + line->hash);
}

/* Without memory, `out` has failed. */
static uint64_t
hash_of_site(struct tw_str url, struct tw_buf *out)
{
	struct tw_buf site = {0};

	tw_site_of(url, &site);

	uint64_t hash = tw_hash64(site.p, site.n);

	if (tw_buf_failed(&site))
		out->failed = site.failed;

	tw_buf_done(&site);
	return hash;
}

static void
add_line(struct tw_buf *out, const struct before *before,
	const struct before *line, size_t start, struct tw_str text)
{
	struct tw_template_line entry = {
		.start = (uint32_t)start,
		.end = (uint32_t)(start + text.n),
		.pair = pair_of(before, line),
	};

	if (!line->is_short && !line->is_code && text.n > 0 &&
			text.n <= LONGEST)
		entry.key = key_of(line->site, line->hash);
	tw_buf_add(out, &entry, sizeof(entry));
}

void
tw_template_lines(struct tw_str url, struct tw_str whole, struct tw_buf *out)
{
	uint64_t site = hash_of_site(url, out);
	struct before before = {.site = site, .hash = BEGINNING};
	struct before line = before;
	size_t at = 0;

	for (uint32_t n = 0; at < whole.n && n < TW_TEMPLATE_LINES_MAX;) {
		const char *p = whole.p + at;
		const char *stop = memchr(p, '\n', whole.n - at);
		size_t length = stop ? (size_t)(stop - p) : whole.n - at;
		struct tw_str text = tw_str(p, length);

		while (text.n > 0 && strchr(" \t\r", text.p[text.n - 1]))
			text.n--;
		if (text.n > 0) {
			line.hash = tw_hash64(text.p, text.n);
			line.is_short = is_short(text);
			line.is_code = is_code(text);
			add_line(out, &before, &line, at, text);
			before = line;
			n++;
		}
		at += length + 1;
	}
	line = (struct before){.site = site, .hash = ENDING};
	/* The end is not in sight where there are too many lines. */
	line.is_code = at < whole.n;
	add_line(out, &before, &line, at < whole.n ? at : whole.n,
		tw_str("", 0));
}

static int
compare_keys(const void *a, const void *b)
{
	uint64_t first = *(const uint64_t *)a;
	uint64_t second = *(const uint64_t *)b;

	return (first > second) - (first < second);
}

void
tw_template_keys(struct tw_str url, const struct tw_buf *lines,
	struct tw_buf *out)
{
	const struct tw_template_line *line = (const void *)lines->p;
	size_t count = lines->n / sizeof(*line);
	uint64_t site = hash_of_site(url, out) >> TW_TEMPLATE_SITE_SHIFT
		<< TW_TEMPLATE_SITE_SHIFT;
	size_t from = out->n;

	tw_buf_add(out, &site, sizeof(site));
	for (size_t i = 0; i < count; i++) {
		if (line[i].key)
			tw_buf_add(out, &line[i].key, sizeof(site));
		if (line[i].pair)
			tw_buf_add(out, &line[i].pair, sizeof(site));
	}
	if (tw_buf_failed(out))
		return;

	uint64_t *keys = (void *)(out->p + from);
	size_t n = (out->n - from) / sizeof(*keys);
	size_t kept = 1;

	qsort(keys, n, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < n; i++)
		if (keys[i] != keys[kept - 1])
			keys[kept++] = keys[i];
	out->n = from + kept * sizeof(*keys);
}

void
tw_template_keys_of(struct tw_str url, struct tw_str whole,
	struct tw_buf *out)
{
	struct tw_buf lines = {0};

	tw_template_lines(url, whole, &lines);
	if (tw_buf_failed(&lines))
		out->failed = lines.failed;
	else
		tw_template_keys(url, &lines, out);
	tw_buf_done(&lines);
}

/* ------------------------------------------------------------------ */
/* Cutting.                                                             */

/* Whether the keys take out the i-th line. */
static bool
is_cut(const struct tw_template_line *lines, size_t i,
	tw_template_knows_fn *knows, void *context)
{
	const struct tw_template_line *line = &lines[i];

	if (line->key)
		return knows(context, line->key);
	/* A short line has pairs with both neighbours, code has none; a long
	   one that is too long may have some, too. */
	if (line->end - line->start > LONGEST)
		return false;
	return (line->pair && knows(context, line->pair)) ||
		(line[1].pair && knows(context, line[1].pair));
}

/* A run of lines that go, and where the lines before and behind it are. */
struct run {
	size_t before;		/* end of the line before */
	size_t start;
	size_t end;
	size_t behind;		/* start of the line behind */
};

/* What goes with the run: the smaller of the gaps around it, or both where
   nothing stays before it, or behind it. */
static void
widen(struct run *run, size_t end)
{
	bool is_smaller = run->behind - run->end < run->start - run->before;

	if (run->before == 0 || run->behind == end) {
		run->start = run->before;
		run->end = run->behind;
	} else if (is_smaller) {
		run->end = run->behind;
	} else {
		run->start = run->before;
	}
}

struct cut {
	struct tw_str whole;
	struct tw_buf *text;
	struct tw_buf *apart;
	size_t at;		/* what of the whole is dealt with */
};

static void
cut_run(struct cut *cut, struct run run)
{
	widen(&run, cut->whole.n);
	tw_buf_add_varint(cut->apart, run.start - cut->at);
	tw_buf_add_varint(cut->apart, run.end - run.start);
	tw_buf_add(cut->apart, cut->whole.p + run.start,
		run.end - run.start);
	tw_buf_add(cut->text, cut->whole.p + cut->at, run.start - cut->at);
	cut->at = run.end;
}

void
tw_template_cut(struct tw_str whole, const struct tw_buf *lines,
	tw_template_knows_fn *knows, void *context, struct tw_buf *ret_text,
	struct tw_buf *ret_apart)
{
	const struct tw_template_line *line = (const void *)lines->p;
	size_t count = lines->n / sizeof(*line) - 1;
	size_t apart = ret_apart->n;
	size_t text = ret_text->n;
	struct cut cut = {whole, ret_text, ret_apart, 0};
	size_t left = 0;

	for (size_t i = 0; i < count;) {
		size_t first = i;

		while (i < count && is_cut(line, i, knows, context))
			i++;
		if (i > first)
			cut_run(&cut, (struct run){
				first > 0 ? line[first - 1].end : 0,
				line[first].start, line[i - 1].end,
				line[i].start});
		if (i < count)
			left += line[i].end - line[i].start;
		i++;
	}
	tw_buf_add(ret_text, whole.p + cut.at, whole.n - cut.at);
	if (left >= LEAST_LEFT || ret_apart->n == apart)
		return;
	ret_apart->n = apart;
	ret_text->n = text;
	tw_buf_add_str(ret_text, whole);
}

/* ------------------------------------------------------------------ */

uint64_t
tw_template_least(uint64_t articles)
{
	uint64_t size = 1;
	uint64_t least = 4;

	while (articles >>= 1)
		size *= 2;
	while (4 * least * least < 9 * size)
		least++;
	return least;
}
