/* xml.h: XML of one record after another, told by events as it comes. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_XML_H
#define PAGE_XML_H

#include "page/incoming.h"

/*
 * What a reader of XML does with what comes; text comes in pieces. Names are
 * as written, with their prefixes; attributes are names and values in turn,
 * and a NULL. Anything but TRAWL_OK ends the reading, which then returns it.
 */
struct tw_xml_events {
	void *context;
	const char *const *records;	/* names of the elements that damage
					   ends with, and a NULL */
	int (*begin)(void *context, const char *name, const char **attributes);
	int (*text)(void *context, struct tw_str text);
	int (*end)(void *context, const char *name);
	/* What is not well-formed: all that is open is lost. */
	int (*broken)(void *context, const trawl_error *why);
	uint64_t at;		/* the byte that the last event began at */
};

/*
 * Reads all of it; behind a fault, from the next record on. Entities that the
 * document defines are refused, as nobody needs them but to do harm; those of
 * HTML are known. UTF-8, UTF-16, or any charset of one byte a character that
 * the document names.
 */
int tw_xml_read(struct tw_incoming *in, struct tw_xml_events *events,
	trawl_error *err) TW_MUST_USE;

#endif
