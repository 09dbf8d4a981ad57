// Race.java: Lucene in the race; the verbs are told in ../README.md.
// SPDX-License-Identifier: MIT
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

public class Race {
  /** A query over this is run once. */
  static final long SLOW_NS = 100_000_000;

  static final int BATCH = 256;
  static final int PREFIX_TERMS = 64;
  static final List<String> MODES =
      List.of("top10", "top10_count", "scored", "filtered", "by_date");
  static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Small letters and stems; stop words are kept unless a file of them is named. */
  static final class English extends Analyzer {
    final CharArraySet stopWords;

    English() throws IOException {
      String path = System.getenv("RACE_STOP_WORDS");
      stopWords =
          path == null
              ? CharArraySet.EMPTY_SET
              : new CharArraySet(List.of(Files.readString(Path.of(path)).split("\\s+")), false);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokenizer = new StandardTokenizer();
      TokenStream tokens = new LowerCaseFilter(tokenizer);
      if (!stopWords.isEmpty()) tokens = new StopFilter(tokens, stopWords);
      return new TokenStreamComponents(tokenizer, new SnowballFilter(tokens, "English"));
    }
  }

  final Directory directory;
  final Analyzer analyzer = new English();

  Race(String folder) throws IOException {
    directory = new MMapDirectory(Path.of(folder));
  }

  // Articles

  static String value(JsonObject article, String name) {
    JsonElement value = article.get(name);
    return value == null ? "" : value.getAsString();
  }

  /** "2019-12-17" as 20191217; 0 for none. */
  static int day(String date) {
    return date.isEmpty() ? 0 : Integer.parseInt(date.replace("-", ""));
  }

  static Document document(JsonObject article) {
    Document document = new Document();
    document.add(new IntField("day", day(value(article, "date")), Field.Store.NO));
    for (String name : List.of("id", "date", "category"))
      document.add(new StringField(name, value(article, name), Field.Store.YES));
    document.add(new TextField("text", value(article, "text"), Field.Store.YES));
    return document;
  }

  static Document document(String line) {
    return document(JsonParser.parseString(line).getAsJsonObject());
  }

  static BufferedReader reader(String path) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8), 1 << 20);
  }

  // Queries

  List<String> terms(String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) terms.add(term.toString());
      tokens.end();
    }
    return terms;
  }

  Query query(String type, String text) throws IOException {
    if (type.equals("prefix")) return new PrefixQuery(new Term("text", text));
    List<String> terms = terms(text);
    if (type.equals("phrase") && terms.size() > 1)
      return new PhraseQuery("text", terms.toArray(new String[0]));
    if (terms.size() == 1) return new TermQuery(new Term("text", terms.get(0)));
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    BooleanClause.Occur occur =
        type.equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    for (String term : terms) builder.add(new TermQuery(new Term("text", term)), occur);
    return builder.build();
  }

  record Line(int number, String type, String text) {}

  static List<Line> lines(String path, int stride) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader = reader(path)) {
      int number = 0;
      for (String line; (line = reader.readLine()) != null; number++) {
        String[] columns = line.split("\t");
        if (number % stride == 0) lines.add(new Line(number, columns[0], columns[1]));
      }
    }
    return lines;
  }

  IndexSearcher searcher() throws IOException {
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setQueryCache(null);
    return searcher;
  }

  // Verbs

  static long memory(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", ""));
    return 0;
  }

  static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean)
                ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        * 1e-9;
  }

  long addAll(IndexWriter writer, BufferedReader reader) throws IOException {
    long count = 0;
    for (String line; (line = reader.readLine()) != null; count++)
      writer.addDocument(document(line));
    return count;
  }

  long addAll(IndexWriter writer, BufferedReader reader, int threads) throws Exception {
    var queue = new ArrayBlockingQueue<List<String>>(8);
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  for (List<String> batch; !(batch = queue.take()).isEmpty(); )
                    for (String line : batch) writer.addDocument(document(line));
                } catch (Exception e) {
                  throw new RuntimeException(e);
                }
              });
      worker.start();
      workers.add(worker);
    }
    long count = 0;
    List<String> batch = new ArrayList<>(BATCH);
    for (String line; (line = reader.readLine()) != null; count++) {
      batch.add(line);
      if (batch.size() == BATCH) {
        queue.put(batch);
        batch = new ArrayList<>(BATCH);
      }
    }
    if (!batch.isEmpty()) queue.put(batch);
    for (int i = 0; i < threads; i++) queue.put(List.of());
    for (Thread worker : workers) worker.join();
    return count;
  }

  /** index FOLDER CORPUS THREADS */
  void index(String corpus, int threads) throws Exception {
    long start = System.nanoTime();
    IndexWriterConfig config =
        new IndexWriterConfig(analyzer)
            .setRAMBufferSizeMB(256 * threads)
            .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
            .setMergePolicy(NoMergePolicy.INSTANCE);
    long count;
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader reader = reader(corpus)) {
      count = threads == 1 ? addAll(writer, reader) : addAll(writer, reader, threads);
      writer.commit();
    }
    double wall = (System.nanoTime() - start) * 1e-9;
    double cpu = cpuSeconds();
    config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      writer.forceMerge(1, true);
      writer.commit();
    }
    System.out.printf(
        "{\"articles\":%d,\"wall_s\":%.3f,\"cpu_s\":%.3f,\"merged_wall_s\":%.3f,"
            + "\"merged_cpu_s\":%.3f,\"peak_kb\":%d}%n",
        count, wall, cpu, (System.nanoTime() - start) * 1e-9, cpuSeconds(), memory("VmHWM"));
  }

  // What is asked for in a mode beside the best by score

  static final Query TIME = IntField.newRangeQuery("day", day("2015-01-01"), day("2019-12-31"));
  static final Sort NEWEST =
      new Sort(IntField.newSortField("day", true, SortedNumericSelector.Type.MAX));

  /** Whether a mode is raced over with such queries. */
  static boolean isFor(String mode, String type) {
    return switch (mode) {
      case "scored" -> type.equals("prefix");
      case "filtered", "by_date" -> !type.equals("phrase") && !type.equals("prefix");
      default -> true;
    };
  }

  /** The most frequent terms read as one, as trawl reads them; rewriting would take the first. */
  static Query scoredPrefix(IndexSearcher searcher, String text) throws IOException {
    BytesRef beginning = new BytesRef(text);
    var best = new PriorityQueue<Map.Entry<Integer, BytesRef>>(Map.Entry.comparingByKey());
    TermsEnum all = MultiTerms.getTerms(searcher.getIndexReader(), "text").iterator();
    boolean found = all.seekCeil(beginning) != TermsEnum.SeekStatus.END;
    BytesRef term = found ? all.term() : null;
    for (; term != null && StringHelper.startsWith(term, beginning); term = all.next()) {
      best.add(Map.entry(all.docFreq(), BytesRef.deepCopyOf(term)));
      if (best.size() > PREFIX_TERMS) best.remove();
    }
    var builder = new SynonymQuery.Builder("text");
    for (var entry : best) builder.addTerm(new Term("text", entry.getValue()));
    return builder.build();
  }

  Query query(IndexSearcher searcher, String mode, Line line) throws IOException {
    if (mode.equals("scored")) return scoredPrefix(searcher, line.text);
    Query query = query(line.type, line.text);
    if (!mode.equals("filtered")) return query;
    return new BooleanQuery.Builder()
        .add(query, BooleanClause.Occur.MUST)
        .add(TIME, BooleanClause.Occur.FILTER)
        .build();
  }

  TopDocs search(IndexSearcher searcher, Line line, int limit, String mode) throws IOException {
    Query query = query(searcher, mode, line);
    if (mode.equals("by_date"))
      return searcher.search(query, new TopFieldCollectorManager(NEWEST, limit, null, limit));
    int exactUpTo = mode.equals("top10_count") ? Integer.MAX_VALUE : limit;
    return searcher.search(query, new TopScoreDocCollectorManager(limit, null, exactUpTo));
  }

  void time(IndexSearcher searcher, List<Line> lines, String mode, int runs, PrintStream out)
      throws IOException {
    int limit = mode.equals("top100") ? 100 : mode.equals("top1000") ? 1000 : 10;
    boolean counts = mode.equals("top10_count");
    for (Line line : lines) {
      if (!isFor(mode, line.type)) continue;
      long bestWall = Long.MAX_VALUE, bestCpu = Long.MAX_VALUE, total = -1;
      boolean isSlow = false;
      for (int run = 0; run <= runs && !isSlow; run++) {
        long cpu = THREADS.getCurrentThreadCpuTime(), wall = System.nanoTime();
        TopDocs found = search(searcher, line, limit, mode);
        wall = System.nanoTime() - wall;
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        if (counts) total = found.totalHits.value();
        isSlow = cpu > SLOW_NS;
        if (run > 0 || isSlow) {
          bestWall = Math.min(bestWall, wall);
          bestCpu = Math.min(bestCpu, cpu);
        }
      }
      out.printf("%s\t%s\t%d\t%d\t%d\t%d%n", mode, line.type, line.number, bestWall, bestCpu, total);
    }
  }

  /** bench FOLDER QUERIES MODES STRIDE RUNS; the first rounds are for the compiler. */
  void bench(String queries, String modes, int stride, int runs) throws IOException {
    IndexSearcher searcher = searcher();
    List<Line> lines = lines(queries, stride);
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    for (int i = 0; i < 3; i++)
      for (String mode : MODES) time(searcher, lines, mode, 1, nowhere);
    for (String mode : modes.split(",")) time(searcher, lines, mode, runs, System.out);
    System.out.printf("#peak_kb\t%d%n#own_kb\t%d%n", memory("VmHWM"), memory("RssAnon"));
  }

  void answer(IndexSearcher searcher, Line line, int limit) throws IOException {
    for (ScoreDoc hit : search(searcher, line, limit, "").scoreDocs) {
      String id = searcher.storedFields().document(hit.doc, Set.of("id")).get("id");
      System.out.printf("%d\t%s\t%.7g%n", line.number, id, hit.score);
    }
  }

  /** answers FOLDER QUERIES LIMIT */
  void answers(String queries, int limit) throws IOException {
    IndexSearcher searcher = searcher();
    for (Line line : lines(queries, 1)) answer(searcher, line, limit);
  }

  /** add FOLDER CORPUS COUNT */
  void add(String corpus, int count) throws IOException {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader reader = reader(corpus)) {
      DirectoryReader open = DirectoryReader.open(writer);
      for (int i = 0; i < count; i++) {
        String line = reader.readLine();
        long start = System.nanoTime();
        writer.addDocument(document(line));
        writer.commit();
        DirectoryReader changed = DirectoryReader.openIfChanged(open);
        open.close();
        open = changed;
        System.out.println(System.nanoTime() - start);
      }
      open.close();
    }
  }

  /** update FOLDER CORPUS COUNT */
  void update(String corpus, int count) throws IOException {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader reader = reader(corpus)) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        JsonObject article = JsonParser.parseString(reader.readLine()).getAsJsonObject();
        writer.updateDocument(new Term("id", value(article, "id")), document(article));
      }
      writer.commit();
      DirectoryReader.open(writer).close();
      System.out.println(System.nanoTime() - start);
    }
  }

  public static void main(String[] args) throws Exception {
    Race race = new Race(args[1]);
    switch (args[0]) {
      case "index" -> race.index(args[2], Integer.parseInt(args[3]));
      case "bench" ->
          race.bench(args[2], args[3], Integer.parseInt(args[4]), Integer.parseInt(args[5]));
      case "answers" -> race.answers(args[2], Integer.parseInt(args[3]));
      case "one" -> race.answer(race.searcher(), new Line(0, args[2], args[3]), 10);
      case "add" -> race.add(args[2], Integer.parseInt(args[3]));
      case "update" -> race.update(args[2], Integer.parseInt(args[3]));
      default -> throw new IllegalArgumentException("usage: see README.md beside the source");
    }
  }
}
