/* crawl.c: plain text as crawled, to the blocks of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/crawl.h"

#include "page/plain.h"
#include "text/utf8.h"

/* Text whose longest line is between these was wrapped, if its lines show it:
   each but a paragraph's last has no room for the next line's first word. */
#define WRAP_LEAST 40
#define WRAP_MOST 110

struct line {
	struct tw_str text;	/* trimmed, without a bullet's sign */
	uint32_t width;		/* characters of the whole line */
	uint32_t indent;
	bool bullet;
	bool blank;
};

/* Cuts the first line from *rest; false at the end. */
static bool
next_line(struct tw_str *rest, struct tw_str *ret)
{
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r'
		&& rest->p[n] != '\f')
		n++;
	*ret = tw_str(rest->p, n);
	if (n + 1 < rest->n && rest->p[n] == '\r' && rest->p[n + 1] == '\n')
		n++;
	n += n < rest->n ? 1 : 0;
	*rest = tw_str(rest->p + n, rest->n - n);
	return true;
}

static uint32_t
count_characters(struct tw_str text)
{
	uint32_t count = 0;

	for (size_t i = 0; i < text.n; i++)
		count += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return count;
}

/* Bytes of a bullet and the space behind it, 0 if there is none. */
static size_t
bullet_bytes(struct tw_str text)
{
	static const char *const bullets[] = {"\xe2\x80\xa2", "*", "-", "+",
		"\xc2\xb7", "\xe2\x97\xa6", "\xe2\x96\xaa", "\xe2\x80\xa3",
		"\xe2\x97\x8f", "\xe2\x96\xa0", "\xe2\x97\x8b",
		"\xe2\x81\x83", "\xef\x82\xb7"};

	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++) {
		size_t n = strlen(bullets[i]);

		if (text.n <= n || memcmp(text.p, bullets[i], n) != 0)
			continue;

		size_t space = tw_plain_space(
			tw_str(text.p + n, text.n - n));

		if (space > 0 || n > 2)
			return n + space;
	}
	return 0;
}

/* "1." and "2)": what they begin is an item, but they are a part of it. */
static bool
is_numbered(struct tw_str text)
{
	size_t n = 0;

	while (n < text.n && n < 3 && text.p[n] >= '0' && text.p[n] <= '9')
		n++;
	return n > 0 && n < 3 && n + 1 < text.n
		&& (text.p[n] == '.' || text.p[n] == ')')
		&& text.p[n + 1] == ' ';
}

static void
read_line(struct tw_str whole, struct line *ret)
{
	size_t indent = tw_plain_space(whole);

	ret->text = tw_plain_trim(whole);
	ret->width = count_characters(tw_str(whole.p,
		indent + ret->text.n));
	ret->indent = (uint32_t)indent;
	ret->blank = ret->text.n == 0;

	size_t bullet = ret->blank ? 0 : bullet_bytes(ret->text);

	ret->bullet = bullet > 0 || is_numbered(ret->text);
	ret->text.p += bullet;
	ret->text.n -= bullet;
}

/* Characters of the line's first word. */
static uint32_t
first_word(const struct line *line)
{
	size_t n = 0;

	while (n < line->text.n && line->text.p[n] != ' ')
		n++;
	return count_characters(tw_str(line->text.p, n));
}

/* True if `next` goes on with the paragraph of `line` in wrapped text. */
static bool
goes_on(const struct line *line, const struct line *next, uint32_t width)
{
	return !line->blank && !next->blank && !next->bullet
		&& line->width + 1 + first_word(next) + width / 16 > width;
}

/* The width the text was wrapped at, 0 if it was not. */
static uint32_t
wrap_width(struct tw_str text)
{
	struct tw_str rest = text;
	struct tw_str whole;
	uint32_t longest = 0;
	uint32_t full = 0;
	uint32_t joints = 0;
	struct line last = {.blank = true};

	while (next_line(&rest, &whole)) {
		struct line line;

		read_line(whole, &line);
		/* A long address has no place to be wrapped at. */
		if (line.width > longest && memchr(line.text.p, ' ',
			line.text.n))
			longest = line.width;
		if (longest > WRAP_MOST)
			return 0;
	}
	if (longest < WRAP_LEAST)
		return 0;
	rest = text;
	while (next_line(&rest, &whole)) {
		struct line line;

		read_line(whole, &line);
		if (!line.blank && !last.blank) {
			joints++;
			full += goes_on(&last, &line, longest);
		}
		last = line;
	}
	return full >= 2 && full * 2 >= joints ? longest : 0;
}

static void
add_block(struct tw_page *page, const struct tw_buf *text, bool item,
	unsigned level, bool joined)
{
	uint32_t count = page->block_count;

	tw_page_add_block(page, item ? TW_ITEM : TW_PARAGRAPH, level, 0,
		tw_buf_str(text), 0);
	if (page->block_count > count)
		page->blocks[count].joined = joined;
	if (tw_buf_failed(text))
		page->failed = true;
}

void
tw_crawl_read(struct tw_str text, struct tw_page *page)
{
	uint32_t width = wrap_width(text);
	struct tw_buf block = {0};
	struct tw_str whole;
	struct line last = {.blank = true};
	bool item = false;
	bool joined = false;
	unsigned level = 0;

	tw_page_add_area(page, 0, 0);
	tw_page_add_element(page, 0, (struct tw_element){0});
	while (next_line(&text, &whole)) {
		struct line line;

		read_line(whole, &line);
		if (width > 0 && goes_on(&last, &line, width)) {
			tw_buf_add_byte(&block, ' ');
		} else {
			add_block(page, &block, item, level, joined);
			tw_buf_reset(&block);
			item = line.bullet;
			level = line.indent < 255 ? line.indent : 255;
			joined = !last.blank;
		}
		tw_buf_add_str(&block, line.text);
		last = line;
	}
	add_block(page, &block, item, level, joined);
	tw_buf_done(&block);
}
