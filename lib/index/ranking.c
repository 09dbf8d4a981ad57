/* ranking.c: what an index is ranked with: chosen when it is made. */
/* SPDX-License-Identifier: MIT */
#include "index/ranking.h"

#include <string.h>

#include "index/format.h"

const struct tw_ranking tw_ranking_usual = {
	.k1 = 1200,
	.b = 750,
	.title = TW_TITLE_WEIGHT,
};

bool
tw_ranking_is_good(const struct tw_ranking *ranking)
{
	return ranking->k1 >= TW_RANKING_K1_LEAST &&
		ranking->k1 <= TW_RANKING_K1_MOST && ranking->b <= 1000 &&
		ranking->title >= 1 &&
		ranking->title <= TW_TITLE_WEIGHT_MOST;
}

/* Thousandths: up to five digits, and three behind a point. */
static bool
read_number(struct tw_str text, uint32_t *ret)
{
	uint32_t number = 0;
	uint32_t unit = 1000;	/* 1000: before the point */
	size_t digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '.' && unit == 1000 && digits > 0) {
			unit = 100;
			continue;
		}
		if (c < '0' || c > '9' || unit == 0 || ++digits > 6)
			return false;
		uint32_t digit = (uint32_t)(c - '0');

		number = unit == 1000 ? number * 10 + digit * 1000 :
			number + digit * unit;
		if (unit < 1000)
			unit /= 10;
	}
	*ret = number;
	return digits > 0;
}

static bool
read_whole(struct tw_str text, uint32_t *ret)
{
	uint32_t thousandths;

	if (!read_number(text, &thousandths) || thousandths % 1000 != 0)
		return false;
	*ret = thousandths / 1000;
	return true;
}

static bool
read_part(struct tw_str part, struct tw_ranking *ranking)
{
	if (part.n > 3 && memcmp(part.p, "k1=", 3) == 0)
		return read_number(tw_str(part.p + 3, part.n - 3),
			&ranking->k1);
	if (part.n > 2 && memcmp(part.p, "b=", 2) == 0)
		return read_number(tw_str(part.p + 2, part.n - 2),
			&ranking->b);
	if (part.n > 6 && memcmp(part.p, "title=", 6) == 0)
		return read_whole(tw_str(part.p + 6, part.n - 6),
			&ranking->title);
	return false;
}

int
tw_ranking_read(struct tw_str text, struct tw_ranking *ret, trawl_error *err)
{
	struct tw_ranking ranking = tw_ranking_usual;
	bool good = true;
	size_t from = 0;

	while (good && from <= text.n) {
		size_t to = from;

		while (to < text.n && text.p[to] != ',')
			to++;
		good = read_part(tw_str(text.p + from, to - from), &ranking);
		from = to + 1;
	}
	if (!good || !tw_ranking_is_good(&ranking))
		return tw_fail(err, TRAWL_EINVAL, "ranking '%.*s': write "
			"k1=1.2,b=0.75,title=3; k1 is 0.1 to 10, b is 0 to 1, "
			"title is a whole number, 1 to 100",
			(int)(text.n < 100 ? text.n : 100), text.p);
	*ret = ranking;
	return TRAWL_OK;
}

static void
print_number(const char *name, uint32_t thousandths, struct tw_buf *out)
{
	uint32_t rest = thousandths % 1000;
	int digits = 3;

	tw_buf_addf(out, "%s=%u", name, thousandths / 1000);
	if (rest == 0)
		return;
	for (; rest % 10 == 0; rest /= 10)
		digits--;
	tw_buf_addf(out, ".%0*u", digits, rest);
}

void
tw_ranking_print(const struct tw_ranking *ranking, struct tw_buf *out)
{
	print_number("k1", ranking->k1, out);
	print_number(",b", ranking->b, out);
	tw_buf_addf(out, ",title=%u", ranking->title);
}
