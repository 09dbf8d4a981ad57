/* search.c: trawl search: ranked answers to a query. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "args.h"
#include "command.h"
#include "facets.h"
#include "open.h"
#include "pager.h"
#include "recency.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl search [-n N] [--offset N] [--resume TEXT]\n"
	"                    [--since DATE] [--before DATE] [--sort HOW]\n"
	"                    [--facets LIST] [--strict] [--explain] [--json]\n"
	"                    QUERY...\n"
	"\n"
	"Ranked answers to a query, best first.\n"
	"\n"
	"  trawl search partnership integration\n"
	"  trawl search '\"joined up\" +council -transport'\n"
	"  trawl search 'title:housing OR title:homes'\n"
	"  trawl search --since 2019 --before 2023-07 --sort date housing\n"
	"\n"
	"A query is words; any of them is enough, more are better.\n"
	"  +word      must be there        -word      must not\n"
	"  \"a b\"      in exactly this way   a OR b     one of them\n"
	"  a AND b    both                 (a b)      a group\n"
	"  \"a b\"~5    near each other      a NEAR b   the same\n"
	"  beginn*    words that begin so  wom?n *ly  words of that form\n"
	"  speling~   spelt much like it   word^2     counts twice\n"
	"  title:word in the title         author:name category:name\n"
	"  site:example.org lang:en        since:2019 before:2020\n"
	"  date:2014..2019                 date:last-month\n"
	"man trawl-query tells it all.\n"
	"\n"
	"  -n, --limit N       answers to show (10)\n"
	"      --offset N      answers to skip\n"
	"      --resume TEXT   go on after the page whose JSON had this text\n"
	"      --since DATE    only of this day, month or year, or later:\n"
	"                      2019-12-17, 2019-12 or 2019 (also --after)\n"
	"      --before DATE   only of earlier ones: 2020 has none of 2020\n"
	"      --sort HOW      score; date, newest first; -date, oldest first\n"
	"                      title, from A to Z\n"
	"      --recency TIME  what is new counts more, at most twice what is\n"
	"                      old: half of that after 90d, 6w or 2y\n"
	"      --facets LIST   how many of all answers have which values of\n"
	"                      category, author, year, month, language, site\n"
	"      --strict        refuse a query that has to be read otherwise\n"
	"      --now DATE      the day that last-month and ages count from\n"
	"      --language CODE read words in this language; else in that of\n"
	"                      the query, if it shows, or of the index\n"
	"      --no-rerank     rank by words alone, not by where they stand\n"
	"      --no-fold       show all of those that read alike\n"
	"      --keep WHICH    of those is shown: best, newest or longest\n"
	"      --expand        look for what the best answers have in common,\n"
	"                      too: for questions that words fit badly\n"
	"      --budget N      touch about N postings; tells if there is more\n"
	"      --expansions N  words that beginn* and the like stand for (64)\n"
	"      --letters N     letters that a * needs (2)\n"
	"      --explain       what each score is made of, part by part\n"
	"      --json          answers as JSON\n"
	"      --passages N    up to N passages of each, with their places in\n"
	"                      the article's text (JSON)\n"
	"      --color WHEN    auto, always or never\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 found, 1 nothing found, 2 trouble.\n";

struct search {
	const char *index;
	const char *color;
	const char *sort;
	const char *facets;
	const char *recency;
	const char *keep;
	struct trawl_query_options reading;
	struct trawl_search_options options;
	bool strict;
	bool json;
	bool no_rerank;
	bool no_fold;
	bool expand;
	bool explain;
	uint32_t budget;
};

/* The operands with spaces between; to be freed. */
static char *
join(char **words, int count)
{
	size_t n = 1;

	for (int i = 0; i < count; i++)
		n += strlen(words[i]) + 1;
	char *text = malloc(n);
	if (!text)
		return NULL;
	char *p = text;
	for (int i = 0; i < count; i++) {
		size_t length = strlen(words[i]);

		if (i > 0)
			*p++ = ' ';
		memcpy(p, words[i], length);
		p += length;
	}
	*p = '\0';
	return text;
}

static const struct form *
choose_form(const struct search *search)
{
	const char *no_color = getenv("NO_COLOR");
	bool allowed = !no_color || !*no_color;

	if (search->json)
		return &form_json;
	if (equal(search->color, "always"))
		return &form_terminal;
	if (equal(search->color, "auto") && isatty(STDOUT_FILENO) && allowed)
		return &form_terminal;
	return &form_text;
}

static void
say_warnings(const struct answer *answer)
{
	const struct trawl_warning *warnings;
	size_t count = trawl_query_warnings(answer->parsed, &warnings);

	for (size_t i = 0; i < count; i++)
		say("%s", warnings[i].text);
	count = trawl_hits_warnings(answer->hits, &warnings);
	for (size_t i = 0; i < count; i++)
		say("%s", warnings[i].text);
}

static void
say_changes(const struct answer *answer)
{
	const struct trawl_change *changes;
	size_t count = answer_changes(answer, &changes);

	for (size_t i = 0; i < count; i++)
		say("%s: %" PRIu64, changes[i].why, changes[i].total);
}

static void
say_count(const struct answer *answer)
{
	uint64_t total = trawl_hits_total(answer->hits);
	uint32_t count = trawl_hits_count(answer->hits);

	if (trawl_query_is_empty(answer->parsed)) {
		say("there is no word to look for in the query");
	} else if (total == 0) {
		say("nothing found for: %s",
			trawl_query_read_as(answer->parsed));
		say_changes(answer);
	} else if (count == 0) {
		say("there are only %" PRIu64 " answers", total);
	} else if (count < total) {
		say("answers %" PRIu32 " to %" PRIu32 " of %" PRIu64
		    "; --offset %" PRIu32 " shows more",
			answer->offset + 1, answer->offset + count, total,
			answer->offset + count);
	}
}

static int
print_answer(const struct search *search, const struct answer *answer)
{
	if (search->json) {
		form_json.print(stdout, answer);
		return finish_output(trawl_hits_total(answer->hits) > 0
				? EXIT_FOUND : EXIT_NOTHING);
	}
	say_warnings(answer);
	if (trawl_hits_is_partial(answer->hits))
		say("the budget is spent: there may be up to %" PRIu64
		    " answers", trawl_hits_total_most(answer->hits));
	struct pager pager = pager_start();
	choose_form(search)->print(stdout, answer);
	int code = finish_output(trawl_hits_count(answer->hits) > 0
			? EXIT_FOUND : EXIT_NOTHING);
	pager_end(&pager);
	if (isatty(STDERR_FILENO) || code == EXIT_NOTHING)
		say_count(answer);
	if (answer->did_you_mean)
		say("did you mean: %s", answer->did_you_mean);
	return code;
}

static bool
read_sort(struct search *search)
{
	if (equal(search->sort, "score")) {
		search->options.sort = TRAWL_BY_SCORE;
	} else if (equal(search->sort, "date")) {
		search->options.sort = TRAWL_NEWEST_FIRST;
	} else if (equal(search->sort, "-date")) {
		search->options.sort = TRAWL_OLDEST_FIRST;
	} else if (equal(search->sort, "title")) {
		search->options.sort = TRAWL_BY_TITLE;
	} else {
		say("no way to sort: %s; there are score, date, -date and "
			"title", search->sort);
		return false;
	}
	return true;
}

static bool
read_keep(struct search *search)
{
	if (equal(search->keep, "best")) {
		search->options.keep = TRAWL_KEEP_BEST;
	} else if (equal(search->keep, "newest")) {
		search->options.keep = TRAWL_KEEP_NEWEST;
	} else if (equal(search->keep, "longest")) {
		search->options.keep = TRAWL_KEEP_LONGEST;
	} else {
		say("--keep %s: there are best, newest and longest",
			search->keep);
		return false;
	}
	return true;
}

static bool
is_color(const char *when)
{
	if (equal(when, "auto") || equal(when, "always") ||
		equal(when, "never"))
		return true;
	say("--color %s: there are auto, always and never", when);
	return false;
}

static bool
read_recency(struct search *search)
{
	const char *text = search->recency;

	if (!text || read_days(text, strlen(text), &search->options.half_life))
		return true;
	say("--recency %s: write 90d, 6w or 2y, for days, weeks or years",
		text);
	return false;
}

static int
run(const struct search *search, const char *query)
{
	struct session session;
	struct answer answer;
	trawl_error err;

	if (!open_session(search->index, &session))
		return EXIT_TROUBLE;
	int status = answer_query(session.reader,
		(trawl_str){query, strlen(query)}, &search->reading,
		&search->options, &answer, &err);
	int code = EXIT_TROUBLE;
	if (status == TRAWL_OK) {
		if (search->explain)
			status = answer_explain(&answer, &err);
		if (status == TRAWL_OK)
			code = print_answer(search, &answer);
		answer_done(&answer);
	}
	if (status != TRAWL_OK)
		say_error(&err);
	close_session(&session);
	return code;
}

int
command_search(int argc, char **argv)
{
	struct search search = {
		.color = "auto",
		.sort = "score",
		.facets = "",
		.keep = "best",
		.reading.size = sizeof(search.reading),
		.options.size = sizeof(search.options),
	};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &search.index},
		{"limit", 'n', ARG_COUNT, &search.options.limit},
		{"offset", 0, ARG_COUNT, &search.options.offset},
		{"after", 0, ARG_TEXT, &search.options.after},
		{"since", 0, ARG_TEXT, &search.options.after},
		{"before", 0, ARG_TEXT, &search.options.before},
		{"sort", 0, ARG_TEXT, &search.sort},
		{"resume", 0, ARG_TEXT, &search.options.resume},
		{"recency", 0, ARG_TEXT, &search.recency},
		{"facets", 0, ARG_TEXT, &search.facets},
		{"strict", 0, ARG_FLAG, &search.strict},
		{"now", 0, ARG_TEXT, &search.reading.now},
		{"language", 0, ARG_TEXT, &search.reading.language},
		{"no-rerank", 0, ARG_FLAG, &search.no_rerank},
		{"keep", 0, ARG_TEXT, &search.keep},
		{"no-fold", 0, ARG_FLAG, &search.no_fold},
		{"expand", 0, ARG_FLAG, &search.expand},
		{"budget", 0, ARG_COUNT, &search.budget},
		{"expansions", 0, ARG_COUNT, &search.reading.expansions},
		{"letters", 0, ARG_COUNT, &search.reading.letters},
		{"explain", 0, ARG_FLAG, &search.explain},
		{"json", 0, ARG_FLAG, &search.json},
		{"passages", 0, ARG_COUNT, &search.options.passages},
		{"color", 0, ARG_TEXT, &search.color},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (first == argc) {
		say("what shall I search for? for example: trawl search "
		    "partnership");
		return EXIT_TROUBLE;
	}
	if (search.strict)
		search.reading.flags |= TRAWL_STRICT;
	search.options.rerank = search.no_rerank ? 0 : ANSWER_RERANK;
	search.options.fold = !search.no_fold;
	search.options.expand = search.expand;
	search.options.now = search.reading.now;
	search.options.budget = search.budget;
	if (!read_sort(&search) || !read_recency(&search) ||
		!read_keep(&search) || !is_color(search.color) ||
		!read_facets(search.facets, &search.options.facets))
		return EXIT_TROUBLE;
	search.options.fragments = search.json;
	search.options.html = search.json;
	char *query = join(argv + first, argc - first);
	if (!query) {
		say("out of memory");
		return EXIT_TROUBLE;
	}
	code = run(&search, query);
	free(query);
	return code;
}
