import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene's ArabicAnalyzer with BM25, as a TREC run: CORPUS QUERIES DEPTH (K1 B RUN)...
 *
 * <p>CORPUS has an article a line, id TAB text; QUERIES a query a line, id TAB text. Every
 * article with any of the query's terms is ranked, once for each K1, B and the file RUN.
 */
public final class ArabicAnalyzerRun {
  public static void main(String[] args) throws Exception {
    Analyzer analyzer = new ArabicAnalyzer();
    List<String> queries = Files.readAllLines(Path.of(args[1]));
    int depth = Integer.parseInt(args[2]);
    QueryBuilder builder = new QueryBuilder(analyzer);
    try (Directory directory = new ByteBuffersDirectory()) {
      index(directory, analyzer, Path.of(args[0]));
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        for (int i = 3; i + 2 < args.length; i += 3) {
          float k1 = Float.parseFloat(args[i]);
          float b = Float.parseFloat(args[i + 1]);
          searcher.setSimilarity(new BM25Similarity(k1, b));
          try (PrintWriter run = new PrintWriter(args[i + 2], StandardCharsets.UTF_8)) {
            for (String line : queries) {
              String[] parts = line.split("\t", 2);
              Query query = builder.createBooleanQuery("text", parts[1], BooleanClause.Occur.SHOULD);
              if (query == null) {
                continue;
              }
              int rank = 1;
              for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
                String id = searcher.storedFields().document(hit.doc).get("id");
                run.println(parts[0] + " Q0 " + id + " " + rank++ + " " + hit.score + " lucene");
              }
            }
          }
        }
      }
    }
  }

  private static void index(Directory directory, Analyzer analyzer, Path corpus) throws Exception {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader lines = Files.newBufferedReader(corpus)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", 2);
        Document document = new Document();
        document.add(new StringField("id", parts[0], Field.Store.YES));
        document.add(new TextField("text", parts[1], Field.Store.NO));
        writer.addDocument(document);
      }
    }
  }
}
