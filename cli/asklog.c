/* asklog.c: reads the log of what a site was asked for: trawl-log(5). */
/* SPDX-License-Identifier: MIT */
#include "asklog.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "args.h"
#include "say.h"
#include "site/utf8.h"

#define HOUR_FORM "0000-00-00T00"
#define FILE_FORM "0000-00-00.log"
#define FIRST_LINE "# what was asked for, form "
#define FIELDS 6
#define LINES_MAX 4000000	/* texts that are read, at most */

/* Like the form: a digit where it has one, else the same. */
static bool
has_form(const char *text, const char *form)
{
	size_t i = 0;

	for (; form[i] && text[i]; i++)
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' :
			text[i] != form[i])
			return false;
	return !form[i] && !text[i];
}

static bool
read_count(const char *text, uint64_t *ret)
{
	uint64_t value = 0;

	if (!*text || strlen(text) > 18)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (uint64_t)(*text - '0');
	}
	*ret = value;
	return true;
}

/* Splits at tabs; the fields, or FIELDS + 1 if there are more. */
static size_t
split(char *line, char *fields[FIELDS])
{
	size_t count = 0;

	for (;;) {
		char *tab = strchr(line, '\t');

		if (count == FIELDS)
			return FIELDS + 1;
		fields[count++] = line;
		if (!tab)
			return count;
		*tab = '\0';
		line = tab + 1;
	}
}

/* ------------------------------------------------------------------ */
/* Lines.                                                               */

static bool
add_place(struct asklog *log, const char *place)
{
	if (log->wanted.place)
		return equal(log->wanted.place, place);
	for (size_t i = 0; i < log->place_count; i++)
		if (equal(log->places[i], place))
			return true;
	if (log->place_count < ASKLOG_PLACES)
		log->places[log->place_count++] = strdup(place);
	return true;
}

static void
add_hour(struct asklog *log, const char *hour)
{
	if (!log->first[0] || strcmp(hour, log->first) < 0)
		memcpy(log->first, hour, sizeof(log->first));
	if (strcmp(hour, log->last) > 0)
		memcpy(log->last, hour, sizeof(log->last));
}

static void
add_text(struct asklog *log, const char *hour, const char *asked,
	uint64_t times, uint64_t found)
{
	if (log->count == log->room) {
		size_t room = log->room ? 2 * log->room : 1024;
		void *texts = room > LINES_MAX ? NULL : realloc(log->texts,
			room * sizeof(*log->texts));

		if (!texts)
			return;
		log->texts = texts;
		log->room = room;
	}
	struct asklog_text text = {.times = times, .found = found};

	text.text = malloc(3 * strlen(asked) + 1);
	if (text.text)
		clean_utf8(asked, strlen(asked), text.text);
	memcpy(text.hour, hour, sizeof(text.hour));
	if (text.text)
		log->texts[log->count++] = text;
}

/* HOUR place kind N M [text] */
static void
add_line(struct asklog *log, char *line)
{
	char *fields[FIELDS] = {NULL};
	size_t count = split(line, fields);
	uint64_t first;
	uint64_t second;

	if (count < 5 || count > FIELDS || !has_form(fields[0], HOUR_FORM) ||
		!read_count(fields[3], &first) ||
		!read_count(fields[4], &second)) {
		log->cut++;
		return;
	}
	if ((log->wanted.since && strncmp(fields[0], log->wanted.since,
		strlen(log->wanted.since)) < 0) ||
		!add_place(log, fields[1]))
		return;
	add_hour(log, fields[0]);
	if (count == 5 && equal(fields[2], "searches")) {
		log->searches += first;
		log->nothing += second;
	} else if (count == 5 && equal(fields[2], "clicks")) {
		log->clicks += first;
	} else if (count == 6 && equal(fields[2],
		log->wanted.clicks ? "clicked" : "asked")) {
		add_text(log, fields[0], fields[5], first, second);
	}
}

/* ------------------------------------------------------------------ */
/* Files.                                                               */

static bool
is_first_line(const char *line)
{
	return strncmp(line, FIRST_LINE, strlen(FIRST_LINE)) == 0;
}

static bool
is_known_form(const char *line)
{
	char after = line[strlen(FIRST_LINE) + 1];

	return line[strlen(FIRST_LINE)] == '1' && (after < '0' || after > '9');
}

/* A first line that was cut off, or is to be. */
static bool
is_cut(const char *line, bool is_whole)
{
	size_t n = strlen(line);

	return !is_whole || (n >= 2 && equal(line + n - 2, "\t!"));
}

/* False if the first line is none of a log. */
static bool
read_line(struct asklog *log, char *line, bool is_whole, bool is_first)
{
	if (is_first && !is_cut(line, is_whole))
		return is_first_line(line) && is_known_form(line);
	if (!is_whole)
		log->cut++;
	else if (line[0] != '#')
		add_line(log, line);
	return true;
}

static bool
read_lines(struct asklog *log, FILE *file, const char *path)
{
	char *line = NULL;
	size_t room = 0;
	bool is_log = true;
	bool is_first = true;

	while (is_log) {
		ssize_t n = getline(&line, &room, file);

		if (n <= 0)
			break;
		bool is_whole = line[n - 1] == '\n';

		if (is_whole)
			line[n - 1] = '\0';
		is_log = read_line(log, line, is_whole, is_first);
		is_first = false;
	}
	free(line);
	if (!is_log)
		say("%s is no log that this program can read", path);
	return is_log;
}

static bool
read_file(struct asklog *log, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file) {
		say("cannot read %s: %s", path, strerror(errno));
		return false;
	}
	bool is_read = read_lines(log, file, path);

	fclose(file);
	return is_read;
}

static int
is_of_log(const struct dirent *entry)
{
	return has_form(entry->d_name, FILE_FORM);
}

static bool
read_folder(struct asklog *log, const char *path)
{
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, is_of_log, alphasort);
	bool is_read = count >= 0;

	if (count < 0)
		say("cannot read %s: %s", path, strerror(errno));
	for (int i = 0; i < count; i++) {
		char *file = NULL;

		if (is_read && asprintf(&file, "%s/%s", path,
			entries[i]->d_name) > 0) {
			is_read = read_file(log, file);
			free(file);
		}
		free(entries[i]);
	}
	free(entries);
	return is_read;
}

bool
asklog_read(struct asklog *log, const char *path)
{
	struct stat about;

	if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
		return read_folder(log, path);
	return read_file(log, path);
}

/* ------------------------------------------------------------------ */

static int
by_text(const void *a, const void *b)
{
	const struct asklog_text *x = a;
	const struct asklog_text *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : strcmp(x->hour, y->hour);
}

static int
most_first(const void *a, const void *b)
{
	const struct asklog_text *x = a;
	const struct asklog_text *y = b;

	if (x->times != y->times)
		return x->times < y->times ? 1 : -1;
	return strcmp(x->text, y->text);
}

static void
merge(struct asklog *log)
{
	size_t kept = 0;

	for (size_t i = 0; i < log->count; i++) {
		struct asklog_text *text = &log->texts[i];

		if (kept > 0 && equal(log->texts[kept - 1].text,
			text->text)) {
			text->times += log->texts[kept - 1].times;
			free(log->texts[--kept].text);
		}
		log->texts[kept++] = *text;
	}
	log->count = kept;
}

static bool
is_of_one_place(const struct asklog *log)
{
	if (log->place_count < 2)
		return true;
	say("the log tells of several indexes; --name NAME says which, such "
		"as %s or %s", log->places[0], log->places[1]);
	return false;
}

bool
asklog_sort(struct asklog *log)
{
	if (!is_of_one_place(log))
		return false;
	if (log->count > 0) {
		qsort(log->texts, log->count, sizeof(*log->texts), by_text);
		merge(log);
		qsort(log->texts, log->count, sizeof(*log->texts),
			most_first);
	}
	return true;
}

void
asklog_done(struct asklog *log)
{
	for (size_t i = 0; i < log->count; i++)
		free(log->texts[i].text);
	for (size_t i = 0; i < log->place_count; i++)
		free(log->places[i]);
	free(log->texts);
}
