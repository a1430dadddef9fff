package org.messageroaming.benchmarks.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests for Hyperfoil to make. Each takes a row of the data at random; {@code ${name}} in a path, token or body stands for the row's
 * column of that name, and {@code ${id}} for an id of the request's own.
 *
 * @param rows a file of values that are separated by commas
 * @param columns what the values are called, in the order of the file
 * @param streams who makes which requests, all at the same time
 */
public record LoadPlan(Path rows, List<String> columns, List<Stream> streams) {

    /** For requests at a rate; the rate is kept while no more than these are under way. */
    private static final int OPEN_CONNECTIONS = 256;
    /** How many requests at a rate may be due at a time before the load generator gives up. */
    private static final int OPEN_SESSIONS = 4000;

    /** Copies the lists. */
    public LoadPlan {
        columns = List.copyOf(columns);
        streams = List.copyOf(streams);
    }

    /**
     * Requests of one kind to one instance.
     *
     * @param pace how many at a time
     * @param base where the instance is
     * @param method GET or POST
     * @param path from the first slash on
     * @param body null without one
     */
    public record Stream(
            Pace pace,
            URI base,
            String method,
            String path,
            @Nullable String body) {}

    /** How many requests at a time. */
    public sealed interface Pace {
        /** So many clients, each of which asks again when it was answered: shows what a service can do. */
        record Clients(int number) implements Pace {}

        /** So many requests a second, answered or not: shows how long answers take. */
        record Rate(int perSecond) implements Pace {}
    }

    /** The same requests, as many at a time as is given. */
    LoadPlan at(Pace pace) {
        return new LoadPlan(
                rows,
                columns,
                streams.stream()
                        .map(stream -> new Stream(pace, stream.base(), stream.method(), stream.path(), stream.body()))
                        .toList());
    }

    /** How many clients there are in all that ask again when they were answered. */
    int clients() {
        return streams.stream()
                .mapToInt(stream -> stream.pace() instanceof Pace.Clients clients ? clients.number() : 0)
                .sum();
    }

    /** The benchmark in Hyperfoil's language. */
    String yaml(Duration duration) {
        StringBuilder yaml = new StringBuilder("name: load\nthreads: 1\nhttp:\n");
        for (String host : new TreeSet<>(
                streams.stream().map(stream -> stream.base().toString()).toList())) {
            yaml.append("- host: ")
                    .append(host)
                    .append("\n  sharedConnections: ")
                    .append(connections())
                    .append('\n');
        }
        yaml.append("phases:\n");
        List<String> phases = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            phases.add(phase("stream" + i, streams.get(i), duration));
        }
        return yaml.append(String.join("", phases)).toString();
    }

    private int connections() {
        return streams.stream()
                .mapToInt(stream -> stream.pace() instanceof Pace.Clients clients ? clients.number() : OPEN_CONNECTIONS)
                .max()
                .orElseThrow();
    }

    private String phase(String name, Stream stream, Duration duration) {
        String pace = stream.pace() instanceof Pace.Clients clients
                ? "always:\n      users: " + clients.number()
                : "constantRate:\n      maxSessions: " + OPEN_SESSIONS + "\n      usersPerSec: "
                        + ((Pace.Rate) stream.pace()).perSecond();
        return String.format(
                Locale.ROOT,
                """
                - %s:
                    %s
                      duration: %dms
                      scenario:
                      - %s:
                        - randomCsvRow:
                            file: %s
                            columns:
                %s
                        - randomUUID: id
                        - httpRequest:
                            %s: %s
                            authority: %s
                            headers:
                              authorization:
                                pattern: Bearer ${token}
                %s
                """,
                name,
                pace,
                duration.toMillis(),
                name,
                rows,
                columnLines(),
                stream.method(),
                stream.path(),
                stream.base().getAuthority(),
                body(stream.body()));
    }

    private String columnLines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            lines.add("              " + i + ": " + columns.get(i));
        }
        return String.join("\n", lines);
    }

    private static String body(@Nullable String body) {
        return body == null
                ? ""
                : "              content-type: application/json\n            body:\n              pattern: '" + body
                        + "'";
    }
}
