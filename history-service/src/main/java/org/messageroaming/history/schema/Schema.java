package org.messageroaming.history.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;

/**
 * The tables of the files {@code cql/*.cql}. To hold one of these objects is to know that every table and column of the files
 * is there.
 */
public final class Schema {
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^\\s+([a-z_]+)\\s+[a-z<>]+", Pattern.MULTILINE);
    private static final int ATTEMPTS = 5;
    private static final Duration DDL_TIMEOUT = Duration.ofSeconds(30);

    private final CqlSession session;
    private final List<String> statements;

    private Schema(CqlSession session, List<String> statements) {
        this.session = session;
        this.statements = statements;
    }

    /**
     * Creates what is missing, when allowed, and checks that everything is there. Where Cassandra has several nodes, one instance should
     * do so before the others: two nodes that make the same table at the same time may make two of it.
     *
     * @param session in the keyspace, which exists
     * @param files the CQL files in their order
     * @throws IllegalStateException when a table or column is missing; the message says which, and the remedy
     */
    static Schema ensure(CqlSession session, SchemaProperties properties, List<Resource> files) {
        Schema schema = new Schema(session, statements(files));
        if (properties.apply()) {
            schema.apply();
        }
        List<String> missing = schema.missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Keyspace " + properties.keyspace() + " lacks " + String.join(", ", missing)
                    + ". Apply the files cql/*.cql of this version with cqlsh, or set roaming.history.schema.apply=true"
                    + " and give the service's role the right CREATE on the keyspace.");
        }
        return schema;
    }

    /** The statement that creates the keyspace. */
    static String createKeyspace(SchemaProperties properties) {
        return "CREATE KEYSPACE IF NOT EXISTS " + properties.keyspace() + " WITH replication = "
                + properties.replication();
    }

    private void apply() {
        for (int attempt = 1; !missing().isEmpty(); attempt++) {
            try {
                execute();
                session.checkSchemaAgreement();
                session.refreshSchema();
            } catch (DriverException concurrentChange) {
                if (attempt == ATTEMPTS) {
                    throw concurrentChange;
                }
            }
        }
    }

    /** Otherwise the driver would wait for a second after each of the statements, and read the whole schema again. */
    private void execute() {
        session.setSchemaMetadataEnabled(false);
        try {
            statements.forEach(
                    cql -> session.execute(SimpleStatement.newInstance(cql).setTimeout(DDL_TIMEOUT)));
        } finally {
            session.setSchemaMetadataEnabled(null);
        }
    }

    private List<String> missing() {
        KeyspaceMetadata keyspace = session.getKeyspace()
                .flatMap(session.getMetadata()::getKeyspace)
                .orElseThrow();
        List<String> missing = new ArrayList<>();
        for (String cql : statements) {
            Matcher table = TABLE.matcher(cql);
            if (!table.find()) {
                throw new IllegalStateException("A schema file holds a statement that creates no table");
            }
            Optional<TableMetadata> actual = keyspace.getTable(table.group(1));
            if (actual.isEmpty()) {
                missing.add("table " + table.group(1));
            } else {
                columns(table.group(2))
                        .filter(column -> actual.get().getColumn(column).isEmpty())
                        .forEach(column -> missing.add("column " + table.group(1) + "." + column));
            }
        }
        return missing;
    }

    private static Stream<String> columns(String body) {
        return COLUMN.matcher(body).results().map(found -> found.group(1).toLowerCase(Locale.ROOT));
    }

    private static List<String> statements(List<Resource> files) {
        return files.stream()
                .flatMap(file -> Arrays.stream(withoutComments(file).split(";")))
                .map(String::strip)
                .filter(cql -> !cql.isEmpty())
                .toList();
    }

    private static String withoutComments(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8).replaceAll("--[^\\n]*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
