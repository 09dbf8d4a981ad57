/* phrases.c: what is said around articles, not in them. */
/* SPDX-License-Identifier: MIT */
#include "page/phrases.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What stands farther in the text is not looked at. */
#define TEXT_MAX 600

struct phrase {
	enum tw_phrase group;
	const char *text;
};

/* How such a text begins. */
static const struct phrase beginnings[] = {
	{TW_PHRASE_SHARE, "share"}, {TW_PHRASE_SHARE, "tweet"},
	{TW_PHRASE_SHARE, "email this"}, {TW_PHRASE_SHARE, "print"},
	{TW_PHRASE_SHARE, "follow"}, {TW_PHRASE_SHARE, "like "},
	{TW_PHRASE_SHARE, "pin "}, {TW_PHRASE_SHARE, "copy link"},
	{TW_PHRASE_SHARE, "save"}, {TW_PHRASE_SHARE, "facebook"},
	{TW_PHRASE_SHARE, "twitter"}, {TW_PHRASE_SHARE, "teilen"},
	{TW_PHRASE_SHARE, "partager"}, {TW_PHRASE_SHARE, "compart"},
	{TW_PHRASE_SHARE, "condividi"},
	{TW_PHRASE_MORE, "read more"}, {TW_PHRASE_MORE, "read next"},
	{TW_PHRASE_MORE, "read also"}, {TW_PHRASE_MORE, "read:"},
	{TW_PHRASE_MORE, "related"}, {TW_PHRASE_MORE, "more "},
	{TW_PHRASE_MORE, "see also"}, {TW_PHRASE_MORE, "also read"},
	{TW_PHRASE_MORE, "also on "}, {TW_PHRASE_MORE, "also:"},
	{TW_PHRASE_MORE, "you may"}, {TW_PHRASE_MORE, "you might"},
	{TW_PHRASE_MORE, "recommended"}, {TW_PHRASE_MORE, "up next"},
	{TW_PHRASE_MORE, "watch"}, {TW_PHRASE_MORE, "continue reading"},
	{TW_PHRASE_MORE, "click here"}, {TW_PHRASE_MORE, "learn more"},
	{TW_PHRASE_MORE, "find out more"}, {TW_PHRASE_MORE, "don't miss"},
	{TW_PHRASE_MORE, "trending"}, {TW_PHRASE_MORE, "most read"},
	{TW_PHRASE_MORE, "most popular"}, {TW_PHRASE_MORE, "popular"},
	{TW_PHRASE_MORE, "latest"}, {TW_PHRASE_MORE, "next"},
	{TW_PHRASE_MORE, "previous"}, {TW_PHRASE_MORE, "explore"},
	{TW_PHRASE_MORE, "discover"}, {TW_PHRASE_MORE, "in case you missed"},
	{TW_PHRASE_MORE, "lesen sie"}, {TW_PHRASE_MORE, "mehr "},
	{TW_PHRASE_MORE, "lire aussi"}, {TW_PHRASE_MORE, "a lire"},
	{TW_PHRASE_MORE, "leia"}, {TW_PHRASE_MORE, "veja"},
	{TW_PHRASE_MORE, "lea "}, {TW_PHRASE_MORE, "leggi"},
	{TW_PHRASE_MORE, "lees "}, {TW_PHRASE_MORE, "las "},
	{TW_PHRASE_MORE, "zum thema"},
	{TW_PHRASE_AD, "advert"}, {TW_PHRASE_AD, "sponsor"},
	{TW_PHRASE_AD, "promoted"}, {TW_PHRASE_AD, "anzeige"},
	{TW_PHRASE_AD, "publicidad"}, {TW_PHRASE_AD, "publicite"},
	{TW_PHRASE_AD, "publicidade"}, {TW_PHRASE_AD, "pubblicita"},
	{TW_PHRASE_BY, "by "}, {TW_PHRASE_BY, "by:"},
	{TW_PHRASE_BY, "written by"}, {TW_PHRASE_BY, "posted by"},
	{TW_PHRASE_BY, "author"}, {TW_PHRASE_BY, "words by"},
	{TW_PHRASE_BY, "reviewed by"}, {TW_PHRASE_BY, "edited by"},
	{TW_PHRASE_BY, "von "}, {TW_PHRASE_BY, "par "},
	{TW_PHRASE_BY, "por "}, {TW_PHRASE_BY, "di "},
	{TW_PHRASE_BY, "door "}, {TW_PHRASE_BY, "autor"},
	{TW_PHRASE_PUBLISHED, "updated"}, {TW_PHRASE_PUBLISHED, "published"},
	{TW_PHRASE_PUBLISHED, "posted"}, {TW_PHRASE_PUBLISHED, "last "},
	{TW_PHRASE_PUBLISHED, "first published"},
	{TW_PHRASE_PUBLISHED, "modified"}, {TW_PHRASE_PUBLISHED, "date"},
	{TW_PHRASE_PUBLISHED, "created"}, {TW_PHRASE_PUBLISHED, "stand:"},
	{TW_PHRASE_PUBLISHED, "publie"}, {TW_PHRASE_PUBLISHED, "mis a jour"},
	{TW_PHRASE_PUBLISHED, "publicado"},
	{TW_PHRASE_PUBLISHED, "veroffentlicht"},
	{TW_PHRASE_PUBLISHED, "aktualisiert"},
	{TW_PHRASE_PICTURE, "photo"}, {TW_PHRASE_PICTURE, "image"},
	{TW_PHRASE_PICTURE, "picture"}, {TW_PHRASE_PICTURE, "credit"},
	{TW_PHRASE_PICTURE, "source"}, {TW_PHRASE_PICTURE, "file "},
	{TW_PHRASE_PICTURE, "courtesy"}, {TW_PHRASE_PICTURE, "getty"},
	{TW_PHRASE_PICTURE, "ap photo"}, {TW_PHRASE_PICTURE, "reuters"},
	{TW_PHRASE_PICTURE, "illustration"}, {TW_PHRASE_PICTURE, "video"},
	{TW_PHRASE_PICTURE, "figure"}, {TW_PHRASE_PICTURE, "via "},
	{TW_PHRASE_PICTURE, "foto"}, {TW_PHRASE_PICTURE, "bild"},
	{TW_PHRASE_PICTURE, "quelle"}, {TW_PHRASE_PICTURE, "imagem"},
	{TW_PHRASE_PICTURE, "imagen"},
	{TW_PHRASE_TAGS, "tag"}, {TW_PHRASE_TAGS, "topic"},
	{TW_PHRASE_TAGS, "categor"}, {TW_PHRASE_TAGS, "filed under"},
	{TW_PHRASE_TAGS, "posted in"}, {TW_PHRASE_TAGS, "keyword"},
	{TW_PHRASE_TAGS, "in this article"}, {TW_PHRASE_TAGS, "contents"},
	{TW_PHRASE_TAGS, "table of contents"},
	{TW_PHRASE_TAGS, "on this page"}, {TW_PHRASE_TAGS, "schlagwort"},
	{TW_PHRASE_TAGS, "themen"}, {TW_PHRASE_TAGS, "etiquetas"},
	{TW_PHRASE_COMMENT, "log in to"}, {TW_PHRASE_COMMENT, "reply"}};

/* What stands anywhere in it. */
static const struct phrase parts[] = {
	{TW_PHRASE_AD, "story continues"}, {TW_PHRASE_AD, "article continues"},
	{TW_PHRASE_AD, "affiliate"}, {TW_PHRASE_AD, "commission"},
	{TW_PHRASE_PUBLISHED, "min read"}, {TW_PHRASE_PUBLISHED, "mins read"},
	{TW_PHRASE_PUBLISHED, "minute read"},
	{TW_PHRASE_PUBLISHED, "minutes read"},
	{TW_PHRASE_PUBLISHED, " hours ago"},
	{TW_PHRASE_PUBLISHED, " days ago"},
	{TW_PHRASE_PUBLISHED, " weeks ago"},
	{TW_PHRASE_PUBLISHED, " months ago"},
	{TW_PHRASE_PUBLISHED, " years ago"},
	{TW_PHRASE_PICTURE, "getty images"},
	{TW_PHRASE_PICTURE, "shutterstock"}, {TW_PHRASE_PICTURE, "(ap photo"},
	{TW_PHRASE_PICTURE, "/ap"}, {TW_PHRASE_PICTURE, "/reuters"},
	{TW_PHRASE_PICTURE, "afp"}, {TW_PHRASE_PICTURE, "photograph by"},
	{TW_PHRASE_SUBSCRIBE, "subscri"}, {TW_PHRASE_SUBSCRIBE, "sign up"},
	{TW_PHRASE_SUBSCRIBE, "newsletter"}, {TW_PHRASE_SUBSCRIBE, "log in"},
	{TW_PHRASE_SUBSCRIBE, "sign in"}, {TW_PHRASE_SUBSCRIBE, "register"},
	{TW_PHRASE_SUBSCRIBE, "donate"}, {TW_PHRASE_SUBSCRIBE, "inbox"},
	{TW_PHRASE_SUBSCRIBE, "free trial"},
	{TW_PHRASE_SUBSCRIBE, "unlimited access"},
	{TW_PHRASE_SUBSCRIBE, "support us"},
	{TW_PHRASE_SUBSCRIBE, "email address"},
	{TW_PHRASE_SUBSCRIBE, "join our"}, {TW_PHRASE_SUBSCRIBE, "follow us"},
	{TW_PHRASE_SUBSCRIBE, "download the"},
	{TW_PHRASE_SUBSCRIBE, "download our"},
	{TW_PHRASE_SUBSCRIBE, "contact us"},
	{TW_PHRASE_SUBSCRIBE, "get the latest"},
	{TW_PHRASE_SUBSCRIBE, "for more information"},
	{TW_PHRASE_SUBSCRIBE, "click here"}, {TW_PHRASE_SUBSCRIBE, "visit "},
	{TW_PHRASE_SUBSCRIBE, "abonnier"}, {TW_PHRASE_SUBSCRIBE, "abonne"},
	{TW_PHRASE_SUBSCRIBE, "suscrib"}, {TW_PHRASE_SUBSCRIBE, "assine"},
	{TW_PHRASE_RIGHTS, "\xc2\xa9"}, {TW_PHRASE_RIGHTS, "copyright"},
	{TW_PHRASE_RIGHTS, "all rights"}, {TW_PHRASE_RIGHTS, "terms of"},
	{TW_PHRASE_RIGHTS, "privacy policy"}, {TW_PHRASE_RIGHTS, "cookie"},
	{TW_PHRASE_RIGHTS, "rechte vorbehalten"},
	{TW_PHRASE_RIGHTS, "droits reserves"},
	{TW_PHRASE_RIGHTS, "derechos reservados"},
	{TW_PHRASE_RIGHTS, "direitos reservados"},
	{TW_PHRASE_COMMENT, "comment"}, {TW_PHRASE_COMMENT, "leave a reply"},
	{TW_PHRASE_COMMENT, "join the conversation"},
	{TW_PHRASE_BIO, "is a writer"}, {TW_PHRASE_BIO, "is a reporter"},
	{TW_PHRASE_BIO, "writer"}, {TW_PHRASE_BIO, "reporter"},
	{TW_PHRASE_BIO, "editor"}, {TW_PHRASE_BIO, "journalist"},
	{TW_PHRASE_BIO, "contributor"}, {TW_PHRASE_BIO, "correspondent"},
	{TW_PHRASE_BIO, "columnist"}, {TW_PHRASE_BIO, "freelance"},
	{TW_PHRASE_BIO, "has written"}, {TW_PHRASE_BIO, "has covered"},
	{TW_PHRASE_BIO, "has worked"}, {TW_PHRASE_BIO, "email her"},
	{TW_PHRASE_BIO, "email him"}, {TW_PHRASE_BIO, "follow him"},
	{TW_PHRASE_BIO, "follow her"}, {TW_PHRASE_BIO, "follow them"},
	{TW_PHRASE_BIO, "his work"}, {TW_PHRASE_BIO, "her work"},
	{TW_PHRASE_BIO, "about the author"}, {TW_PHRASE_BIO, "redakteur"},
	{TW_PHRASE_NOTE, "contributed to this"},
	{TW_PHRASE_NOTE, "this article "}, {TW_PHRASE_NOTE, "this story "},
	{TW_PHRASE_NOTE, "this report "}, {TW_PHRASE_NOTE, "this post "},
	{TW_PHRASE_NOTE, "originally published"},
	{TW_PHRASE_NOTE, "originally appeared"},
	{TW_PHRASE_NOTE, "first appeared"}, {TW_PHRASE_NOTE, "correction"},
	{TW_PHRASE_NOTE, "editor's note"},
	{TW_PHRASE_NOTE, "the associated press"}};

/* Beginnings that months have in the languages we read dates of. */
static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "mai",
	"jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez", "ene",
	"abr", "ago", "set", "dic", "fev", "avr", "juil", "aou", "gen", "mag",
	"giu", "lug", "ott"};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
begins(const char *text, const char *with)
{
	while (*with && *with == *text) {
		with++;
		text++;
	}
	return *with == '\0';
}

static bool
begins_month(const char *p)
{
	for (size_t i = 0; i < COUNT(months); i++) {
		if (begins(p, months[i]))
			return true;
	}
	return false;
}

/* "3 May", "May 3", "3. Mai" */
static bool
has_month(const char *text)
{
	bool number = false;	/* right before */

	for (const char *p = text; *p;) {
		if (is_digit(*p)) {
			number = true;
			p++;
			continue;
		}
		if (!is_letter(*p)) {
			number = number && (*p == ' ' || *p == '.');
			p++;
			continue;
		}

		bool month = begins_month(p);

		if (number && begins(p, "de ")) {
			p += 3;
			continue;
		}
		while (is_letter(*p))
			p++;
		if (month && (number || (*p == ' ' && is_digit(p[1]))
			|| (*p == '.' && p[1] == ' ' && is_digit(p[2]))))
			return true;
		number = false;
	}
	return false;
}

/*
 * Which pairs of bytes stand in a text, some taken for others: most phrases
 * are known from this not to be in it, without a look at the text.
 */
#define PAIRS 2048

struct pairs {
	uint64_t bits[PAIRS / 64];
};

static unsigned
pair_of(const char *p)
{
	return ((unsigned char)p[0] * 33U + (unsigned char)p[1]) % PAIRS;
}

static struct pairs
pairs_in(const char *text)
{
	struct pairs pairs = {{0}};

	for (; text[0] && text[1]; text++)
		pairs.bits[pair_of(text) / 64] |= UINT64_C(1)
			<< (pair_of(text) % 64);
	return pairs;
}

static bool
may_have(const struct pairs *pairs, const char *phrase)
{
	for (; phrase[1]; phrase++) {
		if (!(pairs->bits[pair_of(phrase) / 64]
			>> (pair_of(phrase) % 64) & 1))
			return false;
	}
	return true;
}

uint32_t
tw_phrases(struct tw_str plain)
{
	char text[TEXT_MAX + 1];
	size_t n = plain.n < TEXT_MAX ? plain.n : TEXT_MAX;
	uint32_t groups = 0;

	if (n > 0)
		memcpy(text, plain.p, n);
	text[n] = '\0';
	for (size_t i = 0; i < COUNT(beginnings); i++) {
		if (begins(text, beginnings[i].text))
			groups |= UINT32_C(1) << beginnings[i].group;
	}

	struct pairs pairs = pairs_in(text);

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (may_have(&pairs, parts[i].text)
			&& strstr(text, parts[i].text))
			groups |= UINT32_C(1) << parts[i].group;
	}
	if (has_month(text))
		groups |= UINT32_C(1) << TW_PHRASE_MONTH;
	return groups;
}
