/* fcgi.c: trawl-fcgi: a site's search page, through FastCGI or plain CGI. */
/* SPDX-License-Identifier: MIT */
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "say.h"
#include "site/respond.h"
#include "site/site.h"

static const char usage[] =
	"Usage: trawl-fcgi [--index FILE] [--template FILE] [--lang CODE]\n"
	"\n"
	"Answers searches for a web server, which starts it through FastCGI\n"
	"or as a CGI program:\n"
	"\n"
	"  /search?q=partnership&page=2        a page\n"
	"  /search?q=partnership&format=json   the same as JSON\n"
	"\n"
	"Beside q and page there are from, to, category, author and sort\n"
	"(newest, oldest); formats are json, atom, feed (JSON Feed) and\n"
	"suggest.\n"
	"\n"
	"  -i, --index FILE    the index (TRAWL_INDEX, or articles.trawl)\n"
	"      --template FILE a page of the site, with {{main}} where the\n"
	"                      search goes; {{title}}, {{lang}}, {{dir}},\n"
	"                      {{query}}, {{script}}, {{links}}\n"
	"      --lang CODE     the page's language: en, de or fr, whatever\n"
	"                      the reader's\n";

#define TEMPLATE_MAX 262144

/* The whole file as text, to be freed; NULL, and told, if it cannot be. */
static char *
read_template(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = file ? calloc(1, TEMPLATE_MAX + 1) : NULL;
	size_t n = text ? fread(text, 1, TEMPLATE_MAX + 1, file) : 0;
	const char *fault = NULL;

	if (!file || !text || ferror(file))
		fault = "it cannot be read";
	else if (n > TEMPLATE_MAX)
		fault = "it is over 256 KiB";
	else
		fault = template_fault(text);
	if (file)
		fclose(file);
	if (!fault)
		return text;
	say("template %s: %s", path, fault);
	free(text);
	return NULL;
}

/* ------------------------------------------------------------------ */

static const char *
param(char **envp, const char *name)
{
	const char *value = FCGX_GetParam(name, envp);

	return value ? value : "";
}

static char *
answer(struct server *server, char **envp, size_t *ret_length)
{
	const struct asked asked = {
		.script = param(envp, "SCRIPT_NAME"),
		.path = param(envp, "PATH_INFO"),
		.method = param(envp, "REQUEST_METHOD"),
		.query_string = param(envp, "QUERY_STRING"),
		.language = param(envp, "HTTP_ACCEPT_LANGUAGE"),
		.host = param(envp, "HTTP_HOST"),
		.scheme = *param(envp, "REQUEST_SCHEME") ?
			param(envp, "REQUEST_SCHEME") :
			equal(param(envp, "HTTPS"), "on") ? "https" : "http",
		.known = param(envp, "HTTP_IF_NONE_MATCH"),
	};

	return respond(server, &asked, ret_length);
}

static int
serve_once(struct server *server)
{
	size_t length = 0;
	char *text = answer(server, environ, &length);

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
		char *text = answer(server, request.envp, &length);

		if (text)
			FCGX_PutStr(text, (int)length, request.out);
		free(text);
		FCGX_Finish_r(&request);
	}
	return EXIT_FOUND;
}

static int
run(struct server *server, const char *template, const char *language)
{
	char *text = NULL;

	if (language)
		server->words = words_of(language, strlen(language));
	if (language && !server->words) {
		say("no language '%s' here: there are en, de and fr",
			language);
		return EXIT_TROUBLE;
	}
	if (template) {
		text = read_template(template);
		if (!text)
			return EXIT_TROUBLE;
	}
	server->template = text;
	int code = FCGX_IsCGI() ? serve_once(server) : serve(server);

	trawl_index_close(server->index);
	free(text);
	return code;
}

int
main(int argc, char **argv)
{
	struct server server = {0};
	char *template = NULL;
	char *language = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &server.path},
		{"template", 0, ARG_TEXT, &template},
		{"lang", 0, ARG_TEXT, &language},
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
	return run(&server, template, language);
}
