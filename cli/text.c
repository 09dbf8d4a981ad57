/* text.c: prints answers as text, plain or for a terminal. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "facets.h"
#include "say.h"

struct style {
	const char *title;
	const char *faint;
	const char *mark;
	const char *mark_off;
	const char *off;
};

static const struct style plain = {"", "", "**", "**", ""};
static const struct style colour = {
	"\033[1m", "\033[2m", "\033[1;33m", "\033[0m", "\033[0m"};

/* " · " before all but the first of a line's parts. */
static void
separate(FILE *out, bool *first)
{
	if (!*first)
		fputs(" · ", out);
	*first = false;
}

static void
print_about(FILE *out, const struct trawl_hit *hit, const struct style *style)
{
	bool first = true;

	if (hit->date.length + hit->author.length + hit->category.length == 0)
		return;
	fprintf(out, "   %s", style->faint);
	if (hit->author.length > 0) {
		separate(out, &first);
		print_values(out, hit->author, ", ", print_safe);
	}
	if (hit->date.length > 0) {
		separate(out, &first);
		print_date(out, hit->date);
	}
	if (hit->category.length > 0) {
		separate(out, &first);
		print_values(out, hit->category, ", ", print_safe);
	}
	fprintf(out, "%s\n", style->off);
}

static void
print_hit(FILE *out, const struct trawl_hit *hit, const struct style *style)
{
	fprintf(out, "%" PRIu64 ". %s", hit->rank, style->title);
	if (hit->title.length > 0)
		print_safe(out, hit->title);
	else
		print_safe(out, hit->id);
	fprintf(out, "%s\n", style->off);
	print_about(out, hit, style);
	if (hit->snippet.length > 0) {
		fputs("   ", out);
		print_marked(out, hit->snippet, hit->snippet_marks,
			hit->snippet_mark_count, style->mark, style->mark_off,
			print_safe);
		fputc('\n', out);
	}
	fprintf(out, "   %s", style->faint);
	print_safe(out, hit->url.length > 0 ? hit->url : hit->id);
	fprintf(out, "%s\n", style->off);
	if (hit->more > 0)
		fprintf(out, "   %s%" PRIu32 " more like this%s\n",
			style->faint, hit->more, style->off);
}

/* The parts of a score, those of a part deeper than it. */
static void
print_explanation(FILE *out, const struct trawl_explanation *told,
	const struct style *style)
{
	fprintf(out, "   %s%s%s\n", style->faint, told->line, style->off);
	for (size_t i = 0; i < told->count; i++) {
		const struct trawl_part *part = &told->parts[i];

		fprintf(out, "   %s%*s%s%9.4f  ", style->faint,
			(int)(2 * part->depth), "",
			part->parent != i && told->parts[part->parent].how ==
			TRAWL_PART_PRODUCT ? "x" : " ", (double)part->value);
		print_safe(out, part->text);
		fprintf(out, "%s\n", style->off);
	}
}

static void
print(FILE *out, const struct answer *answer, const struct style *style)
{
	uint32_t count = trawl_hits_count(answer->hits);

	for (uint32_t i = 0; i < count; i++) {
		struct trawl_hit hit = answer_hit(answer, i);

		print_hit(out, &hit, style);
		if (answer->explained)
			print_explanation(out, &answer->explained[i], style);
		fputc('\n', out);
	}
	print_facets(out, answer->hits);
}

static void
print_plain(FILE *out, const struct answer *answer)
{
	print(out, answer, &plain);
}

static void
print_colour(FILE *out, const struct answer *answer)
{
	print(out, answer, &colour);
}

const struct form form_text = {"text/plain; charset=utf-8", print_plain};
const struct form form_terminal = {"text/plain; charset=utf-8", print_colour};
