/* classwords.c: what the class, id and role of an element say it is. */
/* SPDX-License-Identifier: MIT */
#include "page/classwords.h"

#include <stdlib.h>

#include "page/page.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAME_BYTES 24

struct class_word {
	const char *word;	/* or two, joined by a hyphen */
	uint32_t flag;
};

/* In the order of strcmp. */
static const struct class_word class_words[] = {
	{"a2a", TW_AREA_SHARE}, {"about-author", TW_AREA_META},
	{"ad", TW_AREA_PROMO}, {"addthis", TW_AREA_SHARE},
	{"ads", TW_AREA_PROMO}, {"adslot", TW_AREA_PROMO},
	{"advert", TW_AREA_PROMO}, {"advertisement", TW_AREA_PROMO},
	{"affiliate", TW_AREA_PROMO}, {"also-like", TW_AREA_RELATED},
	{"article-author", TW_CLASS_AUTHOR}, {"article-body", TW_AREA_BODY},
	{"article-category", TW_CLASS_CATEGORY},
	{"article-content", TW_AREA_BODY}, {"article-date", TW_CLASS_DATE},
	{"article-footer", TW_AREA_META}, {"article-meta", TW_AREA_META},
	{"article-tags", TW_AREA_META}, {"article-text", TW_AREA_BODY},
	{"articlebody", TW_AREA_BODY}, {"aside", TW_AREA_ASIDE},
	{"author", TW_CLASS_AUTHOR}, {"author-bio", TW_AREA_META},
	{"author-box", TW_AREA_META}, {"author-info", TW_AREA_META},
	{"author-name", TW_CLASS_AUTHOR}, {"authors", TW_CLASS_AUTHOR},
	{"banner", TW_AREA_HEADER}, {"banner-ad", TW_AREA_PROMO},
	{"bio", TW_AREA_META}, {"blog-content", TW_AREA_BODY},
	{"body-copy", TW_AREA_BODY}, {"body-text", TW_AREA_BODY},
	{"breadcrumb", TW_AREA_NAV}, {"breadcrumbs", TW_AREA_NAV},
	{"byline", TW_AREA_META | TW_CLASS_AUTHOR}, {"caption", TW_AREA_FIGURE},
	{"carousel", TW_AREA_RELATED}, {"cat", TW_CLASS_CATEGORY},
	{"cat-links", TW_CLASS_CATEGORY}, {"categories", TW_CLASS_CATEGORY},
	{"category", TW_CLASS_CATEGORY}, {"ccpa", TW_AREA_NOTICE},
	{"colophon", TW_AREA_FOOTER}, {"comment", TW_AREA_COMMENT},
	{"commentlist", TW_AREA_COMMENT}, {"comments", TW_AREA_COMMENT},
	{"consent", TW_AREA_NOTICE}, {"content-body", TW_AREA_BODY},
	{"contentinfo", TW_AREA_FOOTER}, {"contributor", TW_CLASS_AUTHOR},
	{"contributors", TW_CLASS_AUTHOR}, {"cookie", TW_AREA_NOTICE},
	{"cookies", TW_AREA_NOTICE}, {"copyright", TW_AREA_FOOTER},
	{"crumbs", TW_AREA_NAV}, {"cta", TW_AREA_PROMO},
	{"date", TW_CLASS_DATE}, {"date-modified", TW_CLASS_MODIFIED},
	{"date-updated", TW_CLASS_MODIFIED}, {"dateline", TW_CLASS_DATE},
	{"datetime", TW_CLASS_DATE}, {"dfp", TW_AREA_PROMO},
	{"dialog", TW_AREA_NOTICE}, {"discussion", TW_AREA_COMMENT},
	{"disqus", TW_AREA_COMMENT}, {"donate", TW_AREA_PROMO},
	{"e-content", TW_AREA_BODY}, {"entry-author", TW_CLASS_AUTHOR},
	{"entry-content", TW_AREA_BODY}, {"entry-date", TW_CLASS_DATE},
	{"entry-footer", TW_AREA_META}, {"entry-meta", TW_AREA_META},
	{"eyebrow", TW_CLASS_CATEGORY}, {"field-body", TW_AREA_BODY},
	{"figcaption", TW_AREA_FIGURE}, {"foot", TW_AREA_FOOTER},
	{"footer", TW_AREA_FOOTER}, {"form", TW_AREA_FORM},
	{"further-reading", TW_AREA_RELATED}, {"gallery", TW_AREA_FIGURE},
	{"gdpr", TW_AREA_NOTICE}, {"header", TW_AREA_HEADER},
	{"hero", TW_AREA_HEADER}, {"image-caption", TW_AREA_FIGURE},
	{"image-credit", TW_AREA_FIGURE}, {"jump-links", TW_AREA_NAV},
	{"kicker", TW_CLASS_CATEGORY}, {"last-updated", TW_CLASS_MODIFIED},
	{"latest-news", TW_AREA_RELATED}, {"latest-posts", TW_AREA_RELATED},
	{"leaderboard", TW_AREA_PROMO}, {"legal", TW_AREA_FOOTER},
	{"lightbox", TW_AREA_NOTICE}, {"livefyre", TW_AREA_COMMENT},
	{"login", TW_AREA_FORM}, {"main-text", TW_AREA_BODY},
	{"masthead", TW_AREA_HEADER}, {"menu", TW_AREA_NAV},
	{"meta-data", TW_AREA_META}, {"modal", TW_AREA_NOTICE},
	{"modified", TW_CLASS_MODIFIED}, {"more-news", TW_AREA_RELATED},
	{"more-stories", TW_AREA_RELATED}, {"most-read", TW_AREA_RELATED},
	{"most-viewed", TW_AREA_RELATED}, {"mpu", TW_AREA_PROMO},
	{"nav", TW_AREA_NAV}, {"navbar", TW_AREA_NAV},
	{"navigation", TW_AREA_NAV}, {"news-content", TW_AREA_BODY},
	{"newsletter", TW_AREA_PROMO}, {"next-post", TW_AREA_RELATED},
	{"outbrain", TW_AREA_RELATED}, {"overlay", TW_AREA_NOTICE},
	{"page-content", TW_AREA_BODY}, {"pager", TW_AREA_RELATED},
	{"pagination", TW_AREA_RELATED}, {"paywall", TW_AREA_NOTICE},
	{"photo-caption", TW_AREA_FIGURE}, {"photo-credit", TW_AREA_FIGURE},
	{"popular", TW_AREA_RELATED}, {"popup", TW_AREA_NOTICE},
	{"post-author", TW_CLASS_AUTHOR}, {"post-body", TW_AREA_BODY},
	{"post-category", TW_CLASS_CATEGORY}, {"post-content", TW_AREA_BODY},
	{"post-date", TW_CLASS_DATE}, {"post-footer", TW_AREA_META},
	{"post-meta", TW_AREA_META}, {"post-navigation", TW_AREA_RELATED},
	{"post-tags", TW_AREA_META}, {"posted-on", TW_CLASS_DATE},
	{"postmeta", TW_AREA_META}, {"prev-post", TW_AREA_RELATED},
	{"print-only", TW_CLASS_HIDDEN}, {"promo", TW_AREA_PROMO},
	{"promotion", TW_AREA_PROMO}, {"prose", TW_AREA_BODY},
	{"pubdate", TW_CLASS_DATE}, {"publication-date", TW_CLASS_DATE},
	{"publish-date", TW_CLASS_DATE}, {"published", TW_CLASS_DATE},
	{"rail", TW_AREA_ASIDE}, {"read-more", TW_AREA_RELATED},
	{"read-next", TW_AREA_RELATED}, {"readmore", TW_AREA_RELATED},
	{"recirc", TW_AREA_RELATED}, {"recommendations", TW_AREA_RELATED},
	{"recommended", TW_AREA_RELATED}, {"related", TW_AREA_RELATED},
	{"replies", TW_AREA_COMMENT}, {"respond", TW_AREA_COMMENT},
	{"rich-text", TW_AREA_BODY}, {"richtext", TW_AREA_BODY},
	{"rte", TW_AREA_BODY}, {"screen-reader", TW_CLASS_HIDDEN},
	{"search", TW_AREA_FORM}, {"searchform", TW_AREA_FORM},
	{"section-name", TW_CLASS_CATEGORY}, {"share", TW_AREA_SHARE},
	{"sharedaddy", TW_AREA_SHARE}, {"shares", TW_AREA_SHARE},
	{"sharethis", TW_AREA_SHARE}, {"sharing", TW_AREA_SHARE},
	{"sidebar", TW_AREA_ASIDE}, {"sidenav", TW_AREA_ASIDE},
	{"sign-up", TW_AREA_PROMO}, {"signup", TW_AREA_PROMO},
	{"similar", TW_AREA_RELATED}, {"sitemap", TW_AREA_NAV},
	{"skip-link", TW_AREA_NAV}, {"slideshow", TW_AREA_FIGURE},
	{"social", TW_AREA_SHARE}, {"socials", TW_AREA_SHARE},
	{"sponsor", TW_AREA_PROMO}, {"sponsored", TW_AREA_PROMO},
	{"sr-only", TW_CLASS_HIDDEN}, {"story-body", TW_AREA_BODY},
	{"story-content", TW_AREA_BODY}, {"subscribe", TW_AREA_PROMO},
	{"subscription", TW_AREA_PROMO}, {"taboola", TW_AREA_RELATED},
	{"tag-list", TW_AREA_META}, {"taglist", TW_AREA_META},
	{"tags", TW_AREA_META}, {"teaser", TW_AREA_RELATED},
	{"teasers", TW_AREA_RELATED}, {"text-content", TW_AREA_BODY},
	{"time", TW_CLASS_DATE}, {"timestamp", TW_CLASS_DATE},
	{"toc", TW_AREA_NAV}, {"toolbar", TW_AREA_NAV}, {"topbar", TW_AREA_NAV},
	{"trending", TW_AREA_RELATED}, {"up-next", TW_AREA_RELATED},
	{"updated", TW_CLASS_MODIFIED}, {"visually-hidden", TW_CLASS_HIDDEN},
	{"widget", TW_AREA_ASIDE}, {"widgets", TW_AREA_ASIDE},
	{"wp-caption", TW_AREA_FIGURE}, {"writer", TW_CLASS_AUTHOR},
	{"wysiwyg", TW_AREA_BODY}};

static int
compare_words(const void *key, const void *item)
{
	return strcmp(key, ((const struct class_word *)item)->word);
}

static uint32_t
flag_of(const char *word)
{
	const struct class_word *found = bsearch(word, class_words,
		COUNT(class_words), sizeof(*class_words), compare_words);

	return found ? found->flag : 0;
}

/* Flags of the word, and of the pair of the last word and this. */
static uint32_t
flags_of(const char *last, const char *word)
{
	char pair[2 * NAME_BYTES + 2];
	size_t last_n = strlen(last);

	if (last_n == 0)
		return flag_of(word);
	memcpy(pair, last, last_n);
	pair[last_n] = '-';
	memcpy(pair + last_n + 1, word, strlen(word) + 1);
	return flag_of(word) | flag_of(pair);
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
	static const struct class_word roles[] = {
		{"navigation", TW_AREA_NAV},
		{"menu", TW_AREA_NAV}, {"menubar", TW_AREA_NAV},
		{"complementary", TW_AREA_ASIDE},
		{"contentinfo", TW_AREA_FOOTER}, {"banner", TW_AREA_HEADER},
		{"search", TW_AREA_FORM}, {"dialog", TW_AREA_NOTICE},
		{"alertdialog", TW_AREA_NOTICE}, {"main", TW_AREA_MAIN},
		{"article", TW_AREA_ARTICLE}};

	for (size_t i = 0; i < COUNT(roles); i++) {
		if (tw_str_equal(role, tw_str_of(roles[i].word)))
			return roles[i].flag;
	}
	return 0;
}
