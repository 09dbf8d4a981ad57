/* known.c: whether the index has an article already, as it is. */
/* SPDX-License-Identifier: MIT */
#include "known.h"

#include "idset.h"
#include "say.h"

void
known_close(struct known *known)
{
	trawl_reader_free(known->reader);
	idset_free(known->changed);
	*known = (struct known){0};
}

/* A trawl_template_fn: one is enough. */
static int
stop(void *context, const struct trawl_template *line)
{
	(void)context;
	(void)line;
	return TRAWL_END;
}

static bool
has_template(trawl_reader *reader)
{
	return trawl_reader_templates(reader, NULL, 0, stop, NULL, NULL) ==
		TRAWL_END;
}

static bool
open_reader(trawl_index *index, bool no_template, trawl_reader **ret_reader)
{
	struct trawl_stats stats = {.size = sizeof(stats)};
	trawl_error err;
	int status = trawl_reader_open(index, ret_reader, &err);

	if (status == TRAWL_OK)
		status = trawl_reader_stats(*ret_reader, &stats, &err);
	if (status != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	if (stats.articles == 0 ||
		(no_template && has_template(*ret_reader))) {
		trawl_reader_free(*ret_reader);
		*ret_reader = NULL;
	}
	return true;
}

bool
known_open(trawl_index *index, bool no_template, struct known *ret)
{
	struct known known = {0};

	if (open_reader(index, no_template, &known.reader)) {
		known.changed = idset_new();
		if (known.changed) {
			*ret = known;
			return true;
		}
		say("out of memory");
	}
	known_close(&known);
	return false;
}

bool
known_has(const struct known *known, const trawl_article *article)
{
	trawl_str id = trawl_article_get(article, TRAWL_ID);

	return known->reader && !idset_has(known->changed, id) &&
		trawl_reader_has(known->reader, article, NULL) == TRAWL_OK;
}

bool
known_change(struct known *known, trawl_str id)
{
	if (!known->reader || idset_add(known->changed, id))
		return true;
	say("out of memory");
	return false;
}
