/* site.c: the site that an address is of. */
/* SPDX-License-Identifier: MIT */
#include "text/site.h"

#include <stdbool.h>
#include <string.h>

static struct tw_str
behind(struct tw_str text, size_t n)
{
	return tw_str(text.p + n, text.n - n);
}

/* What stands between the scheme and the path. */
static struct tw_str
authority(struct tw_str url)
{
	for (size_t i = 0; i + 2 < url.n; i++) {
		if (memcmp(url.p + i, "://", 3) == 0) {
			url = behind(url, i + 3);
			break;
		}
		if (url.p[i] == '/' || url.p[i] == '?' || url.p[i] == '#')
			break;
	}
	if (url.n > 2 && memcmp(url.p, "//", 2) == 0)
		url = behind(url, 2);
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] && strchr("/?#", url.p[i]))
			return tw_str(url.p, i);
	return url;
}

/* Letters of any script, digits, and what stands between them. */
static bool
is_of_host(char c)
{
	return (uint8_t)c >= 0x80 || (c >= '0' && c <= '9') ||
		((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		(c && strchr("-._", c));
}

void
tw_site_of(struct tw_str url, struct tw_buf *out)
{
	struct tw_str host = authority(url);
	size_t start = out->n;

	for (size_t i = host.n; i > 0; i--) {
		if (host.p[i - 1] == '@') {
			host = behind(host, i);
			break;
		}
	}
	for (size_t i = 0; i < host.n && is_of_host(host.p[i]); i++) {
		char c = host.p[i];

		tw_buf_add_byte(out,
			(uint8_t)(c >= 'A' && c <= 'Z' ? c + 32 : c));
	}
	if (tw_buf_failed(out) || out->n < start + 5 ||
		memcmp(out->p + start, "www.", 4) != 0)
		return;
	memmove(out->p + start, out->p + start + 4, out->n - start - 4);
	out->n -= 4;
}
