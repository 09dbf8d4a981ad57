/* json.h: writes JSON (RFC 8259) to a stream. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <trawl.h>

/*
 * Commas come by themselves. A key of NULL is for members of an array. Text
 * is valid UTF-8.
 */
/* Texts may be any bytes: what is no UTF-8 is written as U+FFFD. */
struct json {
	FILE *out;
	bool comma;
};

void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);
void json_text(struct json *json, const char *key, trawl_str text);
void json_zero_terminated(struct json *json, const char *key,
	const char *text);
void json_number(struct json *json, const char *key, uint64_t number);
void json_float(struct json *json, const char *key, float number);
void json_null(struct json *json, const char *key);

/*
 * Values separated by newlines: one as a text, several as an array, none not
 * at all.
 */
void json_values(struct json *json, const char *key, trawl_str values);

/* A text given piece by piece between json_begin_text and json_end_text. */
void json_begin_text(struct json *json, const char *key);
void json_add_text(struct json *json, const char *bytes, size_t length);
void json_end_text(struct json *json);

#endif
