/* served.c: where a site has the page of a file. */
/* SPDX-License-Identifier: MIT */
#include "served.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "args.h"

bool
served_is_base(const char *base)
{
	size_t scheme = strncasecmp(base, "https://", 8) == 0 ? 8 :
		strncasecmp(base, "http://", 7) == 0 ? 7 : 0;

	return scheme > 0 && base[scheme] && base[scheme] != '/' &&
		!strpbrk(base, "?# \"<>");
}

/* The path below the one that was named, or the file's name if that is it. */
static const char *
path_below(const char *named, const char *path)
{
	size_t length = strlen(named);

	if (strncmp(path, named, length) == 0)
		path += length;
	if (!*path || length == 0) {
		const char *slash = strrchr(named, '/');

		return slash ? slash + 1 : named;
	}
	return path + strspn(path, "/");
}

/* How much of the path an address has: not the index of a folder. */
static size_t
length_served(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	bool is_index = equal(name, "index.html") || equal(name, "index.htm");

	return is_index ? (size_t)(name - path) : strlen(path);
}

static bool
stands_for_itself(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

char *
served_url(const char *base, const char *named, const char *path)
{
	size_t length = strlen(base);
	const char *below = path_below(named, path);
	size_t rest = length_served(below);
	char *url = malloc(length + 1 + 3 * rest + 1);

	if (!url)
		return NULL;
	memcpy(url, base, length);
	if (base[length - 1] != '/')
		url[length++] = '/';
	for (size_t i = 0; i < rest; i++) {
		if (stands_for_itself(below[i]))
			url[length++] = below[i];
		else
			length += (size_t)snprintf(url + length, 4, "%%%02X",
				(unsigned)(uint8_t)below[i]);
	}
	url[length] = '\0';
	return url;
}
