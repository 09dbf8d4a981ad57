/* fuzz_words.c: any bytes through the UTF-8 gate and the analyzer. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/buf.h"
#include "text/analyzer.h"
#include "text/sentence.h"
#include "text/utf8.h"

const char *const fuzz_seeds[] = {
	"corpus/text", "tests/data/words.test", "tests/data/meet.test", NULL
};

struct seen {
	size_t length;		/* of the text */
	uint32_t next;		/* position that the next MAIN token has */
	uint32_t word;
};

static int
check_token(void *context, const struct tw_token *token)
{
	struct seen *seen = context;
	bool is_main = token->kind == TW_TOKEN_MAIN;

	FUZZ_CHECK(token->start < token->end && token->end <= seen->length);
	FUZZ_CHECK(token->term_length > 0);
	FUZZ_CHECK(token->term_length <= TW_TERM_MAX);
	FUZZ_CHECK(tw_utf8_valid(tw_str(token->term, token->term_length)));
	FUZZ_CHECK(token->word >= seen->word);
	FUZZ_CHECK(is_main ? token->position == seen->next :
		token->position < seen->next);
	seen->word = token->word;
	if (is_main)
		seen->next++;
	return TRAWL_OK;
}

static void
check_sentences(struct tw_str text)
{
	size_t at = 0;

	while (at < text.n) {
		size_t end = tw_sentence_end(text, at);
		FUZZ_CHECK(end > at && end <= text.n);
		at = end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const languages[] = {"en", "de", "fr", "tr", "xx"};
	struct tw_str raw = tw_str((const char *)bytes, length);
	struct tw_analyzer *analyzer = NULL;
	struct tw_buf text = {0};

	uint64_t replaced = tw_utf8_clean(raw, &text);
	FUZZ_CHECK(tw_utf8_valid(tw_buf_str(&text)));
	FUZZ_CHECK((replaced == 0) == tw_str_equal(raw, tw_buf_str(&text)));
	const char *language = languages[length % 5];
	if (tw_analyzer_new(language, &analyzer, NULL) == TRAWL_OK) {
		struct seen seen = {.length = text.n};
		FUZZ_CHECK(tw_analyze(analyzer, tw_buf_str(&text), check_token,
			&seen, NULL) == TRAWL_OK);
		tw_analyzer_free(analyzer);
	}
	check_sentences(tw_buf_str(&text));
	tw_buf_done(&text);
	return 0;
}
