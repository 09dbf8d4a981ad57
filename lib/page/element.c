/* element.c: the elements that part a page into blocks, and what they say. */
/* SPDX-License-Identifier: MIT */
#include "page/element.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum tw_tag
tw_tag(struct tw_str name)
{
	static const struct {
		const char *name;
		enum tw_tag tag;
	} tags[] = {{"p", TW_TAG_P}, {"div", TW_TAG_DIV}, {"li", TW_TAG_LI},
		{"h1", TW_TAG_H1}, {"h2", TW_TAG_H2}, {"h3", TW_TAG_H3},
		{"h4", TW_TAG_H4}, {"h5", TW_TAG_H4}, {"h6", TW_TAG_H4},
		{"td", TW_TAG_TD}, {"th", TW_TAG_TD},
		{"figcaption", TW_TAG_FIGCAPTION},
		{"caption", TW_TAG_FIGCAPTION},
		{"blockquote", TW_TAG_BLOCKQUOTE}, {"pre", TW_TAG_PRE},
		{"dd", TW_TAG_DD}, {"dt", TW_TAG_DD},
		{"section", TW_TAG_SECTION}, {"article", TW_TAG_ARTICLE},
		{"main", TW_TAG_MAIN}, {"aside", TW_TAG_ASIDE},
		{"nav", TW_TAG_NAV}, {"footer", TW_TAG_FOOTER},
		{"header", TW_TAG_HEADER}, {"form", TW_TAG_FORM},
		{"table", TW_TAG_TABLE}, {"figure", TW_TAG_FIGURE},
		{"details", TW_TAG_DETAILS}};

	for (size_t i = 0; i < COUNT(tags); i++) {
		if (tw_str_equal(name, tw_str_of(tags[i].name)))
			return tags[i].tag;
	}
	return TW_TAG_OTHER;
}

/*
 * What stands in names, by its first character; names are written as words
 * between hyphens, so "-ad-" is a whole word and "-post" begins one.
 */
struct pattern {
	const char *text;
	enum tw_group group;
};

static const struct pattern of_hyphen[] = {
	{"-ad-", TW_GROUP_AD}, {"-ads-", TW_GROUP_AD},
	{"-also-", TW_GROUP_RELATED}, {"-bio-", TW_GROUP_BIO},
	{"-bios-", TW_GROUP_BIO}, {"-btn-", TW_GROUP_FORM},
	{"-cta-", TW_GROUP_PROMO}, {"-dek-", TW_GROUP_INTRO},
	{"-deck-", TW_GROUP_INTRO}, {"-foot", TW_GROUP_FOOTER},
	{"-hide-", TW_GROUP_HIDDEN}, {"-img-", TW_GROUP_CAPTION},
	{"-info-", TW_GROUP_META}, {"-item-", TW_GROUP_TEASER},
	{"-items-", TW_GROUP_TEASER}, {"-lead-", TW_GROUP_INTRO},
	{"-lede-", TW_GROUP_INTRO}, {"-legal-", TW_GROUP_FOOTER},
	{"-list-", TW_GROUP_TEASER}, {"-main-", TW_GROUP_CONTENT},
	{"-more-", TW_GROUP_RELATED}, {"-nav", TW_GROUP_NAV},
	{"-next-", TW_GROUP_RELATED}, {"-post-", TW_GROUP_ARTICLE},
	{"-posts-", TW_GROUP_TEASER}, {"-print-", TW_GROUP_HIDDEN},
	{"-prose-", TW_GROUP_BODY}, {"-rail-", TW_GROUP_SIDE},
	{"-reply", TW_GROUP_COMMENT}, {"-rte-", TW_GROUP_BODY},
	{"-tag-", TW_GROUP_TAGS}, {"-tags-", TW_GROUP_TAGS},
	{"-text-", TW_GROUP_CONTENT}, {"-tile", TW_GROUP_TEASER},
	{"-time-", TW_GROUP_META}, {"-toc-", TW_GROUP_NAV}, {NULL, 0}};
static const struct pattern of_a[] = {
	{"about-author", TW_GROUP_BIO}, {"account", TW_GROUP_FORM},
	{"addthis", TW_GROUP_SHARE}, {"addtoany", TW_GROUP_SHARE},
	{"advert", TW_GROUP_AD}, {"affiliate", TW_GROUP_AD},
	{"archive", TW_GROUP_TEASER}, {"article", TW_GROUP_ARTICLE},
	{"article-body", TW_GROUP_BODY}, {"articlebody", TW_GROUP_BODY},
	{"article-content", TW_GROUP_BODY},
	{"article-text", TW_GROUP_BODY}, {"article-copy", TW_GROUP_BODY},
	{"aside", TW_GROUP_SIDE}, {"author", TW_GROUP_META},
	{"author-bio", TW_GROUP_BIO}, {"author-box", TW_GROUP_BIO},
	{"author-card", TW_GROUP_BIO}, {"author-info", TW_GROUP_BIO},
	{NULL, 0}};
static const struct pattern of_b[] = {
	{"banner", TW_GROUP_HEADER}, {"blog", TW_GROUP_ARTICLE},
	{"blog-body", TW_GROUP_BODY}, {"blog-content", TW_GROUP_BODY},
	{"body", TW_GROUP_CONTENT}, {"body-copy", TW_GROUP_BODY},
	{"bodycopy", TW_GROUP_BODY}, {"body-text", TW_GROUP_BODY},
	{"breadcrumb", TW_GROUP_NAV}, {"button", TW_GROUP_FORM},
	{"byline", TW_GROUP_META}, {NULL, 0}};
static const struct pattern of_c[] = {
	{"caption", TW_GROUP_CAPTION}, {"card", TW_GROUP_TEASER},
	{"carousel", TW_GROUP_CAPTION}, {"categor", TW_GROUP_TAGS},
	{"collection", TW_GROUP_TEASER}, {"colophon", TW_GROUP_FOOTER},
	{"comment", TW_GROUP_COMMENT}, {"complementary", TW_GROUP_SIDE},
	{"consent", TW_GROUP_NOTICE}, {"content", TW_GROUP_CONTENT},
	{"content-body", TW_GROUP_BODY}, {"contentinfo", TW_GROUP_FOOTER},
	{"contributor", TW_GROUP_BIO}, {"cookie", TW_GROUP_NOTICE},
	{"copyright", TW_GROUP_FOOTER}, {"credit", TW_GROUP_CAPTION},
	{"crumbs", TW_GROUP_NAV}, {NULL, 0}};
static const struct pattern of_d[] = {
	{"date", TW_GROUP_META}, {"dialog", TW_GROUP_NOTICE},
	{"disclaim", TW_GROUP_FOOTER}, {"discussion", TW_GROUP_COMMENT},
	{"disqus", TW_GROUP_COMMENT}, {"donat", TW_GROUP_PROMO}, {NULL, 0}};
static const struct pattern of_e[] = {
	{"email", TW_GROUP_PROMO}, {"embed", TW_GROUP_EMBED},
	{"entry", TW_GROUP_ARTICLE}, {"entry-content", TW_GROUP_BODY},
	{"entry-text", TW_GROUP_BODY}, {"entry-body", TW_GROUP_BODY},
	{"excerpt", TW_GROUP_TEASER}, {"eyebrow", TW_GROUP_META}, {NULL, 0}};
static const struct pattern of_f[] = {
	{"facebook", TW_GROUP_SHARE}, {"feed", TW_GROUP_TEASER},
	{"field-body", TW_GROUP_BODY}, {"figure", TW_GROUP_CAPTION},
	{"follow", TW_GROUP_SHARE}, {"form", TW_GROUP_FORM}, {NULL, 0}};
static const struct pattern of_g[] = {
	{"gallery", TW_GROUP_CAPTION}, {"gdpr", TW_GROUP_NOTICE},
	{"grid", TW_GROUP_TEASER}, {NULL, 0}};
static const struct pattern of_h[] = {
	{"header", TW_GROUP_HEADER}, {"heading", TW_GROUP_TITLE},
	{"headline", TW_GROUP_TITLE}, {"hero", TW_GROUP_HEADER},
	{"hidden", TW_GROUP_HIDDEN}, {"highlight", TW_GROUP_INTRO},
	{NULL, 0}};
static const struct pattern of_i[] = {
	{"image", TW_GROUP_CAPTION}, {"instagram", TW_GROUP_EMBED},
	{"intro", TW_GROUP_INTRO}, {NULL, 0}};
static const struct pattern of_k[] = {
	{"keyword", TW_GROUP_TAGS}, {"kicker", TW_GROUP_META}, {NULL, 0}};
static const struct pattern of_l[] = {
	{"label", TW_GROUP_TAGS}, {"latest", TW_GROUP_RELATED},
	{"livefyre", TW_GROUP_COMMENT}, {"login", TW_GROUP_FORM},
	{NULL, 0}};
static const struct pattern of_m[] = {
	{"main-content", TW_GROUP_BODY}, {"main-text", TW_GROUP_BODY},
	{"masthead", TW_GROUP_HEADER}, {"media", TW_GROUP_CAPTION},
	{"member", TW_GROUP_PROMO}, {"menu", TW_GROUP_NAV},
	{"meta", TW_GROUP_META}, {"modal", TW_GROUP_NOTICE},
	{"most-read", TW_GROUP_RELATED}, {"mw-parser", TW_GROUP_BODY},
	{NULL, 0}};
static const struct pattern of_n[] = {
	{"newslet", TW_GROUP_PROMO}, {NULL, 0}};
static const struct pattern of_o[] = {
	{"offer", TW_GROUP_PROMO}, {"optin", TW_GROUP_PROMO},
	{"other", TW_GROUP_RELATED}, {"outbrain", TW_GROUP_RELATED},
	{"overlay", TW_GROUP_NOTICE}, {NULL, 0}};
static const struct pattern of_p[] = {
	{"page-content", TW_GROUP_BODY}, {"paginat", TW_GROUP_NAV},
	{"pager", TW_GROUP_NAV}, {"paragraph", TW_GROUP_CONTENT},
	{"paywall", TW_GROUP_PROMO}, {"photo", TW_GROUP_CAPTION},
	{"popular", TW_GROUP_RELATED}, {"popup", TW_GROUP_NOTICE},
	{"post-body", TW_GROUP_BODY}, {"postbody", TW_GROUP_BODY},
	{"post-content", TW_GROUP_BODY}, {"post-text", TW_GROUP_BODY},
	{"posted", TW_GROUP_META}, {"price", TW_GROUP_FORM},
	{"privacy", TW_GROUP_NOTICE}, {"product", TW_GROUP_FORM},
	{"promo", TW_GROUP_PROMO}, {"publish", TW_GROUP_META},
	{"pull", TW_GROUP_QUOTE}, {NULL, 0}};
static const struct pattern of_q[] = {{"quote", TW_GROUP_QUOTE}, {NULL, 0}};
static const struct pattern of_r[] = {
	{"recirc", TW_GROUP_RELATED}, {"recommend", TW_GROUP_RELATED},
	{"register", TW_GROUP_FORM}, {"relat", TW_GROUP_RELATED},
	{"respond", TW_GROUP_COMMENT}, {"rich-text", TW_GROUP_BODY},
	{"richtext", TW_GROUP_BODY}, {"right", TW_GROUP_SIDE}, {NULL, 0}};
static const struct pattern of_s[] = {
	{"screen-reader", TW_GROUP_HIDDEN}, {"search", TW_GROUP_FORM},
	{"secondary", TW_GROUP_SIDE}, {"share", TW_GROUP_SHARE},
	{"sharing", TW_GROUP_SHARE}, {"shop", TW_GROUP_FORM},
	{"sidebar", TW_GROUP_SIDE}, {"side-bar", TW_GROUP_SIDE},
	{"sign-up", TW_GROUP_PROMO}, {"signup", TW_GROUP_PROMO},
	{"similar", TW_GROUP_RELATED}, {"single-content", TW_GROUP_BODY},
	{"skip", TW_GROUP_NAV}, {"slide", TW_GROUP_CAPTION},
	{"social", TW_GROUP_SHARE}, {"sponsor", TW_GROUP_AD},
	{"sr-only", TW_GROUP_HIDDEN}, {"standfirst", TW_GROUP_INTRO},
	{"story", TW_GROUP_ARTICLE}, {"story-body", TW_GROUP_BODY},
	{"story-content", TW_GROUP_BODY}, {"story-text", TW_GROUP_BODY},
	{"sub-title", TW_GROUP_INTRO}, {"subtitle", TW_GROUP_INTRO},
	{"sub-head", TW_GROUP_INTRO}, {"subhead", TW_GROUP_INTRO},
	{"subscri", TW_GROUP_PROMO}, {"suggest", TW_GROUP_RELATED},
	{"summary", TW_GROUP_INTRO}, {NULL, 0}};
static const struct pattern of_t[] = {
	{"taboola", TW_GROUP_RELATED}, {"teaser", TW_GROUP_TEASER},
	{"thumb", TW_GROUP_TEASER}, {"title", TW_GROUP_TITLE},
	{"topbar", TW_GROUP_HEADER}, {"topic", TW_GROUP_TAGS},
	{"trending", TW_GROUP_RELATED}, {"tweet", TW_GROUP_EMBED},
	{"twitter", TW_GROUP_SHARE}, {NULL, 0}};
static const struct pattern of_u[] = {
	{"up-next", TW_GROUP_RELATED}, {NULL, 0}};
static const struct pattern of_v[] = {
	{"video", TW_GROUP_CAPTION}, {"visually", TW_GROUP_HIDDEN},
	{NULL, 0}};
static const struct pattern of_w[] = {
	{"whatsapp", TW_GROUP_SHARE}, {"widget", TW_GROUP_SIDE},
	{"wysiwyg", TW_GROUP_BODY}, {NULL, 0}};
static const struct pattern none[] = {{NULL, 0}};

static const struct pattern *const patterns['z' - 'a' + 1] = {of_a, of_b,
	of_c, of_d, of_e, of_f, of_g, of_h, of_i, none, of_k, of_l, of_m,
	of_n, of_o, of_p, of_q, of_r, of_s, of_t, of_u, of_v, of_w, none,
	none, none};

#define NAMES_MAX 400

/* Writes the names as words between hyphens; returns the length. */
static size_t
write_words(struct tw_str names, char words[NAMES_MAX + 4])
{
	size_t n = 0;
	bool small = false;

	words[n++] = '-';
	for (size_t i = 0; i < names.n && n < NAMES_MAX; i++) {
		char c = names.p[i];
		bool capital = c >= 'A' && c <= 'Z';
		bool letter = capital || (c >= 'a' && c <= 'z');

		if ((!letter || (capital && small)) && words[n - 1] != '-')
			words[n++] = '-';
		if (letter)
			words[n++] = (char)(c | 32);
		small = letter && !capital;
	}
	if (words[n - 1] != '-')
		words[n++] = '-';
	words[n] = '\0';
	return n;
}

static bool
begins(const char *words, const char *pattern)
{
	while (*pattern && *pattern == *words) {
		pattern++;
		words++;
	}
	return *pattern == '\0';
}

uint32_t
tw_groups(struct tw_str names)
{
	char words[NAMES_MAX + 4];
	size_t n = write_words(names, words);
	uint32_t groups = 0;

	for (size_t i = 0; i < n; i++) {
		const struct pattern *pattern = words[i] == '-' ? of_hyphen
			: patterns[words[i] - 'a'];

		for (; pattern->text; pattern++) {
			if (begins(words + i, pattern->text))
				groups |= UINT32_C(1) << pattern->group;
		}
	}
	return groups;
}
