/* title.c: where a page tells its title. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page/furniture.h"
#include "page/person.h"
#include "page/plain.h"
#include "text/utf8.h"

#define TITLE_WORDS 35
#define DATED_WORDS 12
#define TOLD_MAX 12
#define TEXT_WORDS 6
#define LINES_ABOVE 12		/* the title of a page without markup is at
				   most so far above its text */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct tw_source sources[] = {
	{TW_FACT_FRONT, "title", "front-matter", 100},
	{TW_FACT_JSON_LD, "headline", "json-ld", 5},
	{TW_FACT_META, "og:title", "opengraph", 4},
	{TW_FACT_META, "twitter:title", "meta", 3},
	{TW_FACT_META, "citation_title", "meta", 4},
	{TW_FACT_META, "dc.title", "meta", 3},
	{TW_FACT_META, "dcterms.title", "meta", 3},
	{TW_FACT_META, "parsely-title", "meta", 3},
	{TW_FACT_META, "sailthru.title", "meta", 3},
	{TW_FACT_META, "headline", "meta", 3},
	{TW_FACT_META, "title", "meta", 2},
	{TW_FACT_ITEM, "headline", "microdata", 3}};

/* Bytes of what parts a title from a site's name, with the space around it;
   0 if the text does not begin with such. */
static size_t
separator(struct tw_str text)
{
	static const char *const marks[] = {"|", "::", "\xc2\xbb", "\xc2\xab",
		"\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xb7", "\xe2\x80\xa2",
		"-", ":", "\xe2\x80\xba", "<", ">"};
	size_t space = tw_plain_space(text);

	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t n = space + strlen(marks[i]);

		if (n >= text.n || memcmp(text.p + space, marks[i],
			n - space) != 0)
			continue;

		size_t behind = tw_plain_space(tw_str(text.p + n, text.n - n));

		/* Only a bar may stand without space. */
		if (marks[i][0] == '|' || (space > 0 && behind > 0))
			return n + behind;
	}
	return 0;
}

/* The end of the part that begins at `start`; *ret_next is set behind what
   parts it from the next. */
static size_t
part_end(struct tw_str text, size_t start, size_t *ret_next)
{
	for (size_t i = start; i < text.n; i++) {
		size_t n = separator(tw_str(text.p + i, text.n - i));

		if (n > 0) {
			*ret_next = i + n;
			return i;
		}
	}
	*ret_next = text.n + 1;
	return text.n;
}

/* Without the link to itself that headings of documentation end with, a
   pilcrow. */
static struct tw_str
heading_text(const struct tw_block *block)
{
	struct tw_str text = block->text;

	if (text.n <= 2 || memcmp(text.p + text.n - 2, "\xc2\xb6", 2) != 0)
		return text;
	return tw_plain_trim(tw_str(text.p, text.n - 2));
}

/* True if some parts of the text in a row are the heading, which has marks
   between its own words then. A bar is no such mark. */
static bool
has_heading(const struct tw_finder *finder, struct tw_str text)
{
	char wanted[300];
	char plain[300];
	size_t next;

	if (finder->title == TW_NO_BLOCK)
		return false;

	struct tw_str heading = heading_text(
		&finder->page->blocks[finder->title]);
	size_t n = tw_plain(heading, wanted, sizeof(wanted));

	if (n == 0 || memchr(heading.p, '|', heading.n)
		|| part_end(heading, 0, &next) == heading.n)
		return false;
	for (size_t start = 0; start < text.n; start = next) {
		size_t behind;
		size_t end = part_end(text, start, &next);

		for (behind = next; behind <= text.n;) {
			end = part_end(text, behind, &behind);
			if (tw_plain(tw_str(text.p + start, end - start),
				plain, sizeof(plain)) == n
				&& memcmp(plain, wanted, n) == 0)
				return true;
		}
	}
	return false;
}

/*
 * <title> and its kin often hold the site's name behind or before the title:
 * each part has a vote, and the one that others agree with wins. A part that
 * is known as the site's name has none.
 */
static void
vote_parts(struct tw_finder *finder, struct tw_vote *vote, struct tw_str text,
	const char *source, int weight)
{
	struct tw_str best = {NULL, 0};
	bool parted = false;

	if (has_heading(finder, text)) {
		tw_finder_vote(finder, vote, heading_text(
			&finder->page->blocks[finder->title]), source, weight);
		return;
	}
	for (size_t start = 0, next; start <= text.n; start = next) {
		size_t end = part_end(text, start, &next);
		struct tw_str part = tw_plain_trim(
			tw_str(text.p + start, end - start));

		if (part.n == 0 || tw_finder_is_site(finder, part)) {
			parted = true;
			continue;
		}
		if (part.n == text.n)
			break;
		tw_finder_vote(finder, vote, part, source, 1);
		if (part.n > best.n)
			best = part;
	}
	tw_finder_vote(finder, vote, text, source,
		best.n > 0 || parted ? 1 : weight);
	if (best.n > 0)
		tw_finder_vote(finder, vote, best, source, weight - 1);
}

static void
vote_facts(struct tw_finder *finder, struct tw_vote *vote)
{
	bool titled = false;

	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct tw_source *source = tw_source_of(fact, sources,
			COUNT(sources));

		/* Those behind the first are of drawings. */
		if (fact->kind == TW_FACT_TITLE && titled)
			continue;
		titled = titled || fact->kind == TW_FACT_TITLE;
		if (fact->kind == TW_FACT_TITLE)
			vote_parts(finder, vote, fact->value, "title", 3);
		else if (source && source->kind == TW_FACT_META)
			vote_parts(finder, vote, fact->value, source->source,
				source->weight);
		else if (source)
			tw_finder_vote(finder, vote, fact->value,
				source->source, source->weight);
	}
}

/* What the page tells of its title, as tw_plain writes it. */
struct told {
	struct tw_str list[TOLD_MAX];
	unsigned count;
};

static void
find_told(struct tw_finder *finder, struct told *told)
{
	told->count = 0;
	for (uint32_t i = 0; i < finder->page->fact_count
		&& told->count < TOLD_MAX; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];

		if (fact->kind == TW_FACT_TITLE || tw_source_of(fact, sources,
			COUNT(sources)))
			told->list[told->count++] = tw_finder_plain(finder,
				fact->value);
	}
}

/* True if what is told of the title is this, or has it inside. */
static bool
is_told(const struct told *told, struct tw_str text)
{
	char plain[300];
	size_t n = told->count > 0 ? tw_plain(text, plain, sizeof(plain)) : 0;

	for (unsigned i = 0; n > 0 && i < told->count; i++) {
		if (memmem(told->list[i].p, told->list[i].n, plain, n))
			return true;
	}
	return false;
}

/* The first word of the text that tw_plain wrote. */
static struct tw_str
cut_word(struct tw_str *text)
{
	const char *space = memchr(text->p, ' ', text->n);
	size_t n = space ? (size_t)(space - text->p) : text->n;
	struct tw_str word = tw_str(text->p, n);

	*text = space ? tw_str(space + 1, text->n - n - 1) : TW_STR("");
	return word;
}

static bool
has_word(struct tw_str text, struct tw_str word)
{
	while (text.n > 0) {
		if (tw_str_equal(cut_word(&text), word))
			return true;
	}
	return false;
}

/* True if half of its words are in something that is told of the title. */
static bool
is_half_told(const struct told *told, struct tw_str text)
{
	char plain[300];
	size_t n = tw_plain(text, plain, sizeof(plain));

	for (unsigned i = 0; i < told->count; i++) {
		struct tw_str rest = tw_str(plain, n);
		unsigned words = 0;
		unsigned common = 0;

		while (rest.n > 0) {
			words++;
			common += has_word(told->list[i], cut_word(&rest));
		}
		if (words >= 3 && common * 2 > words)
			return true;
	}
	return false;
}

/* True if it is told word for word. */
static bool
is_all_told(const struct told *told, struct tw_str text)
{
	char plain[300];
	size_t n = tw_plain(text, plain, sizeof(plain));

	for (unsigned i = 0; n > 0 && i < told->count; i++) {
		if (tw_str_equal(told->list[i], tw_str(plain, n)))
			return true;
	}
	return false;
}

#define NO_TITLE_AREAS (TW_AREA_NAV | TW_AREA_ASIDE | TW_AREA_FOOTER \
	| TW_AREA_COMMENT | TW_AREA_RELATED | TW_AREA_NOTICE)

/* True if only bylines stand between the block and the text, in one area. */
static bool
is_above_text(const struct tw_finder *finder, uint32_t i)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t area = blocks[i].area;

	if (i >= finder->first || finder->first == finder->page->block_count)
		return false;
	if (blocks[finder->first].area != area)
		return false;
	while (++i < finder->first) {
		if (!blocks[i].byline)
			return false;
	}
	return true;
}

/* How well a block does for the title in sight of the reader. */
static int
heading_weight(const struct tw_finder *finder, const struct told *told,
	uint32_t i)
{
	const struct tw_block *block = &finder->page->blocks[i];
	uint32_t flags = finder->page->areas[block->area].all;
	struct tw_str text = heading_text(block);
	bool heading = block->kind == TW_HEADING;

	if (block->words > TITLE_WORDS || block->byline
		|| tw_finder_is_site(finder, text)
		|| ((flags & NO_TITLE_AREAS) != 0 && !(heading
			&& block->level == 1 && is_all_told(told, text))))
		return 0;
	if (heading && block->level == 1) {
		if (is_told(told, text))
			return 9;
		if (is_half_told(told, text))
			return 9;
		return block->link_words > 0 ? 2 : 4;
	}
	if (heading && is_above_text(finder, i))
		return is_told(told, text) ? 8 : 7;
	if (block->words >= 2 && is_told(told, text))
		return heading ? 6 : i < finder->end ? 4 : 0;
	if (heading && i < finder->first && i + 6 > finder->first)
		return 2;
	return 0;
}

static void
vote_headings(struct tw_finder *finder, struct tw_vote *vote)
{
	struct told told;
	int best = 0;

	find_told(finder, &told);
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		int weight = heading_weight(finder, &told, i);

		/* Of several, the last before the text, or the first. */
		if (weight == 0 || weight < best
			|| (weight == best && i > finder->first))
			continue;
		best = weight;
		finder->title = i;
	}
	if (best > 0)
		tw_finder_vote(finder, vote, heading_text(
			&finder->page->blocks[finder->title]), "heading",
			best);
}

/* Half of its characters or more are letters: no number, no date. */
static bool
is_wordy(struct tw_str text)
{
	size_t letters = 0;
	size_t all = 0;

	for (size_t i = 0; i < text.n;) {
		uint32_t c;

		i = (size_t)(tw_utf8_next(text.p + i, text.p + text.n, &c)
			- text.p);
		letters += tw_plain_is_letter(c);
		all += c != ' ';
	}
	return letters * 2 > all;
}

/* True if the line may be the title of the text below it. */
static bool
may_be_title(const struct tw_block *block)
{
	char last = block->text.p[block->text.n - 1];

	return block->kind != TW_ITEM && !block->byline
		&& block->furniture == TW_NO_FURNITURE
		&& block->words <= TITLE_WORDS && block->words > 0
		&& last != '.' && last != ':' && last != ',' && last != ';'
		&& !tw_is_kind_name(block->text) && is_wordy(block->text);
}

static bool
is_repeated(const struct tw_page *page, uint32_t line)
{
	struct tw_str text = page->blocks[line].text;

	for (uint32_t i = 0; i < page->block_count; i++) {
		if (i != line && tw_str_equal(page->blocks[i].text, text))
			return true;
	}
	return false;
}

/* A short line with a date in it, or a byline. */
static bool
is_dated(const struct tw_block *block)
{
	struct tw_date date;
	size_t start;
	size_t end;

	return block->byline || (block->words <= DATED_WORDS
		&& tw_date_find(block->text, &date, &start, &end)
		&& date.day > 0);
}

/* Says who made something: "Senior Editor", "Ann Lee / Getty Images". */
static bool
is_credit(const struct tw_block *block)
{
	struct tw_str text = block->text;

	return memchr(text.p, '@', text.n) || memmem(text.p, text.n, " / ", 3)
		|| memmem(text.p, text.n, "Images", 6)
		|| (block->words <= 6 && tw_person_has_role(text));
}

/* A page without markup: how well a line does for the title. */
static int
line_weight(const struct tw_finder *finder, uint32_t i)
{
	const struct tw_block *blocks = finder->page->blocks;
	const struct tw_block *line = &blocks[i];
	uint32_t count = finder->page->block_count;
	int weight = 20;

	weight -= i < finder->first ? (int)(finder->first - i) : 0;
	weight += line->words >= 4 && line->words <= 18 ? 6
		: line->words >= 2 ? 2 : -2;
	for (uint32_t k = i + 1; k < count && k <= i + 3; k++) {
		if (is_dated(&blocks[k])) {
			weight += 8;
			break;
		}
	}
	if (line->words >= 3 && is_repeated(finder->page, i))
		weight += 4;
	return weight;
}

/* True if the first line of the body is a title: text stands below it. */
static bool
begins_text(const struct tw_finder *finder)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t i = finder->first;

	if (blocks[i].prose >= 20)
		return false;
	while (++i < finder->page->block_count && blocks[i].byline)
		;
	if (i == finder->page->block_count)
		return false;
	/* A title, an empty line, and several lines or a long one. */
	if (!blocks[i].joined)
		return blocks[i].words >= TEXT_WORDS
			|| (i + 1 < finder->page->block_count
				&& blocks[i + 1].joined);
	return blocks[i].prose > 0;
}

/* The line above the text, or the first of it, that does best. */
static uint32_t
title_line(const struct tw_finder *finder)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t i = finder->first > LINES_ABOVE
		? finder->first - LINES_ABOVE : 0;
	uint32_t best = TW_NO_BLOCK;
	int best_weight = 0;

	for (; i < finder->page->block_count && i < finder->first + 1; i++) {
		if (!may_be_title(&blocks[i])
			|| (i == finder->first && !begins_text(finder)))
			continue;
		/* The author's name may stand between title and text. */
		if (tw_person_is_name(blocks[i].text) || is_dated(&blocks[i])
			|| is_credit(&blocks[i]))
			continue;
		/* A line of the byline, where one stands alone. */
		if (i > 0 && blocks[i].joined && (blocks[i - 1].byline
			|| blocks[i - 1].furniture == TW_LABEL))
			continue;

		int weight = line_weight(finder, i);

		if (weight >= best_weight) {
			best_weight = weight;
			best = i;
		}
	}
	return best;
}

static void
vote_lines(struct tw_finder *finder, struct tw_vote *vote)
{
	uint32_t line = title_line(finder);

	if (line == TW_NO_BLOCK)
		return;
	finder->title = line;
	tw_finder_vote(finder, vote, finder->page->blocks[line].text,
		"heading", 5);
}

void
tw_find_title(struct tw_finder *finder, struct tw_vote *vote)
{
	vote_headings(finder, vote);
	vote_facts(finder, vote);
	/* Markup tells a title by a heading or not at all. */
	if (finder->title == TW_NO_BLOCK && vote->count == 0)
		vote_lines(finder, vote);
}
