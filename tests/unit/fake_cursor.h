/* fake_cursor.h: cursors over arrays, and what any cursor must do. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAKE_CURSOR_H
#define TESTS_FAKE_CURSOR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"
#include "match/cursor.h"

/* Articles with their scores; has[doc] says whether it is there. */
#define FAKE_DOCS 20000
struct fake_set {
	bool has[FAKE_DOCS];
	float score[FAKE_DOCS];
};

struct fake_cursor {
	struct tw_cursor cursor;
	const struct fake_set *set;
	uint32_t next;		/* where next would look first */
	uint32_t fails_at;	/* an article that cannot be read */
	bool is_done;
};

static inline int
fake_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct fake_cursor *fake = (struct fake_cursor *)cursor;
	uint32_t doc = target;

	assert_false(fake->is_done);
	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (fake->next > 0 && target < cursor->doc)
		doc = cursor->doc;
	while (doc < FAKE_DOCS && !fake->set->has[doc] &&
		doc != fake->fails_at)
		doc++;
	fake->next = doc < FAKE_DOCS ? doc + 1 : FAKE_DOCS;
	cursor->doc = doc < FAKE_DOCS ? doc : TW_NO_DOC;
	if (doc == fake->fails_at) {
		cursor->doc = TW_NO_DOC;
		return TW_CORRUPT(err, "article %u", doc);
	}
	return doc < FAKE_DOCS ? TRAWL_OK : TRAWL_END;
}

static inline int
fake_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct fake_cursor *fake = (struct fake_cursor *)cursor;

	return fake_seek(cursor, fake->next, err);
}

static inline int
fake_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	(void)err;
	assert_in_range(cursor->doc, 0, FAKE_DOCS - 1);
	*ret = ((struct fake_cursor *)cursor)->set->score[cursor->doc];
	return TRAWL_OK;
}

static inline void
fake_done(struct tw_cursor *cursor)
{
	struct fake_cursor *fake = (struct fake_cursor *)cursor;

	assert_false(fake->is_done);
	fake->is_done = true;
}

static const struct tw_cursor_ops fake_ops = {
	.next = fake_next,
	.seek = fake_seek,
	.score = fake_score,
	.window = tw_window_by_score,
	.done = fake_done,
};

static inline void
fake_init(struct fake_cursor *fake, const struct fake_set *set)
{
	*fake = (struct fake_cursor){
		.cursor.ops = &fake_ops,
		.set = set,
		.fails_at = UINT32_MAX,
	};
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++)
		fake->cursor.cost += set->has[doc];
}

/* Each article with a chance of one in `rarity`. */
static inline void
fake_fill(struct fake_set *set, uint32_t *seed, uint32_t rarity)
{
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++) {
		set->has[doc] = dice(seed, rarity) == 0;
		set->score[doc] = (float)dice(seed, 1000) / 7;
	}
}

static inline uint32_t
first_from(const struct fake_set *set, uint32_t doc)
{
	while (doc < FAKE_DOCS && !set->has[doc])
		doc++;
	return doc < FAKE_DOCS ? doc : TW_NO_DOC;
}

static inline void
assert_at(struct tw_cursor *cursor, const struct fake_set *expected,
	uint32_t doc, int status)
{
	float score;

	assert_int_equal(cursor->doc, doc);
	assert_int_equal(status, doc == TW_NO_DOC ? TRAWL_END : TRAWL_OK);
	if (doc == TW_NO_DOC)
		return;
	assert_int_equal(tw_cursor_score(cursor, &score, NULL), TRAWL_OK);
	assert_memory_equal(&score, &expected->score[doc], sizeof(score));
}

/* A fresh cursor has these articles, step by step. */
static inline void
assert_walk(struct tw_cursor *cursor, const struct fake_set *expected)
{
	uint32_t doc = 0;

	do {
		int status = tw_cursor_next(cursor, NULL);

		doc = first_from(expected, doc);
		assert_at(cursor, expected, doc, status);
	} while (doc++ != TW_NO_DOC);
	assert_int_equal(tw_cursor_next(cursor, NULL), TRAWL_END);
	assert_int_equal(tw_cursor_seek(cursor, 0, NULL), TRAWL_END);
	assert_int_equal(cursor->doc, TW_NO_DOC);
}

/* A fresh cursor has them by leaps, steps, and leaps to where it stands. */
static inline void
assert_leaps(struct tw_cursor *cursor, const struct fake_set *expected,
	uint32_t *seed)
{
	uint32_t doc = 0;

	for (;;) {
		uint32_t target = doc;
		int status;

		switch (dice(seed, 4)) {
		case 0:
			target += dice(seed, 3000);
			break;
		case 1:
			target += dice(seed, 100);
			break;
		default:
			break;
		}
		doc = first_from(expected, target);
		status = tw_cursor_seek(cursor, target, NULL);
		assert_at(cursor, expected, doc, status);
		if (doc == TW_NO_DOC)
			break;
		status = tw_cursor_seek(cursor, doc - dice(seed, doc + 1),
			NULL);
		assert_at(cursor, expected, doc, status);
		doc = first_from(expected, doc + 1);
		status = tw_cursor_next(cursor, NULL);
		assert_at(cursor, expected, doc, status);
		if (doc++ == TW_NO_DOC)
			break;
	}
}

/* A fresh cursor has them window by window, some left out. */
static inline void
assert_windows(struct tw_cursor *cursor, const struct fake_set *expected,
	uint32_t *seed)
{
	for (uint32_t base = 0; base < FAKE_DOCS; base += TW_WINDOW) {
		static struct tw_window window;

		if (dice(seed, 3) == 0 || cursor->doc == TW_NO_DOC)
			continue;
		memset(&window, 0, sizeof(window));
		assert_int_equal(tw_cursor_window(cursor, base, &window, NULL),
			TRAWL_OK);
		for (uint32_t i = 0; i < TW_WINDOW; i++) {
			bool has = base + i < FAKE_DOCS &&
				expected->has[base + i];

			assert_int_equal(window.matched[i / 64] >> i % 64 & 1,
				has);
			assert_true(window.scores[i] ==
				(has ? expected->score[base + i] : 0));
		}
	}
}

#endif
