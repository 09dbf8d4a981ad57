/* test_siphash.c: SipHash-2-4 against the numbers of its paper. */
/* SPDX-License-Identifier: MIT */
#include "serve/siphash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* Appendix A: the key 00 01 ... 0f, the bytes 00 01 ... 0e. */
static void
test_siphash_is_that_of_the_paper(void **state)
{
	uint8_t key[SIPHASH_KEY];
	uint8_t bytes[15];

	(void)state;
	for (uint8_t i = 0; i < SIPHASH_KEY; i++)
		key[i] = i;
	for (uint8_t i = 0; i < 15; i++)
		bytes[i] = i;
	assert_true(siphash(key, bytes, 15) == UINT64_C(0xa129ca6149be45e5));
	assert_true(siphash(key, bytes, 0) == UINT64_C(0x726fdb47dd0e0e31));
	assert_true(siphash(key, bytes, 8) == UINT64_C(0x93f5f5799a932462));
}

static void
test_siphash_is_another_with_another_key(void **state)
{
	static const uint8_t one[SIPHASH_KEY] = {1};
	static const uint8_t two[SIPHASH_KEY] = {2};

	(void)state;
	assert_true(siphash(one, "xylophone", 9) !=
		siphash(two, "xylophone", 9));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_siphash_is_that_of_the_paper),
		cmocka_unit_test(test_siphash_is_another_with_another_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
