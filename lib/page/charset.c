/* charset.c: bytes of a page in any known charset, to UTF-8. */
/* SPDX-License-Identifier: MIT */
#include "page/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

#include <uchardet/uchardet.h>

#include "text/utf8.h"

#define META_WITHIN 4096
#define NAME_MAX_BYTES 40
#define GUESS_WITHIN ((size_t)64 << 10)
#define GUESS_LEAST 3		/* bytes that are no ASCII */

static bool
is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')
		|| c == '-' || c == '_' || c == ':' || c == '.';
}

/* The name behind "charset=", or whatever the label is, in the beginning of
   the page, NUL-terminated; empty if there is none. */
static void
find_name(struct tw_str bytes, const char *label, char name[NAME_MAX_BYTES])
{
	size_t look = bytes.n < META_WITHIN ? bytes.n : META_WITHIN;
	size_t length = strlen(label);
	size_t n = 0;

	name[0] = '\0';
	for (size_t i = 0; i + length + 1 < look; i++) {
		size_t at = i + length;

		if (strncasecmp(bytes.p + i, label, length) != 0)
			continue;
		while (at < look && memchr(" \t\"'=", bytes.p[at], 5))
			at++;
		if (at == i + length)
			continue;
		while (at < look && is_name_byte(bytes.p[at])
			&& n + 1 < NAME_MAX_BYTES)
			name[n++] = bytes.p[at++];
		name[n] = '\0';
		return;
	}
}

/* Web pages that say Latin-1 mean Windows's superset of it. */
static const char *
real_name(const char *name)
{
	static const char *const latin[] = {"iso-8859-1", "iso8859-1",
		"latin1", "latin-1", "us-ascii", "ascii", "iso_8859-1"};

	for (size_t i = 0; i < sizeof(latin) / sizeof(*latin); i++) {
		if (strcasecmp(name, latin[i]) == 0)
			return "windows-1252";
	}
	if (strcasecmp(name, "gb2312") == 0 || strcasecmp(name, "gbk") == 0)
		return "gb18030";
	if (strcasecmp(name, "shift_jis") == 0)
		return "cp932";
	if (strcasecmp(name, "iso-8859-9") == 0)
		return "windows-1254";
	return name;
}

static bool
is_utf8_name(const char *name)
{
	return name[0] == '\0' || strcasecmp(name, "utf-8") == 0
		|| strcasecmp(name, "utf8") == 0
		|| strncasecmp(name, "utf-16", 6) == 0;
}

/* A charset that can be read. */
static bool
is_known(const char *name)
{
	if (name[0] == '\0')
		return false;
	if (is_utf8_name(name))
		return true;

	iconv_t how = iconv_open("UTF-8", real_name(name));

	if (how == (iconv_t)-1)
		return false;
	iconv_close(how);
	return true;
}

/* What the page says of itself, or nothing that helps. */
static void
find_declared(struct tw_str bytes, char name[NAME_MAX_BYTES])
{
	bool is_xml = bytes.n > 5 && memcmp(bytes.p, "<?xml", 5) == 0;
	const char *stop = is_xml ? memchr(bytes.p, '>', bytes.n) : NULL;

	find_name(bytes, "charset", name);
	if (name[0] == '\0' && stop)
		find_name(tw_str(bytes.p, (size_t)(stop - bytes.p)),
			"encoding", name);
}

/* Characters of UTF-8 beyond ASCII, and bytes that are of none. */
static void
count_utf8(struct tw_str bytes, size_t *ret_good, size_t *ret_bad)
{
	size_t good = 0;
	size_t bad = 0;

	while (bytes.n > 0) {
		size_t n = tw_utf8_valid_bytes(bytes);

		for (size_t i = 0; i < n; i++)
			good += ((unsigned char)bytes.p[i] & 0xc0) == 0xc0;
		bytes = tw_str(bytes.p + n, bytes.n - n);
		if (bytes.n == 0)
			break;
		bad += (unsigned char)bytes.p[0] >= 0x80;
		bytes = tw_str(bytes.p + 1, bytes.n - 1);
	}
	*ret_good = good;
	*ret_bad = bad;
}

static struct tw_str
behind(struct tw_str text, size_t n)
{
	return tw_str(text.p + n, text.n - n);
}

/* The charset that the bytes look like; empty if that is UTF-8 with faults, or
   nobody can say. */
static void
guess(struct tw_str bytes, char name[NAME_MAX_BYTES])
{
	size_t good;
	size_t bad;

	name[0] = '\0';
	while (bytes.n > 0 && (unsigned char)bytes.p[0] < 0x80)
		bytes = behind(bytes, 1);
	if (bytes.n > GUESS_WITHIN)
		bytes.n = GUESS_WITHIN;
	count_utf8(bytes, &good, &bad);
	if (bad < GUESS_LEAST || bad <= good)
		return;

	uchardet_t detector = uchardet_new();

	if (!detector)
		return;
	if (uchardet_handle_data(detector, bytes.p, bytes.n) == 0) {
		uchardet_data_end(detector);
		snprintf(name, NAME_MAX_BYTES, "%s",
			uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
}

/* Converts all of it; a byte that cannot be read becomes U+FFFD. */
static void
convert(iconv_t how, struct tw_str bytes, struct tw_buf *out,
	uint64_t *replaced)
{
	char *in = (char *)(uintptr_t)bytes.p;
	size_t left = bytes.n;

	while (left > 0) {
		if (!tw_buf_reserve(out, left + 64))
			return;

		char *to = out->p + out->n;
		size_t room = out->room - out->n;
		size_t result = iconv(how, &in, &left, &to, &room);

		out->n = (size_t)(to - out->p);
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		in++;
		left--;
		tw_utf8_add(out, 0xfffd);
		(*replaced)++;
	}
}

int
tw_charset_read(struct tw_str bytes, bool html, const char *given,
	struct tw_buf *out, uint64_t *ret_replaced, trawl_error *err)
{
	char found[NAME_MAX_BYTES] = "";
	const char *name = found;
	struct tw_buf converted = {0};

	if (bytes.n >= 3 && memcmp(bytes.p, "\xef\xbb\xbf", 3) == 0) {
		bytes = behind(bytes, 3);
	} else if (bytes.n >= 2 && memcmp(bytes.p, "\xff\xfe", 2) == 0) {
		name = "UTF-16LE";
		bytes = behind(bytes, 2);
	} else if (bytes.n >= 2 && memcmp(bytes.p, "\xfe\xff", 2) == 0) {
		name = "UTF-16BE";
		bytes = behind(bytes, 2);
	} else if (!tw_utf8_valid(bytes)) {
		/* Valid UTF-8 is hardly ever anything else. */
		if (given && is_known(given))
			snprintf(found, sizeof(found), "%s", given);
		else if (html)
			find_declared(bytes, found);
		/* Programs say UTF-8 of whatever they are given. */
		if (is_utf8_name(found) || !is_known(found))
			guess(bytes, found);
		if (is_utf8_name(found))
			found[0] = '\0';
	}

	uint64_t replaced = 0;
	iconv_t how = name[0] == '\0' ? (iconv_t)-1
		: iconv_open("UTF-8", real_name(name));

	if (how == (iconv_t)-1) {
		replaced = tw_utf8_clean(bytes, out);
	} else {
		convert(how, bytes, &converted, &replaced);
		iconv_close(how);
		/* A NUL may come out of it. */
		replaced += tw_utf8_clean(tw_buf_str(&converted), out);
		if (tw_buf_failed(&converted))
			out->failed = converted.failed;
		tw_buf_done(&converted);
	}
	*ret_replaced += replaced;
	return tw_buf_status(out, err);
}
