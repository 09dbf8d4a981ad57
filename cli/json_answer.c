/* json_answer.c: prints answers as JSON. */
/* SPDX-License-Identifier: MIT */
#include "answer.h"
#include "facets.h"
#include "json.h"

static void
print_ranges(struct json *json, const char *key,
	const struct trawl_range *ranges, size_t count)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(json, NULL, '[');
		json_number(json, NULL, ranges[i].start);
		json_number(json, NULL, ranges[i].end);
		json_close(json, ']');
	}
	json_close(json, ']');
}

static void
print_text_if_any(struct json *json, const char *key, trawl_str text)
{
	if (text.length > 0)
		json_text(json, key, text);
}

/* Ranges are bytes of the article's text. */
static void
print_passages(struct json *json, const struct trawl_hit *hit)
{
	json_open(json, "passages", '[');
	for (size_t i = 0; i < hit->passage_count; i++) {
		const struct trawl_passage *passage = &hit->passages[i];

		json_open(json, NULL, '{');
		json_text(json, "text", passage->html);
		print_ranges(json, "parts", passage->parts,
			passage->part_count);
		print_ranges(json, "marks", passage->places,
			passage->mark_count);
		print_text_if_any(json, "fragment", passage->fragment);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
print_explanation(struct json *json, const struct trawl_explanation *told)
{
	static const char *const how[] = {"number", "sum", "product"};

	json_open(json, "explain", '{');
	json_zero_terminated(json, "line", told->line);
	json_open(json, "parts", '[');
	for (size_t i = 0; i < told->count; i++) {
		const struct trawl_part *part = &told->parts[i];

		json_open(json, NULL, '{');
		json_number(json, "depth", part->depth);
		json_zero_terminated(json, "how", how[part->how]);
		json_float(json, "value", part->value);
		json_text(json, "text", part->text);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

static void
print_hit(struct json *json, const struct answer *answer, uint32_t i,
	const struct trawl_hit *hit)
{
	json_open(json, NULL, '{');
	json_number(json, "rank", hit->rank);
	json_text(json, "id", hit->id);
	print_text_if_any(json, "url", hit->url);
	print_text_if_any(json, "fragment", hit->fragment);
	json_text(json, "title", hit->title);
	json_values(json, "author", hit->author);
	print_text_if_any(json, "date", hit->date);
	json_values(json, "category", hit->category);
	print_text_if_any(json, "language", hit->language);
	json_float(json, "score", hit->score);
	if (answer->folds)
		json_number(json, "more", hit->more);
	json_text(json, "snippet", hit->snippet_html);
	if (answer->shows_passages)
		print_passages(json, hit);
	if (answer->explained)
		print_explanation(json, &answer->explained[i]);
	json_close(json, '}');
}

static void
print_warnings(struct json *json, const struct trawl_warning *warnings,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_open(json, NULL, '{');
		json_number(json, "offset", warnings[i].offset);
		json_zero_terminated(json, "text", warnings[i].text);
		json_close(json, '}');
	}
}

static void
print_all_warnings(struct json *json, const struct answer *answer)
{
	const struct trawl_warning *warnings;
	size_t count = answer_warnings(answer, &warnings);

	json_open(json, "warnings", '[');
	print_warnings(json, warnings, count);
	count = trawl_hits_warnings(answer->hits, &warnings);
	print_warnings(json, warnings, count);
	json_close(json, ']');
}

static void
print_changes(struct json *json, const struct answer *answer)
{
	const struct trawl_change *changes;
	size_t count = answer_changes(answer, &changes);

	json_open(json, "relaxed", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(json, NULL, '{');
		json_zero_terminated(json, "query", changes[i].query);
		json_number(json, "total", changes[i].total);
		json_zero_terminated(json, "why", changes[i].why);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
print(FILE *out, const struct answer *answer)
{
	struct json json = {.out = out};
	const char *resume;

	json_open(&json, NULL, '{');
	json_number(&json, "v", 1);
	json_text(&json, "query", answer->query);
	json_zero_terminated(&json, "read_as",
		trawl_query_read_as(answer->parsed));
	json_number(&json, "total", trawl_hits_total(answer->hits));
	if (trawl_hits_is_partial(answer->hits))
		json_number(&json, "partial_of_at_most",
			trawl_hits_total_most(answer->hits));
	json_number(&json, "took_us", answer->took_us);
	json_open(&json, "hits", '[');
	for (uint32_t i = 0; i < trawl_hits_count(answer->hits); i++) {
		struct trawl_hit hit = answer_hit(answer, i);

		print_hit(&json, answer, i, &hit);
	}
	json_close(&json, ']');
	if (trawl_hits_resume(answer->hits, &resume, NULL) == TRAWL_OK)
		json_zero_terminated(&json, "resume", resume);
	else
		json_null(&json, "resume");
	print_facets_json(&json, answer->hits);
	if (answer->did_you_mean)
		json_zero_terminated(&json, "did_you_mean",
			answer->did_you_mean);
	else
		json_null(&json, "did_you_mean");
	print_changes(&json, answer);
	print_all_warnings(&json, answer);
	json_close(&json, '}');
	fputc('\n', out);
}

const struct form form_json = {"application/json; charset=utf-8", print};
