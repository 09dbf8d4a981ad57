/* markup.c: a text with its marks as HTML. */
/* SPDX-License-Identifier: MIT */
#include "result/markup.h"

#include "text/utf8.h"

/* What stands for an ASCII character; an empty text for itself. */
static struct tw_str
reference(uint8_t c)
{
	switch (c) {
	case '&':
		return TW_STR("&amp;");
	case '<':
		return TW_STR("&lt;");
	case '>':
		return TW_STR("&gt;");
	case '"':
		return TW_STR("&quot;");
	case '\'':
		return TW_STR("&#39;");
	default:
		return c < 0x20 || c == 0x7F ? TW_STR(" ") : TW_STR("");
	}
}

/* Code points that no text may have (Unicode 15, section 23.7). */
static bool
is_no_character(uint32_t c)
{
	return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

static bool
is_control(uint32_t c)
{
	return c >= 0x80 && c < 0xA0;
}

/* What start..end becomes; runs of what stays as it is are copied at once. */
static void
add_text(struct tw_str text, size_t start, size_t end, struct tw_buf *out)
{
	size_t copied = start;

	for (size_t at = start; at < end;) {
		size_t next = at + 1;
		struct tw_str instead;

		if ((uint8_t)text.p[at] < 0x80) {
			instead = reference((uint8_t)text.p[at]);
		} else {
			uint32_t c;

			next = (size_t)(tw_utf8_next(text.p + at,
				text.p + end, &c) - text.p);
			instead = is_control(c) ? TW_STR(" ") :
				is_no_character(c) ? TW_STR("\xEF\xBF\xBD") :
				TW_STR("");
		}
		if (instead.n > 0) {
			tw_buf_add(out, text.p + copied, at - copied);
			tw_buf_add_str(out, instead);
			copied = next;
		}
		at = next;
	}
	tw_buf_add(out, text.p + copied, end - copied);
}

void
tw_markup(struct tw_str text, const struct trawl_range *marks,
	size_t mark_count, struct tw_buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < mark_count; i++) {
		add_text(text, at, marks[i].start, out);
		tw_buf_add_str(out, TW_STR("<mark>"));
		add_text(text, marks[i].start, marks[i].end, out);
		tw_buf_add_str(out, TW_STR("</mark>"));
		at = marks[i].end;
	}
	add_text(text, at, text.n, out);
}
