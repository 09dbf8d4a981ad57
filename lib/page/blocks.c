/* blocks.c: tells a caller what became of each block of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/blocks.h"

#include "page/furniture.h"

struct area_name {
	uint32_t flag;
	const char *name;
};

/* The parts of a page that hold no article first. */
static const struct area_name names[] = {{TW_AREA_HIDDEN, "hidden"},
	{TW_AREA_NAV, "nav"}, {TW_AREA_FOOTER, "footer"},
	{TW_AREA_ASIDE, "aside"}, {TW_AREA_FORM, "form"},
	{TW_AREA_COMMENT, "comments"}, {TW_AREA_RELATED, "related"},
	{TW_AREA_SHARE, "share"}, {TW_AREA_NOTICE, "notice"},
	{TW_AREA_PROMO, "promo"}, {TW_AREA_META, "meta"},
	{TW_AREA_FIGURE, "figure"}, {TW_AREA_TABLE, "table"},
	{TW_AREA_HEADER, "header"}, {TW_AREA_BODY, "body"},
	{TW_AREA_ARTICLE, "article"}, {TW_AREA_MAIN, "main"}};

static const char *
area_of(const struct tw_page *page, const struct tw_block *block)
{
	uint32_t all = page->area_count > 0 ? page->areas[block->area].all : 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (all & names[i].flag)
			return names[i].name;
	}
	return "page";
}

static const char *
kind_of(const struct tw_block *block)
{
	static const char *const kinds[TW_BLOCK_KIND_COUNT] = {"paragraph",
		"heading", "item", "quote", "pre", "cell", "caption"};

	return kinds[block->kind];
}

/* What decided: the rule that holds for the page, unless the block is one of
   those that none lets through. */
static const char *
why_of(const struct tw_page *page, const struct tw_block *block)
{
	if (block->byline)
		return "byline";
	if (!block->body && block->furniture != TW_NO_FURNITURE)
		return "furniture";
	switch ((enum tw_body_rule)page->rule) {
	case TW_RULE_ALL:
		return block->body ? "all of it is the article" : "title";
	case TW_RULE_TREES:
		return (block->score >= page->least) == block->body ? "score"
			: block->kind == TW_HEADING ? "title" : "place";
	case TW_RULE_RUN:
		return block->body ? "in the run of prose"
			: "out of the run of prose";
	case TW_RULE_NONE:
		break;
	}
	return "no article was found";
}

void
tw_blocks_tell(const struct tw_page *page,
	const struct trawl_extract_options *options)
{
	for (uint32_t i = 0; options->blocks && i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];
		struct trawl_block told = {
			.size = sizeof(told),
			.text = {block->text.p, block->text.n},
			.kept = block->body,
			.score = block->score,
			.words = block->words,
			.kind = kind_of(block),
			.area = area_of(page, block),
			.why = why_of(page, block),
		};

		options->blocks(options->blocks_context, &told);
	}
}
