/* fcgi.c: trawl-fcgi: a site's search page, through FastCGI or plain CGI. */
/* SPDX-License-Identifier: MIT */
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "args.h"
#include "request.h"
#include "say.h"
#include "site.h"

static const char usage[] =
	"Usage: trawl-fcgi [--index FILE]\n"
	"\n"
	"Answers searches for a web server, which starts it through FastCGI\n"
	"or as a CGI program:\n"
	"\n"
	"  /search?q=partnership&page=2        a page\n"
	"  /search?q=partnership&format=json   the same as JSON\n"
	"\n"
	"  -i, --index FILE    the index (TRAWL_INDEX, or articles.trawl)\n";

struct server {
	const char *path;
	trawl_index *index;	/* NULL until it could be opened */
};

struct response {
	int status;		/* of HTTP */
	const char *type;
	const char *headers;	/* further ones, or "" */
	char *body;
	size_t length;
};

static const char html_type[] = "text/html; charset=utf-8";

/* ------------------------------------------------------------------ */
/* Making a response.                                                   */

static void
print_message_json(FILE *out, const char *message)
{
	fprintf(out, "{\"v\":1,\"error\":\"%s\"}\n", message);
}

/* A page, or JSON, that holds a message; the message is one of ours. */
static void
respond_message(const char *script, const struct request *request, int status,
	const char *headers, const char *message, FILE *out,
	struct response *response)
{
	struct site_page page = {
		.script = script,
		.query = {request->query, request->query_length},
		.message = message,
	};

	response->status = status;
	response->headers = headers;
	response->type = request->json ? form_json.content_type : html_type;
	if (request->json)
		print_message_json(out, message);
	else
		print_site_page(out, &page);
}

static bool
open_reader(struct server *server, trawl_reader **ret)
{
	trawl_error err;

	if (!server->index && trawl_index_open(server->path, NULL,
		&server->index, &err) != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	if (trawl_reader_open(server->index, ret, &err) == TRAWL_OK)
		return true;
	say_error(&err);
	trawl_index_close(server->index);
	server->index = NULL;
	return false;
}

static void
respond_answer(const char *script, const struct request *request,
	const struct answer *answer, FILE *out, struct response *response)
{
	struct site_page page = {
		.script = script,
		.query = answer->query,
		.answer = answer,
	};

	response->status = 200;
	response->headers = "";
	response->type = request->json ? form_json.content_type : html_type;
	if (request->json)
		form_json.print(out, answer);
	else
		print_site_page(out, &page);
}

static void
respond_search(struct server *server, const char *script,
	const struct request *request, FILE *out, struct response *response)
{
	trawl_str query = {request->query, request->query_length};
	struct trawl_search_options options = {
		.size = sizeof(options),
		.offset = (request->page - 1) * REQUEST_PAGE_SIZE,
		.limit = REQUEST_PAGE_SIZE,
		.rerank = ANSWER_RERANK,
		.fragments = request->json,
		.html = 1,
	};
	trawl_reader *reader;
	struct answer answer;
	trawl_error err;

	if (!open_reader(server, &reader)) {
		respond_message(script, request, 503, "Retry-After: 60\r\n",
			"The search is not available at the moment. Please "
			"try again in a minute.",
			out, response);
		return;
	}
	int status = answer_query(reader, query, NULL, &options, &answer, &err);
	if (status == TRAWL_OK) {
		respond_answer(script, request, &answer, out, response);
		answer_done(&answer);
	} else if (status == TRAWL_EEMPTY) {
		respond_message(script, request, 200, "",
			"Write what to search for.", out,
			response);
	} else {
		say_error(&err);
		respond_message(script, request, 503, "Retry-After: 60\r\n",
			"The search failed. Please try again in a minute.",
			out, response);
	}
	trawl_reader_free(reader);
}

static const char *
param(char **envp, const char *name)
{
	const char *value = FCGX_GetParam(name, envp);

	return value ? value : "";
}

static void
respond(struct server *server, char **envp, FILE *out,
	struct response *response)
{
	const char *script = param(envp, "SCRIPT_NAME");
	const char *method = param(envp, "REQUEST_METHOD");
	struct request request = {.page = 1};
	const char *problem;

	if (!equal(method, "GET") && !equal(method, "HEAD")) {
		respond_message(script, &request, 405, "Allow: GET, HEAD\r\n",
			"This page can only be read.", out, response);
	} else if (equal(param(envp, "PATH_INFO"), "/style.css")) {
		response->status = 200;
		response->type = "text/css; charset=utf-8";
		response->headers = "Cache-Control: max-age=3600\r\n";
		fputs(site_style, out);
	} else if (*param(envp, "PATH_INFO")) {
		respond_message(script, &request, 404, "",
			"There is no such page.", out, response);
	} else if (!request_read(param(envp, "QUERY_STRING"), &request,
		&problem)) {
		respond_message(script, &request, 400, "", problem, out,
			response);
	} else if (!request.has_query && !request.json) {
		respond_message(script, &request, 200, "", NULL, out,
			response);
	} else {
		respond_search(server, script, &request, out, response);
	}
}

/* ------------------------------------------------------------------ */
/* Sending it.                                                          */

static const char *
reason(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 400:
		return "Bad Request";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	default:
		return "Service Unavailable";
	}
}

/* The same headers for all; no byte of the request is among them. */
static void
print_headers(FILE *out, const struct response *response)
{
	fprintf(out,
		"Status: %d %s\r\n"
		"Content-Type: %s\r\n"
		"Content-Length: %zu\r\n"
		"Content-Security-Policy: default-src 'none'; style-src "
		"'self'; form-action 'self'; base-uri 'none'; "
		"frame-ancestors 'self'\r\n"
		"X-Content-Type-Options: nosniff\r\n"
		"Referrer-Policy: same-origin\r\n"
		"%s\r\n",
		response->status, reason(response->status), response->type,
		response->length, response->headers);
}

/* Headers and, but for HEAD, the body, as one text; to be freed. */
static char *
answer_request(struct server *server, char **envp, size_t *ret_length)
{
	struct response response = {0};
	char *text = NULL;
	FILE *body = open_memstream(&response.body, &response.length);
	FILE *whole = open_memstream(&text, ret_length);

	if (body && whole) {
		respond(server, envp, body, &response);
		fflush(body);
		print_headers(whole, &response);
		if (!equal(param(envp, "REQUEST_METHOD"), "HEAD"))
			fwrite(response.body, 1, response.length, whole);
	}
	if (body)
		fclose(body);
	if (whole)
		fclose(whole);
	free(response.body);
	return text;
}

static int
serve_once(struct server *server)
{
	size_t length = 0;
	char *text = answer_request(server, environ, &length);

	if (text)
		fwrite(text, 1, length, stdout);
	free(text);
	return finish_output(text ? EXIT_FOUND : EXIT_TROUBLE);
}

static int
serve(struct server *server)
{
	FCGX_Request request;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0) {
		say("cannot speak FastCGI on standard input");
		return EXIT_TROUBLE;
	}
	while (FCGX_Accept_r(&request) == 0) {
		size_t length = 0;
		char *text = answer_request(server, request.envp, &length);

		if (text)
			FCGX_PutStr(text, (int)length, request.out);
		free(text);
		FCGX_Finish_r(&request);
	}
	return EXIT_FOUND;
}

int
main(int argc, char **argv)
{
	struct server server = {0};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &server.path},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!server.path)
		server.path = getenv("TRAWL_INDEX");
	if (!server.path || !*server.path)
		server.path = "articles.trawl";
	code = FCGX_IsCGI() ? serve_once(&server) : serve(&server);
	trawl_index_close(server.index);
	return code;
}
