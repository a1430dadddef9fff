package org.messageroaming.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalBenchmarkData;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import io.hyperfoil.core.parser.ParserException;
import io.hyperfoil.http.statistics.HttpStats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Plays the Hyperfoil benchmarks whose files are named on standard input, a line each, and answers each with a line of JSON on
 * standard output. Ends with its input, and so with whoever started it.
 */
public final class LoadGenerator {
    private LoadGenerator() {}

    /** Reads names of files until there are no more. */
    public static void main(String[] arguments) throws IOException, ParserException {
        PrintStream answers = System.out;
        // Whatever a library says is not an answer.
        System.setOut(System.err);
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            answers.println(answer(play(Path.of(name))));
            answers.flush();
        }
        System.exit(0);
    }

    private static StatisticsSnapshot play(Path file) throws IOException, ParserException {
        StatisticsSnapshot all = new StatisticsSnapshot();
        try (InputStream yaml = Files.newInputStream(file)) {
            Benchmark benchmark =
                    BenchmarkParser.instance().buildBenchmark(yaml, new LocalBenchmarkData(file), Map.of());
            new LocalSimulationRunner(
                            benchmark,
                            (phase, step, metric, statistics, pending) -> {
                                synchronized (all) {
                                    all.add(statistics);
                                }
                            },
                            (phase, least, most) -> {},
                            (authority, tag, least, most) -> {})
                    .run();
        }
        return all;
    }

    private static String answer(StatisticsSnapshot all) {
        HttpStats statuses = HttpStats.get(all);
        return String.format(
                Locale.ROOT,
                "{\"responses\":%d,\"status4xx\":%d,\"status5xx\":%d,\"invalid\":%d,\"connectionErrors\":%d,"
                        + "\"timeouts\":%d,\"internalErrors\":%d,\"blockedNanos\":%d,\"p50Nanos\":%d,\"maxNanos\":%d}",
                all.responseCount,
                statuses.status_4xx,
                statuses.status_5xx,
                all.invalid,
                all.connectionErrors,
                all.requestTimeouts,
                all.internalErrors,
                all.blockedTime,
                all.histogram.getValueAtPercentile(50),
                all.histogram.getMaxValue());
    }
}
