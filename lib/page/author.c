/* author.c: where a page tells its authors. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page/furniture.h"
#include "page/person.h"
#include "page/plain.h"
#include "page/split.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define DATED_WORDS 12
#define NAME_ABOVE 6	/* lines */

static const struct tw_source sources[] = {
	{TW_FACT_FRONT, "author", "front-matter", 100},
	{TW_FACT_FRONT, "authors", "front-matter", 100},
	{TW_FACT_JSON_LD, "author", "json-ld", 5},
	{TW_FACT_META, "citation_author", "meta", 5},
	{TW_FACT_META, "author", "meta", 4},
	{TW_FACT_META, "article:author", "opengraph", 4},
	{TW_FACT_META, "parsely-author", "meta", 4},
	{TW_FACT_META, "sailthru.author", "meta", 4},
	{TW_FACT_META, "dc.creator", "meta", 4},
	{TW_FACT_META, "dcterms.creator", "meta", 4},
	{TW_FACT_META, "byl", "meta", 4},
	{TW_FACT_META, "twitter:data1", "meta", 3},
	{TW_FACT_ITEM, "author", "microdata", 4},
	{TW_FACT_ITEM, "creator", "microdata", 3},
	{TW_FACT_AUTHOR_TEXT, "rel", "byline", 4},
	{TW_FACT_AUTHOR_TEXT, "class", "byline", 3}};

/* The names in the value, a line each; empty if it has none. */
static struct tw_str
names_in(struct tw_finder *finder, struct tw_str value, bool any)
{
	tw_buf_reset(&finder->lines);
	while (value.n > 0) {
		const char *stop = memchr(value.p, '\n', value.n);
		size_t n = stop ? (size_t)(stop - value.p) : value.n;
		struct tw_str line = tw_plain_trim(tw_str(value.p, n));

		if (any) {
			if (finder->lines.n > 0)
				tw_buf_add_byte(&finder->lines, '\n');
			tw_buf_add_str(&finder->lines, line);
		} else {
			tw_person_names(line, &finder->lines);
		}
		n += stop ? 1 : 0;
		value = tw_str(value.p + n, value.n - n);
	}
	if (tw_buf_failed(&finder->lines))
		finder->page->failed = true;
	return tw_finder_keep(finder, tw_buf_str(&finder->lines));
}

/* Several tags of one kind name one author each: joined before the vote. */
static struct tw_str
all_values(struct tw_finder *finder, uint32_t first)
{
	const struct tw_page *page = finder->page;
	const struct tw_fact *fact = &page->facts[first];
	struct tw_buf joined = {0};

	for (uint32_t i = first; i < page->fact_count; i++) {
		const struct tw_fact *other = &page->facts[i];

		if (other->kind != fact->kind
			|| !tw_str_equal(other->name, fact->name))
			continue;
		if (joined.n > 0)
			tw_buf_add_byte(&joined, '\n');
		tw_buf_add_str(&joined, other->value);
	}

	struct tw_str all = tw_finder_keep(finder, tw_buf_str(&joined));

	if (tw_buf_failed(&joined))
		finder->page->failed = true;
	tw_buf_done(&joined);
	return all;
}

static bool
is_first(const struct tw_page *page, uint32_t i)
{
	for (uint32_t k = 0; k < i; k++) {
		if (page->facts[k].kind == page->facts[i].kind
			&& tw_str_equal(page->facts[k].name,
				page->facts[i].name))
			return false;
	}
	return true;
}

/* "twitter:data1" names an author only where its label says so. */
static bool
is_labelled(const struct tw_page *page)
{
	for (uint32_t i = 0; i < page->fact_count; i++) {
		const struct tw_fact *fact = &page->facts[i];

		if (tw_fact_is(fact, TW_FACT_META, "twitter:label1"))
			return fact->value.n >= 7 && memcmp(fact->value.p,
				"Written", 7) == 0;
	}
	return false;
}

/* Said in so many words, and not by how an element is named. */
static bool
is_stated(const struct tw_fact *fact)
{
	return fact->kind == TW_FACT_JSON_LD || fact->kind == TW_FACT_META;
}

/* A short name that is neither an address nor an account's default. */
static bool
may_be_pen_name(struct tw_str value)
{
	return value.n >= 3 && value.n <= 40
		&& !memchr(value.p, '@', value.n)
		&& !memchr(value.p, '/', value.n)
		&& !memchr(value.p, '\n', value.n)
		&& !tw_split_is_in("|admin|administrator|editor|webmaster"
			"|user|root|guest|unknown|none|null|anonymous|author"
			"|staff|team|test|default|wordpress|", value);
}

static void
vote_facts(struct tw_finder *finder, struct tw_vote *vote)
{
	struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->fact_count; i++) {
		const struct tw_fact *fact = &page->facts[i];
		const struct tw_source *source = tw_source_of(fact, sources,
			COUNT(sources));
		struct tw_str value = fact->value;

		if (!source || (tw_fact_is(fact, TW_FACT_META, "twitter:data1")
			&& !is_labelled(page)))
			continue;
		if (fact->kind == TW_FACT_AUTHOR_TEXT) {
			if (!tw_finder_is_near(finder, fact->block,
				fact->area))
				continue;
		} else if (is_first(page, i)) {
			value = all_values(finder, i);
		} else {
			continue;
		}

		struct tw_str names = names_in(finder, value,
			fact->kind == TW_FACT_FRONT);

		/* Somebody who is called otherwise than persons are. */
		if (names.n == 0 && is_stated(fact) && may_be_pen_name(value))
			tw_finder_vote(finder, vote, value, source->source, 3);
		tw_finder_vote(finder, vote, names, source->source,
			source->weight);
	}
}

static void
vote_bylines(struct tw_finder *finder, struct tw_vote *vote)
{
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		const struct tw_block *block = &finder->page->blocks[i];

		if (block->byline
			&& tw_finder_is_near(finder, i, block->area)
			&& tw_finder_byline(finder, i)
			&& finder->byline.authors.n > 0)
			tw_finder_vote(finder, vote, tw_finder_keep(finder,
				tw_buf_str(&finder->byline.authors)),
				"byline", 4);
	}
}

static bool
begins(struct tw_str text, struct tw_str name)
{
	return text.n > name.n && memcmp(text.p, name.p, name.n) == 0;
}

/* True if a byline, or the first lines of the article, name it too, or a line
   about the author begins with it. */
static bool
is_met_again(const struct tw_finder *finder, uint32_t line,
	struct tw_str name)
{
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		const struct tw_block *block = &finder->page->blocks[i];

		if (i == line)
			continue;
		if ((block->byline || i == finder->first)
			&& memmem(block->text.p, block->text.n, name.p,
				name.n))
			return true;
		if (i + 1 >= finder->end && begins(block->text, name)
			&& tw_person_has_role(block->text))
			return true;
	}
	return false;
}

/* "Written by", and nothing else: what is below it names the author. */
static bool
is_label(const struct tw_block *block)
{
	char plain[24];
	size_t n = tw_plain(block->text, plain, sizeof(plain));

	while (n > 0 && memchr(": ", plain[n - 1], 2))
		n--;
	return block->words <= 2 && tw_split_is_in("|by|author|authors"
		"|written by|article by|words by|words|text by|text|story by"
		"|posted by|published by|contributors|contributor|autor"
		"|autorin|autoren|von|auteur|autore|", tw_str(plain, n));
}

static bool
is_below_label(const struct tw_page *page, uint32_t i)
{
	return i > 0 && is_label(&page->blocks[i - 1]);
}

/* The name that the line is, or that stands in it before a date. */
static struct tw_str
name_in_line(const struct tw_block *block)
{
	struct tw_str text = block->text;
	struct tw_date date;
	size_t start;
	size_t end;

	if (block->words <= DATED_WORDS
		&& tw_date_find(text, &date, &start, &end)) {
		while (start > 0 && memchr(" ,|-:", text.p[start - 1], 5))
			start--;
		text.n = start;
	}
	return tw_person_is_name(text) ? text : TW_STR("");
}

/*
 * A name alone in a line by the title or below the text, or before a date, is
 * the author's if an office is told below it or it is met again; below a label
 * wherever it stands.
 */
static void
vote_name_lines(struct tw_finder *finder, struct tw_vote *vote)
{
	const struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];
		bool above = i + NAME_ABOVE > finder->first
			&& i < finder->first;
		bool below = i >= finder->end && i < finder->end + 2;
		bool label = is_below_label(page, i);
		struct tw_str name;

		if ((!above && !below && !label) || i == finder->title
			|| (block->kind == TW_ITEM && !label)
			|| block->furniture != TW_NO_FURNITURE
			|| !tw_finder_is_near(finder, i, block->area))
			continue;
		name = name_in_line(block);
		if (name.n == 0)
			continue;

		bool office = i + 1 < page->block_count
			&& page->blocks[i + 1].words <= 25
			&& tw_person_has_role(page->blocks[i + 1].text);

		if (label || office || is_met_again(finder, i, name))
			tw_finder_vote(finder, vote, name, "byline", 3);
	}
}

/* The text behind "By", "Written by", "Von" and the like, if it begins so. */
static struct tw_str
behind_label(struct tw_str text)
{
	struct tw_str left = text;

	for (unsigned i = 0; i < 2; i++) {
		struct tw_str behind = left;

		if (tw_split_is_in("|by|by:|author|author:|written|posted"
			"|published|words|text|story|article|von|par|por"
			"|door|av|af|", tw_split_word(&behind)))
			left = behind;
	}
	return tw_plain_trim(left);
}

/* The words of the text before a date, a number or what parts a line. */
static struct tw_str
first_part(struct tw_str text)
{
	struct tw_str left = text;

	while (left.n > 0) {
		struct tw_date date;
		struct tw_str word = tw_split_word(&left);
		size_t at = word.n > 0 ? (size_t)(word.p - text.p) : 0;

		if (at > 0 && (memchr("|0123456789", word.p[0], 11)
			|| tw_split_is_in("|-|\xc2\xb7|\xe2\x80\xa2"
				"|\xe2\x80\x93|\xe2\x80\x94|on|in|at|", word)
			|| tw_date_read(tw_str(word.p, text.n - at),
				&date) > 0))
			return tw_plain_trim(tw_str(text.p, at));
		if (word.n > 0 && memchr(",;", word.p[word.n - 1], 2))
			return tw_str(text.p, at + word.n - 1);
	}
	return text;
}

/* "The Tern Team", or one word. */
static bool
is_other_name(struct tw_str value)
{
	struct tw_str left = value;
	unsigned words = 0;
	bool team = false;

	if (!may_be_pen_name(value) || memchr(value.p, ':', value.n))
		return false;
	while (left.n > 0) {
		struct tw_str word = tw_split_word(&left);

		if (word.n == 0)
			break;
		team = tw_split_is_in("|team|staff|editors|newsdesk|desk"
			"|redaktion|", word);
		words++;
	}
	return (team && words <= 5) || (words == 1 && !tw_split_is_in("|share"
		"|follow|subscribe|about|bio|more|contact|profile|by|in|von"
		"|par|por|authors|contributors|written|published|posted"
		"|updated|", value));
}

#define LABELLED_WORDS 10

/* Those who are called otherwise than persons are, in elements and lines of an
   author: only where nothing else tells of one. */
static void
vote_other_names(struct tw_finder *finder, struct tw_vote *vote)
{
	const struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->fact_count; i++) {
		const struct tw_fact *fact = &page->facts[i];
		struct tw_str value = behind_label(fact->value);

		if (fact->kind == TW_FACT_AUTHOR_TEXT && is_other_name(value)
			&& tw_finder_is_near(finder, fact->block, fact->area))
			tw_finder_vote(finder, vote, value, "byline", 3);
	}
	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];
		struct tw_str value = behind_label(block->text);
		bool labelled = value.n < block->text.n
			|| is_below_label(page, i);

		if (!labelled || block->words > LABELLED_WORDS
			|| !tw_finder_is_near(finder, i, block->area))
			continue;
		value = first_part(value);
		if (is_other_name(value))
			tw_finder_vote(finder, vote, value, "byline", 3);
	}
}

void
tw_find_authors(struct tw_finder *finder, struct tw_vote *vote)
{
	vote_facts(finder, vote);
	vote_bylines(finder, vote);
	vote_name_lines(finder, vote);
	if (vote->count == 0)
		vote_other_names(finder, vote);
}
