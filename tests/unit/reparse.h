/* reparse.h: what a browser makes of marked HTML, told by another parser. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_REPARSE_H
#define TESTS_REPARSE_H

#include <gumbo.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

/* The texts of the children in order, marks in \x01 and \x02; false if there
   is anything but text and <mark> elements, without attributes, of text. */
static inline bool
reparse_children(const GumboElement *parent, bool in_mark, struct tw_buf *out)
{
	for (unsigned i = 0; i < parent->children.length; i++) {
		const GumboNode *node = parent->children.data[i];

		if (node->type == GUMBO_NODE_TEXT ||
			node->type == GUMBO_NODE_WHITESPACE) {
			tw_buf_add_str(out, tw_str_of(node->v.text.text));
			continue;
		}
		if (in_mark || node->type != GUMBO_NODE_ELEMENT ||
			node->v.element.tag != GUMBO_TAG_MARK ||
			node->v.element.attributes.length > 0 ||
			node->v.element.children.length == 0)
			return false;
		tw_buf_add_byte(out, 1);
		if (!reparse_children(&node->v.element, true, out))
			return false;
		tw_buf_add_byte(out, 2);
	}
	return true;
}

static inline const GumboElement *
reparse_child(const GumboElement *parent, GumboTag tag)
{
	for (unsigned i = 0; parent && i < parent->children.length; i++) {
		const GumboNode *node = parent->children.data[i];

		if (node->type == GUMBO_NODE_ELEMENT &&
			node->v.element.tag == tag)
			return &node->v.element;
	}
	return NULL;
}

/*
 * Appends what the HTML shows as the content of a paragraph, and as the value
 * of an attribute if it has no marks. False if the page that it is put into
 * is not valid, or is any other than it was meant to be.
 */
static inline bool
reparse(struct tw_str html, bool in_attribute, struct tw_buf *out)
{
	struct tw_buf page = {0};

	tw_buf_add_str(&page, TW_STR("<!DOCTYPE html><html><head><title>t"
		"</title></head><body><p title=\""));
	if (in_attribute)
		tw_buf_add_str(&page, html);
	tw_buf_add_str(&page, TW_STR("\">|"));
	if (!in_attribute)
		tw_buf_add_str(&page, html);
	tw_buf_add_str(&page, TW_STR("|</p></body></html>"));
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions,
		page.p, page.n);
	const GumboElement *body = reparse_child(
		&output->root->v.element, GUMBO_TAG_BODY);
	const GumboElement *p = reparse_child(body, GUMBO_TAG_P);
	bool is_well = output->errors.length == 0 && p &&
		body->children.length == 1 && p->attributes.length == 1;

	if (is_well && in_attribute) {
		const GumboAttribute *title = p->attributes.data[0];

		tw_buf_addf(out, "|%s|", title->value);
		is_well = strcmp(title->name, "title") == 0;
	} else if (is_well) {
		is_well = reparse_children(p, false, out);
	}
	gumbo_destroy_output(&kGumboDefaultOptions, output);
	tw_buf_done(&page);
	return is_well;
}

#endif
