/* vote.c: what several sources say of one field, and which is believed. */
/* SPDX-License-Identifier: MIT */
#include "page/vote.h"

#include "page/plain.h"
#include "text/utf8.h"

void
tw_vote_add(struct tw_vote *vote, struct tw_str value, struct tw_str key,
	const char *source, int weight)
{
	if (vote->count == TW_VOTES_MAX || key.n == 0)
		return;
	vote->list[vote->count++] = (struct tw_candidate){
		value, key, source, weight};
}

bool
tw_vote_add_words(struct tw_vote *vote, struct tw_arena *arena,
	struct tw_str value, const char *source, int weight)
{
	size_t room = value.n + value.n / 2 + 8;
	char *key = tw_arena_alloc(arena, room);
	size_t used = 0;

	if (!key)
		return false;

	size_t n = tw_plain(value, key, room);

	for (const char *p = key; p < key + n;) {
		uint32_t c;
		const char *next = tw_utf8_next(p, key + n, &c);
		size_t bytes = (size_t)(next - p);

		if (tw_plain_is_letter(c) || (c >= '0' && c <= '9')) {
			memmove(key + used, p, bytes);
			used += bytes;
		}
		p = next;
	}
	tw_vote_add(vote, value, tw_str(key, used), source, weight);
	return true;
}

const struct tw_candidate *
tw_vote_best(const struct tw_vote *vote, int least)
{
	const struct tw_candidate *best = NULL;
	int best_sum = least - 1;

	for (unsigned i = 0; i < vote->count; i++) {
		const struct tw_candidate *top = &vote->list[i];
		int sum = 0;

		for (unsigned k = 0; k < vote->count; k++) {
			const struct tw_candidate *other = &vote->list[k];

			if (!tw_str_equal(other->key, vote->list[i].key))
				continue;
			sum += other->weight;
			if (other->weight > top->weight)
				top = other;
		}
		if (sum > best_sum) {
			best_sum = sum;
			best = top;
		}
	}
	return best;
}
