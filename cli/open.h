/* open.h: opens the index that the options, or the place, name. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include <stdbool.h>
#include <trawl.h>

/* The path: as given, else TRAWL_INDEX, else articles.trawl. */
const char *index_path(const char *given);

/* Each says what went wrong and returns false, or opens all there is. */
bool open_index(const char *given, trawl_index **ret_index);

struct session {
	trawl_index *index;
	trawl_reader *reader;
};
bool open_session(const char *given, struct session *ret);
void close_session(struct session *session);

/* Takes the writer's place; while another has it, says so and waits, unless
   options.no_wait is set. */
bool open_writer(trawl_index *index, struct trawl_writer_options options,
	trawl_writer **ret_writer);

#endif
