/* coded.c: articles of a block as codes, each to be found by itself. */
/* SPDX-License-Identifier: MIT */
#include "index/coded.h"

#include <assert.h>

#include "base/bytes.h"
#include "base/varint.h"

#define HEAD 8		/* of an article's numbers */

int
tw_coded_cut(struct tw_book_writer *book, struct tw_str content,
	struct tw_buf *numbers, trawl_error *err)
{
	const uint8_t *p = (const uint8_t *)content.p;
	const uint8_t *end = p + content.n;
	int status = TRAWL_OK;

	while (p < end && status == TRAWL_OK) {
		uint8_t head[HEAD] = {0};
		size_t at = numbers->n;
		uint32_t n = 0;

		p = tw_varint_get32(p, end, &n);
		assert(p && n <= (size_t)(end - p));
		tw_buf_add(numbers, head, HEAD);
		status = tw_buf_status(numbers, err);
		if (status == TRAWL_OK)
			status = tw_book_cut(book, tw_str((const char *)p, n),
				numbers, err);
		if (status != TRAWL_OK)
			break;
		tw_put_le32(numbers->p + at, n);
		tw_put_le32(numbers->p + at + 4,
			(uint32_t)(numbers->n - at - HEAD));
		p += n;
	}
	return status;
}

bool
tw_coded_next(struct tw_str *rest, struct tw_coded_numbers *ret)
{
	if (rest->n == 0)
		return false;
	ret->content = tw_le32(rest->p);
	ret->numbers = tw_str(rest->p + HEAD, tw_le32(rest->p + 4));
	*rest = tw_str(ret->numbers.p + ret->numbers.n,
		rest->n - HEAD - ret->numbers.n);
	return true;
}

void
tw_coded_join(const struct tw_book_writer *book,
	const struct tw_coded_numbers *article, struct tw_buf *content)
{
	tw_buf_add_varint(content, article->content);
	tw_book_join(book, article->numbers, content);
}

void
tw_coded_put(const struct tw_book_writer *book,
	const struct tw_coded_numbers *article, struct tw_buf *table,
	struct tw_buf *codes)
{
	size_t before = codes->n;

	tw_book_code(book, article->numbers, codes);
	tw_buf_add_varint(table, article->content);
	tw_buf_add_varint(table, codes->n - before);
}

bool
tw_coded_find(struct tw_str block, uint32_t raw_size, uint32_t count,
	uint32_t i, struct tw_str *ret_codes, uint32_t *ret_size)
{
	const uint8_t *p = (const uint8_t *)block.p;
	const uint8_t *end = p + block.n;
	uint64_t content = 0;
	uint64_t codes = 0;
	uint64_t start = 0;
	uint32_t n = 0;

	for (uint32_t at = 0; at < count; at++) {
		uint32_t size;

		if (at == i)
			start = codes;
		p = tw_varint_get32(p, end, &size);
		p = p ? tw_varint_get32(p, end, &n) : NULL;
		if (!p)
			return false;
		content += size;
		codes += n;
		if (at == i) {
			*ret_codes = tw_str(NULL, n);
			*ret_size = size;
		}
	}
	if (content != raw_size || codes != (size_t)(end - p))
		return false;
	ret_codes->p = (const char *)p + start;
	return true;
}
