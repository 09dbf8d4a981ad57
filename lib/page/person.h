/* person.h: names of persons and of offices. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PERSON_H
#define PAGE_PERSON_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends the persons named in the text ("By Jane Smith, Director, and John
 * Doe") a line each; what is no person's name is left out. Returns how many.
 */
unsigned tw_person_names(struct tw_str text, struct tw_buf *out);

/* Two to five words that may be a person's name, and nothing else. */
bool tw_person_is_name(struct tw_str text);

/* True if the text names an office: "Head of ...", "Director", "Reporter". */
bool tw_person_has_role(struct tw_str text);

#endif
