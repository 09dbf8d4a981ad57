/* fcgi.c: trawl-fcgi: a site's search page, through FastCGI or plain CGI. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "args.h"
#include "say.h"
#include "serve/daybook.h"
#include "serve/guard.h"
#include "serve/keeper.h"
#include "serve/pool.h"
#include "serve/socket.h"
#include "site/kept.h"
#include "site/routes.h"
#include "site/searched.h"
#include "site/site.h"

static const char usage[] =
	"Usage: trawl-fcgi [--index [NAME=]FILE]... [--template FILE]\n"
	"                  [--workers N] [--listen ADDRESS] [--budget N]\n"
	"                  [--log FOLDER]\n"
	"\n"
	"Answers searches for a web server, which starts it through FastCGI\n"
	"or as a CGI program, or finds it behind a socket of spawn-fcgi or\n"
	"systemd:\n"
	"\n"
	"  /search?q=partnership&page=2        a page\n"
	"  /search?q=partnership&format=json   the same as JSON\n"
	"\n"
	"Beside q and page there are from, to, category, author and sort\n"
	"(newest, oldest, title); formats are json, atom, feed (JSON\n"
	"Feed) and suggest.\n"
	"\n"
	"  -i, --index FILE    the index (TRAWL_INDEX, or articles.trawl)\n"
	"      --index NAME=FILE\n"
	"                      another, at /search/NAME\n"
	"      --template FILE a page of the site, with {{main}} where the\n"
	"                      search goes; {{title}}, {{lang}}, {{dir}},\n"
	"                      {{query}}, {{script}}, {{links}}\n"
	"      --lang CODE     the page's language: en, de or fr, whatever\n"
	"                      the reader's\n"
	"  -n, --workers N     processes that answer, one request at a time\n"
	"                      each (one a processor, at least 2)\n"
	"      --listen ADDRESS  a socket of its own: /run/trawl.sock or\n"
	"                      127.0.0.1:9000\n"
	"      --budget N      postings to look at (30000000), about; what\n"
	"                      would take more gets a part of the answer\n"
	"      --kill-after N  seconds that a request may take (2), or else\n"
	"                      its worker is replaced\n"
	"      --log FOLDER    count what is asked for, by the hour; who asks\n"
	"                      is not known, and what fewer than three ask\n"
	"                      on a day is not told: trawl gaps FOLDER\n"
	"      --log-days N    days that it is kept (90)\n"
	"      --clicks        count followed results there, too\n"
	"      --version       what this is, and what guards it has here\n"
	"\n"
	"SIGHUP reads the template again and replaces the workers, SIGTERM\n"
	"ends them; both let them finish what they are at.\n";

#define TEMPLATE_MAX 262144
#define KILL_AFTER 2
#define BUDGET 30000000		/* postings: some 200 ms at most */
#define KILL_AFTER_MAX 3600
#define MOMENT 20		/* ms */
#define LOG_DAYS 90
#define LOG_DAYS_MAX 3660

struct program {
	struct arg_texts indexes;
	const char *template_path;	/* or NULL */
	const char *language;		/* or NULL */
	const char *address;		/* or NULL */
	uint32_t workers;		/* 0: as many as there are processors */
	uint32_t kill_after;
	uint32_t budget;
	bool counts_clicks;
	bool tells_version;
	struct keeper keeper;	/* of the log, if it has a folder */
	struct routes routes;
	struct kept *kept;	/* answers of all workers, or NULL */
	char *template;
	const struct words *words;
	int socket;
};

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

/* Hands all that answers depend on to those who answer. */
static void
dress(struct program *program)
{
	routes_dress(&program->routes, &(struct server){
		.template = program->template,
		.words = program->words,
		.budget = program->budget,
		.counts_clicks = program->counts_clicks,
		.kept = program->kept,
	});
}

/* Reads the template, if there is one; what there was stays if that fails. */
static bool
load(void *context)
{
	struct program *program = context;
	char *text = NULL;

	if (program->template_path) {
		text = read_template(program->template_path);
		if (!text)
			return false;
	}
	free(program->template);
	program->template = text;
	dress(program);
	return true;
}

/* Nothing but the indexes is needed from here on. */
static struct guard
begin_guard(const struct program *program)
{
	const char *files[ARG_TEXTS_MAX];
	struct guard guard;

	for (size_t i = 0; i < program->routes.count; i++)
		files[i] = program->routes.routes[i].server.path;
	guard_begin(files, program->routes.count, &guard);
	return guard;
}

/* What guards there are is found out by having them. */
static int
tell_version(const struct program *program)
{
	struct guard guard = begin_guard(program);

	printf("trawl-fcgi %s\n", trawl_version());
	guard_print(stdout, &guard);
	return finish_output(EXIT_FOUND);
}

/* ------------------------------------------------------------------ */
/* Requests.                                                            */

static const char *
param(char **envp, const char *name)
{
	const char *value = FCGX_GetParam(name, envp);

	return value ? value : "";
}

/* An answer, its text to be freed, or NULL. */
struct served {
	char *text;
	size_t length;
	const struct server *server;
	struct searched searched;
};

static struct served
answer(struct program *program, char **envp)
{
	struct asked asked = {
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
		.agent = param(envp, "HTTP_USER_AGENT"),
		.purpose = *param(envp, "HTTP_SEC_PURPOSE") ?
			param(envp, "HTTP_SEC_PURPOSE") :
			param(envp, "HTTP_PURPOSE"),
	};
	char room[ROUTE_SCRIPT_MAX];
	struct server *server = routes_find(&program->routes, &asked, room);
	struct served served = {.server = server};

	served.text = respond(server, &asked, &served.length,
		&served.searched);
	return served;
}

/* Behind the answer: nobody waits for the log. */
static void
count(const struct program *program, const struct served *served)
{
	const struct searched *searched = &served->searched;

	if (!program->keeper.folder || searched->kind == SEARCHED_NOTHING)
		return;
	keeper_tell(&program->keeper, &(struct asking){
		.kind = searched->kind == SEARCHED_CLICK ? TALLY_CLICK :
			TALLY_SEARCH,
		.place = (uint32_t)routes_number(&program->routes,
			served->server),
		.found = searched->found,
		.text = searched->text,
		.length = strlen(searched->text),
	});
}

/* Plain CGI: this process is for one request. */
static int
serve_once(struct program *program)
{
	if (program->keeper.folder)
		say("a program that answers one request keeps no log");
	alarm(program->kill_after);
	begin_guard(program);
	struct served served = answer(program, environ);

	if (served.text)
		fwrite(served.text, 1, served.length, stdout);
	free(served.text);
	return finish_output(served.text ? EXIT_FOUND : EXIT_TROUBLE);
}

/*
 * What tells of requests, and of the end. Of the workers that wait, a request
 * wakes one, not all; if that one dies, who waits next finds it.
 */
static int
begin_waiting(const struct program *program, int stop)
{
	struct epoll_event end = {.events = EPOLLIN, .data.fd = stop};
	struct epoll_event request = {
		.events = EPOLLIN | EPOLLEXCLUSIVE,
		.data.fd = program->socket,
	};
	int waiting = epoll_create1(EPOLL_CLOEXEC);

	if (waiting < 0)
		return -1;
	if (epoll_ctl(waiting, EPOLL_CTL_ADD, stop, &end) == 0 &&
		epoll_ctl(waiting, EPOLL_CTL_ADD, program->socket,
			&request) == 0)
		return waiting;
	close(waiting);
	return -1;
}

/* Waits for a request; false if the worker is to end. Who waits for longer
   than a moment keeps nothing open that a writer could use. */
static bool
wait_for_request(struct program *program, int waiting, int stop)
{
	struct epoll_event events[2];
	int ready = epoll_wait(waiting, events, 2, MOMENT);

	if (ready == 0)
		routes_rest(&program->routes);
	while (ready == 0 || (ready < 0 && errno == EINTR))
		ready = epoll_wait(waiting, events, 2, -1);
	for (int i = 0; i < ready; i++)
		if (events[i].data.fd == stop)
			return false;
	return ready > 0;
}

/*
 * Answers one request, if no other worker was faster. A connection is closed
 * behind it, whatever the web server wants: who waits on one cannot be asked
 * anything else. The alarm ends a worker that does not get on, be it that the
 * rest of a request does not come.
 */
static bool
serve_request(struct program *program, FCGX_Request *request)
{
	alarm(program->kill_after);
	int code = FCGX_Accept_r(request);

	if (code == 0) {
		struct served served = answer(program, request->envp);

		if (served.text)
			FCGX_PutStr(served.text, (int)served.length,
				request->out);
		free(served.text);
		request->keepConnection = 0;
		FCGX_Finish_r(request);
		count(program, &served);
	}
	alarm(0);
	return code == 0 || code == -EAGAIN || code == -ECONNABORTED;
}

/* The life of a worker. */
static int
serve(void *context, int stop)
{
	struct program *program = context;
	FCGX_Request request;
	int exit_code = EXIT_FOUND;

	keeper_is_elsewhere(&program->keeper);
	if (FCGX_Init() != 0 ||
		FCGX_InitRequest(&request, program->socket, 0) != 0) {
		say("cannot speak FastCGI");
		return EXIT_TROUBLE;
	}
	int waiting = begin_waiting(program, stop);

	if (waiting < 0) {
		say("cannot wait for requests: %s", strerror(errno));
		return EXIT_TROUBLE;
	}
	begin_guard(program);
	routes_open(&program->routes);
	while (exit_code == EXIT_FOUND &&
		wait_for_request(program, waiting, stop)) {
		if (!serve_request(program, &request)) {
			say("cannot take a request: %s", strerror(errno));
			exit_code = EXIT_TROUBLE;
		}
	}
	close(waiting);
	routes_done(&program->routes);
	free(program->template);
	return exit_code;
}

/* The life of the process that keeps the log, and opens nothing else. */
static int
keep_log(void *context, int stop)
{
	struct program *program = context;
	char inside[PATH_MAX];
	const char *const files[] = {inside};
	struct guard guard;

	snprintf(inside, sizeof(inside), "%s/log", program->keeper.folder);
	close(program->socket);
	keeper_is_here(&program->keeper);
	guard_begin(files, 1, &guard);
	int code = keeper_run(&program->keeper, stop);

	free(program->template);
	return code;
}

/* ------------------------------------------------------------------ */

static uint32_t
processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 2 ? 2 : count > POOL_MAX ? POOL_MAX : (uint32_t)count;
}

/* Places of the log are the indexes, by their names. */
static bool
begin_log(struct program *program)
{
	struct keeper *keeper = &program->keeper;
	const struct routes *routes = &program->routes;

	if (!keeper->folder)
		return true;
	for (size_t i = 0; i < routes->count; i++)
		keeper->places[i] = routes->routes[i].name[0] ?
			routes->routes[i].name : "-";
	keeper->place_count = (uint32_t)routes->count;
	return daybook_is_usable(keeper->folder) && keeper_begin(keeper);
}

/* Workers share the socket, so one that another was faster than must not
   wait for the next request with its ears shut. */
static int
serve_with_workers(struct program *program)
{
	struct pool pool = {
		.workers = program->workers > 0 ? program->workers :
			processors(),
		.patience = program->kill_after + 1,
		.work = serve,
		.aside = program->keeper.folder ? keep_log : NULL,
		.reload = load,
		.context = program,
	};
	int flags = fcntl(program->socket, F_GETFL);

	if (flags < 0 ||
		fcntl(program->socket, F_SETFL, flags | O_NONBLOCK) != 0) {
		say("cannot use the socket: %s", strerror(errno));
		return EXIT_TROUBLE;
	}
	if (!begin_log(program))
		return EXIT_TROUBLE;
	program->kept = kept_new();
	dress(program);
	int code = pool_run(&pool);

	kept_free(program->kept);
	return code;
}

static bool
find_socket(struct program *program)
{
	program->socket = program->address ? socket_listen(program->address) :
		socket_given();
	if (program->socket != SOCKET_NONE)
		return program->socket >= 0;
	if (getenv("REQUEST_METHOD"))
		return true;
	say("started by no web server: --listen ADDRESS gives it a socket, "
		"--help tells more");
	return false;
}

static bool
is_sound(struct program *program)
{
	if (program->workers > POOL_MAX) {
		say("--workers takes a number up to %d", POOL_MAX);
		return false;
	}
	if (program->kill_after < 1 || program->kill_after > KILL_AFTER_MAX) {
		say("--kill-after takes a number from 1 to %d",
			KILL_AFTER_MAX);
		return false;
	}
	if (program->keeper.days < 1 || program->keeper.days > LOG_DAYS_MAX) {
		say("--log-days takes a number from 1 to %d", LOG_DAYS_MAX);
		return false;
	}
	if (program->counts_clicks && !program->keeper.folder) {
		say("--clicks counts in a log: --log FOLDER");
		return false;
	}
	if (program->language)
		program->words = words_of(program->language,
			strlen(program->language));
	if (program->language && !program->words)
		say("no language '%s' here: there are en, de and fr",
			program->language);
	return !program->language || program->words;
}

static bool
add_indexes(struct program *program)
{
	const char *named = getenv("TRAWL_INDEX");

	if (program->indexes.count == 0)
		return routes_add(&program->routes,
			named && *named ? named : "articles.trawl");
	for (size_t i = 0; i < program->indexes.count; i++)
		if (!routes_add(&program->routes, program->indexes.texts[i]))
			return false;
	return true;
}

static int
run(struct program *program)
{
	int code = EXIT_TROUBLE;

	if (program->tells_version)
		return tell_version(program);
	if (is_sound(program) && add_indexes(program) && load(program) &&
		find_socket(program))
		code = program->socket >= 0 ? serve_with_workers(program) :
			serve_once(program);
	routes_done(&program->routes);
	free(program->template);
	return code;
}

int
main(int argc, char **argv)
{
	struct program program = {
		.kill_after = KILL_AFTER,
		.budget = BUDGET,
		.keeper = {.days = LOG_DAYS, .ends = {-1, -1}},
	};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXTS, &program.indexes},
		{"template", 0, ARG_TEXT, &program.template_path},
		{"lang", 0, ARG_TEXT, &program.language},
		{"workers", 'n', ARG_COUNT, &program.workers},
		{"listen", 0, ARG_TEXT, &program.address},
		{"budget", 0, ARG_COUNT, &program.budget},
		{"kill-after", 0, ARG_COUNT, &program.kill_after},
		{"log", 0, ARG_TEXT, &program.keeper.folder},
		{"log-days", 0, ARG_COUNT, &program.keeper.days},
		{"clicks", 0, ARG_FLAG, &program.counts_clicks},
		{"version", 0, ARG_FLAG, &program.tells_version},
		ARG_END,
	};

	hold_standard_streams();
	int code = args_read_options(args, usage, argc, argv);

	return code >= 0 ? code : run(&program);
}
