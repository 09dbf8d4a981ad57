/* routes.c: the indexes of a site, and which of them a request is for. */
/* SPDX-License-Identifier: MIT */
#include "site/routes.h"

#include <string.h>

#include "say.h"

/* Bytes of the name in front of a file, 0 if there is none. */
static size_t
name_length(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return text[length] == '=' && length <= ROUTE_NAME_MAX ? length : 0;
}

bool
routes_add(struct routes *routes, const char *text)
{
	struct route route = {.name = ""};
	size_t length = name_length(text);

	memcpy(route.name, text, length);
	route.server.path = length > 0 ? text + length + 1 : text;
	for (size_t i = 0; i < routes->count; i++) {
		if (!equal(routes->routes[i].name, route.name))
			continue;
		if (length > 0)
			say("there are two indexes '%s'", route.name);
		else
			say("there are two indexes without a name; say "
				"NAME=FILE");
		return false;
	}
	routes->routes[routes->count++] = route;
	return true;
}

static void
dress(struct server *server, const struct server *like)
{
	server->template = like->template;
	server->words = like->words;
	server->budget = like->budget;
	server->counts_clicks = like->counts_clicks;
	server->kept = like->kept;
	server->look = 0;
}

void
routes_dress(struct routes *routes, const struct server *like)
{
	for (size_t i = 0; i < routes->count; i++)
		dress(&routes->routes[i].server, like);
	dress(&routes->none, like);
}

void
routes_rest(struct routes *routes)
{
	for (size_t i = 0; i < routes->count; i++)
		server_rest(&routes->routes[i].server);
}

size_t
routes_number(const struct routes *routes, const struct server *server)
{
	size_t i = 0;

	while (i < routes->count && &routes->routes[i].server != server)
		i++;
	return i;
}

void
routes_open(struct routes *routes)
{
	for (size_t i = 0; i < routes->count; i++)
		(void)server_open(&routes->routes[i].server, NULL);
}

/* What comes behind "/name", NULL if something else comes first. */
static const char *
behind(const char *path, const char *name)
{
	size_t length = strlen(name);

	if (path[0] != '/' || strncmp(path + 1, name, length) != 0)
		return NULL;
	path += 1 + length;
	return *path == '\0' || *path == '/' ? path : NULL;
}

/* "/search/news"; false if that is too long. */
static bool
join(const char *script, const char *name, char room[ROUTE_SCRIPT_MAX])
{
	size_t length = strlen(script);

	if (length + 1 + strlen(name) >= ROUTE_SCRIPT_MAX)
		return false;
	memcpy(room, script, length);
	room[length] = '/';
	memcpy(room + length + 1, name, strlen(name) + 1);
	return true;
}

struct server *
routes_find(struct routes *routes, struct asked *asked,
	char room[ROUTE_SCRIPT_MAX])
{
	struct server *found = &routes->none;

	for (size_t i = 0; i < routes->count; i++) {
		struct route *route = &routes->routes[i];
		const char *rest = behind(asked->path, route->name);

		if (!route->name[0]) {
			found = &route->server;
		} else if (rest && join(asked->script, route->name, room)) {
			asked->script = room;
			asked->path = rest;
			return &route->server;
		}
	}
	return found;
}

void
routes_done(struct routes *routes)
{
	for (size_t i = 0; i < routes->count; i++)
		server_done(&routes->routes[i].server);
}
