/* warnings.c: what the library says of a query, in the reader's language. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "html.h"
#include "site/site.h"

#define NUMBERS 2

/* As the library says them: # is a number, * any text. */
static const char *const forms[WARNING_COUNT] = {
	[WARNING_BYTES] = "bytes that are no text (UTF-8), left out: #",
	[WARNING_QUOTE_OUT] = "unclosed quote at #, left out",
	[WARNING_QUOTE_READ] = "unclosed quote at #, read as \"*\"",
	[WARNING_PATTERN] = "the pattern at # needs two letters, left out",
	[WARNING_FUZZY] =
		"the ~ at # needs three letters before it, left out",
	[WARNING_PREFIX] = "the * at # needs two letters before it, left out",
	[WARNING_QUOTED] = "the * at # is in quotes, left out",
	[WARNING_BEGUN] = "the * at # is in quotes: what begins so may stand "
		"anywhere",
	[WARNING_FIELD] =
		"* at # has nothing directly behind it, read as a word",
	[WARNING_DATE] = "no date at #, read as words: *",
	[WARNING_DEPTH] = "more than # groups inside of each other: "
		"what is deeper was left out",
	[WARNING_FLAT] = "more than # groups inside of each other: "
		"from # on, parentheses were left out",
	[WARNING_PLUS] = "+ has no meaning beside OR, at #",
	[WARNING_CLOSE] = "the parenthesis at # closes nothing",
	[WARNING_OPEN] =
		"unclosed parenthesis at #, read as closed at the end",
	[WARNING_NEAR] = "NEAR at # needs a word on either side, read as AND",
	[WARNING_TERMS] = "more than # terms: what begins at # was left out",
	[WARNING_MANY] = "* at # stands for many words: the # that most "
		"articles have are looked for",
};

/* What a text has where its form has a sign. */
struct signs {
	uint64_t numbers[NUMBERS];
	size_t count;
	trawl_str text;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What is behind the part of a form at p, NULL if p begins otherwise. */
static const char *
pass(const char *p, const char *form, size_t length, struct signs *signs)
{
	for (size_t i = 0; i < length; i++) {
		if (form[i] != '#') {
			if (*p++ != form[i])
				return NULL;
			continue;
		}
		if (!is_digit(*p) || signs->count == NUMBERS)
			return NULL;
		uint64_t *number = &signs->numbers[signs->count++];

		for (; is_digit(*p); p++)
			*number = *number * 10 + (uint64_t)(*p - '0');
	}
	return p;
}

/* The sign * of a form is the last one that is no letter of it. */
static const char *
find_star(const char *form)
{
	const char *star = strrchr(form, '*');

	return star && (star[1] == '\0' || star == form || star[1] == '"') ?
		star : NULL;
}

static bool
has_form(const char *text, const char *form, struct signs *ret)
{
	const char *star = find_star(form);
	struct signs before = {.count = 0};
	const char *behind = pass(text, form,
		star ? (size_t)(star - form) : strlen(form), &before);

	*ret = before;
	if (!behind || !star)
		return behind && !*behind;
	for (const char *end = behind + strlen(behind); end >= behind; end--) {
		*ret = before;
		const char *rest = pass(end, star + 1, strlen(star + 1), ret);

		ret->text = (trawl_str){behind, (size_t)(end - behind)};
		if (rest && !*rest)
			return true;
	}
	return false;
}

/* %1 and %2 are numbers, %t is the text. */
static void
print_signs(FILE *out, const struct words *words, const char *p,
	const struct signs *signs)
{
	for (; *p; p++) {
		if (*p == '%' && (p[1] == '1' || p[1] == '2')) {
			p++;
			print_number(out, words,
				signs->numbers[*p == '1' ? 0 : 1]);
		} else if (*p == '%' && p[1] == 't') {
			p++;
			fputs("<bdi>", out);
			print_html(out, signs->text);
			fputs("</bdi>", out);
		} else {
			fputc(*p, out);
		}
	}
}

void
print_warning(FILE *out, const struct words *words, const char *text)
{
	struct signs signs;

	for (size_t i = 0; i < WARNING_COUNT; i++) {
		if (!words->warnings[i] || !has_form(text, forms[i], &signs))
			continue;
		fputs("<p class=\"note\" dir=\"auto\">", out);
		print_signs(out, words, words->warnings[i], &signs);
		fputs("</p>\n", out);
		return;
	}
	fputs("<p class=\"note\" lang=\"en\" dir=\"ltr\">", out);
	print_html(out, (trawl_str){text, strlen(text)});
	fputs("</p>\n", out);
}
