package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Starts Redis and Cassandra alone, prints where they listen, and runs until Ctrl-C. */
public final class LocalStackMain {

    static final String USAGE =
            "usage: LocalStackMain [--redis-port PORT] [--cassandra-port PORT] [--data DIR] [--keep]";

    private LocalStackMain() {}

    /** @param arguments see {@link #USAGE}; a port of 0 or none is a free one; --data keeps the files, --keep temporary ones too */
    public static void main(String[] arguments) {
        Progress progress = Progress.to(System.out);
        try {
            run(List.of(arguments), progress);
        } catch (LocalStackException e) {
            progress.report(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> arguments, Progress progress) {
        LocalStackOptions options = options(arguments).withProgress(progress);
        try (LocalStack stack = LocalStack.start(options)) {
            progress.report("Redis " + stack.redis() + ", Cassandra " + stack.cassandra() + "; Ctrl-C ends both");
            String ended = stack.onServerExit().join();
            throw new LocalStackException(
                    ended + " has ended unexpectedly; see its log" + in(options) + ", start again.");
        }
    }

    private static String in(LocalStackOptions options) {
        Path data = options.data();
        return data == null ? " (run with --keep to keep it)" : " in " + data;
    }

    static LocalStackOptions options(List<String> arguments) {
        LocalStackOptions options = LocalStackOptions.defaults();
        boolean keep = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--redis-port" -> options = options.withRedisPort(port(argument, rest));
                case "--cassandra-port" -> options = options.withCassandraPort(port(argument, rest));
                case "--data" -> options = options.withData(Path.of(value(argument, rest)));
                case "--keep" -> keep = true;
                default -> throw new LocalStackException("Unknown argument " + argument + "; " + USAGE);
            }
        }
        return keep && options.data() == null ? options.withData(kept()) : options;
    }

    private static int port(String argument, Iterator<String> rest) {
        String value = value(argument, rest);
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new LocalStackException(argument + " is \"" + value + "\": write a port from 0 to 65535; " + USAGE);
        }
        return Integer.parseInt(value);
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new LocalStackException(argument + " lacks its value; " + USAGE);
        }
        return rest.next();
    }

    private static Path kept() {
        try {
            return Files.createTempDirectory("roaming-");
        } catch (IOException e) {
            throw new LocalStackException("No temporary folder can be made (" + e.getMessage() + "); use --data.", e);
        }
    }
}
