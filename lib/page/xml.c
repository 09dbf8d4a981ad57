/* xml.c: XML of one record after another, told by events as it comes. */
/* SPDX-License-Identifier: MIT */
#include "page/xml.h"

#include <inttypes.h>

#include <expat.h>
#include <iconv.h>

#include "base/alloc.h"
#include "page/html.h"
#include "text/utf8.h"

#define STEP ((size_t)1 << 20)		/* bytes parsed at once */
#define TOKEN_MAX ((uint64_t)64 << 20)	/* that the parser may hold back */
#define NAME_BYTES 64

struct parsing {
	struct tw_incoming *in;
	struct tw_xml_events *events;
	XML_Parser parser;
	char root[NAME_BYTES];
	uint64_t before;	/* bytes parsed by this parser, and */
	uint64_t offset;	/* in the input, of the first of them */
	int status;		/* what an event returned */
	bool refused;		/* entities of its own */
};

static void
stop(struct parsing *parsing, int status)
{
	if (status == TRAWL_OK || parsing->status != TRAWL_OK)
		return;
	parsing->status = status;
	XML_StopParser(parsing->parser, XML_FALSE);
}

/* The byte of the input where the parser is. */
static uint64_t
place(const struct parsing *parsing)
{
	XML_Index at = XML_GetCurrentByteIndex(parsing->parser);

	return at < 0 ? parsing->offset + parsing->before
		: parsing->offset + (uint64_t)at;
}

static void XMLCALL
begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct parsing *parsing = context;

	if (parsing->status != TRAWL_OK)
		return;
	if (parsing->root[0] == '\0' && strlen(name) < NAME_BYTES)
		memcpy(parsing->root, name, strlen(name) + 1);
	parsing->events->at = place(parsing);
	stop(parsing, parsing->events->begin(parsing->events->context, name,
		attributes));
}

static void XMLCALL
end(void *context, const XML_Char *name)
{
	struct parsing *parsing = context;

	if (parsing->status != TRAWL_OK)
		return;
	parsing->events->at = place(parsing);
	stop(parsing, parsing->events->end(parsing->events->context, name));
}

static void XMLCALL
text(void *context, const XML_Char *p, int n)
{
	struct parsing *parsing = context;

	if (parsing->status == TRAWL_OK)
		stop(parsing, parsing->events->text(parsing->events->context,
			tw_str(p, (size_t)n)));
}

/* An entity that nothing defines: one of HTML's, or left out. */
static void XMLCALL
skipped(void *context, const XML_Char *name, int is_parameter)
{
	struct parsing *parsing = context;
	struct tw_buf entity = {0};
	struct tw_buf character = {0};

	if (is_parameter)
		return;
	tw_buf_addf(&entity, "&%s;", name);
	if (!tw_html_entity(tw_buf_str(&entity), &character)
		|| tw_buf_failed(&entity))
		stop(parsing, TRAWL_ENOMEM);
	else
		text(parsing, character.p ? character.p : "",
			(int)character.n);
	tw_buf_done(&entity);
	tw_buf_done(&character);
}

static void XMLCALL
declared(void *context, const XML_Char *name, int is_parameter,
	const XML_Char *value, int length, const XML_Char *base,
	const XML_Char *system_id, const XML_Char *public_id,
	const XML_Char *notation)
{
	struct parsing *parsing = context;

	(void)name;
	(void)is_parameter;
	(void)value;
	(void)length;
	(void)base;
	(void)system_id;
	(void)public_id;
	(void)notation;
	parsing->refused = true;
	XML_StopParser(parsing->parser, XML_FALSE);
}

/* No document that another names is read: each is taken as empty. As entities
   may have been defined there, none is a fault. */
static int XMLCALL
elsewhere(XML_Parser parser, const XML_Char *context, const XML_Char *base,
	const XML_Char *system_id, const XML_Char *public_id)
{
	XML_Parser empty = XML_ExternalEntityParserCreate(parser, context,
		NULL);

	(void)base;
	(void)system_id;
	(void)public_id;
	if (!empty)
		return XML_STATUS_ERROR;

	enum XML_Status status = XML_Parse(empty, "", 0, 1);

	XML_ParserFree(empty);
	return (int)status;
}

/* A charset that expat does not know, of one byte a character. */
static int XMLCALL
know_charset(void *unused, const XML_Char *name, XML_Encoding *ret)
{
	iconv_t how = iconv_open("UTF-32LE", name);

	(void)unused;
	if (how == (iconv_t)-1)
		return XML_STATUS_ERROR;
	for (int i = 0; i < 256; i++) {
		char byte = (char)i;
		unsigned char out[8];
		char *from = &byte;
		char *to = (char *)out;
		size_t left = 1;
		size_t room = sizeof(out);

		iconv(how, NULL, NULL, NULL, NULL);
		ret->map[i] = iconv(how, &from, &left, &to, &room)
			!= (size_t)-1 && room == 4 ? (int)((uint32_t)out[0]
			| (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16) : -1;
	}
	iconv_close(how);
	ret->data = NULL;
	ret->convert = NULL;
	ret->release = NULL;
	return XML_STATUS_OK;
}

static int
open_parser(struct parsing *parsing, trawl_error *err)
{
	XML_Parser parser = XML_ParserCreate(NULL);

	if (!parser)
		return tw_no_memory(err);
	XML_SetUserData(parser, parsing);
	XML_SetElementHandler(parser, begin, end);
	XML_SetCharacterDataHandler(parser, text);
	XML_SetSkippedEntityHandler(parser, skipped);
	XML_SetEntityDeclHandler(parser, declared);
	XML_SetExternalEntityRefHandler(parser, elsewhere);
	XML_SetUnknownEncodingHandler(parser, know_charset, NULL);
	XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
	XML_UseForeignDTD(parser, XML_TRUE);
	parsing->parser = parser;
	parsing->before = 0;
	parsing->offset = parsing->in->offset;
	return TRAWL_OK;
}

/* True if a record begins at p. */
static bool
is_record(const struct tw_xml_events *events, struct tw_str at)
{
	for (size_t i = 0; events->records[i]; i++) {
		size_t n = strlen(events->records[i]);

		if (at.n > n + 1 && memcmp(at.p + 1, events->records[i], n) == 0
			&& memchr(" \t\r\n>", at.p[n + 1], 5))
			return true;
	}
	return false;
}

/* Moves to the next record; *ret is false if there is none. */
static int
find_record(struct tw_incoming *in, const struct tw_xml_events *events,
	bool *ret, trawl_error *err)
{
	for (;;) {
		struct tw_str seen;
		int status = tw_incoming_see(in, NAME_BYTES, &seen, err);

		if (status == TRAWL_EPARSE) {	/* one message is enough */
			tw_incoming_drop(in);
			continue;
		}
		*ret = false;
		if (status != TRAWL_OK || seen.n == 0)
			return status;

		const char *mark = memchr(seen.p, '<', seen.n);
		size_t n = mark ? (size_t)(mark - seen.p) : seen.n;

		if (mark && (n == 0 || seen.n - n < NAME_BYTES)) {
			*ret = is_record(events, tw_str(mark, seen.n - n));
			if (*ret) {
				tw_incoming_pass(in, n);
				return TRAWL_OK;
			}
			n++;
		}
		tw_incoming_pass(in, n);
	}
}

/* A parser that is within what records are in. */
static int
begin_again(struct parsing *parsing, trawl_error *err)
{
	struct tw_buf start = {0};

	XML_ParserFree(parsing->parser);
	parsing->parser = NULL;

	int status = open_parser(parsing, err);

	if (status != TRAWL_OK)
		return status;
	tw_buf_addf(&start, "<%s>", parsing->root);
	if (strcmp(parsing->root, "rss") == 0)
		tw_buf_addf(&start, "<channel>");
	status = tw_buf_status(&start, err);
	if (status == TRAWL_OK && XML_Parse(parsing->parser, start.p,
			(int)start.n, 0) != XML_STATUS_OK)
		status = tw_no_memory(err);
	parsing->offset -= start.n < parsing->offset ? start.n
		: parsing->offset;
	parsing->before = start.n;
	tw_buf_done(&start);
	return status;
}

/* Tells of a fault and goes on behind it; *ret is false if that is nowhere. */
static int
mend(struct parsing *parsing, const trawl_error *why, bool *ret,
	trawl_error *err)
{
	int status = parsing->events->broken(parsing->events->context, why);

	*ret = false;
	if (status != TRAWL_OK || parsing->refused || parsing->root[0] == '\0')
		return status;
	status = find_record(parsing->in, parsing->events, ret, err);
	if (status == TRAWL_OK && *ret)
		status = begin_again(parsing, err);
	return status;
}

/* Why the parser stopped, and moves the input behind it. */
static int
explain(struct parsing *parsing, struct tw_str given, trawl_error *why)
{
	enum XML_Error code = XML_GetErrorCode(parsing->parser);
	uint64_t at = place(parsing);
	uint64_t start = parsing->offset + parsing->before;
	size_t n = at > start ? (size_t)(at - start) : 0;

	if (code == XML_ERROR_NO_MEMORY)
		return tw_no_memory(why);
	tw_incoming_pass(parsing->in, n + 1 < given.n ? n + 1 : given.n);
	return tw_fail(why, TRAWL_EPARSE, "byte %" PRIu64 ": %s", at,
		parsing->refused ? "it defines entities of its own"
		: XML_ErrorString(code));
}

/* Parses what is in view; what is wrong with it goes to `why`. */
static int
parse_some(struct parsing *parsing, bool *ret_ended, trawl_error *why)
{
	struct tw_str seen;
	int status = tw_incoming_see(parsing->in, STEP, &seen, why);

	if (status != TRAWL_OK) {
		tw_incoming_drop(parsing->in);
		return status;
	}
	if (seen.n > STEP)
		seen.n = STEP;
	*ret_ended = seen.n == 0;
	if (XML_Parse(parsing->parser, seen.p, (int)seen.n, seen.n == 0)
		!= XML_STATUS_OK)
		return parsing->status != TRAWL_OK ? TRAWL_OK
			: explain(parsing, seen, why);
	tw_incoming_pass(parsing->in, seen.n);
	parsing->before += seen.n;
	if (parsing->offset + parsing->before - place(parsing) > TOKEN_MAX)
		return tw_fail(why, TRAWL_EPARSE,
			"a tag or a comment is longer than 64 MiB");
	return TRAWL_OK;
}

int
tw_xml_read(struct tw_incoming *in, struct tw_xml_events *events,
	trawl_error *err)
{
	struct parsing parsing = {.in = in, .events = events};
	bool ended = false;
	int status = open_parser(&parsing, err);

	while (status == TRAWL_OK && !ended && parsing.status == TRAWL_OK) {
		trawl_error why = {0};

		status = parse_some(&parsing, &ended, &why);
		if (status == TRAWL_EPARSE) {
			bool goes_on = false;

			status = mend(&parsing, &why, &goes_on, err);
			ended = !goes_on;
		} else if (status != TRAWL_OK && err) {
			*err = why;
		}
	}
	if (parsing.parser)
		XML_ParserFree(parsing.parser);
	if (status == TRAWL_OK && parsing.status == TRAWL_ENOMEM)
		return tw_no_memory(err);
	return status == TRAWL_OK ? parsing.status : status;
}
