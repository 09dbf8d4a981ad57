/* test_routes.c: which index is meant is looked up, never made of a request. */
/* SPDX-License-Identifier: MIT */
#include "site/routes.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* Of another part of the program, which nothing here answers. */
int
server_open(struct server *server, trawl_error *err)
{
	(void)server;
	(void)err;
	return TRAWL_ENOENT;
}

void
server_done(struct server *server)
{
	server->index = NULL;
}

void
server_rest(struct server *server)
{
	server->reader = NULL;
}

static struct routes
of_three(void)
{
	struct routes routes = {.count = 0};

	assert_true(routes_add(&routes, "all.trawl"));
	assert_true(routes_add(&routes, "news=dir/news.trawl"));
	assert_true(routes_add(&routes, "old-news_2=old.trawl"));
	return routes;
}

/* The file that a path leads to, with what is left of script and path. */
static void
expect(const char *path, const char *file, const char *script,
	const char *rest)
{
	struct routes routes = of_three();
	struct asked asked = {.script = "/search", .path = path};
	char room[ROUTE_SCRIPT_MAX];
	struct server *server = routes_find(&routes, &asked, room);

	assert_string_equal(server->path, file);
	assert_string_equal(asked.script, script);
	assert_string_equal(asked.path, rest);
}

static void
test_routes_find_by_name(void **state)
{
	(void)state;
	expect("", "all.trawl", "/search", "");
	expect("/news", "dir/news.trawl", "/search/news", "");
	expect("/news/style.css", "dir/news.trawl", "/search/news",
		"/style.css");
	expect("/old-news_2", "old.trawl", "/search/old-news_2", "");
}

static void
test_routes_leave_other_paths_to_the_nameless(void **state)
{
	static const char *const paths[] = {"/", "/style.css", "/new",
		"/newsy", "/News", "//news", "/../news", "/dir/news.trawl",
		"/all.trawl", "/news%00", "news"};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		expect(paths[i], "all.trawl", "/search", paths[i]);
}

static void
test_routes_have_nothing_where_there_are_only_names(void **state)
{
	struct routes routes = {.count = 0};
	struct asked asked = {.script = "/search", .path = ""};
	char room[ROUTE_SCRIPT_MAX];

	(void)state;
	assert_true(routes_add(&routes, "news=news.trawl"));
	assert_null(routes_find(&routes, &asked, room)->path);
	asked.path = "/nosuch";
	assert_null(routes_find(&routes, &asked, room)->path);
}

static void
test_routes_take_each_name_once(void **state)
{
	struct routes routes = of_three();

	(void)state;
	assert_false(routes_add(&routes, "other.trawl"));
	assert_false(routes_add(&routes, "news=other.trawl"));
	assert_int_equal(routes.count, 3);
}

/* What is no name is a part of the file's: "a/b=c", "News=x". */
static void
test_routes_take_what_is_no_name_for_a_file(void **state)
{
	static const char *const files[] = {"a/b=c.trawl", "News=x.trawl",
		"=x.trawl", "n\xC3\xA9ws=x.trawl",
		"abcdefghijklmnopqrstuvwxyz0123456=x.trawl"};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct routes routes = {.count = 0};

		assert_true(routes_add(&routes, files[i]));
		assert_string_equal(routes.routes[0].name, "");
		assert_string_equal(routes.routes[0].server.path, files[i]);
	}
}

static void
test_routes_bear_a_script_of_any_length(void **state)
{
	struct routes routes = of_three();
	char script[ROUTE_SCRIPT_MAX + 10];
	char room[ROUTE_SCRIPT_MAX];

	(void)state;
	memset(script, 'x', sizeof(script));
	for (size_t length = ROUTE_SCRIPT_MAX - 10; length < sizeof(script);
		length++) {
		struct asked asked = {.script = script, .path = "/news"};

		script[length] = '\0';
		struct server *server = routes_find(&routes, &asked, room);
		bool fits = length + strlen("/news") < ROUTE_SCRIPT_MAX;

		assert_string_equal(server->path,
			fits ? "dir/news.trawl" : "all.trawl");
		assert_int_equal(strlen(asked.script), fits ?
			length + strlen("/news") : length);
		script[length] = 'x';
	}
}

static void
test_routes_dress_all_alike(void **state)
{
	struct routes routes = of_three();
	const struct server like = {.template = "{{main}}", .budget = 7,
		.counts_clicks = true};

	(void)state;
	routes_dress(&routes, &like);
	for (size_t i = 0; i < routes.count; i++) {
		assert_string_equal(routes.routes[i].server.template,
			"{{main}}");
		assert_int_equal(routes.routes[i].server.budget, 7);
		assert_true(routes.routes[i].server.counts_clicks);
	}
	assert_string_equal(routes.none.template, "{{main}}");
	assert_null(routes.none.path);
}

static void
test_routes_number_their_servers(void **state)
{
	struct routes routes = of_three();

	(void)state;
	for (size_t i = 0; i < routes.count; i++)
		assert_int_equal(routes_number(&routes,
			&routes.routes[i].server), i);
	assert_int_equal(routes_number(&routes, &routes.none), routes.count);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes_find_by_name),
		cmocka_unit_test(
			test_routes_leave_other_paths_to_the_nameless),
		cmocka_unit_test(
			test_routes_have_nothing_where_there_are_only_names),
		cmocka_unit_test(test_routes_take_each_name_once),
		cmocka_unit_test(test_routes_take_what_is_no_name_for_a_file),
		cmocka_unit_test(test_routes_bear_a_script_of_any_length),
		cmocka_unit_test(test_routes_dress_all_alike),
		cmocka_unit_test(test_routes_number_their_servers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
