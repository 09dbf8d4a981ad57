/* fuzz.h: what a fuzzer of a gate gives to libFuzzer, or to replay.c. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Folders and files, under the top of the sources, whose bytes the gate is
   tried with first; NULL behind the last. */
extern const char *const fuzz_seeds[];

/* libFuzzer's entry point: tries one input; aborts if a promise is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Aborts with the text of the condition; stays in every build. */
#define FUZZ_CHECK(condition) \
	((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))

_Noreturn void fuzz_broken(const char *condition, const char *file, int line);

#endif
