/* siphash.h: a hash that nobody can guess who has not the key. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_SIPHASH_H
#define CLI_SERVE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

#define SIPHASH_KEY 16		/* bytes */

/*
 * SipHash-2-4 (Aumasson and Bernstein 2012) of some bytes. Of libraries,
 * libsodium has it as crypto_shorthash: one more to install, link and start
 * for what is all in siphash.c and is held against the authors' own vectors.
 * What is linked anyway has no hash with a key.
 */
uint64_t siphash(const uint8_t key[SIPHASH_KEY], const void *bytes,
	size_t length);

#endif
