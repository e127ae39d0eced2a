package dev.tributary.database;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/// The migrations that a schema has in itself, as Flyway wants them: `V1__orders.sql` and so on.
record Scripts(Schema schema) implements ResourceProvider {

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return all().stream()
        .filter(script -> script.getFilename().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return all().stream()
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
        .toList();
  }

  private List<LoadableResource> all() {
    return IntStream.rangeClosed(1, schema.version())
        .<LoadableResource>mapToObj(version -> new Script(schema, version))
        .toList();
  }

  private static final class Script extends LoadableResource {
    private final String name;
    private final String sql;

    Script(Schema schema, int version) {
      this.name = "V%d__%s.sql".formatted(version, schema.name());
      this.sql = schema.scripts().get(version - 1);
    }

    @Override
    public Reader read() {
      return new StringReader(sql);
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }
  }
}
