package org.messageroaming.quickstart;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the run command was asked for.
 *
 * @param archive an NDJSON archive to import first; null for none
 * @param data a folder whose files are kept and taken up again; null for a temporary one
 * @param offlinePort where offline-service listens
 * @param historyPort where history-service listens
 * @param exit whether to end after the scenario
 */
record Arguments(@Nullable Path archive, @Nullable Path data, int offlinePort, int historyPort, boolean exit) {
    static final String USAGE = """
            usage: ./run [--import FILE] [--data DIR] [--offline-port PORT] [--history-port PORT] [--exit]
              --import FILE        first import an archive: NDJSON, also gzipped, a line a message:
                                   {"conversation","sender","sentAt","kind","clientMessageId","text"}
              --data DIR           keep the data there and take it up again (default: a temporary folder)
              --offline-port PORT  default 8081, 0 for a free one
              --history-port PORT  default 8082, 0 for a free one
              --exit               end after the scenario instead of staying up""";

    private static final int DEFAULT_OFFLINE_PORT = 8081;
    private static final int DEFAULT_HISTORY_PORT = 8082;

    /** @throws IllegalArgumentException when they cannot be understood; the message says how to use them */
    static Arguments parse(List<String> words) {
        Arguments parsed = new Arguments(null, null, DEFAULT_OFFLINE_PORT, DEFAULT_HISTORY_PORT, false);
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            parsed = parsed.with(rest.next(), rest);
        }
        return parsed;
    }

    private Arguments with(String word, Iterator<String> rest) {
        return switch (word) {
            case "--import" -> new Arguments(Path.of(value(word, rest)), data, offlinePort, historyPort, exit);
            case "--data" -> new Arguments(archive, Path.of(value(word, rest)), offlinePort, historyPort, exit);
            case "--offline-port" -> new Arguments(archive, data, port(word, rest), historyPort, exit);
            case "--history-port" -> new Arguments(archive, data, offlinePort, port(word, rest), exit);
            case "--exit" -> new Arguments(archive, data, offlinePort, historyPort, true);
            default -> throw new IllegalArgumentException("Unknown argument " + word + "\n" + USAGE);
        };
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " lacks its value\n" + USAGE);
        }
        return rest.next();
    }

    private static int port(String word, Iterator<String> rest) {
        String text = value(word, rest);
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(word + " must be a port from 0 to 65535\n" + USAGE);
        }
        return Integer.parseInt(text);
    }
}
