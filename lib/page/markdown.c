/* markdown.c: Markdown, with front matter or without, to blocks and facts. */
/* SPDX-License-Identifier: MIT */
#include "page/markdown.h"

#include <md4c.h>

#include "page/frontmatter.h"
#include "page/html.h"
#include "page/plain.h"

struct reader {
	struct tw_page *page;
	struct tw_buf text;	/* of the block being read */
	size_t linked;
	unsigned link;		/* links we are in */
	unsigned image;		/* pictures: their text is not shown */
	enum tw_block_kind kind;
	unsigned level;		/* of a heading */
	unsigned items;		/* list items we are in */
	unsigned html;		/* raw HTML we are in */
	struct tw_buf markup;	/* of it */
};

static void
flush(struct reader *r)
{
	struct tw_str text = tw_buf_str(&r->text);

	if (text.n > 0)
		tw_page_add_block(r->page, r->kind, r->level, 0, text,
			(double)r->linked / (double)text.n);
	if (tw_buf_failed(&r->text))
		r->page->failed = true;
	tw_buf_reset(&r->text);
	r->linked = 0;
	r->kind = r->items > 0 ? TW_ITEM : TW_PARAGRAPH;
	r->level = 0;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	flush(r);
	switch (type) {
	case MD_BLOCK_LI:
		r->items++;
		r->kind = TW_ITEM;
		break;
	case MD_BLOCK_H:
		r->kind = TW_HEADING;
		r->level = ((MD_BLOCK_H_DETAIL *)detail)->level;
		break;
	case MD_BLOCK_CODE:
		r->kind = TW_PRE;
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		r->kind = TW_CELL;
		break;
	case MD_BLOCK_HTML:
		r->html++;
		break;
	default:
		break;
	}
	return r->page->failed ? -1 : 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	(void)detail;
	if (type == MD_BLOCK_LI)
		r->items--;
	if (type == MD_BLOCK_HTML) {
		r->html--;
		if (tw_buf_failed(&r->markup)
			|| tw_html_read(tw_buf_str(&r->markup), r->page, NULL)
				== TRAWL_ENOMEM)
			r->page->failed = true;
		tw_buf_reset(&r->markup);
	}
	flush(r);
	return r->page->failed ? -1 : 0;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	(void)detail;
	r->link += type == MD_SPAN_A;
	r->image += type == MD_SPAN_IMG;
	return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	(void)detail;
	r->link -= type == MD_SPAN_A;
	r->image -= type == MD_SPAN_IMG;
	return 0;
}

static int
add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct reader *r = context;
	size_t before = r->text.n;

	if (r->html > 0)
		tw_buf_add(&r->markup, text, size);
	if (r->image > 0 || r->html > 0)
		return 0;
	switch (type) {
	case MD_TEXT_BR:
		tw_buf_add_byte(&r->text, '\n');
		break;
	case MD_TEXT_SOFTBR:
		tw_buf_add_byte(&r->text, ' ');
		break;
	case MD_TEXT_HTML:
		break;
	case MD_TEXT_ENTITY:
		if (!tw_html_entity(tw_str(text, size), &r->text))
			r->page->failed = true;
		break;
	case MD_TEXT_NULLCHAR:
	case MD_TEXT_NORMAL:
	case MD_TEXT_CODE:
	case MD_TEXT_LATEXMATH:
		tw_buf_add(&r->text, text, size);
		break;
	}
	if (r->link > 0)
		r->linked += r->text.n - before;
	return 0;
}

int
tw_markdown_read(struct tw_str text, struct tw_page *page, trawl_error *err)
{
	MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH
			| MD_FLAG_PERMISSIVEAUTOLINKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = add_text};
	struct reader r = {.page = page};

	tw_page_add_area(page, 0, 0);

	size_t front = tw_front_matter_read(text, page);
	int status = md_parse(text.p + front, (MD_SIZE)(text.n - front),
		&parser, &r);

	flush(&r);
	tw_buf_done(&r.text);
	tw_buf_done(&r.markup);
	if (status != 0 || page->failed)
		return tw_no_memory(err);
	return TRAWL_OK;
}
