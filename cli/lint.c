/* lint.c: trawl lint: what is wrong with the articles of an index. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "args.h"
#include "command.h"
#include "idset.h"
#include "json.h"
#include "open.h"
#include "paragraphs.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl lint [--json]\n"
	"\n"
	"Prints what is wrong with articles, a line each: `id: problem`.\n"
	"\n"
	"  no date            neither the page nor its address tells one\n"
	"  future date        it is after tomorrow\n"
	"  date conflict      the address has another one\n"
	"  thin text          fewer than 50 words\n"
	"  duplicate          it reads like another article\n"
	"  wrong language     the text is in another than the article's\n"
	"  template only      nearly all of it stands in other articles too\n"
	"\n"
	"      --json          an object\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 nothing is wrong, 1 something is, 2 trouble.\n";

#define THIN_WORDS 50
#define OWN_WORDS 20		/* fewer are a template's page */
#define MANY 4			/* articles that have a template's line */

enum problem {
	NO_DATE,
	FUTURE_DATE,
	DATE_CONFLICT,
	THIN_TEXT,
	DUPLICATE,
	WRONG_LANGUAGE,
	TEMPLATE_ONLY,
	PROBLEM_COUNT
};

static const char *const names[PROBLEM_COUNT] = {"no date", "future date",
	"date conflict", "thin text", "duplicate", "wrong language",
	"template only"};

struct job {
	struct json json;
	bool as_json;
	const char *language;	/* of the index */
	char tomorrow[16];
	struct idset *alike;	/* articles in groups */
	struct paragraphs paragraphs;
	uint64_t articles;
	uint64_t found[PROBLEM_COUNT];
	bool no_memory;
};

static void
report(struct job *job, trawl_str id, enum problem problem, trawl_str detail)
{
	job->found[problem]++;
	if (job->as_json) {
		json_open(&job->json, NULL, '{');
		json_text(&job->json, "id", id);
		json_zero_terminated(&job->json, "problem", names[problem]);
		if (detail.length > 0)
			json_text(&job->json, "detail", detail);
		json_close(&job->json, '}');
		return;
	}
	printf("%.*s: %s", (int)id.length, id.bytes, names[problem]);
	if (detail.length > 0)
		printf(" (%.*s)", (int)detail.length, detail.bytes);
	putchar('\n');
}

/* A detail of a few words; what does not fit is cut. */
static void
report_words(struct job *job, trawl_str id, enum problem problem,
	const char *detail)
{
	report(job, id, problem, (trawl_str){detail, strlen(detail)});
}

/* ------------------------------------------------------------------ */

static int
number(const char *p, size_t digits)
{
	int n = 0;

	for (size_t i = 0; i < digits; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		n = n * 10 + (p[i] - '0');
	}
	return n;
}

/* "/2019/12/17/" or "/2019-12-17-" in an address, as "2019-12-17" or, where
   there is no day, "2019-12"; false if there is none. */
static bool
date_of_address(trawl_str url, char ret[11])
{
	for (size_t i = 0; i + 9 <= url.length; i++) {
		const char *p = url.bytes + i;
		bool has_day = i + 12 <= url.length && p[8] == p[5];
		int month = number(p + 6, 2);
		int day = has_day ? number(p + 9, 2) : -1;

		if (p[0] != '/' || (p[5] != '/' && p[5] != '-') ||
			number(p + 1, 4) < 1980 || number(p + 1, 4) > 2100 ||
			month < 1 || month > 12 || (p[8] != p[5]))
			continue;
		snprintf(ret, 11, "%.4s-%.2s", p + 1, p + 6);
		if (day >= 1 && day <= 31)
			snprintf(ret + 7, 4, "-%.2s", p + 9);
		return true;
	}
	return false;
}

/* A day more or less is the zone's. */
static bool
differ(const char *a, trawl_str b)
{
	size_t n = strlen(a) < b.length ? strlen(a) : b.length;
	int days;

	if (memcmp(a, b.bytes, n) == 0)
		return false;
	if (n < 10 || memcmp(a, b.bytes, 7) != 0)
		return true;
	days = number(a + 8, 2) - number(b.bytes + 8, 2);
	return days < -1 || days > 1;
}

static void
check_date(struct job *job, const trawl_article *article, trawl_str id)
{
	trawl_str date = trawl_article_get(article, TRAWL_DATE);
	char told[11];

	if (date.length == 0) {
		report_words(job, id, NO_DATE, "");
		return;
	}
	if (memcmp(date.bytes, job->tomorrow, date.length) > 0)
		report(job, id, FUTURE_DATE, date);
	if (date_of_address(trawl_article_get(article, TRAWL_URL), told) &&
		differ(told, date)) {
		char detail[64];

		snprintf(detail, sizeof(detail), "%.*s, its address says %s",
			(int)date.length, date.bytes, told);
		report_words(job, id, DATE_CONFLICT, detail);
	}
}

static void
check_text(struct job *job, const trawl_article *article, trawl_str id)
{
	trawl_str text = trawl_article_get(article, TRAWL_TEXT);
	struct words words = paragraphs_words(&job->paragraphs, text, MANY);
	char detail[64];

	if (words.all < THIN_WORDS) {
		snprintf(detail, sizeof(detail), "%" PRIu64 " word%s",
			words.all, words.all == 1 ? "" : "s");
		report_words(job, id, THIN_TEXT, detail);
	}
	if (words.own < OWN_WORDS && words.own < words.all &&
		!idset_has(job->alike, id)) {
		snprintf(detail, sizeof(detail),
			"%" PRIu64 " of %" PRIu64 " words are its own",
			words.own, words.all);
		report_words(job, id, TEMPLATE_ONLY, detail);
	}
}

static void
check_language(struct job *job, const trawl_article *article, trawl_str id)
{
	trawl_str text = trawl_article_get(article, TRAWL_TEXT);
	trawl_str told = trawl_article_get(article, TRAWL_LANGUAGE);
	const char *reads = trawl_language_of(text.bytes, text.length);
	char detail[64];

	if (told.length == 0)
		told = (trawl_str){job->language, strlen(job->language)};
	if (!reads || (strlen(reads) == told.length &&
			memcmp(reads, told.bytes, told.length) == 0))
		return;
	snprintf(detail, sizeof(detail), "%.*s, it reads as %s",
		(int)told.length, told.bytes, reads);
	report_words(job, id, WRONG_LANGUAGE, detail);
}

/* ------------------------------------------------------------------ */

static int
take_duplicates(void *context, const trawl_str *ids, size_t count)
{
	struct job *job = context;

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			report(job, ids[i], DUPLICATE, ids[0]);
		if (!idset_add(job->alike, ids[i])) {
			job->no_memory = true;
			return TRAWL_END;
		}
	}
	return TRAWL_OK;
}

static int
count_lines(void *context, const trawl_article *article)
{
	struct job *job = context;

	job->no_memory = !paragraphs_add(&job->paragraphs,
		trawl_article_get(article, TRAWL_TEXT));
	return job->no_memory ? TRAWL_END : TRAWL_OK;
}

static int
check_article(void *context, const trawl_article *article)
{
	struct job *job = context;
	trawl_str id = trawl_article_get(article, TRAWL_ID);

	job->articles++;
	check_date(job, article, id);
	check_text(job, article, id);
	check_language(job, article, id);
	return ferror(stdout) ? TRAWL_END : TRAWL_OK;
}

static int
check_all(struct job *job, trawl_reader *reader)
{
	trawl_error err;
	int status = trawl_reader_duplicates(reader, TRAWL_KEEP_NEWEST,
		take_duplicates, job, &err);

	if (status == TRAWL_OK)
		status = trawl_reader_each(reader, count_lines, job, &err);
	if (status == TRAWL_OK)
		status = trawl_reader_each(reader, check_article, job, &err);
	if (job->no_memory) {
		say("out of memory");
		return EXIT_TROUBLE;
	}
	return status < 0 ? say_error(&err) : EXIT_FOUND;
}

static uint64_t
sum(const struct job *job)
{
	uint64_t all = 0;

	for (int i = 0; i < PROBLEM_COUNT; i++)
		all += job->found[i];
	return all;
}

static void
say_summary(const struct job *job)
{
	char text[400];
	size_t n = 0;

	for (int i = 0; i < PROBLEM_COUNT; i++) {
		if (job->found[i] == 0)
			continue;
		n += (size_t)snprintf(text + n, sizeof(text) - n,
			"%s%" PRIu64 " %s", n > 0 ? ", " : "", job->found[i],
			names[i]);
	}
	say("%" PRIu64 " article%s: %s", job->articles,
		job->articles == 1 ? "" : "s", n > 0 ? text
						     : "nothing is wrong");
}

static void
set_tomorrow(struct job *job)
{
	time_t day = time(NULL) + 24 * 60 * 60;
	struct tm date;

	gmtime_r(&day, &date);
	strftime(job->tomorrow, sizeof(job->tomorrow), "%Y-%m-%d", &date);
}

static int
lint(struct job *job, const char *index)
{
	struct session session;

	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	job->language = trawl_reader_language(session.reader);
	set_tomorrow(job);
	if (job->as_json) {
		json_open(&job->json, NULL, '{');
		json_number(&job->json, "v", 1);
		json_open(&job->json, "problems", '[');
	}
	int code = check_all(job, session.reader);
	if (job->as_json) {
		json_close(&job->json, ']');
		json_number(&job->json, "articles", job->articles);
		json_close(&job->json, '}');
		putchar('\n');
	}
	close_session(&session);
	if (code == EXIT_FOUND && !job->as_json)
		say_summary(job);
	return code == EXIT_FOUND && sum(job) > 0 ? EXIT_NOTHING : code;
}

int
command_lint(int argc, char **argv)
{
	struct job job = {.json = {.out = stdout}};
	const char *index = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		{"json", 0, ARG_FLAG, &job.as_json},
		ARG_END,
	};
	int code = args_read_options(args, usage, argc, argv);

	if (code >= 0)
		return code;
	job.alike = idset_new();
	if (!job.alike) {
		say("out of memory");
		return EXIT_TROUBLE;
	}
	code = lint(&job, index);
	idset_free(job.alike);
	paragraphs_done(&job.paragraphs);
	return finish_output(code);
}
