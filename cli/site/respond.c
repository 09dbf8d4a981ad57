/* respond.c: what a web server gets for a request: headers and a body. */
/* SPDX-License-Identifier: MIT */
#include "site/respond.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "args.h"
#include "say.h"
#include "site/counted.h"
#include "site/filter.h"
#include "site/headers.h"
#include "site/kept.h"
#include "site/options.h"
#include "site/searched.h"
#include "site/server.h"
#include "site/site.h"

#define CLICK "/click"
#define SUGGESTED_TITLES 3
#define PATIENCE 200000		/* us of work: see answer_within */
#define CACHE "Cache-Control: max-age=60\r\nVary: Accept-Language\r\n"
#define NO_CACHE "Cache-Control: no-store\r\nVary: Accept-Language\r\n"

static const char *const types[FACE_COUNT] = {
	[FACE_PAGE] = "text/html; charset=utf-8",
	[FACE_JSON] = "application/json; charset=utf-8",
	[FACE_ATOM] = "application/atom+xml; charset=utf-8",
	[FACE_FEED] = "application/feed+json; charset=utf-8",
	[FACE_SUGGEST] = "application/x-suggestions+json; charset=utf-8",
};

/* A request while it is answered. */
struct exchange {
	struct server *server;
	const struct asked *asked;
	struct request request;
	struct site site;
	char origin[300];
	uint64_t began;		/* answer_work_us */
	FILE *out;		/* of a body that is made, as follows */
	char *made;
	size_t made_length;
	struct response response;
	struct searched searched;
};

/* ------------------------------------------------------------------ */
/* Messages.                                                            */

/* A page, or JSON, that holds a message. */
static void
respond_message(struct exchange *exchange, int status, const char *headers,
	enum message message)
{
	struct response *response = &exchange->response;

	response->status = status;
	response->headers = headers;
	if (exchange->request.face == FACE_JSON) {
		response->type = types[FACE_JSON];
		fputs("{\"v\":1,\"error\":\"", exchange->out);
		print_said(exchange->out, exchange->site.words, message, 0,
			0, 0);
		fputs("\"}\n", exchange->out);
		return;
	}
	response->type = types[FACE_PAGE];
	exchange->site.message = message;
	print_page(exchange->out, &exchange->site);
}

static void
respond_unavailable(struct exchange *exchange, enum message message)
{
	respond_message(exchange, 503, "Retry-After: 60\r\n" NO_CACHE,
		message);
}

/* ------------------------------------------------------------------ */
/* Answers.                                                             */

/*
 * All that an answer depends on, as a text, to be freed; NULL without memory.
 * Dates in words mean another day tomorrow.
 */
static char *
key_of(const struct exchange *exchange, const trawl_reader *reader)
{
	const struct asked *asked = exchange->asked;
	char *key = NULL;

	if (asprintf(&key, "%" PRIu64 " %" PRIu64 " %" PRId64 " %s\n%s\n%s"
		"\n%s", exchange->server->file,
		trawl_reader_generation(reader), (int64_t)time(NULL) / 86400,
		exchange->site.words->code, exchange->origin, asked->script,
		asked->query_string) < 0)
		return NULL;
	return key;
}

/* What all pages of the server depend on. */
static uint64_t
look_of(struct server *server)
{
	if (server->look == 0) {
		server->look = kept_hash(KEPT_HASH, trawl_version());
		if (server->template)
			server->look = kept_hash(server->look,
				server->template);
		if (server->counts_clicks)
			server->look = kept_hash(server->look, CLICK);
	}
	return server->look;
}

static uint64_t
tag_of(const struct exchange *exchange, const char *key)
{
	return kept_hash(look_of(exchange->server), key) | 1;
}

/* Whether the client has what would be sent. */
static bool
is_known(const struct asked *asked, uint64_t tag)
{
	char text[32];

	snprintf(text, sizeof(text), "\"%016" PRIx64 "\"", tag);
	return strstr(asked->known, text) != NULL;
}

static void
print_answer(struct exchange *exchange, const struct answer *answer)
{
	FILE *out = exchange->out;

	exchange->site.answer = answer;
	switch (exchange->request.face) {
	case FACE_JSON:
		form_json.print(out, answer);
		break;
	case FACE_ATOM:
		print_atom(out, &exchange->site);
		break;
	case FACE_FEED:
		print_json_feed(out, &exchange->site);
		break;
	default:
		print_page(out, &exchange->site);
	}
}

static void
print_counted(struct exchange *exchange, trawl_reader *reader,
	const struct answer *answer)
{
	const struct counting counting = {
		.reader = reader,
		.request = &exchange->request,
		.budget = exchange->server->budget,
		.until = exchange->began + PATIENCE / 4,
	};
	struct counted counted;

	count_choices(&counting, answer, &exchange->site, &counted);
	print_answer(exchange, answer);
	counted_done(&counted);
}

static void
respond_search(struct exchange *exchange, trawl_reader *reader)
{
	const struct request *request = &exchange->request;
	struct trawl_search_options options = request_options(request,
		exchange->server->budget);
	trawl_str query = {request->query, strlen(request->query)};
	char *filter = filter_text(request);
	struct answer answer;
	trawl_error err;

	if (!filter) {
		respond_unavailable(exchange, SAY_FAILED);
		return;
	}
	int status = answer_within(reader, query, filter, NULL, &options,
		PATIENCE, &answer, &err);

	free(filter);
	if (status == TRAWL_OK && request->explain &&
		request->face == FACE_JSON) {
		status = answer_explain(&answer, &err);
		if (status != TRAWL_OK)
			answer_done(&answer);
	}
	if (status == TRAWL_OK) {
		exchange->searched.found = trawl_hits_total(answer.hits);
		exchange->response.headers = CACHE;
		exchange->response.type = types[request->face];
		print_counted(exchange, reader, &answer);
		answer_done(&answer);
	} else if (status == TRAWL_EEMPTY) {
		respond_message(exchange, 200, NO_CACHE, SAY_EMPTY);
	} else {
		say_error(&err);
		respond_unavailable(exchange, SAY_FAILED);
	}
}

static void
respond_suggest(struct exchange *exchange, trawl_reader *reader)
{
	const char *query = exchange->request.query;
	struct trawl_suggest_options options = {
		.size = sizeof(options),
		.titles = SUGGESTED_TITLES,
	};
	trawl_suggestions *suggestions;
	trawl_error err;

	if (trawl_suggest(reader, query, strlen(query), &options, &suggestions,
		&err) != TRAWL_OK) {
		say_error(&err);
		respond_unavailable(exchange, SAY_FAILED);
		return;
	}
	exchange->response.type = types[FACE_SUGGEST];
	exchange->response.headers = CACHE;
	print_suggestions(exchange->out, query, suggestions);
	trawl_suggestions_free(suggestions);
}

/* An answer that was given before, or a new one, to be given again. */
static void
respond_kept(struct exchange *exchange, trawl_reader *reader, const char *key,
	uint64_t tag)
{
	struct response *response = &exchange->response;
	struct kept *kept = exchange->server->file ? exchange->server->kept :
		NULL;

	response->body = kept_get(kept, tag, key, &response->length,
		&exchange->searched.found);
	if (response->body) {
		response->type = types[exchange->request.face];
		response->headers = CACHE;
		return;
	}
	if (exchange->request.face == FACE_SUGGEST)
		respond_suggest(exchange, reader);
	else
		respond_search(exchange, reader);
	if (fflush(exchange->out) == 0 && strcmp(response->headers, CACHE) == 0)
		kept_put(kept, tag, key, exchange->made,
			exchange->made_length, exchange->searched.found);
}

/* What was searched for, once it has an answer. */
static void
count_search(struct exchange *exchange)
{
	struct searched *searched = &exchange->searched;

	if (exchange->response.status != 200 ||
		strcmp(exchange->response.headers, CACHE) != 0 ||
		!searched_counts(exchange->asked, &exchange->request))
		return;
	searched->kind = SEARCHED_QUERY;
	searched_text(exchange->request.query, searched->text);
}

static void
respond_from_reader(struct exchange *exchange, trawl_reader *reader)
{
	struct response *response = &exchange->response;
	char *key = key_of(exchange, reader);

	if (!key) {
		respond_unavailable(exchange, SAY_FAILED);
		return;
	}
	uint64_t tag = tag_of(exchange, key);

	exchange->site.language = trawl_reader_language(reader);
	if (is_known(exchange->asked, tag)) {
		response->status = 304;
		response->headers = CACHE;
	} else {
		respond_kept(exchange, reader, key, tag);
	}
	if (strcmp(response->headers, CACHE) == 0)
		response->tag = tag;
	count_search(exchange);
	free(key);
}

static void
respond_from_index(struct exchange *exchange)
{
	trawl_reader *reader;

	if (!server_lend(exchange->server, &reader)) {
		respond_unavailable(exchange, SAY_UNAVAILABLE);
		return;
	}
	respond_from_reader(exchange, reader);
}

/* ------------------------------------------------------------------ */
/* Clicks.                                                              */

static bool
is_click(const struct exchange *exchange)
{
	return exchange->server->counts_clicks && exchange->server->path &&
		equal(exchange->asked->path, CLICK) &&
		equal(exchange->asked->method, "POST");
}

/* What browsers send beside following a link: counted, if there is such an
   article, and answered by nothing. */
static void
respond_click(struct exchange *exchange)
{
	struct searched *searched = &exchange->searched;
	trawl_article *article = NULL;
	trawl_reader *reader;
	char id[REQUEST_TEXT_ROOM];

	exchange->response.status = 204;
	exchange->response.headers = NO_CACHE;
	if (!request_read_id(exchange->asked->query_string, id) ||
		strlen(id) > SEARCHED_ID_MAX ||
		searched_is_robot(exchange->asked) ||
		!server_lend(exchange->server, &reader))
		return;
	if (trawl_reader_get(reader, id, strlen(id), &article, NULL) ==
		TRAWL_OK) {
		searched->kind = SEARCHED_CLICK;
		memcpy(searched->text, id, strlen(id) + 1);
		trawl_article_free(article);
	}
}

/* ------------------------------------------------------------------ */
/* Which answer.                                                        */

static void
respond_text(struct exchange *exchange, const char *type)
{
	exchange->response.type = type;
	exchange->response.headers = "Cache-Control: max-age=3600\r\n"
		"Vary: Accept-Language\r\n";
}

static void
choose_answer(struct exchange *exchange)
{
	const struct asked *asked = exchange->asked;
	const struct request *request = &exchange->request;
	enum message problem;

	if (is_click(exchange)) {
		respond_click(exchange);
	} else if (!equal(asked->method, "GET") &&
		!equal(asked->method, "HEAD")) {
		respond_message(exchange, 405, "Allow: GET, HEAD\r\n" NO_CACHE,
			SAY_METHOD);
	} else if (equal(asked->path, "/style.css")) {
		respond_text(exchange, "text/css; charset=utf-8");
		fputs(site_style, exchange->out);
	} else if (equal(asked->path, "/search.js")) {
		respond_text(exchange, "text/javascript; charset=utf-8");
		fputs(site_script, exchange->out);
	} else if (equal(asked->path, "/opensearch.xml")) {
		respond_text(exchange,
			"application/opensearchdescription+xml");
		print_description(exchange->out, &exchange->site);
	} else if (*asked->path || !exchange->server->path) {
		respond_message(exchange, 404, NO_CACHE, SAY_NOT_FOUND);
	} else if (!request_read(asked->query_string, &exchange->request,
		&problem)) {
		respond_message(exchange, 400, NO_CACHE, problem);
	} else if (!request->has_query && !request_has_filters(request) &&
		request->face == FACE_PAGE) {
		respond_message(exchange, 200, CACHE, SAY_NOTHING);
	} else {
		respond_from_index(exchange);
	}
}

/* "https://example.org", if the server says so and it is a host. */
static void
set_origin(struct exchange *exchange)
{
	const struct asked *asked = exchange->asked;
	size_t length = strspn(asked->host, "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

	if (length == 0 || length > 255 || asked->host[length])
		return;
	snprintf(exchange->origin, sizeof(exchange->origin), "%s://%s",
		equal(asked->scheme, "https") ? "https" : "http",
		asked->host);
}

static void
answer_asked(struct exchange *exchange)
{
	struct server *server = exchange->server;
	const struct asked *asked = exchange->asked;

	set_origin(exchange);
	exchange->site = (struct site){
		.script = asked->script,
		.origin = exchange->origin,
		.template = server->template,
		.words = server->words ? server->words :
			words_accepted(asked->language),
		.language = "",
		.request = &exchange->request,
		.counts_clicks = server->counts_clicks,
	};
	choose_answer(exchange);
}

/* Headers and body as one text. */
static char *
join(struct exchange *exchange, size_t *ret_length)
{
	const struct response *response = &exchange->response;
	char head[HEADERS_MAX];
	size_t n = write_headers(head, response, exchange->site.words->code);
	size_t length = equal(exchange->asked->method, "HEAD") ? 0 :
		response->length;
	char *text = malloc(n + length + 1);

	if (!text)
		return NULL;
	memcpy(text, head, n);
	if (length > 0)
		memcpy(text + n, response->body, length);
	text[n + length] = '\0';
	*ret_length = n + length;
	return text;
}

char *
respond(struct server *server, const struct asked *asked, size_t *ret_length,
	struct searched *ret_searched)
{
	struct exchange exchange = {
		.server = server,
		.asked = asked,
		.request = {.page = 1},
		.began = answer_work_us(),
		.response = {.status = 200, .headers = ""},
	};
	struct response *response = &exchange.response;
	char *text = NULL;

	exchange.out = open_memstream(&exchange.made, &exchange.made_length);
	if (!exchange.out)
		return NULL;
	answer_asked(&exchange);
	bool is_made = fclose(exchange.out) == 0;

	if (!response->body) {
		response->body = exchange.made;
		response->length = exchange.made_length;
		exchange.made = NULL;
	}
	if (is_made)
		text = join(&exchange, ret_length);
	free(exchange.made);
	free(response->body);
	*ret_searched = exchange.searched;
	return text;
}
