/* command.h: the commands of trawl. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/*
 * Each command gets its own name as argv[0] and returns the exit code of the
 * program (say.h).
 */
int command_backup(int argc, char **argv);
int command_check(int argc, char **argv);
int command_compact(int argc, char **argv);
int command_digest(int argc, char **argv);
int command_duplicates(int argc, char **argv);
int command_eval(int argc, char **argv);
int command_export(int argc, char **argv);
int command_extract(int argc, char **argv);
int command_gaps(int argc, char **argv);
int command_index(int argc, char **argv);
int command_lint(int argc, char **argv);
int command_merge(int argc, char **argv);
int command_remove(int argc, char **argv);
int command_run(int argc, char **argv);
int command_search(int argc, char **argv);
int command_show(int argc, char **argv);
int command_similar(int argc, char **argv);
int command_suggest(int argc, char **argv);
int command_stats(int argc, char **argv);

#endif
