/* words_en.c: what the site says in English. */
/* SPDX-License-Identifier: MIT */
#include "site/words.h"

const struct words words_en = {
	.code = "en",
	.dir = "ltr",
	.thousands = ",",
	.behind_day = "",
	.first_day = "1",
	.months = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November",
		"December"},
	.text = {
		[SAY_NOTHING] = "",
		[SAY_SEARCH] = "Search",
		[SAY_LABEL] = "Search the articles",
		[SAY_FOUND_ONE] = "1 article found",
		[SAY_FOUND] = "%1 articles found",
		[SAY_FOUND_PART] = "Articles %1 to %2 of %3",
		[SAY_FOUND_ALIKE] =
			"Articles %1 to %2 of %3, alike ones shown once",
		[SAY_LAST_ALIKE] =
			"Articles %1 to %2, the last; the others of %3 read "
			"like one of those shown",
		[SAY_NO_MORE] =
			"There are no more: the others of %1 articles read "
			"like one of those shown.",
		[SAY_BEYOND] = "There are only %1 articles.",
		[SAY_PARTIAL] =
			"Not all articles were looked at, as that would "
			"have taken too long: look for rarer words.",
		[SAY_NONE] = "Nothing found.",
		[SAY_NONE_HELP] =
			"Look at the spelling, or try other words, or fewer.",
		[SAY_THESE_FIND] = "These searches find something:",
		[SAY_ARTICLE] = "1 article",
		[SAY_ARTICLES] = "%1 articles",
		[SAY_DID_YOU_MEAN] = "Did you mean",
		[SAY_PASSAGE] = "Show in the article",
		[SAY_ALIKE] = "%1 more like this",
		[SAY_FILTERS] = "Filter and sort",
		[SAY_SORT] = "Order",
		[SAY_BY_SCORE] = "Best match first",
		[SAY_NEWEST] = "Newest first",
		[SAY_OLDEST] = "Oldest first",
		[SAY_BY_TITLE] = "By title",
		[SAY_CATEGORY] = "Category",
		[SAY_AUTHOR] = "Author",
		[SAY_ANY] = "Any",
		[SAY_DATE] = "Date",
		[SAY_YEARS] = "Years",
		[SAY_ANY_YEAR] = "Any",
		[SAY_FROM] = "From",
		[SAY_TO] = "To",
		[SAY_APPLY] = "Apply",
		[SAY_CLEAR] = "Remove all filters",
		[SAY_PAGES] = "Pages",
		[SAY_PREVIOUS] = "Previous",
		[SAY_NEXT] = "Next",
		[SAY_PAGE] = "Page %1",
		[SAY_PAGE_OF] = "Page %1 of %2",
		[SAY_FEED] = "Feed of this search",
		[SAY_EMPTY] = "Write what to search for.",
		[SAY_UNAVAILABLE] =
			"The search is not available at the moment. Please "
			"try again in a minute.",
		[SAY_FAILED] =
			"The search failed. Please try again in a minute.",
		[SAY_METHOD] = "This page can only be read.",
		[SAY_NOT_FOUND] = "There is no such page.",
		[SAY_LONG_QUERY] = "The search is longer than 512 bytes.",
		[SAY_LONG_ADDRESS] = "The address is too long.",
		[SAY_MANY_WORDS] = "A search has at most 32 words.",
		[SAY_MANY_PATTERNS] =
			"A search has at most 4 words with * or ? within, "
			"or ~ behind.",
		[SAY_BAD_PAGE] = "The page must be a number from 1 to 100.",
		[SAY_BAD_FORMAT] = "There is no such format.",
		[SAY_BAD_DATE] = "A date is like 2019-12-17, 2019-12 or 2019.",
		[SAY_BAD_SORT] =
			"The order must be score, newest, oldest or title.",
		[SAY_BAD_OPTION] = "A parameter has no such value.",
		[SAY_LONG_FILTER] = "The category or author is too long.",
	},
};
