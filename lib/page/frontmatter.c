/* frontmatter.c: the YAML or TOML lines at the top of a Markdown page. */
/* SPDX-License-Identifier: MIT */
#include "page/frontmatter.h"

#include "page/plain.h"

#define KEY_BYTES 40

static struct tw_str
behind(struct tw_str text, size_t n)
{
	return tw_str(text.p + n, text.n - n);
}

/* The line the text begins with, without its end; *ret_bytes with it. */
static struct tw_str
first_line(struct tw_str text, size_t *ret_bytes)
{
	const char *end = memchr(text.p, '\n', text.n);
	size_t n = end ? (size_t)(end - text.p) : text.n;

	*ret_bytes = end ? n + 1 : n;
	if (n > 0 && text.p[n - 1] == '\r')
		n--;
	return tw_str(text.p, n);
}

static bool
is_fence(struct tw_str line, char c)
{
	const char fence[] = {c, c, c};

	while (line.n > 0 && (line.p[line.n - 1] == ' '
		|| line.p[line.n - 1] == '\t'))
		line.n--;
	return tw_str_equal(line, tw_str(fence, 3))
		|| (c == '-' && tw_str_equal(line, TW_STR("...")));
}

/* Bytes of the quoted text at the beginning, quotes included; 0 if none. */
static size_t
quoted_bytes(struct tw_str text)
{
	char quote = text.n > 0 ? text.p[0] : '\0';
	size_t i = 1;

	if (quote != '"' && quote != '\'')
		return 0;
	while (i < text.n) {
		if (quote == '"' && text.p[i] == '\\' && i + 1 < text.n)
			i++;
		else if (text.p[i] == quote && quote == '\''
			&& i + 1 < text.n && text.p[i + 1] == '\'')
			i++;
		else if (text.p[i] == quote)
			return i + 1;
		i++;
	}
	return 0;
}

/* Appends what stands between the quotes, its escapes undone. */
static void
add_quoted(struct tw_buf *out, struct tw_str text)
{
	char quote = text.p[0];

	for (size_t i = 1; i + 1 < text.n; i++) {
		char c = text.p[i];

		if (quote == '\'' && c == '\'') {
			i++;
		} else if (quote == '"' && c == '\\') {
			i++;
			c = text.p[i];
			if (c == 'n' || c == 't')
				c = ' ';
		}
		tw_buf_add_byte(out, (uint8_t)c);
	}
}

/* The plain scalar without a comment behind it. */
static struct tw_str
without_comment(struct tw_str text)
{
	for (size_t i = 1; i < text.n; i++) {
		if (text.p[i] == '#' && (text.p[i - 1] == ' '
			|| text.p[i - 1] == '\t'))
			return tw_plain_trim(tw_str(text.p, i));
	}
	return text;
}

/* Appends one value, on a line of its own. */
static void
add_value(struct tw_buf *out, struct tw_str text)
{
	text = tw_plain_trim(text);

	size_t quoted = quoted_bytes(text);

	if (quoted == 0)
		text = without_comment(text);
	if (text.n == 0 || tw_str_equal(text, TW_STR("~"))
		|| tw_str_equal(text, TW_STR("null")))
		return;
	if (out->n > 0)
		tw_buf_add_byte(out, '\n');
	if (quoted > 0)
		add_quoted(out, tw_str(text.p, quoted));
	else
		tw_buf_add_str(out, text);
}

/* "[a, 'b, c']", the bracket already passed. */
static void
add_flow(struct tw_buf *out, struct tw_str text)
{
	while (text.n > 0) {
		text = behind(text, tw_plain_space(text));

		size_t n = quoted_bytes(text);

		while (n < text.n && text.p[n] != ',' && text.p[n] != ']')
			n++;
		add_value(out, tw_str(text.p, n));
		if (n >= text.n || text.p[n] == ']')
			return;
		text = behind(text, n + 1);
	}
}

/* A value that a list's "- " stands before: it may be "name: x" itself. */
static void
add_item(struct tw_buf *out, struct tw_str text)
{
	text = tw_plain_trim(text);
	if (text.n > 5 && memcmp(text.p, "name:", 5) == 0)
		text = behind(text, 5);
	add_value(out, text);
}

/* The key before a colon and white space, or the end of the line; between
   lines of "+++" before an equals sign. */
static size_t
key_bytes(struct tw_str line, char fence)
{
	char sign = fence == '+' ? '=' : ':';
	size_t n = 0;

	while (n < line.n && line.p[n] != sign)
		n++;
	if (n == 0 || n >= line.n || n > KEY_BYTES || line.p[0] == ' '
		|| line.p[0] == '#' || line.p[0] == '-' || line.p[0] == '\t')
		return 0;
	if (sign == ':' && n + 1 < line.n && line.p[n + 1] != ' '
		&& line.p[n + 1] != '\t')
		return 0;
	return n;
}

struct entry {
	char key[KEY_BYTES + 1];
	size_t key_n;
	struct tw_buf values;
	bool folded;		/* "|" or ">": lines that follow are one */
};

static void
end_entry(struct entry *entry, struct tw_page *page)
{
	if (tw_buf_failed(&entry->values))
		page->failed = true;
	else if (entry->key_n > 0)
		tw_page_add_fact(page, TW_FACT_FRONT, 0,
			tw_str(entry->key, entry->key_n),
			tw_buf_str(&entry->values));
	tw_buf_reset(&entry->values);
	entry->key_n = 0;
	entry->folded = false;
}

static void
begin_entry(struct entry *entry, struct tw_str line, size_t key_n)
{
	struct tw_str value = tw_plain_trim(behind(line, key_n + 1));

	entry->key_n = tw_plain(tw_str(line.p, key_n), entry->key, KEY_BYTES);
	if (value.n > 0 && value.p[0] == '[')
		add_flow(&entry->values, behind(value, 1));
	else if (value.n > 0 && (value.p[0] == '|' || value.p[0] == '>'))
		entry->folded = true;
	else if (value.n > 0 && value.p[0] != '{')
		add_value(&entry->values, value);
}

/* A line that belongs to the entry above it. */
static void
continue_entry(struct entry *entry, struct tw_str line)
{
	struct tw_str text = tw_plain_trim(line);

	if (text.n == 0 || entry->key_n == 0)
		return;
	if (entry->folded) {
		if (entry->values.n > 0)
			tw_buf_add_byte(&entry->values, ' ');
		tw_buf_add_str(&entry->values, text);
	} else if (text.n > 1 && text.p[0] == '-' && text.p[1] == ' ') {
		add_item(&entry->values, behind(text, 2));
	} else if (text.n > 5 && memcmp(text.p, "name:", 5) == 0) {
		add_value(&entry->values, behind(text, 5));
	}
}

static bool
is_table(struct tw_str line, char fence)
{
	return fence == '+' && line.n > 0 && line.p[0] == '[';
}

/* Neither empty nor a comment. */
static bool
says_something(struct tw_str line)
{
	size_t n = tw_plain_space(line);

	return n < line.n && line.p[n] != '#';
}

/* Bytes of the whole front matter; 0 if it does not end, or is text between
   two rules: it does not begin with a key. */
static size_t
matter_bytes(struct tw_str text)
{
	char fence = text.p[0];
	bool keyed = false;
	size_t n;

	if ((fence != '-' && fence != '+')
		|| !is_fence(first_line(text, &n), fence))
		return 0;
	for (size_t at = n; at < text.n; at += n) {
		struct tw_str line = first_line(behind(text, at), &n);

		if (is_fence(line, fence))
			return at + n;
		if (!keyed && says_something(line)
			&& key_bytes(line, fence) == 0
			&& !is_table(line, fence))
			return 0;
		keyed = keyed || says_something(line);
	}
	return 0;
}

size_t
tw_front_matter_read(struct tw_str text, struct tw_page *page)
{
	size_t end = text.n > 0 ? matter_bytes(text) : 0;
	struct entry entry = {.key_n = 0};
	size_t n;

	if (end == 0)
		return 0;
	first_line(text, &n);
	for (size_t at = n; at < end; at += n) {
		struct tw_str line = first_line(
			tw_str(text.p + at, end - at), &n);
		size_t key = key_bytes(line, text.p[0]);

		/* What other tables hold is not of the page itself. */
		if (is_fence(line, text.p[0]) || (is_table(line, text.p[0])
			&& !tw_str_equal(line, TW_STR("[taxonomies]"))))
			break;
		if (key == 0) {
			continue_entry(&entry, line);
			continue;
		}
		end_entry(&entry, page);
		begin_entry(&entry, line, key);
	}
	end_entry(&entry, page);
	tw_buf_done(&entry.values);
	return end;
}
