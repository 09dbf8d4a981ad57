/* classwords.c: what the class, id and role of an element say it is. */
/* SPDX-License-Identifier: MIT */
#include "page/classwords.h"

#include "page/page.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAME_BYTES 24

struct group {
	uint32_t flag;
	const char *words;	/* between bars; pairs joined by a hyphen */
};

static const struct group groups[] = {
	{TW_AREA_BODY,
		"|article-body|article-content|article-text|story-body"
		"|story-content|entry-content|post-content|post-body|body-text"
		"|body-copy|main-text|articlebody|rte|wysiwyg|prose|richtext"
		"|rich-text|page-content|field-body|text-content"
		"|blog-content|news-content|content-body|e-content|"},
	{TW_AREA_COMMENT,
		"|comment|comments|commentlist|disqus|replies|respond"
		"|discussion|livefyre|"},
	{TW_AREA_RELATED,
		"|related|recommended|recommendations|trending|popular"
		"|most-read|most-viewed|readmore|read-next|read-more|up-next"
		"|outbrain|taboola|similar|latest-news|latest-posts|more-news"
		"|more-stories|also-like|recirc|teaser|teasers|pagination"
		"|pager|post-navigation|next-post|prev-post|further-reading"
		"|carousel|"},
	{TW_AREA_SHARE,
		"|share|sharing|social|socials|addthis|sharedaddy|sharethis"
		"|a2a|shares|"},
	{TW_AREA_NAV,
		"|nav|navbar|navigation|menu|breadcrumb|breadcrumbs|crumbs"
		"|skip-link|sitemap|topbar|toolbar|jump-links|toc|"},
	{TW_AREA_ASIDE, "|sidebar|aside|rail|sidenav|widget|widgets|"},
	{TW_AREA_FOOTER,
		"|footer|foot|copyright|colophon|legal|contentinfo|"},
	{TW_AREA_HEADER, "|header|masthead|banner|hero|"},
	{TW_AREA_NOTICE,
		"|cookie|cookies|consent|gdpr|modal|popup|overlay|lightbox"
		"|paywall|dialog|ccpa|"},
	{TW_AREA_PROMO,
		"|newsletter|promo|promotion|advert|advertisement|ads|ad"
		"|sponsored|sponsor|subscribe|subscription|signup|sign-up|cta"
		"|donate|banner-ad|mpu|dfp|adslot|leaderboard|affiliate|"},
	{TW_AREA_META,
		"|byline|author-bio|author-box|author-info|about-author|tags"
		"|taglist|tag-list|post-meta|entry-meta|article-meta|bio"
		"|article-tags|post-tags|meta-data|postmeta|entry-footer"
		"|post-footer|article-footer|"},
	{TW_AREA_FIGURE,
		"|caption|figcaption|wp-caption|image-caption|photo-caption"
		"|image-credit|photo-credit|slideshow|gallery|"},
	{TW_AREA_FORM, "|form|login|search|searchform|"},
	{TW_CLASS_AUTHOR,
		"|byline|author|authors|writer|contributor|contributors"
		"|article-author|post-author|author-name|entry-author|"},
	{TW_CLASS_DATE,
		"|date|dateline|timestamp|published|pubdate|time|datetime"
		"|post-date|entry-date|publish-date|article-date|posted-on"
		"|publication-date|"},
	{TW_CLASS_MODIFIED,
		"|updated|modified|date-updated|date-modified|last-updated|"},
	{TW_CLASS_CATEGORY,
		"|category|categories|cat-links|section-name|kicker|eyebrow"
		"|post-category|article-category|cat|"},
	{TW_CLASS_HIDDEN, "|visually-hidden|sr-only|screen-reader|print-only|"},
};

/* True if the words stand in the table, alone or as a pair. */
static bool
has(const char *table, const char *key, size_t n)
{
	const char *p = table;

	for (;;) {
		p = strstr(p, key);
		if (!p)
			return false;
		if (p[-1] == '|' && p[n] == '|')
			return true;
		p++;
	}
}

/* Flags of the word, and of the pair of the last word and this. */
static uint32_t
flags_of(const char *last, const char *word)
{
	char pair[2 * NAME_BYTES + 2];
	size_t last_n = strlen(last);
	size_t n = strlen(word);
	uint32_t flags = 0;

	memcpy(pair, last, last_n);
	pair[last_n] = '-';
	memcpy(pair + last_n + 1, word, n + 1);
	for (size_t i = 0; i < COUNT(groups); i++) {
		if (has(groups[i].words, word, n)
			|| (last_n > 0
				&& has(groups[i].words, pair, last_n + 1 + n)))
			flags |= groups[i].flag;
	}
	return flags;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

uint32_t
tw_class_flags(struct tw_str names)
{
	char last[NAME_BYTES + 1] = "";
	char word[NAME_BYTES + 1];
	size_t n = 0;
	uint32_t flags = 0;

	for (size_t i = 0; i <= names.n; i++) {
		char c = i < names.n ? names.p[i] : ' ';
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		bool hump = is_capital(c) && i > 0
			&& !is_capital(names.p[i - 1]);

		if (n > 0 && (!letter || hump || n == NAME_BYTES)) {
			word[n] = '\0';
			flags |= flags_of(last, word);
			memcpy(last, word, n + 1);
			n = 0;
		}
		if (letter)
			word[n++] = (char)(c | 32);
		else if (c == ' ')
			last[0] = '\0';
	}
	return flags;
}

uint32_t
tw_role_flags(struct tw_str role)
{
	static const struct group roles[] = {{TW_AREA_NAV, "navigation"},
		{TW_AREA_NAV, "menu"}, {TW_AREA_NAV, "menubar"},
		{TW_AREA_ASIDE, "complementary"},
		{TW_AREA_FOOTER, "contentinfo"}, {TW_AREA_HEADER, "banner"},
		{TW_AREA_FORM, "search"}, {TW_AREA_NOTICE, "dialog"},
		{TW_AREA_NOTICE, "alertdialog"}, {TW_AREA_MAIN, "main"},
		{TW_AREA_ARTICLE, "article"}};

	for (size_t i = 0; i < COUNT(roles); i++) {
		if (tw_str_equal(role, tw_str_of(roles[i].words)))
			return roles[i].flag;
	}
	return 0;
}
