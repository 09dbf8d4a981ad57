/* byline.c: lines that tell author, date and category of an article. */
/* SPDX-License-Identifier: MIT */
#include "page/byline.h"

#include "page/furniture.h"
#include "page/person.h"
#include "page/plain.h"
#include "page/split.h"
#include "text/utf8.h"

#define LINE_MAX_BYTES 400
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum label {
	NO_LABEL,
	PUBLISHED,
	MODIFIED,
	AUTHOR,
	CATEGORY,
	IGNORED			/* tags, times of reading, numbers */
};

struct label_text {
	const char *text;	/* plain; ':' where one must stand behind it */
	enum label label;
};

/* Longer ones before those they begin with. */
static const struct label_text labels[] = {
	{"last updated on", MODIFIED}, {"last updated", MODIFIED},
	{"last modified on", MODIFIED}, {"last modified", MODIFIED},
	{"last edited", MODIFIED}, {"page last updated", MODIFIED},
	{"updated on", MODIFIED}, {"updated", MODIFIED},
	{"modified on", MODIFIED}, {"modified", MODIFIED},
	{"last reviewed", MODIFIED}, {"reviewed on", MODIFIED},
	{"aktualisiert am", MODIFIED}, {"mis a jour le", MODIFIED},
	{"actualizado el", MODIFIED}, {"aggiornato il", MODIFIED},
	{"bijgewerkt op", MODIFIED},
	{"date published", PUBLISHED}, {"publication date", PUBLISHED},
	{"first published on", PUBLISHED}, {"first published", PUBLISHED},
	{"originally published", PUBLISHED}, {"published date", PUBLISHED},
	{"published on", PUBLISHED}, {"published at", PUBLISHED},
	{"published by", AUTHOR}, {"published in", CATEGORY},
	{"published", PUBLISHED}, {"posted by", AUTHOR},
	{"posted in", CATEGORY}, {"posted on", PUBLISHED},
	{"posted", PUBLISHED}, {"release date", PUBLISHED},
	{"released on", PUBLISHED}, {"released", PUBLISHED},
	{"date posted", PUBLISHED}, {"post date", PUBLISHED},
	{"created on", PUBLISHED}, {"created", PUBLISHED},
	{"submitted on", PUBLISHED}, {"submitted by", AUTHOR},
	{"added on", PUBLISHED}, {"date:", PUBLISHED},
	{"veroffentlicht am", PUBLISHED}, {"publie le", PUBLISHED},
	{"publicado el", PUBLISHED}, {"publicado em", PUBLISHED},
	{"pubblicato il", PUBLISHED}, {"gepubliceerd op", PUBLISHED},
	{"stand:", PUBLISHED}, {"datum:", PUBLISHED},
	{"written by", AUTHOR}, {"words by", AUTHOR}, {"story by", AUTHOR},
	{"article by", AUTHOR}, {"blog by", AUTHOR}, {"report by", AUTHOR},
	{"reported by", AUTHOR}, {"guest blog by", AUTHOR},
	{"guest post by", AUTHOR}, {"post author", AUTHOR},
	{"authored by", AUTHOR}, {"contributed by", AUTHOR},
	{"authors:", AUTHOR}, {"author:", AUTHOR}, {"writer:", AUTHOR},
	{"words:", AUTHOR}, {"by", AUTHOR}, {"von", AUTHOR}, {"par", AUTHOR},
	{"por", AUTHOR}, {"autor:", AUTHOR}, {"autorin:", AUTHOR},
	{"auteur:", AUTHOR}, {"autore:", AUTHOR},
	{"filed under", CATEGORY}, {"filed in", CATEGORY},
	{"categories:", CATEGORY}, {"category:", CATEGORY},
	{"categorised in", CATEGORY}, {"categorized in", CATEGORY},
	{"sections:", CATEGORY}, {"section:", CATEGORY}, {"topics:", CATEGORY},
	{"topic:", CATEGORY}, {"kategorien:", CATEGORY},
	{"kategorie:", CATEGORY},
	{"categorie:", CATEGORY}, {"categoria:", CATEGORY},
	{"tagged with", IGNORED}, {"tagged", IGNORED}, {"tags:", IGNORED},
	{"tag:", IGNORED}, {"reading time", IGNORED}, {"share:", IGNORED}};

/* Weak ones: labels only in a line that has shown itself to be such. */
static const struct label_text weak_labels[] = {{"on", PUBLISHED},
	{"in", CATEGORY}, {"under", CATEGORY}, {"at", IGNORED},
	{"von", AUTHOR}, {"par", AUTHOR}, {"por", AUTHOR}, {"di", AUTHOR},
	{"door", AUTHOR}, {"av", AUTHOR}, {"af", AUTHOR}};

static struct tw_str
behind(struct tw_str text, size_t n)
{
	return tw_str(text.p + n, text.n - n);
}

/* True if the text begins with the plain word, which is cut from it. */
static bool
cut_word(struct tw_str *text, struct tw_str want)
{
	char plain[32];
	struct tw_str left = behind(*text, tw_plain_space(*text));
	size_t n = tw_plain_word(left);

	if (n == 0 || n >= sizeof(plain)
		|| !tw_str_equal(want, tw_str(plain, tw_plain(tw_str(left.p, n),
			plain, sizeof(plain)))))
		return false;
	*text = behind(left, n);
	return true;
}

/* The first byte of the text's plain form. */
static char
plain_first(struct tw_str text)
{
	struct tw_str left = behind(text, tw_plain_space(text));
	char plain[8] = "";

	tw_plain(tw_str(left.p, left.n < 4 ? left.n : 4), plain, 7);
	return plain[0];
}

/* Bytes of the label the text begins with, with its colon; 0 if none. */
static size_t
read_label(struct tw_str text, const struct label_text *table, size_t count,
	enum label *ret)
{
	char first = plain_first(text);

	for (size_t i = 0; i < count; i++) {
		struct tw_str left = text;
		struct tw_str words = tw_str_of(table[i].text);
		bool colon = words.p[words.n - 1] == ':';
		bool same = words.p[0] == first;

		words.n -= colon ? 1 : 0;
		while (same && words.n > 0)
			same = cut_word(&left, tw_split_word(&words));
		if (!same)
			continue;

		size_t space = tw_plain_space(left);

		if (space < left.n && left.p[space] == ':')
			left = behind(left, space + 1);
		else if (colon)
			continue;
		*ret = table[i].label;
		return text.n - left.n;
	}
	return 0;
}

/* Bytes of what parts a line into its statements. */
static size_t
read_separator(struct tw_str text)
{
	static const char *const marks[] = {"|", "\xe2\x80\xa2",
		"\xc2\xb7", "\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xbb",
		"\xe2\x80\xba", "/", "\xe2\x88\x99", "(", ")", "-", ">"};
	size_t space = tw_plain_space(text);

	for (size_t i = 0; i < COUNT(marks) && space < text.n; i++) {
		size_t n = strlen(marks[i]);

		if (text.n - space >= n
			&& memcmp(text.p + space, marks[i], n) == 0)
			return space + n;
	}
	return 0;
}

/* Bytes to the next separator, date or label of the line. */
static size_t
statement_end(struct tw_str text, enum label label, enum tw_day_order order)
{
	size_t at = 0;

	while (at < text.n) {
		struct tw_str left = tw_str(text.p + at, text.n - at);
		struct tw_date date;
		enum label next;

		/* A hyphen or slash within a word parts nothing. */
		if (text.p[at] != '-' && text.p[at] != '/'
			&& read_separator(tw_str(left.p, left.n)) > 0)
			return at;

		size_t space = tw_plain_space(left);

		if (space > 0 && space < left.n) {
			struct tw_str word = tw_str(left.p + space,
				left.n - space);

			if (tw_date_read_by(word, order, &date) > 0
				|| read_label(word, labels, COUNT(labels),
					&next) > 0)
				return at;
			if (label == AUTHOR
				&& read_label(word, weak_labels, 4, &next) > 0)
				return at;
		}
		at += space > 0 ? space : 1;
	}
	return text.n;
}

static void
add_categories(struct tw_buf *out, struct tw_str text)
{
	while (text.n > 0) {
		const char *comma = memchr(text.p, ',', text.n);
		size_t n = comma ? (size_t)(comma - text.p) : text.n;
		struct tw_str name = tw_plain_trim(tw_str(text.p, n));

		if (name.n > 0 && name.n <= 60) {
			if (out->n > 0)
				tw_buf_add_byte(out, '\n');
			tw_buf_add_str(out, name);
		}
		n += n < text.n ? 1 : 0;
		text.p += n;
		text.n -= n;
	}
}

/* Takes the date: the earliest of those that are not of a change. */
static void
take_date(struct tw_byline *byline, struct tw_date date, enum label label)
{
	struct tw_date *to = label == MODIFIED ? &byline->modified
		: &byline->published;

	if (to->year == 0 || (date.day > 0 && tw_date_compare(date, *to) < 0))
		*to = date;
}

static bool
is_empty(const struct tw_byline *byline)
{
	return byline->published.year == 0 && byline->modified.year == 0
		&& byline->authors.n == 0 && byline->categories.n == 0;
}

/* "10:30", "at 10.30 am", "GMT": behind a date. */
static size_t
read_time(struct tw_str text)
{
	size_t at = tw_plain_space(text);
	size_t digits = at;

	while (at < text.n && (text.p[at] == ':' || text.p[at] == '.'
		|| (text.p[at] >= '0' && text.p[at] <= '9')))
		at++;
	if (at == digits)
		return 0;

	struct tw_str left = tw_str(text.p + at, text.n - at);
	struct tw_str word = tw_split_word(&left);

	if (tw_split_is_in("|am|pm|a.m.|p.m.|gmt|bst|utc|cet|uhr|h|est|et|",
		word))
		at = text.n - left.n;
	return at;
}

static unsigned
count_words(struct tw_str text)
{
	unsigned count = 0;

	while (tw_split_word(&text).n > 0)
		count++;
	return count;
}

/* Letters only, begun with a capital, no name and no office. */
static bool
is_category_like(struct tw_str text)
{
	uint32_t first = 0;

	if (text.n > 40 || count_words(text) > 3 || tw_person_has_role(text)
		|| tw_is_kind_name(text))
		return false;
	for (const char *p = text.p; p < text.p + text.n;) {
		uint32_t c;

		p = tw_utf8_next(p, text.p + text.n, &c);
		first = first ? first : c;
		if (!tw_plain_is_letter(c) && c != ' ' && c != '&' && c != '-')
			return false;
	}
	return tw_plain_is_upper(first);
}

/* Words that a line may have beside what we know ("By admin", "News"). */
#define OTHER_WORDS 4

/* Takes what a statement says; false if this is no line of such statements. */
static bool
take_statement(struct tw_byline *byline, enum label label, struct tw_str text,
	unsigned *others)
{
	if (text.n == 0 || label == IGNORED)
		return true;
	if (label == CATEGORY) {
		add_categories(&byline->categories, text);
		return true;
	}
	if (label == AUTHOR && tw_person_names(text, &byline->authors) > 0)
		return true;
	*others += count_words(text);
	if (label == NO_LABEL && is_category_like(text)) {
		if (byline->others.n > 0)
			tw_buf_add_byte(&byline->others, '\n');
		tw_buf_add_str(&byline->others, text);
	}
	return *others <= OTHER_WORDS;
}

/* Bytes of a date at the beginning and of the time behind it; 0 if none. */
static size_t
read_date(struct tw_str line, enum label label, struct tw_byline *byline)
{
	struct tw_date date;
	size_t digit = 0;

	while (digit < line.n && (line.p[digit] < '0' || line.p[digit] > '9'))
		digit++;
	if (digit == line.n)
		return 0;

	size_t n = tw_date_read_by(line, byline->order, &date);

	if (n == 0 || date.month == 0)
		return 0;
	take_date(byline, date, label);
	return n + read_time(behind(line, n));
}

/* A comma, or "and", between the elements of a line: what was told before it
   goes on. */
static bool
goes_on(struct tw_str marks)
{
	return marks.n > 0 && memchr(marks.p, ',', marks.n);
}

static size_t
read_marks(struct tw_str line)
{
	size_t n = tw_plain_space(line);

	while (n < line.n && memchr(",:;", line.p[n], 3))
		n++;
	return n > 0 ? n : read_separator(line);
}

static bool
read_line(struct tw_str line, struct tw_byline *ret)
{
	enum label label = NO_LABEL;
	enum label last = NO_LABEL;
	unsigned others = 0;
	bool known = false;

	while (line.n > 0) {
		size_t n = read_marks(line);

		if (goes_on(tw_str(line.p, n)))
			label = last;
		if (n == 0) {
			n = read_date(line, label, ret);
			label = n > 0 ? NO_LABEL : label;
			known = known || n > 0;
		}
		if (n > 0) {
			line = behind(line, n);
			continue;
		}
		n = read_label(line, labels, COUNT(labels), &label);
		if (n == 0 && known)
			n = read_label(line, weak_labels, COUNT(weak_labels),
				&label);
		known = known || n > 0;
		if (!known)
			return false;
		line = behind(line, n);
		n = statement_end(line, label, ret->order);

		struct tw_str text = tw_plain_trim(tw_str(line.p, n));

		line = behind(line, n);
		if (tw_split_is_in("|and|&|und|et|y|e|en|og|och|", text)) {
			label = last;
			continue;
		}
		if (!take_statement(ret, label, text, &others))
			return false;
		if (n > 0) {
			last = label;
			label = NO_LABEL;
		}
	}
	if (ret->authors.n == 0 || ret->published.year == 0
		|| memchr(ret->others.p ? ret->others.p : "", '\n',
			ret->others.n))
		tw_buf_reset(&ret->others);
	return !is_empty(ret);
}

static void
empty(struct tw_byline *byline)
{
	byline->failed = tw_byline_failed(byline);
	tw_buf_reset(&byline->authors);
	tw_buf_reset(&byline->categories);
	tw_buf_reset(&byline->others);
	byline->published = (struct tw_date){0, 0, 0};
	byline->modified = (struct tw_date){0, 0, 0};
}

bool
tw_byline_read(struct tw_str line, struct tw_byline *ret)
{
	empty(ret);
	if (line.n <= LINE_MAX_BYTES && read_line(line, ret))
		return true;
	empty(ret);
	return false;
}

void
tw_byline_done(struct tw_byline *byline)
{
	tw_buf_done(&byline->authors);
	tw_buf_done(&byline->categories);
	tw_buf_done(&byline->others);
}

bool
tw_byline_failed(const struct tw_byline *byline)
{
	return byline->failed || tw_buf_failed(&byline->authors)
		|| tw_buf_failed(&byline->categories)
		|| tw_buf_failed(&byline->others);
}
