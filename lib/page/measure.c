/* measure.c: how much a text has of what articles are made of. */
/* SPDX-License-Identifier: MIT */
#include "page/measure.h"

#include "page/plain.h"
#include "text/utf8.h"

static bool
is_end_mark(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case ':':
	case 0x3002:		/* ideographic full stop */
	case 0xff01:
	case 0xff0e:
	case 0xff1a:
	case 0xff1f:
	case 0x0964:		/* danda */
	case 0x061f:		/* Arabic question mark */
	case 0x06d4:
	case 0x0589:		/* Armenian full stop */
	case 0x2026:		/* ellipsis */
		return true;
	default:
		return false;
	}
}

static bool
is_closer(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019
		|| c == 0x201d || c == 0xbb || c == 0x300d || c == 0x300f
		|| c == 0xff09;
}

static bool
is_in_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || c == '\'' || c == 0x2019 || c == '-'
		|| tw_plain_is_letter(c);
}

static void
count_word(uint32_t first, struct tw_measure *ret)
{
	ret->words++;
	if (first >= '0' && first <= '9')
		ret->numbers++;
	else if (tw_plain_is_upper(first))
		ret->capital++;
	else
		ret->small++;
}

void
tw_measure(struct tw_str text, struct tw_measure *ret)
{
	const char *p = text.n ? text.p : "";
	const char *end = p + text.n;
	uint32_t unspaced = 0;
	bool in_word = false;
	bool quoted = false;

	memset(ret, 0, sizeof(*ret));
	while (p < end) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		if (tw_plain_is_space(c)) {
			in_word = false;
			continue;
		}

		bool closer = is_closer(c);

		if (is_end_mark(c) || (closer && ret->sentence))
			ret->sentence = true;
		else
			ret->sentence = false;
		quoted = closer;
		if (tw_plain_is_unspaced(c)) {
			unspaced++;
			in_word = false;
		} else if (!is_in_word(c)) {
			in_word = false;
		} else if (!in_word && c != '\'' && c != '-' && c != 0x2019) {
			in_word = true;
			count_word(c, ret);
		}
	}
	/* A quotation may end without a mark before its end. */
	ret->sentence = ret->sentence || quoted;
	ret->words += (unspaced + 1) / 2;
	ret->small += (unspaced + 1) / 2;
}

uint32_t
tw_measure_prose(const struct tw_measure *measure)
{
	if (measure->words >= 10 && measure->small * 2 >= measure->words)
		return measure->words;
	return measure->words >= 6 && measure->sentence ? measure->words : 0;
}
