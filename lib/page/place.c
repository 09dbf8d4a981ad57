/* place.c: where a page tells its category, URL and language. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page/address.h"
#include "page/furniture.h"
#include "page/guess.h"
#include "page/plain.h"
#include "page/split.h"
#include "page/type.h"
#include "text/analyzer.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define CATEGORY_BYTES 60

static const struct tw_source category_sources[] = {
	{TW_FACT_FRONT, "categories", "front-matter", 100},
	{TW_FACT_FRONT, "category", "front-matter", 100},
	{TW_FACT_FRONT, "section", "front-matter", 80},
	{TW_FACT_FRONT, "topics", "front-matter", 70},
	{TW_FACT_FRONT, "tags", "front-matter", 60},
	{TW_FACT_JSON_LD, "section", "json-ld", 5},
	{TW_FACT_META, "article:section", "opengraph", 5},
	{TW_FACT_META, "og:section", "opengraph", 4},
	{TW_FACT_META, "section", "meta", 3},
	{TW_FACT_META, "parsely-section", "meta", 4},
	{TW_FACT_META, "dc.subject", "meta", 3},
	{TW_FACT_META, "category", "meta", 4},
	{TW_FACT_ITEM, "articleSection", "microdata", 4},
	{TW_FACT_TAG_TEXT, "rel", "byline", 4},
	{TW_FACT_TAG_TEXT, "class", "byline", 3}};

/* Values of all facts of the same source, a line each. */
static struct tw_str
joined_values(struct tw_finder *finder, const struct tw_source *source)
{
	const struct tw_page *page = finder->page;
	struct tw_buf lines = {0};

	for (uint32_t i = 0; i < page->fact_count; i++) {
		const struct tw_fact *fact = &page->facts[i];

		if (tw_source_of(fact, source, 1) != source
			|| (fact->kind == TW_FACT_TAG_TEXT
				&& (fact->value.n > CATEGORY_BYTES
					|| !tw_finder_is_near(finder,
						fact->block, fact->area))))
			continue;
		if (lines.n > 0)
			tw_buf_add_byte(&lines, '\n');
		tw_buf_add_str(&lines, fact->value);
	}

	struct tw_str joined = tw_finder_keep(finder, tw_buf_str(&lines));

	if (tw_buf_failed(&lines))
		finder->page->failed = true;
	tw_buf_done(&lines);
	return joined;
}

/* "Home > News > Housing": what the article is filed under. */
static struct tw_str
crumb(struct tw_str line)
{
	static const char *const marks[] = {" > ", " \xc2\xbb ", " / ",
		" \xe2\x80\xba "};
	if (!tw_split_is_in("|home|accueil|start|startseite|inicio|hem|",
		tw_str(line.p, tw_plain_word(line))))
		return TW_STR("");
	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t mark = strlen(marks[i]);

		for (size_t at = line.n; at > mark
			&& line.n - at <= CATEGORY_BYTES; at--) {
			if (memcmp(line.p + at - mark, marks[i], mark) == 0)
				return tw_plain_trim(tw_str(line.p + at,
					line.n - at));
		}
	}
	return TW_STR("");
}

static void
vote_lines(struct tw_finder *finder, struct tw_vote *vote)
{
	const struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (!tw_finder_is_near(finder, i, block->area))
			continue;
		if (tw_finder_byline(finder, i)) {
			tw_finder_vote(finder, vote, tw_finder_keep(finder,
				tw_buf_str(&finder->byline.categories)),
				"byline", 5);
			tw_finder_vote(finder, vote, tw_finder_keep(finder,
				tw_buf_str(&finder->byline.others)),
				"byline", 3);
			continue;
		}

		struct tw_str last = crumb(block->text);

		if (last.n == 0 || last.n > CATEGORY_BYTES
			|| i >= finder->first || tw_is_kind_name(last)
			|| (finder->title != TW_NO_BLOCK
				&& tw_str_equal(last,
					page->blocks[finder->title].text)))
			continue;
		tw_finder_vote(finder, vote, last, "breadcrumb", 3);
	}
}

void
tw_find_category(struct tw_finder *finder, struct tw_vote *vote)
{
	for (size_t i = 0; i < COUNT(category_sources); i++) {
		struct tw_str value = joined_values(finder,
			&category_sources[i]);

		tw_finder_vote(finder, vote, value,
			category_sources[i].source,
			category_sources[i].weight);
	}
	vote_lines(finder, vote);
}

static const struct tw_source url_sources[] = {
	{TW_FACT_FRONT, "canonical", "front-matter", 100},
	{TW_FACT_FRONT, "canonical_url", "front-matter", 100},
	{TW_FACT_FRONT, "url", "front-matter", 90},
	{TW_FACT_FRONT, "permalink", "front-matter", 80},
	{TW_FACT_CANONICAL, "", "canonical", 10},
	{TW_FACT_META, "og:url", "opengraph", 6},
	{TW_FACT_JSON_LD, "url", "json-ld", 4}};

/* The URL without its fragment and what counts clicks. */
static struct tw_str
clean_url(struct tw_finder *finder, struct tw_str url)
{
	const char *hash = memchr(url.p, '#', url.n);

	if (hash)
		url.n = (size_t)(hash - url.p);
	tw_buf_reset(&finder->lines);
	tw_address_clean(url, &finder->lines);

	struct tw_str clean = tw_buf_str(&finder->lines);

	while (clean.n > 0 && (clean.p[clean.n - 1] == '?'
		|| clean.p[clean.n - 1] == '&'))
		clean.n--;
	return tw_finder_keep(finder, clean);
}

/* The URL that a page tells, which may be one relative to its own. */
static struct tw_str
whole_url(struct tw_finder *finder, struct tw_str url)
{
	const char *name = finder->options->name;

	tw_buf_reset(&finder->lines);
	return tw_address_join(tw_str_of(name ? name : ""), url,
		&finder->lines) ? tw_finder_keep(finder, tw_buf_str(
			&finder->lines)) : url;
}

/* An address of the web that names more than a site. */
static bool
names_page(struct tw_str url)
{
	size_t slashes = 0;

	if (url.n < 10 || (memcmp(url.p, "http://", 7) != 0
		&& memcmp(url.p, "https://", 8) != 0))
		return false;
	for (size_t i = 0; i < url.n; i++) {
		slashes += url.p[i] == '/';
		if (slashes == 3)
			return i + 1 < url.n;
		if (url.p[i] == ' ')
			return false;
	}
	return false;
}

void
tw_find_url(struct tw_finder *finder, struct tw_vote *vote)
{
	const char *name = finder->options->name;

	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct tw_source *source = tw_source_of(fact,
			url_sources, COUNT(url_sources));

		if (!source)
			continue;

		struct tw_str url = whole_url(finder, fact->value);

		if (!names_page(url))
			continue;
		url = clean_url(finder, url);
		tw_vote_add(vote, url, url, source->source, source->weight);
	}
	if (name && tw_type_is_url(name)) {
		struct tw_str url = clean_url(finder, tw_str_of(name));

		tw_vote_add(vote, url, url, "url", 5);
	}
}

static const struct tw_source language_sources[] = {
	{TW_FACT_FRONT, "language", "front-matter", 100},
	{TW_FACT_FRONT, "lang", "front-matter", 100},
	{TW_FACT_FRONT, "locale", "front-matter", 90},
	{TW_FACT_LANGUAGE, "", "html", 6},
	{TW_FACT_JSON_LD, "language", "json-ld", 4},
	{TW_FACT_META, "content-language", "meta", 4},
	{TW_FACT_META, "dc.language", "meta", 4},
	{TW_FACT_META, "language", "meta", 3},
	{TW_FACT_META, "og:locale", "opengraph", 3}};

/* "en" of "EN" and "english". */
static bool
agrees(struct tw_str told, const char *code)
{
	const char *known = tw_language_find(told);

	return known && strcmp(known, code) == 0;
}

/* What the text itself is in, or NULL. */
static const char *
language_of_text(struct tw_finder *finder)
{
	struct tw_buf text = {0};
	const char *code;

	for (uint32_t i = finder->first; i < finder->end && text.n < 4000;
		i++) {
		tw_buf_add_str(&text, finder->page->blocks[i].text);
		tw_buf_add_byte(&text, ' ');
	}
	code = tw_guess_language(tw_buf_str(&text));
	if (tw_buf_failed(&text))
		finder->page->failed = true;
	tw_buf_done(&text);
	return code;
}

#define TEXT_WEIGHT 1000

/* What the page says is a hint: many a template says what its author's was.
   Where the text is clearly in another language, it is in that. */
void
tw_find_language(struct tw_finder *finder, struct tw_vote *vote)
{
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct tw_source *source = tw_source_of(fact,
			language_sources, COUNT(language_sources));
		size_t n = 0;

		while (n < fact->value.n
			&& tw_plain_is_letter((unsigned char)fact->value.p[n])
			&& (unsigned char)fact->value.p[n] < 0x80)
			n++;
		if (source && (n == 2 || n == fact->value.n)) {
			struct tw_str code = tw_str(fact->value.p, n);

			tw_vote_add(vote, code, code, source->source,
				source->weight);
		}
	}

	const char *code = language_of_text(finder);
	const struct tw_candidate *told = tw_vote_best(vote, 1);

	if (code && !(told && agrees(told->key, code)))
		tw_vote_add(vote, tw_str_of(code), tw_str_of(code), "text",
			TEXT_WEIGHT);
}
