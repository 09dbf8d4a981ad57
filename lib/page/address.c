/* address.c: URLs without what counts clicks, and relative ones made whole. */
/* SPDX-License-Identifier: MIT */
#include "page/address.h"

#include <string.h>
#include <strings.h>

#include "page/plain.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Parameters that senders of mail and advertisements add to any site's URLs;
   one that ends in '_' stands for all that begin so. Names that a site may
   well use for something else ("ref", "source", "cid") are none of them. */
static const char *const counters[] = {"utm_", "mtm_", "pk_", "hsa_",
	"fbclid", "fb_action_ids", "fb_source", "gclid", "gclsrc", "dclid",
	"gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga",
	"_gl", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid",
	"igsh", "li_fat_id", "epik", "scclid", "rdt_cid", "mc_cid", "mc_eid",
	"mkt_tok", "_hsenc", "_hsmi", "hsctatracking", "vero_id", "vero_conv",
	"oly_anon_id", "oly_enc_id", "rb_clickid", "wickedid", "s_kwcid",
	"ef_id", "trk_contact", "trk_msg", "trk_module", "trk_sid", "xtor",
	"at_medium", "at_campaign", "at_campaign_type", "at_custom1",
	"at_custom2", "at_custom3", "at_custom4", "ns_mchannel",
	"ns_campaign", "ns_source", "ns_linkname"};

/* Whether "name=value" only counts. */
static bool
is_counter(struct tw_str parameter)
{
	const char *stop = memchr(parameter.p, '=', parameter.n);
	size_t n = stop ? (size_t)(stop - parameter.p) : parameter.n;

	for (size_t i = 0; i < COUNT(counters); i++) {
		size_t length = strlen(counters[i]);
		bool is_family = counters[i][length - 1] == '_';

		if ((is_family ? n > length : n == length)
			&& strncasecmp(parameter.p, counters[i], length) == 0)
			return true;
	}
	return false;
}

/* The first of the bytes, or the end. */
static size_t
find(struct tw_str text, size_t from, const char *bytes)
{
	while (from < text.n && !memchr(bytes, text.p[from], strlen(bytes)))
		from++;
	return from;
}

/* Appends the query of a URL, with its '?' if any of it is left. */
static void
clean_query(struct tw_str query, struct tw_buf *out)
{
	char mark = '?';
	size_t end;

	for (size_t at = 0; at <= query.n; at = end + 1) {
		end = find(query, at, "&");

		struct tw_str parameter = tw_str(query.p + at, end - at);

		if (is_counter(parameter))
			continue;
		tw_buf_add_byte(out, (uint8_t)mark);
		tw_buf_add_str(out, parameter);
		mark = '&';
	}
}

void
tw_address_clean(struct tw_str url, struct tw_buf *out)
{
	size_t hash = find(url, 0, "#");
	size_t query = find(tw_str(url.p, hash), 0, "?");

	tw_buf_add(out, url.p, query);
	if (query < hash)
		clean_query(tw_str(url.p + query + 1, hash - query - 1), out);
	if (hash < url.n && !is_counter(tw_str(url.p + hash + 1,
			url.n - hash - 1)))
		tw_buf_add(out, url.p + hash, url.n - hash);
}

/* ------------------------------------------------------------------ */

/* Bytes of "https:", or 0. */
static size_t
scheme_size(struct tw_str url)
{
	static const char *const schemes[] = {"http:", "https:"};

	for (size_t i = 0; i < COUNT(schemes); i++) {
		size_t n = strlen(schemes[i]);

		if (url.n > n && strncasecmp(url.p, schemes[i], n) == 0)
			return n;
	}
	return 0;
}

/* Whether a reference begins with a scheme, of whatever kind. */
static bool
has_scheme(struct tw_str reference)
{
	size_t n = find(reference, 0, ":/?#");

	return n > 0 && n < reference.n && reference.p[n] == ':';
}

/* Takes the last segment of a path, beginning at `root`, away. */
static void
go_up(struct tw_buf *out, size_t root)
{
	while (out->n > root && out->p[out->n - 1] != '/')
		out->n--;
}

/* Appends a path, the dots in it resolved, behind out->p[root - 1] on. */
static void
add_path(struct tw_str path, size_t root, struct tw_buf *out)
{
	size_t end;

	for (size_t at = 0; at < path.n; at = end) {
		end = find(path, at, "/");

		struct tw_str segment = tw_str(path.p + at, end - at);
		bool is_up = tw_str_equal(segment, TW_STR(".."));
		bool is_here = tw_str_equal(segment, TW_STR("."));

		end += end < path.n;
		if (is_up && out->n > root) {
			out->n--;	/* the slash before it */
			go_up(out, root);
		} else if (!is_up && !is_here) {
			tw_buf_add(out, path.p + at, end - at);
		}
	}
}

bool
tw_address_join(struct tw_str base, struct tw_str reference,
	struct tw_buf *out)
{
	size_t scheme = scheme_size(base);
	size_t begin = out->n;

	reference = tw_plain_trim(reference);
	if (has_scheme(reference)) {
		scheme = scheme_size(reference);
		if (scheme == 0)
			return false;
		tw_buf_add_str(out, reference);
		return true;
	}
	if (scheme == 0 || base.n < scheme + 3
		|| memcmp(base.p + scheme, "//", 2) != 0)
		return false;

	size_t host = find(base, scheme + 2, "/?#");
	size_t path = find(base, host, "?#");
	size_t query = find(base, path, "#");
	size_t stop = find(reference, 0, "?#");
	bool is_of_root = reference.n > 0 && reference.p[0] == '/';
	bool is_of_host = is_of_root && reference.n > 1
		&& reference.p[1] == '/';

	if (is_of_host) {
		tw_buf_add(out, base.p, scheme);
		tw_buf_add_str(out, reference);
		return true;
	}
	tw_buf_add(out, base.p, stop == 0 ? path : host);
	if (stop > 0) {
		size_t root = out->n + 1;

		tw_buf_add_byte(out, '/');
		if (!is_of_root && path > host + 1) {
			add_path(tw_str(base.p + host + 1, path - host - 1),
				root, out);
			if (!tw_buf_failed(out))
				go_up(out, root);
		}
		add_path(tw_str(reference.p + is_of_root, stop - is_of_root),
			root, out);
	} else if (reference.n == 0 || reference.p[0] == '#') {
		tw_buf_add(out, base.p + path, query - path);
	}
	tw_buf_add(out, reference.p + stop, reference.n - stop);
	return out->n > begin;
}

bool
tw_address_is_author(struct tw_str address)
{
	static const char *const names[] = {"/author/", "/authors/",
		"/autor/", "/autoren/", "/autores/", "/auteur/", "/auteurs/",
		"/contributor/", "/contributors/", "/writers/", "?author="};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);
		const char *at = memmem(address.p, address.n, names[i], n);

		if (at && at + n < address.p + address.n)
			return true;
	}
	return false;
}
