/* endings.h: what the words of a language end with. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_ENDINGS_H
#define TEXT_ENDINGS_H

/*
 * Endings that stemmers take off, folded, without accents, space separated;
 * "" for a language of which none are known. The first makes any verb longer.
 */
const char *tw_endings(const char *code);

#endif
