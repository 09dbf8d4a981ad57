/* htmlscan.c: makes any HTML safe for the parser that builds its tree. */
/* SPDX-License-Identifier: MIT */
#include "page/htmlscan.h"

#include <assert.h>
#include <strings.h>

#define NAME_MAX_BYTES 31
#define VALUE_MAX_BYTES 2000
#define SWALLOWED 9

enum tag_class {
	ORDINARY,
	LINK,
	FORM,			/* special, but its end closes nothing else */
	SPECIAL,		/* in the sense of the HTML standard */
	BARRIER			/* special, and what is outside of it cannot be
				   closed from inside */
};

struct open_tag {
	uint32_t hash;		/* of its name */
	enum tag_class class;
};

struct scanner {
	const char *p;
	const char *end;
	struct tw_buf *out;
	tw_json_ld_fn *json_ld;
	void *context;
	uint32_t tags;
	uint32_t depth;
	struct open_tag open[TW_HTML_DEPTH];
	bool no_close[SWALLOWED];	/* none is ahead: do not look */
	bool no_title_close;
};

struct attribute {
	struct tw_str name;
	struct tw_str value;
};

/* A tag as read: the attributes we keep, and those a script is told by. */
struct tag {
	char name[NAME_MAX_BYTES + 1];	/* small letters */
	bool closing;
	bool empty;		/* ends with "/>" */
	struct attribute kept[16];
	unsigned kept_count;
	struct tw_str type;
};

/* All between these and their closing tag is left out; without one, only the
   tag is. */
static const char *const swallowed[] = {"script", "style", "svg", "math",
	"select", "template", "iframe", "textarea", "noscript"};

static_assert(sizeof(swallowed) / sizeof(*swallowed) == SWALLOWED,
	"as many as told");

/* Elements without content. */
static const char *const voids =
	"|area|base|basefont|bgsound|br|col|embed|frame|hr|img|image|input"
	"|keygen|link|meta|param|source|track|wbr|command|menuitem|isindex|";

/* Of them, those we need. */
static const char *const kept_voids = "|br|hr|link|meta|";

/*
 * Tags that are left out, what they hold is not: they mark how text looks, and
 * tree builders open them anew in every paragraph until they end. One whose
 * class says more than that is kept by a name that has no such meaning.
 */
static const char *const formatting =
	"|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|mark|kbd|samp"
	"|var|bdi|bdo|blink|plaintext|xmp|listing|noembed|noframes|frameset"
	"|option|optgroup|datalist|rb|rt|rtc|rp|";

/* Tags whose end may be left out: the tree builder closes them itself, so
   they nest only by others. */
static const char *const implied =
	"|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|colgroup|caption|html|head"
	"|body|";

static const char *const specials =
	"|address|article|aside|blockquote|button|center|details|dir|div|dl"
	"|fieldset|figcaption|figure|footer|h1|h2|h3|h4|h5|h6|header"
	"|hgroup|main|menu|nav|noscript|ol|pre|section|summary|ul|";

static const char *const barriers = "|table|object|marquee|applet|";

static const char *const attributes =
	"|class|id|role|href|rel|itemprop|content|name|property|datetime|lang"
	"|hidden|aria-hidden|style|";

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
in_table(const char *table, struct tw_str name)
{
	char key[NAME_MAX_BYTES + 3];

	if (name.n == 0 || name.n > NAME_MAX_BYTES
		|| memchr(name.p, '|', name.n))
		return false;
	key[0] = '|';
	for (size_t i = 0; i < name.n; i++)
		key[i + 1] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z'
			? name.p[i] + 32 : name.p[i]);
	key[name.n + 1] = '|';
	key[name.n + 2] = '\0';
	return strstr(table, key) != NULL;
}

/* FNV-1a; one number for all headings, as each closes any other. */
static uint32_t
hash_name(const char *name)
{
	uint32_t hash = 2166136261u;

	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
		&& name[2] == '\0')
		return 1;
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

static enum tag_class
class_of(const char *name)
{
	struct tw_str text = tw_str_of(name);

	if (strcmp(name, "a") == 0)
		return LINK;
	if (strcmp(name, "form") == 0)
		return FORM;
	if (in_table(barriers, text))
		return BARRIER;
	return in_table(specials, text) ? SPECIAL : ORDINARY;
}

/* Reads an attribute's value behind the '='. */
static struct tw_str
read_value(struct scanner *s)
{
	const char *start;

	while (s->p < s->end && is_space(*s->p))
		s->p++;
	if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
		const char *close = memchr(s->p + 1, *s->p,
			(size_t)(s->end - s->p - 1));

		start = s->p + 1;
		s->p = close ? close + 1 : s->end;
		return tw_str(start, close ? (size_t)(close - start) : 0);
	}
	start = s->p;
	while (s->p < s->end && !is_space(*s->p) && *s->p != '>')
		s->p++;
	return tw_str(start, (size_t)(s->p - start));
}

static void
keep_attribute(struct tag *tag, struct attribute attribute)
{
	if (attribute.name.n == 4
		&& strncasecmp(attribute.name.p, "type", 4) == 0)
		tag->type = attribute.value;
	if (tag->kept_count == 16 || !in_table(attributes, attribute.name))
		return;
	for (unsigned i = 0; i < tag->kept_count; i++) {
		if (tag->kept[i].name.n == attribute.name.n
			&& strncasecmp(tag->kept[i].name.p, attribute.name.p,
				attribute.name.n) == 0)
			return;
	}
	if (attribute.value.n > VALUE_MAX_BYTES) {
		attribute.value.n = VALUE_MAX_BYTES;
		/* Not within a character. */
		while (attribute.value.n > 0
			&& ((unsigned char)attribute.value.p[attribute.value.n]
				& 0xc0) == 0x80)
			attribute.value.n--;
	}
	tag->kept[tag->kept_count++] = attribute;
}

/* Reads a tag from behind its '<' or "</"; false if the page ends in it. */
static bool
read_tag(struct scanner *s, struct tag *tag)
{
	size_t n = 0;

	for (; s->p < s->end && !is_space(*s->p) && *s->p != '/'
		&& *s->p != '>'; s->p++) {
		char c = *s->p;

		if (n < NAME_MAX_BYTES)
			tag->name[n++] = c >= 'A' && c <= 'Z'
				? (char)(c + 32) : c;
	}
	tag->name[n] = '\0';
	while (s->p < s->end && *s->p != '>') {
		struct attribute attribute;
		const char *start = s->p;

		if (is_space(*s->p) || *s->p == '/') {
			tag->empty = *s->p == '/';
			s->p++;
			continue;
		}
		tag->empty = false;
		while (s->p < s->end && !is_space(*s->p) && *s->p != '>'
			&& *s->p != '/' && (*s->p != '=' || s->p == start))
			s->p++;
		attribute.name = tw_str(start, (size_t)(s->p - start));
		attribute.value = TW_STR("");
		while (s->p < s->end && is_space(*s->p))
			s->p++;
		if (s->p < s->end && *s->p == '=') {
			s->p++;
			attribute.value = read_value(s);
		}
		keep_attribute(tag, attribute);
	}
	if (s->p >= s->end)
		return false;
	s->p++;
	return true;
}

static void
write_tag(struct tw_buf *out, const struct tag *tag)
{
	tw_buf_add(out, tag->closing ? "</" : "<", tag->closing ? 2 : 1);
	tw_buf_add_str(out, tw_str_of(tag->name));
	for (unsigned i = 0; i < tag->kept_count && !tag->closing; i++) {
		struct tw_str value = tag->kept[i].value;

		tw_buf_add_byte(out, ' ');
		tw_buf_add_str(out, tag->kept[i].name);
		tw_buf_add(out, "=\"", 2);
		for (size_t k = 0; k < value.n; k++) {
			if (value.p[k] == '"')
				tw_buf_add(out, "&quot;", 6);
			else
				tw_buf_add_byte(out, (uint8_t)value.p[k]);
		}
		tw_buf_add_byte(out, '"');
	}
	tw_buf_add_byte(out, '>');
}

/* The closing tag of `name` at or behind p, or NULL. */
static const char *
find_closing(const struct scanner *s, const char *name)
{
	size_t n = strlen(name);
	const char *p = s->p;

	while ((size_t)(s->end - p) > n + 2) {
		p = memmem(p, (size_t)(s->end - p), "</", 2);
		if (!p || (size_t)(s->end - p) <= n + 2)
			return NULL;
		if (strncasecmp(p + 2, name, n) == 0 && (is_space(p[n + 2])
			|| p[n + 2] == '>' || p[n + 2] == '/'))
			return p;
		p += 2;
	}
	return NULL;
}

/* Steps behind the closing tag at p. */
static void
skip_closing(struct scanner *s, const char *p)
{
	const char *close = memchr(p, '>', (size_t)(s->end - p));

	s->p = close ? close + 1 : s->end;
}

/* Leaves out an element with all it holds; true if the tag is such. */
static bool
swallow(struct scanner *s, const struct tag *tag)
{
	size_t i = 0;

	while (i < SWALLOWED && strcmp(tag->name, swallowed[i]) != 0)
		i++;
	if (i == SWALLOWED)
		return false;
	if (tag->closing || s->no_close[i] || (tag->empty && i >= 2))
		return true;

	const char *close = find_closing(s, tag->name);

	if (!close) {
		s->no_close[i] = true;
		/* A script that does not end is all of the rest. */
		if (i < 2)
			s->p = s->end;
		return true;
	}
	if (i == 0 && tag->type.n >= 7
		&& memmem(tag->type.p, tag->type.n, "ld+json", 7))
		s->json_ld(s->context,
			tw_str(s->p, (size_t)(close - s->p)));
	skip_closing(s, close);
	tw_buf_add_byte(s->out, ' ');
	return true;
}

/* The page's title: text up to its closing tag, whatever it looks like. */
static void
copy_title(struct scanner *s)
{
	const char *close = s->no_title_close ? NULL
		: find_closing(s, "title");

	if (!close) {
		s->no_title_close = true;
		return;
	}
	tw_buf_add(s->out, "<title>", 7);
	for (const char *p = s->p; p < close && p - s->p < 2000; p++) {
		if (*p == '<')
			tw_buf_add(s->out, "&lt;", 4);
		else
			tw_buf_add_byte(s->out, (uint8_t)*p);
	}
	tw_buf_add(s->out, "</title>", 8);
	skip_closing(s, close);
}

static void
take_out(struct scanner *s, uint32_t i)
{
	s->depth--;
	memmove(s->open + i, s->open + i + 1,
		(s->depth - i) * sizeof(*s->open));
}

/* Counts an opening tag in; false if it would be nested too deeply. */
static bool
open_tag(struct scanner *s, const char *name)
{
	struct open_tag tag = {hash_name(name), class_of(name)};

	/* An open link is closed by the next. */
	for (uint32_t i = s->depth; tag.class == LINK && i > 0; i--) {
		if (s->open[i - 1].class == LINK) {
			take_out(s, i - 1);
			break;
		}
	}
	if (s->depth == TW_HTML_DEPTH)
		return false;
	s->open[s->depth++] = tag;
	return true;
}

/*
 * Counts a closing tag out; false if it closes nothing. This is seen as the
 * tree builder sees it, or depth would be lost count of: an ordinary tag is
 * not closed from within a special one, nothing from within a table out of
 * it, and a link or form is taken out from among those it holds.
 */
static bool
close_tag(struct scanner *s, const char *name)
{
	uint32_t hash = hash_name(name);
	enum tag_class class = class_of(name);

	for (uint32_t i = s->depth; i > 0; i--) {
		enum tag_class open = s->open[i - 1].class;

		if (s->open[i - 1].hash == hash) {
			if (class == LINK || class == FORM)
				take_out(s, i - 1);
			else
				s->depth = i - 1;
			return true;
		}
		if (open == BARRIER || (class == ORDINARY
			&& (open == SPECIAL || open == FORM)))
			return false;
	}
	return false;
}

static bool
is_plain_name(const char *name)
{
	for (; *name; name++) {
		if (!is_letter(*name) && !(*name >= '0' && *name <= '9')
			&& !memchr("-_:.", *name, 4))
			return false;
	}
	return true;
}

static void
take_formatting(struct scanner *s, struct tag *tag)
{
	size_t n = strlen(tag->name);

	if ((tag->kept_count == 0 && !tag->closing) || n + 2 > NAME_MAX_BYTES)
		return;
	memmove(tag->name + 2, tag->name, n + 1);
	memcpy(tag->name, "x-", 2);
	if ((tag->closing ? close_tag : open_tag)(s, tag->name))
		write_tag(s->out, tag);
}

static void
take_tag(struct scanner *s, struct tag *tag)
{
	struct tw_str name = tw_str_of(tag->name);

	if (!is_plain_name(tag->name) || swallow(s, tag))
		return;
	if (in_table(formatting, name)) {
		take_formatting(s, tag);
		return;
	}
	if (strcmp(tag->name, "title") == 0) {
		if (!tag->closing)
			copy_title(s);
		return;
	}
	if (in_table(voids, name)) {
		if (in_table(kept_voids, name) && !tag->closing)
			write_tag(s->out, tag);
		return;
	}
	if (!in_table(implied, name)) {
		if (!(tag->closing ? close_tag : open_tag)(s, tag->name)) {
			tw_buf_add_byte(s->out, ' ');
			return;
		}
	}
	write_tag(s->out, tag);
}

/* What begins with "<!" or "<?": comments and declarations are left out. */
static void
skip_declaration(struct scanner *s)
{
	const char *close;
	size_t left = (size_t)(s->end - s->p);

	if (left >= 4 && memcmp(s->p, "<!--", 4) == 0) {
		/* "<!-->" is one too. */
		close = memmem(s->p + 2, left - 2, "-->", 3);
		s->p = close ? close + 3 : s->end;
		return;
	}
	close = memchr(s->p, '>', left);
	s->p = close ? close + 1 : s->end;
}

/* A "<" that is none of a tag. Of many in a row some are enough. */
static void
add_less_than(struct tw_buf *out)
{
	static const char row[] = "&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;"
		"&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;";
	size_t n = sizeof(row) - 1;

	if (out->n < n || memcmp(out->p + out->n - n, row, n) != 0)
		tw_buf_add(out, "&lt;", 4);
}

static void
take_markup(struct scanner *s)
{
	char next = s->end - s->p > 1 ? s->p[1] : '\0';
	struct tag tag = {.closing = next == '/'};

	if (next == '!' || next == '?') {
		skip_declaration(s);
		return;
	}
	if (tag.closing && s->end - s->p > 2 && is_letter(s->p[2])) {
		s->p += 2;
	} else if (is_letter(next)) {
		s->p++;
	} else {
		add_less_than(s->out);
		s->p++;
		return;
	}
	s->tags++;
	if (read_tag(s, &tag))
		take_tag(s, &tag);
}

int
tw_html_scan(struct tw_str html, struct tw_buf *out, tw_json_ld_fn *fn,
	void *context, trawl_error *err)
{
	struct scanner s = {.p = html.p, .end = html.p + html.n, .out = out,
		.json_ld = fn, .context = context};

	tw_buf_add(out, "<!DOCTYPE html>", 15);
	while (s.p < s.end) {
		const char *tag = memchr(s.p, '<', (size_t)(s.end - s.p));
		const char *stop = tag ? tag : s.end;

		tw_buf_add(out, s.p, (size_t)(stop - s.p));
		s.p = stop;
		if (tag)
			take_markup(&s);
		if (s.tags > TW_HTML_TAGS)
			return tw_fail(err, TRAWL_EFULL,
				"more than %d tags: this is no page",
				TW_HTML_TAGS);
	}
	return tw_buf_status(out, err);
}
