/* driver.h: what an engine gives, so that driver.c can race it. */
/* SPDX-License-Identifier: MIT */
#ifndef RACE_DRIVER_H
#define RACE_DRIVER_H

#include <stdint.h>

#include "article.h"

#ifdef __cplusplus
extern "C" {
#endif

enum purpose {
	TO_CREATE,		/* an index of the whole corpus */
	TO_READ,
	TO_CHANGE		/* a few articles, durably */
};

enum query_type {
	TERM,
	OR,
	AND,
	PHRASE,
	PREFIX
};

/* What is asked for beside the best by score. */
enum wish {
	NOTHING,
	SCORED,			/* prefixes, scored by the words they begin */
	FILTERED,		/* articles dated RACE_AFTER to RACE_BEFORE */
	BY_DATE			/* the newest instead of the best */
};

#define RACE_AFTER "2015-01-01"
#define RACE_BEFORE "2019-12-31"
#define RACE_BEHIND "2020-01-01"	/* the day after it */

struct query {
	uint32_t number;	/* of its line */
	const char *name;	/* of its type in the file: "question" is OR */
	enum query_type type;
	const char *text;	/* words with a blank between */
};

struct answer {
	char id[512];
	double score;
};

#define ANSWERS_MAX 1000

/* A search; `answers`, for ANSWERS_MAX of them, is NULL if nobody asks for
   ids: an engine then only looks at each score. */
struct search {
	const struct query *query;
	uint32_t limit;
	bool counts;		/* how many match in all, exactly */
	enum wish wish;
	struct answer *answers;
	uint32_t answer_count;	/* set by the engine */
	int64_t total;		/* set by the engine if `counts` */
};

/* Functions that cannot do their work end the program with a message. */
struct engine {
	void *(*open)(const char *folder, enum purpose purpose);
	void (*add)(void *handle, const struct article *article);
	/* Puts the article in the place of the one with its id. */
	void (*replace)(void *handle, const struct article *article);
	/* Makes all changes durable and lets a search see them. */
	void (*commit)(void *handle);
	/* Makes the index as good to search as it gets. */
	void (*merge)(void *handle);
	/* False if the engine has no such query, or cannot have the wish. */
	bool (*search)(void *handle, struct search *search);
	void (*close)(void *handle);
	/* Opens TO_CREATE with several threads; NULL: it has one. */
	void *(*open_threads)(const char *folder, uint32_t threads);
};

extern const struct engine engine;

/* Prints "name: text" and ends the program. */
void die(const char *name, const char *text) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif

#endif
