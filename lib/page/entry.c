/* entry.c: what an entry of a feed says, to an article. */
/* SPDX-License-Identifier: MIT */
#include "page/entry.h"

#include "page/address.h"
#include "page/date.h"
#include "page/onepage.h"
#include "page/plain.h"
#include "page/type.h"

void
tw_entry_done(struct tw_entry *entry)
{
	for (size_t i = 0; i < TW_ENTRY_PART_COUNT; i++)
		tw_buf_done(&entry->part[i]);
}

void
tw_entry_reset(struct tw_entry *entry)
{
	for (size_t i = 0; i < TW_ENTRY_PART_COUNT; i++)
		tw_buf_reset(&entry->part[i]);
	entry->id_is_no_link = false;
	memset(entry->is_plain, 0, sizeof(entry->is_plain));
	entry->too_large = false;
}

static bool
is_list(enum tw_entry_part part)
{
	return part == TW_ENTRY_AUTHOR || part == TW_ENTRY_CATEGORY;
}

void
tw_entry_begin(struct tw_entry *entry, enum tw_entry_part part)
{
	struct tw_buf *value = &entry->part[part];

	if (is_list(part) && value->n > 0 && value->p[value->n - 1] != '\n')
		tw_buf_add_byte(value, '\n');
	entry->start = value->n;
}

void
tw_entry_add(struct tw_entry *entry, enum tw_entry_part part,
	struct tw_str text)
{
	struct tw_buf *value = &entry->part[part];

	if (value->n + text.n > TW_PAGE_MAX)
		entry->too_large = true;
	else
		tw_buf_add_str(value, text);
}

void
tw_entry_add_escaped(struct tw_entry *entry, enum tw_entry_part part,
	struct tw_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '<' || c == '&')
			tw_entry_add(entry, part, c == '<' ? TW_STR("&lt;")
				: TW_STR("&amp;"));
		else
			tw_entry_add(entry, part, tw_str(&text.p[i], 1));
	}
}

void
tw_entry_end(struct tw_entry *entry, enum tw_entry_part part)
{
	struct tw_buf *value = &entry->part[part];
	struct tw_str added = tw_str(tw_buf_str(value).p + entry->start,
		value->n - entry->start);
	bool is_first = entry->start == 0 || is_list(part);

	if (tw_plain_trim(added).n == 0 || !is_first)
		value->n = entry->start;
}

/* ------------------------------------------------------------------ */

static struct tw_str
get(const struct tw_entry *entry, enum tw_entry_part part)
{
	return tw_plain_trim(tw_buf_str(&entry->part[part]));
}

static bool
has_markup(struct tw_str text)
{
	return memchr(text.p, '<', text.n) || memchr(text.p, '&', text.n);
}

/* A title may be a piece of HTML, too. */
static int
set_title(const struct tw_entry *entry, struct trawl_article *article,
	trawl_error *err)
{
	struct tw_str title = get(entry, TW_ENTRY_TITLE);
	struct tw_buf plain = {0};

	if (entry->is_plain[TW_ENTRY_TITLE] || !has_markup(title))
		return tw_article_set(article, TRAWL_TITLE, title, "feed",
			err);

	int status = tw_onepage_piece(title, &plain, err);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_TITLE, plain.n > 0
			? tw_buf_str(&plain) : title, "feed", err);
	tw_buf_done(&plain);
	return status;
}

/* The text of a part, or of what the entry has more of. */
static int
set_text(const struct tw_entry *entry, struct trawl_article *article,
	trawl_error *err)
{
	struct tw_str content = get(entry, TW_ENTRY_CONTENT);
	struct tw_str summary = get(entry, TW_ENTRY_SUMMARY);
	bool whole = content.n > 0 && content.n >= summary.n / 2;
	struct tw_str html = whole ? content : summary;
	bool is_plain = entry->is_plain[whole ? TW_ENTRY_CONTENT
		: TW_ENTRY_SUMMARY] || !has_markup(html);
	struct tw_buf plain = {0};

	if (is_plain)
		return tw_article_set(article, TRAWL_TEXT, html,
			whole ? "feed" : "summary", err);

	int status = tw_onepage_piece(html, &plain, err);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_TEXT,
			tw_buf_str(&plain), whole ? "feed" : "summary", err);
	tw_buf_done(&plain);
	return status;
}

static bool
is_link(struct tw_str text)
{
	char begins[9] = "";

	memcpy(begins, text.p, text.n < 8 ? text.n : 8);
	return tw_type_is_url(begins);
}

/* What the links of the entry are relative to. */
static struct tw_str
base_of(const struct tw_entry *entry, const struct tw_entry *feed,
	const char *name)
{
	struct tw_str bases[] = {get(entry, TW_ENTRY_BASE),
		get(feed, TW_ENTRY_BASE), tw_str_of(name ? name : ""),
		get(feed, TW_ENTRY_LINK)};

	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases); i++) {
		if (is_link(bases[i]))
			return bases[i];
	}
	return TW_STR("");
}

/* Appends what the entry calls its link, or an id that is one. */
static bool
find_link(const struct tw_entry *entry, struct tw_str base,
	struct tw_buf *out)
{
	struct tw_str id = get(entry, TW_ENTRY_ID);
	struct tw_str link = get(entry, TW_ENTRY_ORIGINAL);

	if (!is_link(link))
		link = get(entry, TW_ENTRY_LINK);
	if (link.n > 0 && tw_address_join(base, link, out))
		return true;
	return is_link(id) && !entry->id_is_no_link
		&& tw_address_join(base, id, out);
}

static int
set_link(struct tw_str link, struct trawl_article *article, trawl_error *err)
{
	struct tw_buf clean = {0};

	tw_address_clean(link, &clean);

	int status = tw_buf_status(&clean, err);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_URL, tw_buf_str(&clean),
			"feed", err);
	tw_buf_done(&clean);
	return status != TRAWL_OK ? status
		: tw_onepage_identify(article, NULL, err);
}

static int
set_place(const struct tw_entry *entry, const struct tw_entry *feed,
	const char *name, struct trawl_article *article, trawl_error *err)
{
	struct tw_buf whole = {0};
	bool found = find_link(entry, base_of(entry, feed, name), &whole);
	int status = tw_buf_status(&whole, err);

	if (status == TRAWL_OK)
		status = found ? set_link(tw_buf_str(&whole), article, err)
			: tw_article_set(article, TRAWL_ID, get(entry,
				TW_ENTRY_ID), "feed", err);
	tw_buf_done(&whole);
	return status;
}

/* "ann@example.org (Ann Lee)": the name, if there is one. */
static struct tw_str
name_of(struct tw_str author)
{
	const char *at = memchr(author.p, '@', author.n);
	const char *open = memchr(author.p, '(', author.n);
	const char *close = open ? memchr(open, ')',
		(size_t)(author.p + author.n - open)) : NULL;

	if (!at)
		return author;
	if (close)
		return tw_plain_trim(tw_str(open + 1,
			(size_t)(close - open - 1)));
	return TW_STR("");
}

static int
set_authors(struct tw_str lines, struct trawl_article *article,
	trawl_error *err)
{
	struct tw_buf names = {0};

	while (lines.n > 0) {
		const char *stop = memchr(lines.p, '\n', lines.n);
		size_t n = stop ? (size_t)(stop - lines.p) : lines.n;

		tw_buf_add_str(&names, name_of(tw_plain_trim(
			tw_str(lines.p, n))));
		tw_buf_add_byte(&names, '\n');
		n += stop ? 1 : 0;
		lines = tw_str(lines.p + n, lines.n - n);
	}

	int status = tw_buf_status(&names, err);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_AUTHOR,
			tw_buf_str(&names), "feed", err);
	tw_buf_done(&names);
	return status;
}

/* A date that cannot be read, or is yet to come, is none, but for a word. */
static int
set_date(const struct tw_entry *entry, const char *now,
	struct trawl_article *article, trawl_error *doubt, trawl_error *err)
{
	struct tw_str text = get(entry, TW_ENTRY_DATE);
	const char *source = "feed";
	struct tw_date date;
	char print[11];

	if (text.n == 0) {
		text = get(entry, TW_ENTRY_CHANGED);
		source = "modified";
	}
	if (text.n == 0)
		return TRAWL_OK;

	bool is_date = tw_date_read(text, &date) > 0;

	if (!is_date || tw_date_compare(date, tw_onepage_latest(now)) > 0) {
		tw_fail(doubt, TRAWL_EINVAL, "date '%.*s' %s",
			(int)(text.n < 60 ? text.n : 60), text.p, is_date
			? "is in the future" : "is none");
		return TRAWL_OK;
	}
	tw_date_print(date, print);
	return tw_article_set(article, TRAWL_DATE, tw_str_of(print), source,
		err);
}

int
tw_entry_article(const struct tw_entry *entry, const struct tw_entry *feed,
	const struct trawl_extract_options *options,
	struct trawl_article *article, trawl_error *doubt, trawl_error *err)
{
	struct tw_str authors = get(entry, TW_ENTRY_AUTHOR);
	struct tw_str language = get(entry, TW_ENTRY_LANGUAGE);
	int status;

	for (size_t i = 0; i < TW_ENTRY_PART_COUNT; i++) {
		if (tw_buf_failed(&entry->part[i]))
			return tw_buf_status(&entry->part[i], err);
	}
	tw_article_reset(article);
	if (entry->too_large)
		return tw_fail(err, TRAWL_EFULL, "longer than 64 MiB");
	status = set_title(entry, article, err);
	if (status == TRAWL_OK)
		status = set_text(entry, article, err);
	if (status == TRAWL_OK
		&& tw_article_get(article, TRAWL_TITLE).n == 0
		&& tw_article_get(article, TRAWL_TEXT).n == 0)
		return tw_fail(err, TRAWL_EEMPTY, "no title and no text");
	if (status == TRAWL_OK)
		status = set_place(entry, feed, options->name, article, err);
	if (status == TRAWL_OK)
		status = set_authors(authors.n > 0 ? authors
			: get(feed, TW_ENTRY_AUTHOR), article, err);
	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_CATEGORY,
			get(entry, TW_ENTRY_CATEGORY), "feed", err);
	if (status == TRAWL_OK)
		status = set_date(entry, options->now, article, doubt, err);
	if (status == TRAWL_OK)
		status = tw_onepage_language(article, language.n > 0 ? language
			: get(feed, TW_ENTRY_LANGUAGE), "feed", err);
	return status;
}
