# SPDX-License-Identifier: MIT
# peers.mk: builds the maker of corpora and the drivers, from packages alone.
# BUILD is the folder for it, ROOT where trawl is installed, JAVA_HOME a JDK
# of 21 or later, or a Java runtime with COMPILER=yes. A driver that cannot be
# built is left out by `make -k`.
CFLAGS = -O2 -march=native
CXXFLAGS = -O2 -march=native
STRICT = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
PACKAGE = PKG_CONFIG_PATH=$(ROOT)/lib/pkgconfig pkg-config
DRIVER = $(HERE)driver.c $(HERE)article.c
HEADERS = $(HERE)driver.h $(HERE)article.h
CORPUS = $(addprefix $(HERE),corpus.c base.c words.c article.c)

all: corpus trawl fts5 xapian tantivy lucene python
corpus: $(BUILD)/corpus
trawl: $(BUILD)/trawl $(BUILD)/trawl-static
fts5: $(BUILD)/fts5
xapian: $(BUILD)/xapian
tantivy: $(BUILD)/tantivy
lucene: $(BUILD)/lucene/Race.class
python: $(BUILD)/python/done
.PHONY: all corpus trawl fts5 xapian tantivy lucene python

$(BUILD):
	mkdir -p $@

$(BUILD)/corpus: $(CORPUS) $(wildcard $(HERE)*.h) | $(BUILD)
	$(CC) $(STRICT) $(CFLAGS) -o $@ $(CORPUS) -lm

$(BUILD)/trawl: $(HERE)trawl.c $(DRIVER) $(HEADERS) \
		$(ROOT)/lib/libtrawl.so | $(BUILD)
	$(CC) $(STRICT) $(CFLAGS) `$(PACKAGE) --cflags trawl` -o $@ $< \
		$(DRIVER) `$(PACKAGE) --libs trawl` -Wl,-rpath,$(ROOT)/lib

# As Tantivy's driver has Tantivy in itself: for a process for one answer.
$(BUILD)/trawl-static: $(HERE)trawl.c $(DRIVER) $(HEADERS) \
		$(ROOT)/lib/libtrawl.so | $(BUILD)
	$(CC) $(STRICT) $(CFLAGS) `$(PACKAGE) --cflags trawl` -static -o $@ \
		$< $(DRIVER) $(filter-out -lgumbo -ljson-c -lmd4c, \
		$(shell $(PACKAGE) --static --libs trawl))

$(BUILD)/fts5: $(HERE)fts5.c $(DRIVER) $(HEADERS) | $(BUILD)
	$(CC) $(STRICT) $(CFLAGS) -o $@ $< $(DRIVER) -lsqlite3

$(BUILD)/%.o: $(HERE)%.c $(HEADERS) | $(BUILD)
	$(CC) $(STRICT) $(CFLAGS) -c -o $@ $<

$(BUILD)/xapian: $(HERE)xapian.cc $(BUILD)/driver.o $(BUILD)/article.o
	$(CXX) -std=c++17 -Wall -Wextra $(CXXFLAGS) -o $@ $^ -lxapian

# Cargo writes its lock file beside the manifest, which may be read-only.
$(BUILD)/tantivy: $(addprefix $(HERE)tantivy/,Cargo.toml src/main.rs) | $(BUILD)
	mkdir -p $(BUILD)/cargo
	cp -R $(HERE)tantivy/Cargo.toml $(HERE)tantivy/src $(BUILD)/cargo
	cd $(BUILD)/cargo && cargo build -q --release
	cp $(BUILD)/cargo/target/release/race-tantivy $@

$(BUILD)/lucene/jars: $(HERE)lucene/pom.xml
	rm -rf $@
	mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory=$@ \
		$(if $(COMPILER),-Pcompiler)

$(BUILD)/lucene/Race.class: $(HERE)lucene/Race.java $(BUILD)/lucene/jars
	$(if $(COMPILER),$(JAVA_HOME)/bin/java -jar \
		$(BUILD)/lucene/jars/ecj-*.jar -21,$(JAVA_HOME)/bin/javac) \
		-cp `echo $(BUILD)/lucene/jars/*.jar | tr ' ' :` \
		-d $(BUILD)/lucene $<

$(BUILD)/python/done: $(HERE)requirements.txt
	python3 -m venv $(BUILD)/python
	$(BUILD)/python/bin/pip install -q -r $<
	touch $@
