/* together.c: articles counted by the dictionary. */
/* SPDX-License-Identifier: MIT */
#include "result/together.h"


struct having {
	struct tw_reader *reader;
	uint64_t least;
	bool stop;
	trawl_error *err;
};

static int
take_token(void *context, const struct tw_token *token)
{
	struct having *having = context;
	uint64_t articles;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	int status = tw_reader_df(having->reader, TW_FIELD_ALL,
		tw_str(token->term, token->term_length), &articles,
		having->err);

	if (status != TRAWL_OK)
		return status;
	if (articles < having->least)
		having->least = articles;
	having->stop = token->stop;
	return TRAWL_OK;
}

int
tw_count_having(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str word, uint64_t *ret, bool *ret_stop, trawl_error *err)
{
	struct having having = {
		.reader = reader,
		.least = UINT64_MAX,
		.err = err,
	};
	int status = tw_analyze(analyzer, word, take_token, &having, err);

	if (status != TRAWL_OK)
		return status;
	*ret = having.least == UINT64_MAX ? 0 : having.least;
	*ret_stop = having.stop;
	return TRAWL_OK;
}

static int
take_term(void *context, const struct tw_token *token)
{
	struct tw_buf *terms = context;

	if (token->kind == TW_TOKEN_MAIN) {
		tw_buf_add(terms, token->term, token->term_length);
		tw_buf_add_byte(terms, '\0');
	}
	return TRAWL_OK;
}

int
tw_same_terms(struct tw_analyzer *analyzer, struct tw_str a, struct tw_str b,
	bool *ret, trawl_error *err)
{
	struct tw_buf terms[2] = {{0}, {0}};
	int status = tw_analyze(analyzer, a, take_term, &terms[0], err);

	if (status == TRAWL_OK)
		status = tw_analyze(analyzer, b, take_term, &terms[1], err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&terms[0], err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&terms[1], err);
	if (status == TRAWL_OK)
		*ret = terms[0].n > 0 && tw_str_equal(tw_buf_str(&terms[0]),
			tw_buf_str(&terms[1]));
	tw_buf_done(&terms[0]);
	tw_buf_done(&terms[1]);
	return status;
}
