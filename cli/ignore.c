/* ignore.c: which files of a folder .trawlignore leaves out. */
/* SPDX-License-Identifier: MIT */
#include "ignore.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pattern {
	char *text;
	bool takes_back;
	bool folders_only;
	bool is_path;
};

struct ignore {
	struct pattern *patterns;
	size_t count;
};

static char *
trim(char *line)
{
	size_t n = strlen(line);

	while (n > 0 && strchr(" \t\r\n", line[n - 1]))
		line[--n] = '\0';
	return line;
}

static bool
add(struct ignore *ignore, char *line)
{
	struct pattern pattern = {0};
	char *text = trim(line);

	if (*text == '\0' || *text == '#')
		return true;
	if (*text == '!') {
		pattern.takes_back = true;
		text++;
	}
	size_t n = strlen(text);
	if (n > 0 && text[n - 1] == '/') {
		pattern.folders_only = true;
		text[--n] = '\0';
	}
	pattern.is_path = strchr(text, '/') != NULL;
	if (*text == '/')
		text++;
	pattern.text = strdup(text);
	struct pattern *grown = realloc(ignore->patterns,
		(ignore->count + 1) * sizeof(*grown));
	if (grown)
		ignore->patterns = grown;
	if (!grown || !pattern.text) {
		free(pattern.text);
		return false;
	}
	ignore->patterns[ignore->count++] = pattern;
	return true;
}

struct ignore *
ignore_read(const char *folder)
{
	char *path = NULL;
	char *line = NULL;
	size_t room = 0;

	if (asprintf(&path, "%s/.trawlignore", folder) < 0)
		return NULL;
	FILE *in = fopen(path, "re");
	free(path);
	if (!in)
		return NULL;
	struct ignore *ignore = calloc(1, sizeof(*ignore));
	while (ignore && getline(&line, &room, in) > 0)
		if (!add(ignore, line))
			break;
	free(line);
	fclose(in);
	return ignore;
}

void
ignore_free(struct ignore *ignore)
{
	if (!ignore)
		return;
	for (size_t i = 0; i < ignore->count; i++)
		free(ignore->patterns[i].text);
	free(ignore->patterns);
	free(ignore);
}

static bool
matches(const struct pattern *pattern, const char *path, bool is_folder)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	if (pattern->folders_only && !is_folder)
		return false;
	if (pattern->is_path)
		return fnmatch(pattern->text, path, FNM_PATHNAME) == 0;
	return fnmatch(pattern->text, name, 0) == 0;
}

bool
ignore_matches(const struct ignore *ignore, const char *path, bool is_folder,
	bool *ret_known)
{
	for (size_t i = ignore->count; i-- > 0;) {
		if (!matches(&ignore->patterns[i], path, is_folder))
			continue;
		*ret_known = true;
		return !ignore->patterns[i].takes_back;
	}
	*ret_known = false;
	return false;
}
