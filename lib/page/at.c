/* at.c: reads small things one after another from a text. */
/* SPDX-License-Identifier: MIT */
#include "page/at.h"

#include "page/plain.h"

struct tw_str
tw_at_rest(struct tw_at at)
{
	return tw_str(at.p, (size_t)(at.end - at.p));
}

bool
tw_at_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

void
tw_at_space(struct tw_at *at)
{
	at->p += tw_plain_space(tw_at_rest(*at));
}

bool
tw_at_byte(struct tw_at *at, char byte)
{
	if (at->p >= at->end || *at->p != byte)
		return false;
	at->p++;
	return true;
}

bool
tw_at_text(struct tw_at *at, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(at->end - at->p) < n || memcmp(at->p, text, n) != 0)
		return false;
	at->p += n;
	return true;
}

bool
tw_at_number(struct tw_at *at, unsigned least, unsigned most,
	unsigned *ret)
{
	unsigned digits = 0;
	unsigned value = 0;
	const char *p = at->p;

	while (digits < most && tw_at_digit(p, at->end)) {
		value = value * 10 + (unsigned)(*p - '0');
		digits++;
		p++;
	}
	if (digits < least || tw_at_digit(p, at->end))
		return false;
	at->p = p;
	*ret = value;
	return true;
}

bool
tw_at_word_end(struct tw_at at)
{
	if (at.p >= at.end)
		return true;

	unsigned char c = (unsigned char)*at.p;

	return !(c == '_' || (c >= '0' && c <= '9')
		|| ((c | 32) >= 'a' && (c | 32) <= 'z'));
}

void
tw_at_time(struct tw_at *at)
{
	struct tw_at next = *at;
	unsigned number;

	if (!tw_at_byte(&next, 'T') && !tw_at_byte(&next, 't')
		&& !tw_at_byte(&next, ' '))
		return;
	if (!tw_at_number(&next, 2, 2, &number)
		|| !tw_at_byte(&next, ':')
		|| !tw_at_number(&next, 2, 2, &number))
		return;
	*at = next;
	if (tw_at_byte(&next, ':')
		&& tw_at_number(&next, 2, 2, &number)) {
		*at = next;
		if (tw_at_byte(&next, '.') || tw_at_byte(&next, ',')
			|| tw_at_byte(&next, ':')) {
			while (tw_at_digit(next.p, next.end))
				next.p++;
			*at = next;
		}
	}
	if (tw_at_byte(at, 'Z') || tw_at_byte(at, 'z'))
		return;
	next = *at;
	if ((tw_at_byte(&next, '+') || tw_at_byte(&next, '-'))
		&& tw_at_number(&next, 2, 4, &number)) {
		*at = next;
		if (tw_at_byte(&next, ':')
			&& tw_at_number(&next, 2, 2, &number))
			*at = next;
	}
}

void
tw_at_compact_time(struct tw_at *at)
{
	struct tw_at next = *at;
	unsigned number;

	if ((tw_at_byte(&next, 'T') || tw_at_byte(&next, 't'))
		&& tw_at_number(&next, 4, 6, &number)) {
		tw_at_byte(&next, 'Z');
		*at = next;
	}
}
