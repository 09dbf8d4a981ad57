/* walk.c: the files that a person means by a path. */
/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "ignore.h"
#include "say.h"

/* A folder on the way down; its rules hold for all below it. */
struct folder {
	struct folder *parent;
	char *path;
	struct ignore *ignore;
	struct dirent **names;
	int count;
	int next;
};

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool
ends(const char *name, size_t n, const char *ending)
{
	size_t length = strlen(ending);

	return n > length &&
		strncasecmp(name + n - length, ending, length) == 0;
}

/* Packed by gzip or zstd, and a page or many. */
static bool
is_packed_page(const char *name)
{
	static const char *const pages[] = {".warc", ".html", ".htm", ".xhtml",
		".txt", ".md", ".ndjson", ".jsonl", ".xml", ".rss", ".atom",
		".mbox"};
	size_t n = strlen(name);

	if (!ends(name, n, ".gz") && !ends(name, n, ".zst"))
		return false;
	n -= ends(name, n, ".gz") ? 3 : 4;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (ends(name, n, pages[i]))
			return true;
	return false;
}

/* Names that cannot be articles, so that a crawl's folder can be given. */
static bool
is_no_page(const char *name)
{
	static const char *const endings[] = {".7z", ".avi", ".avif", ".bmp",
		".bz2", ".css", ".doc", ".docx", ".eot", ".epub", ".exe",
		".gif", ".gz", ".ico", ".jpeg", ".jpg", ".js", ".m4a", ".map",
		".mjs", ".mov", ".mp3", ".mp4", ".odt", ".ogg", ".otf", ".pdf",
		".png", ".ppt", ".pptx", ".rar", ".svg", ".tar", ".tif",
		".tiff", ".trawl", ".trawl-lock", ".ttf", ".wav", ".webm",
		".webp", ".woff", ".woff2", ".xls", ".xlsx", ".xz", ".zip",
		".zst"};
	const char *dot = strrchr(name, '.');

	if (!dot)
		return false;
	if (is_packed_page(name))
		return false;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (strcasecmp(dot, endings[i]) == 0)
			return true;
	return false;
}

static bool
is_ignored(const struct folder *folder, const char *path, bool is_folder)
{
	for (; folder; folder = folder->parent) {
		bool known;

		if (!folder->ignore)
			continue;
		const char *below = path + strlen(folder->path) + 1;
		bool ignored = ignore_matches(folder->ignore, below, is_folder,
			&known);
		if (known)
			return ignored;
	}
	return false;
}

static struct folder *
enter(char *path, struct folder *parent, struct walk_counts *counts)
{
	struct folder *folder = calloc(1, sizeof(*folder));

	if (folder) {
		folder->count = scandir(path, &folder->names, is_visible,
			by_name);
		if (folder->count >= 0) {
			folder->parent = parent;
			folder->path = path;
			folder->ignore = ignore_read(path);
			return folder;
		}
	}
	say("cannot read the folder %s: %s", path, strerror(errno));
	counts->failed++;
	free(folder);
	free(path);
	return parent;
}

static struct folder *
leave(struct folder *folder)
{
	struct folder *parent = folder->parent;

	for (int i = 0; i < folder->count; i++)
		free(folder->names[i]);
	free(folder->names);
	ignore_free(folder->ignore);
	free(folder->path);
	free(folder);
	return parent;
}

/* One name of a folder: enters it, hands it on, or leaves it out. */
static struct folder *
visit(struct folder *folder, const char *name, walk_fn *fn, void *context,
	struct walk_counts *counts, bool *go_on)
{
	struct stat st;
	char *path;

	if (asprintf(&path, "%s/%s", folder->path, name) < 0) {
		*go_on = false;
		return folder;
	}
	if (lstat(path, &st) < 0) {
		say("cannot read %s: %s", path, strerror(errno));
		counts->failed++;
	} else if (is_ignored(folder, path, S_ISDIR(st.st_mode))) {
		/* As its owner wished. */
	} else if (S_ISDIR(st.st_mode)) {
		return enter(path, folder, counts);
	} else if (!S_ISREG(st.st_mode) || is_no_page(name)) {
		counts->skipped++;
	} else {
		*go_on = fn(context, path);
	}
	free(path);
	return folder;
}

static bool
walk_folder(const char *path, walk_fn *fn, void *context,
	struct walk_counts *counts)
{
	size_t n = strlen(path);
	bool go_on = true;

	while (n > 1 && path[n - 1] == '/')
		n--;
	char *copy = strndup(path, n);
	if (!copy)
		return false;
	struct folder *folder = enter(copy, NULL, counts);
	while (folder) {
		if (!go_on || folder->next == folder->count) {
			folder = leave(folder);
			continue;
		}
		const char *name = folder->names[folder->next++]->d_name;
		folder = visit(folder, name, fn, context, counts, &go_on);
	}
	return go_on;
}

bool
walk(const char *path, walk_fn *fn, void *context, struct walk_counts *counts)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		say("cannot read %s: %s", path, strerror(errno));
		counts->failed++;
		return true;
	}
	if (S_ISDIR(st.st_mode))
		return walk_folder(path, fn, context, counts);
	if (S_ISREG(st.st_mode))
		return fn(context, path);
	say("%s is neither a file nor a folder; to read a stream of NDJSON "
	    "use: trawl index - <%s",
		path, path);
	counts->failed++;
	return true;
}
