/* sitecheck.c: tells the tags and attributes of a page of the site. */
/* SPDX-License-Identifier: MIT */

/*
 * Reads pages, each behind a line that gives its length in bytes, and prints
 * all elements with their attributes that are in any, once each, and the
 * faults that a parser of HTML finds. Links are printed with the beginning
 * of their addresses, up to the first sign that is none of a scheme or path.
 */
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64

struct walk {
	const GumboElement *element;
	unsigned next;
};

static void
tell_element(const GumboElement *element)
{
	GumboStringPiece name = element->original_tag;

	if (element->tag != GUMBO_TAG_UNKNOWN) {
		printf("%s", gumbo_normalized_tagname(element->tag));
	} else {
		gumbo_tag_from_original_text(&name);
		printf("%.*s", (int)name.length, name.data);
	}
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];

		printf(" %s", attribute->name);
		if (strcmp(attribute->name, "href") == 0)
			printf("=%.*s", (int)strspn(attribute->value,
				"abcdefghijklmnopqrstuvwxyz"),
				attribute->value);
	}
	printf("\n");
}

static void
tell_tree(const GumboElement *root)
{
	struct walk stack[DEPTH_MAX] = {{root, 0}};
	int depth = 0;

	while (depth >= 0) {
		struct walk *walk = &stack[depth];

		if (walk->next == walk->element->children.length) {
			depth--;
			continue;
		}
		const GumboNode *node =
			walk->element->children.data[walk->next++];

		if (node->type == GUMBO_NODE_COMMENT ||
			node->type == GUMBO_NODE_CDATA)
			printf("comment\n");
		if (node->type != GUMBO_NODE_ELEMENT)
			continue;
		tell_element(&node->v.element);
		if (++depth == DEPTH_MAX) {
			printf("too deep\n");
			return;
		}
		stack[depth] = (struct walk){&node->v.element, 0};
	}
}

static void
tell_page(const char *page, size_t length)
{
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions,
		page, length);

	/* This parser does not know <search>, which is no fault. */
	for (unsigned i = 0; i < output->errors.length; i++)
		printf("fault\n");
	tell_tree(&output->root->v.element);
	gumbo_destroy_output(&kGumboDefaultOptions, output);
}

int
main(void)
{
	char line[64];

	while (fgets(line, sizeof(line), stdin)) {
		size_t length = (size_t)strtoul(line, NULL, 10);
		char *page = malloc(length + 1);

		if (!page || fread(page, 1, length, stdin) != length)
			return 2;
		tell_page(page, length);
		free(page);
	}
	return 0;
}
