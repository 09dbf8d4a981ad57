/* mirror.c: the file of a page in a copy of its site. */
/* SPDX-License-Identifier: MIT */
#include "mirror.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_ROOM 4096

struct address {
	char host[256];
	char path[PATH_ROOM];	/* begins with a slash; without fragment */
};

static int
digit(char c)
{
	char low = (char)(c | 32);

	if (c >= '0' && c <= '9')
		return c - '0';
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* "%20" becomes a space; what is no such escape stays. */
static void
decode(char *path)
{
	char *to = path;

	for (const char *p = path; *p; p++) {
		int high = p[0] == '%' ? digit(p[1]) : -1;
		int low = high >= 0 ? digit(p[2]) : -1;

		if (low >= 0 && high + low > 0) {
			*to++ = (char)(high << 4 | low);
			p += 2;
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* A part ".." leads out of the folder. */
static bool
leads_out(const char *path)
{
	for (const char *p = strstr(path, ".."); p; p = strstr(p + 1, "..")) {
		bool begins = p == path || p[-1] == '/';

		if (begins && (p[2] == '/' || p[2] == '\0'))
			return true;
	}
	return false;
}

static bool
read_address(const char *url, struct address *ret)
{
	const char *host = strstr(url, "://");
	size_t n;

	if (!host)
		return false;
	host += 3;
	n = strcspn(host, "/?#:");
	if (n >= sizeof(ret->host))
		return false;
	memcpy(ret->host, host, n);
	ret->host[n] = '\0';
	host += strcspn(host, "/?#");
	n = strcspn(host, "#");
	if (n + 2 > sizeof(ret->path))
		return false;
	ret->path[0] = '/';
	memcpy(ret->path + (host[0] != '/'), host, n);
	ret->path[n + (host[0] != '/')] = '\0';
	return true;
}

static bool
is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The path with one of the endings that make it a file's. */
static char *
find_below(const char *folder, int length, const char *host, const char *path)
{
	static const char *const endings[] = {"", ".html", ".htm",
		"/index.html", "/index.htm", "index.html", "index.htm"};
	bool is_folder = path[strlen(path) - 1] == '/';
	char *found = NULL;

	for (size_t i = is_folder ? 5 : 0; i < (is_folder ? 7U : 5U); i++) {
		if (asprintf(&found, "%.*s%s%s%s%s", length, folder,
			    host[0] ? "/" : "", host, path, endings[i]) < 0)
			return NULL;
		if (is_file(found))
			return found;
		free(found);
	}
	return NULL;
}

static char *
find_path(const char *folder, int length, const struct address *address)
{
	char *found;

	if (leads_out(address->path))
		return NULL;
	found = find_below(folder, length, "", address->path);
	return found || leads_out(address->host) ? found
		: find_below(folder, length, address->host, address->path);
}

char *
mirror_find(const char *sitemap, const char *url)
{
	const char *slash = strrchr(sitemap, '/');
	const char *folder = slash ? sitemap : ".";
	int length = slash ? (int)(slash - sitemap) : 1;
	struct address address;
	char *found;

	if (!read_address(url, &address))
		return NULL;
	found = find_path(folder, length, &address);
	if (found || !strpbrk(address.path, "%?"))
		return found;
	decode(address.path);
	found = find_path(folder, length, &address);
	if (found)
		return found;
	address.path[strcspn(address.path, "?")] = '\0';
	return find_path(folder, length, &address);
}
