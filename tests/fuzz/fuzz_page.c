/* fuzz_page.c: any bytes as a page, of the type it seems and of another. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "page/extract.h"
#include "text/utf8.h"

const char *const fuzz_seeds[] = {
	"corpus/feeds", "corpus/html", "corpus/markdown", "corpus/text",
	"tests/fuzz/forms", "tests/fuzz/seeds/page", NULL
};

static int
check_article(void *context, trawl_article *article, const trawl_error *reason)
{
	(void)context;
	FUZZ_CHECK((article == NULL) == (reason != NULL));
	if (article == NULL)
		return TRAWL_OK;
	for (int f = 0; f < TRAWL_FIELD_COUNT; f++)
		FUZZ_CHECK(tw_utf8_valid(tw_article_get(article,
			(enum trawl_field)f)));
	FUZZ_CHECK(tw_article_get(article, TRAWL_ID).n <= TW_ID_MAX);
	return TRAWL_OK;
}

static void
try_type(struct tw_str page, int type)
{
	struct trawl_extract_options options = {
		.size = sizeof(options),
		.type = (enum trawl_type)type,
		.name = "page",
		.now = "2026-01-01",
	};
	int status = tw_extract(page, &options, check_article, NULL, NULL);

	FUZZ_CHECK(status == TRAWL_OK || status == TRAWL_EFULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct tw_str page = tw_str((const char *)bytes, length);

	try_type(page, TRAWL_TYPE_AUTO);
	try_type(page, TRAWL_TYPE_TEXT + (int)(length % 8));
	return 0;
}
