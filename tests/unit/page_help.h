/* page_help.h: what tests of pages share. */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_PAGE_HELP_H
#define UNIT_PAGE_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "page/onepage.h"
#include "page/page.h"

static inline void
assert_str(struct tw_str text, const char *wanted)
{
	char *copy = malloc(text.n + 1);

	assert_non_null(copy);
	if (text.n > 0)
		memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	assert_string_equal(copy, wanted);
	free(copy);
}

static inline int
page_make(void **state)
{
	*state = calloc(1, sizeof(struct tw_page));
	return *state ? 0 : 1;
}

static inline int
page_drop(void **state)
{
	tw_page_done(*state);
	free(*state);
	return 0;
}

/* A test whose state is an empty page. */
#define page_test(f) \
	cmocka_unit_test_setup_teardown(f, page_make, page_drop)

/* The i-th block says so and is of that kind. */
static inline void
assert_block(const struct tw_page *page, uint32_t i, enum tw_block_kind kind,
	const char *text)
{
	assert_true(i < page->block_count);
	assert_str(page->blocks[i].text, text);
	assert_int_equal(page->blocks[i].kind, kind);
}

/* The value of the first fact of the kind and name, or NULL. */
static inline const struct tw_fact *
find_fact(const struct tw_page *page, enum tw_fact_kind kind,
	const char *name)
{
	for (uint32_t i = 0; i < page->fact_count; i++) {
		if (page->facts[i].kind == kind && tw_str_equal(
			page->facts[i].name, tw_str_of(name)))
			return &page->facts[i];
	}
	return NULL;
}

static inline void
assert_fact(const struct tw_page *page, enum tw_fact_kind kind,
	const char *name, const char *value)
{
	const struct tw_fact *fact = find_fact(page, kind, name);

	assert_non_null(fact);
	assert_str(fact->value, value);
}

/* The article of a page, to be freed with tw_article_free. */
static inline struct trawl_article *
article_of(const char *page, enum trawl_type type, const char *name)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.type = type, .name = name, .now = "2026-11-22"};
	trawl_error err = {0};
	struct trawl_article *article = tw_article_new(&err);

	assert_non_null(article);
	assert_int_equal(tw_onepage_read(tw_str_of(page), &options, false,
		article, &err), TRAWL_OK);
	return article;
}

/* An HTML page has this value in the field, from this source. */
static inline void
assert_found(const char *html, enum trawl_field field, const char *value,
	const char *source)
{
	struct trawl_article *article = article_of(html, TRAWL_TYPE_HTML,
		NULL);

	assert_str(tw_article_get(article, field), value);
	assert_string_equal(article->source[field], source);
	tw_article_free(article);
}

/* Enough prose to be the body of a page. */
#define PROSE "<p>The lamps on Tern Street will be dimmed after eleven from " \
	"next week, said the council.</p><p>Nine other streets have asked " \
	"for the form, and two of them have sent it back by now.</p>"

/* The file's bytes; `*path` is under the top of the sources unless it begins
   with a slash. Fails the test if it cannot be read. */
static inline struct tw_buf
read_file(const char *path)
{
	const char *top = getenv("top_srcdir");
	struct tw_buf bytes = {0};
	char full[8192];
	char chunk[8192];
	size_t n;

	snprintf(full, sizeof(full), "%s%s%s", path[0] == '/' ? ""
		: top ? top : ".", path[0] == '/' ? "" : "/", path);
	FILE *file = fopen(full, "rb");

	if (!file)
		fail_msg("cannot read %s", full);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		tw_buf_add(&bytes, chunk, n);
	fclose(file);
	return bytes;
}

#endif
