/* furniture.c: lines that belong to the site, not to its articles. */
/* SPDX-License-Identifier: MIT */
#include "page/furniture.h"

#include "page/plain.h"

#define LABEL_WORDS 8
#define NOTICE_WORDS 60
#define PLAIN_MAX 600

/* Whole lines, between bars; in the form of tw_plain, without end marks. */
static const char *const labels =
	"|home|homepage|home page|about|about us|contact|contact us"
	"|get in touch|login|log in|log out|logout|sign in|sign up|sign out"
	"|register|search|search for|go|submit|menu|main menu|navigation"
	"|main navigation|close"
	"|open menu|close menu|toggle navigation|toggle menu|top|back to top"
	"|share|share this|share this page|share this article|share this post"
	"|share this story|share article|share page|tweet|facebook|twitter|x"
	"|linkedin|instagram|youtube|whatsapp|pinterest|reddit|email|e-mail"
	"|email this|print|print this|print this page|print page|pdf|rss"
	"|read more|more|learn more|find out more|continue reading|show more"
	"|load more|view more|see more|view all|see all|view all news|all news"
	"|next|previous|prev|next article|previous article|older posts"
	"|newer posts|next post|previous post|back|back to news"
	"|accept|accept all|accept cookies|accept all cookies|i accept|i agree"
	"|agree|got it|ok|decline|reject|reject all|manage cookies|cookies"
	"|cookie settings|cookie policy|cookie notice|cookie preferences"
	"|privacy|privacy policy|privacy notice|terms|terms of use"
	"|terms and conditions|terms & conditions|accessibility"
	"|accessibility statement|sitemap|site map|legal|disclaimer|help|faq"
	"|faqs|subscribe|subscribe now|follow|follow us|connect with us|careers"
	"|jobs|vacancies|job vacancies|donate|donate now|support us|join us"
	"|get involved|what we do|who we are|our work|our people|our team"
	"|meet the team|our partners|our services|services|membership|events"
	"|members|media|media centre|press|press office|advertisement|advert"
	"|advertising|sponsored|loading|twitter icon|facebook icon|logo|en|cy"
	"|cymraeg|english|francais|deutsch|espanol|breadcrumb|you are here"
	"|skip to content|skip to main content|skip navigation|hide|show"
	"|reply|report abuse|like|comment|0 comments|no comments|permalink"
	"|startseite|impressum|datenschutz|kontakt|suche|teilen|drucken"
	"|accueil|partager|imprimer|mentions legales|inicio|compartir|contacto"
	"|buscar|compartilhar|condividi|delen|del|dela|jaa|";

static const char *const label_beginnings[] = {
	"back to ", "skip to ", "share on ", "share via ", "share this ",
	"share with ", "follow us", "read more", "view all ", "see all ",
	"click to share", "click here to ", "print this", "email this",
	"tel:", "tel.", "telephone:", "phone:", "fax:", "email:", "e-mail:",
	"opens in ", "image:", "photo:", "picture:", "photo by ", "image by ",
	"photograph:", "credit:", "jump to ", "go to ", "you are here",
	"log in to ", "sign in to ", "share:", "continue reading",
	"estimated reading time", "reading time", "updated on ",
	"last updated", "published on ", "posted on "};

/* Whole lines behind which other articles or readers' words come. */
static const char *const sections =
	"|latest news|latest|latest posts|latest articles|latest stories"
	"|latest blog posts|latest blogs|latest tweets|tweets|twitter feed"
	"|related|related articles|related posts|related stories|related news"
	"|related content|related links|related topics|related pages"
	"|related reading|you may also like|you might also like"
	"|you may also be interested in|you might also be interested in"
	"|you may be interested in|more news|more stories|more articles"
	"|more blogs|more like this|more on this story|more to read|other news"
	"|other articles|other stories|other posts|other blogs|recent posts"
	"|recent articles|recent news|recent stories|recent comments"
	"|most read|most popular|most viewed|popular|popular posts|trending"
	"|trending now|read next|up next|what to read next|recommended"
	"|recommended for you|recommended reading|editor's picks|archives"
	"|archive|share this post|newsletter|our newsletter|stay in touch"
	"|stay connected|keep in touch|upcoming events|in other news"
	"|about this site|footer|quick links|useful links|contact details"
	"|sidebar|das konnte sie auch interessieren"
	"|mehr zum thema|ahnliche artikel|weitere artikel|lesen sie auch"
	"|a lire aussi|sur le meme sujet|articles similaires|lire aussi"
	"|te puede interesar|noticias relacionadas|articulos relacionados"
	"|leia tambem|veja tambem|noticias relacionadas|leggi anche"
	"|articoli correlati|potrebbe interessarti|lees ook|meer nieuws"
	"|gerelateerde artikelen|las ocksa|";

static const char *const section_beginnings[] = {"more from ", "more in ",
	"more on ", "related to ", "recent posts ", "latest from ",
	"other posts by ", "more by ", "more posts by ", "subscribe to our "};

static const char *const comment_sections =
	"|comments|leave a comment|leave a reply|post a comment|add a comment"
	"|add your comment|write a comment|join the conversation"
	"|join the discussion|have your say|comment on this article"
	"|view comments|show comments|discussion|responses|reader comments"
	"|kommentare|kommentar schreiben|commentaires|comentarios|commenti"
	"|reacties|laisser un commentaire|deja un comentario|kommentarer|";

static const char *const notices[] = {"all rights reserved", "uses cookies",
	"use cookies", "use of cookies", "our cookie", "cookie policy",
	"cookies to ", "about cookies", "registered charity",
	"charity number", "charity no", "charity reg", "company number",
	"company no", "registered company", "company limited by guarantee",
	"registered in england", "registered in scotland", "registered office",
	"how your comment data", "akismet", "powered by ", "enable javascript",
	"javascript is disabled", "javascript to view", "javascript enabled",
	"\xc2\xa9", "(c) 20", "vat number", "vat registration",
	"email address will not be published", "required fields are marked",
	"to our newsletter", "to our mailing list", "website by ",
	"web design by", "website designed", "site by ", "privacy policy",
	"terms of use", "unsubscribe at any time", "view this page in",
	"external websites", "content of external sites", "verwendet cookies",
	"utilise des cookies", "utiliza cookies", "utilizza cookie",
	"gebruikt cookies", "alle rechte vorbehalten", "tous droits reserves",
	"todos los derechos reservados", "todos os direitos reservados",
	"tutti i diritti riservati", "alle rechten voorbehouden"};

static const char *const kind_names =
	"|news|news story|news item|latest news|report|reports|blog|blogs"
	"|blog post|article|articles|opinion|comment|feature|features|press"
	"|press release|press releases|media release|interview|analysis|review"
	"|editorial|case study|case studies|event|events|podcast|video"
	"|guest blog|publication|publications|research|announcement|column"
	"|letter|letters|insight|insights|resources|statement|speech|briefing"
	"|nachrichten|aktuelles|actualites|noticias|notizie|nieuws|nyheter|";

/* True if the plain line stands in a table of lines between bars. */
static bool
in_table(const char *table, struct tw_str line)
{
	char key[80];

	if (line.n == 0 || line.n > sizeof(key) - 3
		|| memchr(line.p, '|', line.n))
		return false;
	key[0] = '|';
	memcpy(key + 1, line.p, line.n);
	key[line.n + 1] = '|';
	key[line.n + 2] = '\0';
	return strstr(table, key) != NULL;
}

static bool
begins_with_any(struct tw_str line, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(table[i]);

		if (line.n >= n && memcmp(line.p, table[i], n) == 0)
			return true;
	}
	return false;
}

/* memmem would make a table for each of many words, for a short line. */
static bool
contains(struct tw_str line, const char *word)
{
	size_t n = strlen(word);
	const char *p = line.p;
	const char *end = line.p + line.n;

	while ((size_t)(end - p) >= n) {
		p = memchr(p, word[0], (size_t)(end - p) - n + 1);
		if (!p)
			return false;
		if (memcmp(p, word, n) == 0)
			return true;
		p++;
	}
	return false;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The plain line without marks and arrows around it, and counts before it. */
static struct tw_str
bare(struct tw_str line)
{
	static const char marks[] = " .:!?>*+-_\"'()[]";

	while (line.n > 0
		&& memchr(marks, line.p[line.n - 1], COUNT(marks) - 1))
		line.n--;
	while (line.n > 0 && memchr(marks, line.p[0], COUNT(marks) - 1)) {
		line.p++;
		line.n--;
	}
	return line;
}

/* "3 comments", "12 responses" and "comments (3)" */
static bool
is_comment_count(struct tw_str line)
{
	size_t digits = 0;

	while (digits < line.n && line.p[digits] >= '0'
		&& line.p[digits] <= '9')
		digits++;

	struct tw_str what = tw_str(line.p + digits, line.n - digits);

	if (digits == 0 || what.n == 0)
		return begins_with_any(line,
			(const char *const[]){"comments ("}, 1);
	return begins_with_any(what,
		(const char *const[]){" comment", " response", " thought",
			" repl"}, 4);
}

/* "4 min read" */
static bool
is_reading_time(struct tw_str line)
{
	return line.n > 6 && line.p[0] >= '0' && line.p[0] <= '9'
		&& memcmp(line.p + line.n - 5, " read", 5) == 0
		&& contains(line, " min");
}

static bool
is_tweet(struct tw_str line)
{
	if (line.n >= 4 && memcmp(line.p, "rt @", 4) == 0)
		return true;
	if (contains(line, "//t.co/") || contains(line, "pic.twitter.com"))
		return true;
	return contains(line, " @") && line.n < 80 && !contains(line, ".")
		&& !contains(line, ",");
}

/* Whether all bytes of the word are among these. */
static bool
is_made_of(const char *word, const uint64_t letters[4])
{
	for (; *word; word++) {
		uint8_t byte = (uint8_t)*word;

		if (!(letters[byte >> 6] >> (byte & 63) & 1))
			return false;
	}
	return true;
}

static bool
has_notice(struct tw_str line)
{
	uint64_t letters[4] = {0};	/* a bit for each byte of the line */

	for (size_t i = 0; i < line.n; i++) {
		uint8_t byte = (uint8_t)line.p[i];

		letters[byte >> 6] |= UINT64_C(1) << (byte & 63);
	}
	for (size_t i = 0; i < COUNT(notices); i++) {
		if (is_made_of(notices[i], letters)
			&& contains(line, notices[i]))
			return true;
	}
	return false;
}

enum tw_furniture
tw_furniture(struct tw_str text, uint32_t words)
{
	char plain[PLAIN_MAX];
	struct tw_str line;

	if (words > NOTICE_WORDS)
		return TW_NO_FURNITURE;
	line = tw_str(plain, tw_plain(text, plain, PLAIN_MAX));
	if (words <= LABEL_WORDS) {
		struct tw_str name = bare(line);

		if (in_table(comment_sections, name) || is_comment_count(name))
			return TW_COMMENTS;
		if (in_table(sections, name)
			|| begins_with_any(name, section_beginnings,
				COUNT(section_beginnings)))
			return TW_SECTION;
		if (in_table(labels, name) || is_reading_time(name))
			return TW_LABEL;
		if (begins_with_any(line, label_beginnings,
			COUNT(label_beginnings)))
			return TW_LABEL;
	}
	if (is_tweet(line))
		return TW_TWEET;
	return has_notice(line) ? TW_NOTICE : TW_NO_FURNITURE;
}

bool
tw_is_kind_name(struct tw_str text)
{
	char plain[80];

	if (text.n > sizeof(plain))
		return false;
	return in_table(kind_names,
		bare(tw_str(plain, tw_plain(text, plain, sizeof(plain)))));
}
