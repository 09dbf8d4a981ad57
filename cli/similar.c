/* similar.c: trawl similar: articles about what one is about. */
/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "args.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl similar [-n N] [--filter QUERY] [--json] ID\n"
	"       trawl similar [-n N] [--filter QUERY] [--json] --text FILE\n"
	"\n"
	"Articles that are about what an article of the index is about, or a\n"
	"text (- is standard input), best first; itself and those that read\n"
	"like it are left out.\n"
	"\n"
	"  trawl similar news/2019/more-with-less.html\n"
	"  trawl similar --filter 'category:news since:2019' news/1\n"
	"\n"
	"  -n, --limit N       answers to show (10)\n"
	"      --filter QUERY  only those that this lets through\n"
	"      --words N       words that say what it is about (25)\n"
	"      --text FILE     a text in place of an article\n"
	"      --json          answers as JSON\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 found, 1 nothing found, 2 trouble.\n";

#define TEXT_MAX (1u << 20)

struct similar {
	const char *index;
	const char *text;
	bool json;
	struct trawl_similar_options options;
	struct trawl_search_options search;
};

static int
read_text(const char *path, trawl_article **ret, trawl_error *err)
{
	static char text[TEXT_MAX];
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");

	if (!file) {
		err->status = TRAWL_ENOENT;
		snprintf(err->text, sizeof(err->text), "%s cannot be read",
			path);
		return TRAWL_ENOENT;
	}
	size_t n = fread(text, 1, sizeof(text), file);

	if (file != stdin)
		fclose(file);
	int status = trawl_article_new(ret, err);

	if (status != TRAWL_OK)
		return status;
	status = trawl_article_set(*ret, TRAWL_TEXT, text, n, err);
	if (status != TRAWL_OK)
		trawl_article_free(*ret);
	return status;
}

static int
answer_it(const struct similar *similar, trawl_reader *reader,
	const trawl_article *article, struct answer *ret, trawl_error *err)
{
	trawl_query *query;
	int status = trawl_similar(reader, article, &similar->options, &query,
		err);

	if (status != TRAWL_OK)
		return status;
	const char *text = trawl_query_read_as(query);

	status = answer_query(reader, (trawl_str){text, strlen(text)}, NULL,
		&similar->search, ret, err);
	/* The answer borrows the text. */
	if (status == TRAWL_OK)
		ret->query = (trawl_str){trawl_query_read_as(ret->parsed),
			strlen(trawl_query_read_as(ret->parsed))};
	trawl_query_free(query);
	return status;
}

static int
print_it(const struct similar *similar, const struct answer *answer)
{
	bool found = trawl_hits_count(answer->hits) > 0;

	(similar->json ? &form_json : &form_text)->print(stdout, answer);
	if (!found)
		say("nothing is similar");
	return finish_output(found ? EXIT_FOUND : EXIT_NOTHING);
}

static int
run(const struct similar *similar, const char *id)
{
	struct session session;
	struct answer answer;
	trawl_article *article = NULL;
	trawl_error err;
	int code = EXIT_TROUBLE;

	if (!open_session(similar->index, &session))
		return EXIT_TROUBLE;
	int status = similar->text ?
		read_text(similar->text, &article, &err) :
		trawl_reader_get(session.reader, id, strlen(id), &article,
			&err);

	if (status == TRAWL_OK) {
		status = answer_it(similar, session.reader, article, &answer,
			&err);
		trawl_article_free(article);
	} else if (status == TRAWL_END) {
		say("there is no article with the id %s", id);
		code = EXIT_NOTHING;
	}
	if (status == TRAWL_OK) {
		code = print_it(similar, &answer);
		answer_done(&answer);
	} else if (status < 0) {
		code = say_error(&err);
	}
	close_session(&session);
	return code;
}

int
command_similar(int argc, char **argv)
{
	struct similar similar = {
		.options.size = sizeof(similar.options),
		.search.size = sizeof(similar.search),
		.search.fold = 1,
	};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &similar.index},
		{"limit", 'n', ARG_COUNT, &similar.search.limit},
		{"filter", 0, ARG_TEXT, &similar.options.filter},
		{"words", 0, ARG_COUNT, &similar.options.words},
		{"text", 0, ARG_TEXT, &similar.text},
		{"json", 0, ARG_FLAG, &similar.json},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != (similar.text ? 0 : 1)) {
		say("similar takes the id of one article, as search prints "
		    "it, or --text FILE");
		return EXIT_TROUBLE;
	}
	similar.search.html = similar.json;
	return run(&similar, argv[first]);
}
