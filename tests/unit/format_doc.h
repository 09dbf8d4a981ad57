/* format_doc.h: what docs/FORMAT.md says, for tests to hold the code to. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_FORMAT_DOC_H
#define TESTS_UNIT_FORMAT_DOC_H

#include "base/buf.h"
#include "index/format.h"

/* The streams as the document names them, by their number less 1. */
extern const char *const format_stream_names[TW_STREAM_END - 1];

/* The whole of a source file, zero-terminated, until the next call. */
char *format_read_source(const char *name);

/* The payload under `title` in the first example or the second; owned. */
struct tw_buf format_example(int which, const char *title);

#endif
