/* index_help.c: articles made up, and what an index says in lines of text. */
/* SPDX-License-Identifier: MIT */
#include "index_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/postings.h"
#include "index/segwrite.h"
#include "index/values.h"
#include "text/analyzer.h"
#include "text/sentence.h"
#include "text/site.h"

uint64_t
index_random(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t
index_below(uint64_t *seed, uint32_t n)
{
	return (uint32_t)(index_random(seed) % n);
}

uint64_t
index_seed(uint64_t usual)
{
	const char *given = getenv("TRAWL_SEED");

	return given ? usual + (strtoull(given, NULL, 10) << 32) : usual;
}

struct tw_doc
index_doc(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = {0};

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		doc.field[i] = TW_STR("");
		doc.source[i] = TW_STR("");
	}
	doc.field[TRAWL_ID] = tw_str_of(id);
	doc.field[TRAWL_TITLE] = tw_str_of(title);
	doc.field[TRAWL_TEXT] = tw_str_of(text);
	doc.source[TRAWL_TITLE] = TW_STR("given");
	return doc;
}

/* Frequent words first: they are chosen by a squared random number. */
static const char *const words[] = {
	"the", "of", "water", "and", "bridge", "river", "to", "bridges",
	"council", "co-operate", "housing", "is", "café", "cafe", "mill",
	"partnership", "skills", "e-mail", "justice", "Zoë", "20.04", "C++",
	"naïve", "naive", "health", "don't", "info@example.org", "東京都",
	"partner", "integration", "straße", "re-elected", "x", "résumé",
	"ไทย", "electrification", "internationalisation",
	"donaudampfschifffahrtsgesellschaft", "1990s", "to-be-or-not-to-be",
};

#define WORDS (sizeof(words) / sizeof(words[0]))

/* Some words, and now and then one that no other article has. */
static size_t
random_words(uint64_t *seed, uint32_t count, bool in_lines, char *to,
	size_t room)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count && n + 100 < room; i++) {
		uint32_t a = index_below(seed, 1000);
		uint32_t b = index_below(seed, 1000);

		n += (size_t)snprintf(to + n, room - n, "%s%s",
			n == 0 ? "" : in_lines && a % 9 == 0 ? "\n" : " ",
			words[a * b * WORDS / 1000000]);
		if (index_below(seed, 50) == 0)
			n += (size_t)snprintf(to + n, room - n, " w%x",
				(unsigned)index_below(seed, 1u << 20));
	}
	to[n] = '\0';
	return n;
}

struct tw_doc
index_random_doc(uint64_t *seed, const char *id)
{
	static struct {
		char id[64];
		char title[1000];
		char text[8000];
	} made[8];
	static unsigned next;
	static const char *const languages[] = {"", "", "", "de", "fr", "xx"};
	static const char *const authors[] = {"", "", "Joanna Ruffle",
		"The Ruffle", "Zoë Mills\nJoanna Ruffle", "Ana B. Co-Operate"};
	static const char *const urls[] = {"", "", "https://example.org/a",
		"https://news.example.org/b", "https://www.example.org/c",
		"http://localhost/d"};
	uint32_t shape = index_below(seed, 20);
	uint32_t most = shape == 0 ? 600 : shape < 5 ? 80 : 15;
	unsigned i = next++ % 8;

	snprintf(made[i].id, sizeof(made[i].id), "%s", id);
	made[i].title[0] = '\0';
	made[i].text[0] = '\0';
	if (shape != 1)
		random_words(seed, 1 + index_below(seed, 8), false,
			made[i].title, sizeof(made[i].title));
	if (shape != 2)
		random_words(seed, 1 + index_below(seed, most), true,
			made[i].text, sizeof(made[i].text));
	struct tw_doc doc = index_doc(made[i].id, made[i].title, made[i].text);

	doc.field[TRAWL_LANGUAGE] = tw_str_of(languages[index_below(seed, 6)]);
	doc.field[TRAWL_DATE] = index_below(seed, 2) > 0 ?
		TW_STR("2019-12-17") : TW_STR("");
	doc.field[TRAWL_AUTHOR] = tw_str_of(authors[index_below(seed, 6)]);
	doc.field[TRAWL_CATEGORY] = tw_str_of(authors[index_below(seed, 6)]);
	doc.field[TRAWL_URL] = tw_str_of(urls[index_below(seed, 6)]);
	return doc;
}

struct tw_segment_info
index_write_batch(struct tw_inverter *batch, struct tw_sink *sink,
	uint32_t number)
{
	struct tw_segment_writer *writer;
	struct tw_segment_info info = {0};

	index_ok(tw_segment_writer_new(sink, number, &writer, &err));
	index_ok(tw_inverter_flush(batch, writer, &err));
	index_ok(tw_segment_finish(writer, &info, &err));
	tw_segment_writer_free(writer);
	tw_inverter_free(batch);
	return info;
}

int
index_tell_term(void *context, enum tw_index_field field, struct tw_str term,
	uint32_t df, trawl_error *err)
{
	(void)err;
	tw_buf_addf(context, "%d %.*s %u, ", (int)field, (int)term.n, term.p,
		df);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

void
index_lines_done(struct index_lines *lines)
{
	tw_buf_done(&lines->text);
	*lines = (struct index_lines){0};
}

static void
end_line(struct index_lines *lines)
{
	tw_buf_add_byte(&lines->text, '\0');
	lines->count++;
}

static void
add_article(struct index_lines *lines, uint32_t number,
	const struct tw_doc *doc, struct tw_lengths lengths)
{
	lines->live[TW_FIELD_ALL].docs += lengths.all > 0;
	lines->live[TW_FIELD_ALL].length += lengths.all;
	lines->live[TW_FIELD_TITLE].docs += lengths.title > 0;
	lines->live[TW_FIELD_TITLE].length += lengths.title;
	tw_buf_addf(&lines->text, "article %u: lengths %u %u", number,
		lengths.all, lengths.title);
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		tw_buf_addf(&lines->text, " [%.*s|%.*s]",
			(int)doc->field[i].n, doc->field[i].p,
			(int)doc->source[i].n, doc->source[i].p);
	end_line(lines);
}

static void
add_value(struct index_lines *lines, uint32_t number, enum tw_value_kind kind,
	struct tw_str value)
{
	tw_buf_addf(&lines->text, "article %u: value %d %.*s", number,
		(int)kind, (int)value.n, value.p);
	end_line(lines);
}

static void
add_posting(struct index_lines *lines, enum tw_index_field field,
	struct tw_str term, uint32_t number, uint32_t freq, uint32_t in_title,
	const uint32_t *positions, uint32_t count)
{
	tw_buf_addf(&lines->text, "term %d %.*s: article %u freq %u title %u:",
		(int)field, (int)term.n, term.p, number, freq, in_title);
	for (uint32_t i = 0; i < count; i++)
		tw_buf_addf(&lines->text, " %u", positions[i]);
	end_line(lines);
}

/* ------------------------------------------------------------------ */
/* From segments.                                                       */

static void
read_values(struct index_lines *lines, struct tw_segment *segment,
	uint32_t doc, uint32_t number)
{
	for (int kind = 0; kind < TW_VALUES_COUNT; kind++) {
		const struct tw_values *values;
		uint32_t set;
		uint32_t count;

		index_ok(tw_values_get(segment, (enum tw_value_kind)kind,
			&values, &err));
		index_ok(tw_values_set(segment, (enum tw_value_kind)kind,
			values, doc, &set, &err));
		const uint32_t *members = tw_values_of_set(values, set,
			&count);
		for (uint32_t i = 0; i < count; i++)
			add_value(lines, number, (enum tw_value_kind)kind,
				values->texts[members[i]]);
	}
}

/* Numbers of the live articles; the caller frees it. */
static uint32_t *
number_articles(struct index_lines *lines, struct tw_segment *segment,
	uint32_t *next)
{
	uint32_t *numbers = calloc(segment->info.docs, sizeof(*numbers));
	struct tw_arena arena = {0};

	for (uint32_t doc = 0; doc < segment->info.docs; doc++) {
		struct tw_doc fields;
		struct tw_lengths lengths;
		bool is_dead;

		index_ok(tw_segment_is_dead(segment, doc, &is_dead, &err));
		numbers[doc] = is_dead ? UINT32_MAX : *next;
		if (is_dead)
			continue;
		tw_arena_reset(&arena);
		index_ok(tw_segment_doc(segment, doc, &arena, &fields, &err));
		index_ok(tw_segment_lengths(segment, doc, &lengths.all,
			&lengths.title, &err));
		read_values(lines, segment, doc, *next);
		add_article(lines, (*next)++, &fields, lengths);
	}
	tw_arena_done(&arena);
	return numbers;
}

/* Returns how many live articles have the term. */
static uint32_t
read_list(struct index_lines *lines, struct tw_segment *segment,
	const struct tw_terms *terms, const uint32_t *numbers)
{
	struct tw_postings postings;
	trawl_error why = {0};
	uint32_t live = 0;
	int status;

	index_ok(tw_postings_open(&postings, segment, &terms->entry, &err));
	for (;;) {
		const uint32_t *positions;
		uint32_t count;
		uint32_t in_title;

		status = tw_postings_next(&postings, &why);
		if (status != TRAWL_OK)
			break;
		if (numbers[postings.doc] == UINT32_MAX)
			continue;
		index_ok(tw_postings_positions(&postings, &positions, &count,
			&in_title, &err));
		add_posting(lines, terms->entry.field, terms->term,
			numbers[postings.doc], tw_postings_freq(&postings),
			in_title, positions, count);
		live++;
	}
	if (status != TRAWL_END)
		fail_msg("%s", why.text);
	tw_postings_close(&postings);
	return live;
}

static void
read_segment(struct index_lines *lines, struct tw_segment *segment,
	uint32_t *next)
{
	uint32_t *numbers = number_articles(lines, segment, next);
	struct tw_terms terms = {0};
	int status;

	index_ok(tw_terms_open(&terms, segment, TW_FIELD_ALL, TW_STR(""),
		&err));
	for (;;) {
		status = tw_terms_next(&terms, NULL);
		if (status != TRAWL_OK)
			break;
		assert_int_equal(read_list(lines, segment, &terms, numbers),
			terms.entry.df - terms.entry.dead);
	}
	assert_int_equal(status, TRAWL_END);
	tw_terms_close(&terms);
	free(numbers);
}

void
index_lines_read(struct index_lines *lines, struct tw_segment *segments,
	uint32_t count)
{
	uint32_t next = 0;

	for (uint32_t i = 0; i < count; i++)
		read_segment(lines, &segments[i], &next);
}

/* ------------------------------------------------------------------ */
/* From analysis.                                                       */

struct seen {
	char term[TW_TERM_MAX + 1];
	uint32_t position;
	bool in_title;
};

struct seeing {
	enum tw_index_field field;	/* ALL: of the title, too */
	uint32_t base;			/* position of the value */
	struct seen *seen;
	size_t count;
	size_t room;
	bool in_title;
	uint32_t content;
	struct tw_str text;
	size_t sentence_end;
	uint32_t sentence;		/* position of the last that is told */
};

static void
add_seen(struct seeing *seeing, struct tw_str term, uint32_t position)
{
	if (seeing->count == seeing->room) {
		seeing->room = seeing->room > 0 ? 2 * seeing->room : 64;
		seeing->seen = realloc(seeing->seen,
			seeing->room * sizeof(*seeing->seen));
	}
	struct seen *seen = &seeing->seen[seeing->count++];

	snprintf(seen->term, sizeof(seen->term), "%.*s", (int)term.n, term.p);
	seen->in_title = seeing->in_title;
	seen->position = position + (seeing->field != TW_FIELD_ALL ?
		seeing->base : seeing->in_title ? 0 : TW_TEXT_POSITION);
}

/* Whether the index tells that a sentence begins with this token. */
static void
see_sentence(struct seeing *seeing, const struct tw_token *token)
{
	if (seeing->field != TW_FIELD_ALL || seeing->in_title ||
		token->kind != TW_TOKEN_MAIN ||
		token->start < seeing->sentence_end)
		return;
	while (seeing->sentence_end <= token->start)
		seeing->sentence_end = tw_sentence_end(seeing->text,
			seeing->sentence_end);
	if (token->position >= TW_SENTENCES_WORDS ||
		token->position - seeing->sentence < TW_SENTENCE_LEAST)
		return;
	seeing->sentence = token->position;
	add_seen(seeing, TW_STR(TW_SENTENCE_TERM), token->position);
}

static int
see(void *context, const struct tw_token *token)
{
	struct seeing *seeing = context;

	if (seeing->in_title && token->position >= TW_TITLE_MAX)
		return 77;
	see_sentence(seeing, token);
	add_seen(seeing, tw_str(token->term, token->term_length),
		token->position);
	seeing->content += token->kind == TW_TOKEN_MAIN && !token->stop;
	return TRAWL_OK;
}

static int
compare_seen(const void *a, const void *b)
{
	const struct seen *x = a;
	const struct seen *y = b;
	int order = strcmp(x->term, y->term);

	if (order != 0)
		return order;
	return (x->position > y->position) - (x->position < y->position);
}

/* The posting of the term that seen[0 .. ] begin with; how many have it. */
static size_t
expect_term(struct index_lines *lines, enum tw_index_field field,
	const struct seen *seen, size_t left, uint32_t number)
{
	uint32_t *positions = calloc(left, sizeof(*positions));
	struct tw_str term = tw_str_of(seen->term);
	uint32_t count = 0;
	uint32_t in_title = 0;
	size_t i = 0;

	for (; i < left && strcmp(seen[i].term, seen->term) == 0; i++) {
		if (i > 0 && seen[i].position == seen[i - 1].position)
			continue;
		positions[count++] = seen[i].position;
		in_title += seen[i].in_title;
	}
	if (field != TW_FIELD_ALL)
		add_posting(lines, field, term, number, count, count,
			positions, count);
	else
		add_posting(lines, TW_FIELD_ALL, term, number,
			count + 2 * in_title, in_title, positions, count);
	if (in_title > 0)
		add_posting(lines, TW_FIELD_TITLE, term, number, in_title,
			in_title, positions, in_title);
	free(positions);
	return i;
}

static void
see_field(struct seeing *seeing, struct tw_analyzer *analyzer,
	struct tw_str text, bool in_title)
{
	seeing->in_title = in_title;
	seeing->content = 0;
	seeing->text = text;
	seeing->sentence = 0;
	seeing->sentence_end = tw_sentence_end(text, 0);
	int status = tw_analyze(analyzer, text, see, seeing, NULL);

	assert_true(status == TRAWL_OK || status == 77);
}

static void
expect_seen(struct index_lines *lines, struct seeing *seeing, uint32_t number)
{
	if (seeing->count > 0)
		qsort(seeing->seen, seeing->count, sizeof(*seeing->seen),
			compare_seen);
	for (size_t i = 0; i < seeing->count;)
		i += expect_term(lines, seeing->field, seeing->seen + i,
			seeing->count - i, number);
	free(seeing->seen);
}

/* Of AUTHOR or CATEGORY, which have no value twice here. */
static void
expect_lines(struct index_lines *lines, enum tw_index_field field,
	enum tw_value_kind kind, struct tw_str text, uint32_t number,
	struct tw_analyzer *analyzer)
{
	struct seeing seeing = {.field = field};

	while (text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;

		see_field(&seeing, analyzer, tw_str(text.p, n), false);
		add_value(lines, number, kind, tw_str(text.p, n));
		seeing.base = seeing.seen[seeing.count - 1].position + 1 +
			TW_VALUE_GAP;
		text = tw_str(text.p + n + (end != NULL),
			text.n - n - (end != NULL));
	}
	expect_seen(lines, &seeing, number);
}

/* A term that stands alone. */
static void
expect_whole(struct index_lines *lines, enum tw_index_field field,
	struct tw_str term, uint32_t number)
{
	uint32_t position = 0;

	add_posting(lines, field, term, number, 1, 1, &position, 1);
}

static void
expect_filters(struct index_lines *lines, const struct tw_doc *doc,
	uint32_t number, const char *language, const char *code)
{
	struct tw_analyzer *analyzer;
	struct tw_buf site = {0};

	index_ok(tw_analyzer_new(language, &analyzer, &err));
	expect_lines(lines, TW_FIELD_AUTHOR, TW_VALUES_AUTHOR,
		doc->field[TRAWL_AUTHOR], number, analyzer);
	expect_lines(lines, TW_FIELD_CATEGORY, TW_VALUES_CATEGORY,
		doc->field[TRAWL_CATEGORY], number, analyzer);
	tw_analyzer_free(analyzer);
	tw_site_of(doc->field[TRAWL_URL], &site);
	if (site.n > 0) {
		struct tw_str host = tw_buf_str(&site);

		add_value(lines, number, TW_VALUES_SITE, host);
		expect_whole(lines, TW_FIELD_SITE, host, number);
		if (memcmp(host.p, "news.", 5) == 0)
			expect_whole(lines, TW_FIELD_SITE,
				tw_str(host.p + 5, host.n - 5), number);
	}
	tw_buf_done(&site);
	add_value(lines, number, TW_VALUES_LANGUAGE, tw_str_of(code));
	expect_whole(lines, TW_FIELD_LANGUAGE, tw_str_of(code), number);
}

void
index_lines_expect(struct index_lines *lines, const struct tw_doc *doc,
	uint32_t number, const char *language)
{
	struct tw_str given = doc->field[TRAWL_LANGUAGE];
	struct tw_analyzer *analyzer;
	struct seeing seeing = {0};
	struct tw_lengths lengths;
	const char *code = language;

	if (given.n > 0) {
		char name[8] = {0};

		memcpy(name, given.p, given.n < 7 ? given.n : 7);
		code = tw_language_find(given);
		expect_filters(lines, doc, number, language,
			code ? code : name);
		language = code;
	} else {
		expect_filters(lines, doc, number, language, language);
	}
	index_ok(tw_analyzer_new(language ? language : "und", &analyzer,
		&err));
	see_field(&seeing, analyzer, doc->field[TRAWL_TITLE], true);
	lengths.title = seeing.content;
	see_field(&seeing, analyzer, doc->field[TRAWL_TEXT], false);
	lengths.all = TW_TITLE_WEIGHT * lengths.title + seeing.content;
	tw_analyzer_free(analyzer);
	add_article(lines, number, doc, lengths);
	expect_seen(lines, &seeing, number);
}

/* ------------------------------------------------------------------ */

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines in order; the caller frees the array. */
static char **
sorted(struct index_lines *lines)
{
	char **list = calloc(lines->count + 1, sizeof(*list));
	char *p = lines->text.p;

	assert_false(tw_buf_failed(&lines->text));
	for (size_t i = 0; i < lines->count; i++) {
		list[i] = p;
		p += strlen(p) + 1;
	}
	qsort(list, lines->count, sizeof(*list), compare_lines);
	return list;
}

void
index_lines_equal(struct index_lines *found, struct index_lines *expected)
{
	char **a = sorted(found);
	char **b = sorted(expected);

	for (size_t i = 0; i < found->count && i < expected->count; i++)
		if (strcmp(a[i], b[i]) != 0)
			fail_msg("found: %.300s\nexpected: %.300s", a[i],
				b[i]);
	assert_int_equal(found->count, expected->count);
	free(a);
	free(b);
}
