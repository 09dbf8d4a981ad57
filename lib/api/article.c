/* article.c: the public functions of articles. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"

static bool
is_field(int field)
{
	return field >= 0 && field < TRAWL_FIELD_COUNT;
}

int
trawl_article_new(trawl_article **ret_article, trawl_error *err)
{
	trawl_article *article = tw_article_new(err);

	if (!article)
		return TRAWL_ENOMEM;
	*ret_article = article;
	return TRAWL_OK;
}

void
trawl_article_free(trawl_article *article)
{
	tw_article_free(article);
}

int
trawl_article_set(trawl_article *article, enum trawl_field field,
	const char *text, size_t length, trawl_error *err)
{
	if (!is_field((int)field))
		return tw_fail(err, TRAWL_EINVAL, "no field has number %d",
			(int)field);
	return tw_article_set(article, field, tw_str(text, length), "given",
		err);
}

trawl_str
trawl_article_get(const trawl_article *article, enum trawl_field field)
{
	if (!is_field((int)field))
		return tw_public(tw_str(NULL, 0));
	return tw_public(tw_article_get(article, field));
}

trawl_str
trawl_article_source(const trawl_article *article, enum trawl_field field)
{
	if (!is_field((int)field))
		return tw_public(tw_str(NULL, 0));
	return tw_public(tw_str_of(article->source[field]));
}

uint64_t
trawl_article_replaced(const trawl_article *article)
{
	return article->replaced;
}
