/* type.c: the form of a page, told by its bytes and its name. */
/* SPDX-License-Identifier: MIT */
#include "page/type.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define LOOK_AT 4096

struct magic {
	const char *bytes;
	size_t n;
	const char *what;
};

#define MAGIC(bytes, what) {bytes, sizeof(bytes) - 1, what}

static const struct magic magics[] = {MAGIC("%PDF-", "a PDF document"),
	MAGIC("\x89PNG", "a picture"), MAGIC("\xff\xd8\xff", "a picture"),
	MAGIC("GIF87a", "a picture"), MAGIC("GIF89a", "a picture"),
	MAGIC("PK\x03\x04", "a zip archive or office document"),
	MAGIC("\x1f\x8b", "compressed by gzip"),
	MAGIC("(\xb5/\xfd", "compressed by zstd"),
	MAGIC("BZh9", "compressed by bzip2"),
	MAGIC("\xfd" "7zXZ", "compressed by xz"),
	MAGIC("\x7f" "ELF", "a program"),
	MAGIC("\xd0\xcf\x11\xe0", "an office document"),
	MAGIC("{\\rtf", "an RTF document"),
	MAGIC("SQLite format 3", "a database")};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* `word` is in small letters. */
static bool
begins(struct tw_str text, const char *word)
{
	size_t n = strlen(word);

	if (text.n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (lower(text.p[i]) != word[i])
			return false;
	}
	return true;
}

static bool
ends(struct tw_str text, const char *word)
{
	size_t n = strlen(word);

	return text.n >= n && begins(tw_str(text.p + text.n - n, n), word);
}

static struct tw_str
behind(struct tw_str text, size_t n)
{
	return tw_str(text.p + n, text.n - n);
}

static struct tw_str
skip_space(struct tw_str text)
{
	if (begins(text, "\xef\xbb\xbf"))
		text = behind(text, 3);
	while (text.n > 0 && memchr(" \t\r\n\f", text.p[0], 5))
		text = behind(text, 1);
	return text;
}

static bool
is_utf16(struct tw_str bytes)
{
	return bytes.n >= 2 && (memcmp(bytes.p, "\xff\xfe", 2) == 0
		|| memcmp(bytes.p, "\xfe\xff", 2) == 0);
}

/* Of lines each is looked at by itself: a bad one spoils no other. */
static int
check_text(struct tw_str bytes, bool has_lines, const char *name,
	trawl_error *err)
{
	size_t look = bytes.n < LOOK_AT ? bytes.n : LOOK_AT;
	size_t control = 0;

	if (!name)
		name = "input";
	for (size_t i = 0; i < COUNT(magics); i++) {
		if (bytes.n >= magics[i].n && memcmp(bytes.p, magics[i].bytes,
			magics[i].n) == 0)
			return tw_fail(err, TRAWL_EPARSE,
				"%s: not a text: it is %s", name,
				magics[i].what);
	}
	if (has_lines || is_utf16(bytes))
		return TRAWL_OK;
	for (size_t i = 0; i < look; i++) {
		unsigned char c = (unsigned char)bytes.p[i];

		if (c == 0)
			return tw_fail(err, TRAWL_EPARSE,
				"%s: not a text: byte %zu is 0", name, i);
		control += c < 32 && !memchr("\t\n\r\f\033", c, 5);
	}
	if (control * 10 > look)
		return tw_fail(err, TRAWL_EPARSE,
			"%s: not a text: %zu of its first %zu bytes are "
			"control characters", name, control, look);
	return TRAWL_OK;
}

int
tw_type_check(struct tw_str bytes, enum trawl_type type, const char *name,
	trawl_error *err)
{
	/* What these hold may be anything, and is looked at by itself. */
	if (type == TRAWL_TYPE_WARC || type == TRAWL_TYPE_MBOX)
		return TRAWL_OK;
	return check_text(bytes, type == TRAWL_TYPE_NDJSON, name, err);
}

bool
tw_type_is_url(const char *name)
{
	struct tw_str text = tw_str_of(name);

	return begins(text, "http://") || begins(text, "https://");
}

/* What stands behind the last full stop of the file's name, ".gz" and ".zst"
   aside. */
static struct tw_str
ending(const char *name)
{
	struct tw_str text = tw_str_of(name);

	if (tw_type_is_url(name))
		text.n = strcspn(name, "?#");
	if (ends(text, ".gz"))
		text.n -= 3;
	else if (ends(text, ".zst"))
		text.n -= 4;
	for (size_t i = text.n; i > 0 && text.p[i - 1] != '/'; i--) {
		if (text.p[i - 1] == '.')
			return behind(text, i);
	}
	return TW_STR("");
}

static bool
is_any(struct tw_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text.n == strlen(words[i]) && begins(text, words[i]))
			return true;
	}
	return false;
}

static enum trawl_type
type_of_name(const char *name)
{
	static const char *const html[] = {"html", "htm", "xhtml", "shtml"};
	static const char *const markdown[] = {"md", "markdown", "mdown"};
	static const char *const ndjson[] = {"ndjson", "jsonl", "json"};
	static const char *const plain[] = {"txt", "text"};
	static const char *const feed[] = {"rss", "atom"};
	static const char *const warc[] = {"warc"};
	static const char *const mbox[] = {"mbox"};
	struct tw_str end = name ? ending(name) : TW_STR("");

	if (is_any(end, html, COUNT(html)))
		return TRAWL_TYPE_HTML;
	if (is_any(end, markdown, COUNT(markdown)))
		return TRAWL_TYPE_MARKDOWN;
	if (is_any(end, ndjson, COUNT(ndjson)))
		return TRAWL_TYPE_NDJSON;
	if (is_any(end, plain, COUNT(plain)))
		return TRAWL_TYPE_TEXT;
	if (is_any(end, feed, COUNT(feed)))
		return TRAWL_TYPE_FEED;
	if (is_any(end, warc, COUNT(warc)))
		return TRAWL_TYPE_WARC;
	if (is_any(end, mbox, COUNT(mbox)))
		return TRAWL_TYPE_MBOX;
	return TRAWL_TYPE_AUTO;
}

/* Comments and declarations that may stand before the first element. */
static struct tw_str
skip_prolog(struct tw_str text)
{
	for (;;) {
		const char *end = NULL;

		text = skip_space(text);
		if (begins(text, "<?xml"))
			end = memchr(text.p, '>', text.n);
		else if (begins(text, "<!--"))
			end = memmem(text.p, text.n, "-->", 3);
		if (!end)
			return text;
		text = behind(text, (size_t)(end - text.p) + 1);
		if (begins(text, "->"))
			text = behind(text, 2);
	}
}

static bool
is_html(struct tw_str text)
{
	text = skip_prolog(text);
	return begins(text, "<!doctype html") || begins(text, "<html")
		|| begins(text, "<head") || begins(text, "<body");
}

/* An element that a fragment of a page may begin with. */
static bool
is_fragment(struct tw_str text)
{
	static const char *const tags[] = {"p", "div", "h1", "h2", "h3", "h4",
		"article", "main", "section", "header", "nav", "ul", "ol",
		"table", "title", "meta", "link", "script", "style", "span",
		"a", "b", "i", "em", "strong", "img", "blockquote", "center",
		"font", "br", "hr", "pre", "form", "figure", "!doctype"};
	size_t n = 1;

	text = skip_prolog(text);
	if (text.n < 3 || text.p[0] != '<')
		return false;
	while (n < text.n && !memchr(" \t\r\n>/", text.p[n], 6))
		n++;
	return n < text.n && is_any(tw_str(text.p + 1, n - 1), tags,
		COUNT(tags));
}

struct root {
	const char *tag;
	enum trawl_type type;
};

/* XML that is no page: AUTO if it is nothing to us. */
static bool
is_other_xml(struct tw_str text, enum trawl_type *ret)
{
	static const struct root roots[] = {{"<rss", TRAWL_TYPE_FEED},
		{"<feed", TRAWL_TYPE_FEED}, {"<rdf:rdf", TRAWL_TYPE_FEED},
		{"<atom:feed", TRAWL_TYPE_FEED},
		{"<urlset", TRAWL_TYPE_SITEMAP},
		{"<sitemapindex", TRAWL_TYPE_SITEMAP},
		{"<svg", TRAWL_TYPE_AUTO}, {"<opml", TRAWL_TYPE_AUTO}};

	text = skip_prolog(text);
	if (begins(text, "<!doctype")) {
		const char *end = memchr(text.p, '>', text.n);

		if (end)
			text = skip_prolog(behind(text,
				(size_t)(end - text.p) + 1));
	}
	for (size_t i = 0; i < COUNT(roots); i++) {
		if (!begins(text, roots[i].tag))
			continue;
		*ret = roots[i].type;
		return true;
	}
	return false;
}

/* "From ann@example.org Mon ...", and then a header. */
static bool
is_mbox(struct tw_str text)
{
	const char *stop = memchr(text.p, '\n', text.n);
	size_t n = 0;

	if (text.n < 5 || memcmp(text.p, "From ", 5) != 0 || !stop)
		return false;
	text = behind(text, (size_t)(stop - text.p) + 1);
	while (n < text.n && ((lower(text.p[n]) >= 'a'
		&& lower(text.p[n]) <= 'z') || text.p[n] == '-'))
		n++;
	return n > 1 && n < text.n && text.p[n] == ':';
}

static bool
has_front_matter(struct tw_str text)
{
	text = skip_space(text);

	bool toml = begins(text, "+++\n") || begins(text, "+++\r\n");

	if (!toml && !begins(text, "---\n") && !begins(text, "---\r\n"))
		return false;

	size_t look = text.n < LOOK_AT * 4 ? text.n : LOOK_AT * 4;
	const char *close = memmem(text.p + 3, look - 3,
		toml ? "\n+++" : "\n---", 4);

	return close && memchr(text.p + 3, toml ? '=' : ':',
		(size_t)(close - text.p - 3));
}

/* '{' and then a key or the end. */
static bool
is_object(struct tw_str text)
{
	text = skip_space(text);
	if (text.n == 0 || text.p[0] != '{')
		return false;
	text = skip_space(behind(text, 1));
	return text.n > 0 && (text.p[0] == '"' || text.p[0] == '}');
}

static bool
is_markdown(struct tw_str text)
{
	text = skip_space(text);
	return begins(text, "# ") || begins(text, "## ");
}

int
tw_type_find(struct tw_str bytes, const char *name, enum trawl_type *ret,
	trawl_error *err)
{
	enum trawl_type named = type_of_name(name);
	enum trawl_type xml = TRAWL_TYPE_AUTO;
	bool holds_others = begins(bytes, "warc/1.") || is_mbox(bytes);
	int status = holds_others ? TRAWL_OK :
		check_text(bytes, is_object(bytes), name, err);

	if (status != TRAWL_OK)
		return status;
	if (is_other_xml(bytes, &xml) && xml == TRAWL_TYPE_AUTO)
		return tw_fail(err, TRAWL_EPARSE,
			"%s: XML that is no page: give it pages, or NDJSON",
			name ? name : "input");
	if (xml != TRAWL_TYPE_AUTO)
		*ret = xml;
	else if (holds_others)
		*ret = is_mbox(bytes) ? TRAWL_TYPE_MBOX : TRAWL_TYPE_WARC;
	else if (is_html(bytes))
		*ret = TRAWL_TYPE_HTML;
	else if (has_front_matter(bytes))
		*ret = TRAWL_TYPE_MARKDOWN;
	else if (named != TRAWL_TYPE_AUTO && named != TRAWL_TYPE_TEXT)
		*ret = named;
	else if (is_object(bytes))
		*ret = TRAWL_TYPE_NDJSON;
	else if (is_fragment(bytes))
		*ret = TRAWL_TYPE_HTML;
	else if (named == TRAWL_TYPE_AUTO && is_markdown(bytes))
		*ret = TRAWL_TYPE_MARKDOWN;
	else
		*ret = TRAWL_TYPE_TEXT;
	return TRAWL_OK;
}
