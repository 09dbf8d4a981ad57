// xapian.cc: Xapian in the race: glass, BM25, stems with positions.
// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include "driver.h"

namespace {

struct Engine {
	std::string folder;
	std::unique_ptr<Xapian::WritableDatabase> writer;
	Xapian::Database reader;
	Xapian::TermGenerator generator;
	Xapian::Stem stem{"en"};
};

std::string
string(const field &field)
{
	return std::string(field.bytes, field.length);
}

void *
open(const char *folder, purpose purpose)
{
	auto self = std::make_unique<Engine>();

	self->folder = folder;
	std::string path = self->folder + "/xapian";
	self->generator.set_stemmer(self->stem);
	self->generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
	if (purpose == TO_CREATE) {
		std::filesystem::create_directories(folder);
		setenv("XAPIAN_FLUSH_THRESHOLD", "50000", 1);
		self->writer = std::make_unique<Xapian::WritableDatabase>(
			path, Xapian::DB_CREATE_OR_OVERWRITE);
	} else if (purpose == TO_CHANGE) {
		self->writer = std::make_unique<Xapian::WritableDatabase>(
			path, Xapian::DB_OPEN);
	}
	self->reader = Xapian::Database(path);
	return self.release();
}

Xapian::Document
document(Engine *self, const article *article)
{
	Xapian::Document document;

	self->generator.set_document(document);
	self->generator.set_termpos(0);
	self->generator.index_text(string(article->text));
	document.add_boolean_term("Q" + string(article->id));
	document.add_boolean_term("C" + string(article->category));
	document.add_value(0, string(article->date));
	document.set_data(string(article->id) + "\n" + string(article->text));
	return document;
}

void
add(void *handle, const article *article)
{
	auto self = static_cast<Engine *>(handle);

	self->writer->add_document(document(self, article));
}

void
replace(void *handle, const article *article)
{
	auto self = static_cast<Engine *>(handle);

	self->writer->replace_document("Q" + string(article->id),
		document(self, article));
}

void
commit(void *handle)
{
	auto self = static_cast<Engine *>(handle);

	self->writer->commit();
	self->reader.reopen();
}

void
merge(void *handle)
{
	auto self = static_cast<Engine *>(handle);
	std::string path = self->folder + "/xapian";

	self->writer->close();
	self->reader.close();
	Xapian::Database(path).compact(path + ".compact",
		Xapian::Compactor::FULL | Xapian::DBCOMPACT_NO_RENUMBER);
	std::filesystem::remove_all(path);
	std::filesystem::rename(path + ".compact", path);
}

Xapian::Query
parsed(Engine *self, const query *query)
{
	using Xapian::Query;

	if (query->type == PREFIX)
		return Query(Query::OP_WILDCARD, query->text, 0,
			Query::WILDCARD_LIMIT_FIRST, Query::OP_OR);
	std::vector<std::string> terms;
	std::istringstream words(query->text);
	for (std::string word; words >> word;)
		terms.push_back(self->stem(word));
	if (query->type == PHRASE)
		return Query(Query::OP_PHRASE, terms.begin(), terms.end(),
			static_cast<Xapian::termcount>(terms.size()));
	return Query(query->type == AND ? Query::OP_AND : Query::OP_OR,
		terms.begin(), terms.end());
}

bool
find(void *handle, search *search)
{
	auto self = static_cast<Engine *>(handle);
	Xapian::Enquire enquire(self->reader);
	Xapian::doccount at_least =
		search->counts ? self->reader.get_doccount() : 0;
	volatile double sum = 0;

	Xapian::Query query = parsed(self, search->query);
	if (search->wish == FILTERED)
		query = Xapian::Query(Xapian::Query::OP_FILTER, query,
			Xapian::Query(Xapian::Query::OP_VALUE_RANGE, 0,
				RACE_AFTER, RACE_BEFORE));
	if (search->wish == BY_DATE) {
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		enquire.set_sort_by_value(0, true);
	}
	enquire.set_query(query);
	Xapian::MSet found = enquire.get_mset(0, search->limit, at_least);
	search->answer_count = 0;
	for (auto hit = found.begin(); hit != found.end(); ++hit) {
		sum = sum + hit.get_weight();
		if (search->answers != nullptr) {
			answer &answer =
				search->answers[search->answer_count];
			std::string data = hit.get_document().get_data();
			data.resize(data.find('\n'));
			snprintf(answer.id, sizeof(answer.id), "%s",
				data.c_str());
			answer.score = hit.get_weight();
		}
		search->answer_count++;
	}
	search->total = found.get_matches_estimated();
	return true;
}

void
close(void *handle)
{
	delete static_cast<Engine *>(handle);
}

}

extern "C" const struct engine engine = {
	open, add, replace, commit, merge, find, close,
};
