/* words.c: what the site says, in the language of its reader. */
/* SPDX-License-Identifier: MIT */
#include "site/words.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const struct words *const catalogues[] = {
	&words_en, &words_de, &words_fr};

#define CATALOGUES (sizeof(catalogues) / sizeof(catalogues[0]))

const struct words *
words_of(const char *code, size_t length)
{
	for (size_t i = 0; i < CATALOGUES; i++)
		if (length == strlen(catalogues[i]->code) &&
			strncasecmp(code, catalogues[i]->code, length) == 0)
			return catalogues[i];
	return NULL;
}

/* Thousandths behind ";q="; 1000 if there is none. */
static unsigned
read_quality(const char *p, size_t n)
{
	const char *q = memmem(p, n, "q=", 2);
	unsigned quality = 0;
	unsigned worth = 1000;

	if (!q)
		return 1000;
	for (q += 2; q < p + n; q++) {
		if (*q >= '0' && *q <= '9') {
			quality += worth * (unsigned)(*q - '0');
			worth /= 10;
		} else if (*q != '.') {
			break;
		}
	}
	return quality;
}

const struct words *
words_accepted(const char *header)
{
	const struct words *best = &words_en;
	unsigned best_quality = 0;

	while (*header) {
		header += strspn(header, " \t,");
		size_t n = strcspn(header, ",");
		const struct words *words = words_of(header,
			strcspn(header, "-;, \t"));
		unsigned quality = read_quality(header, n);

		if (words && quality > best_quality) {
			best = words;
			best_quality = quality;
		}
		header += n;
	}
	return best;
}

void
print_number(FILE *out, const struct words *words, uint64_t number)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			fputs(words->thousands, out);
		fputc(digits[i], out);
	}
}

void
print_said(FILE *out, const struct words *words, enum message message,
	uint64_t first, uint64_t second, uint64_t third)
{
	const char *p = words->text[message];

	for (; *p; p++) {
		if (*p == '%' && p[1] >= '1' && p[1] <= '3') {
			p++;
			print_number(out, words, *p == '1' ? first :
				*p == '2' ? second : third);
		} else {
			fputc(*p, out);
		}
	}
}

/* Two digits of a date; 0 if they are none. */
static unsigned
two_digits(const char *p)
{
	bool is_number = p[0] >= '0' && p[0] <= '9' && p[1] >= '0' &&
		p[1] <= '9';

	return is_number ? (unsigned)(p[0] - '0') * 10 +
		(unsigned)(p[1] - '0') : 0;
}

void
print_day(FILE *out, const struct words *words, trawl_str date)
{
	unsigned month = date.length >= 7 ? two_digits(date.bytes + 5) : 0;
	unsigned day = date.length >= 10 ? two_digits(date.bytes + 8) : 0;

	if (day == 1)
		fprintf(out, "%s ", words->first_day);
	else if (day > 0)
		fprintf(out, "%u%s ", day, words->behind_day);
	if (month >= 1 && month <= 12)
		fprintf(out, "%s ", words->months[month - 1]);
	if (date.length >= 4)
		fwrite(date.bytes, 1, 4, out);
}
