package org.messageroaming.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** Waits until a started process answers. */
final class Readiness {

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private Readiness() {}

    /**
     * Probes until the first success. A process that stays silent is killed before the exception is thrown. Its files stay.
     *
     * @throws LocalStackException if the process dies or does not answer before the deadline
     */
    static void await(GuardedProcess process, Probe probe, Duration deadline, Progress progress) {
        String name = process.launch().name();
        long start = System.nanoTime();
        while (!probe.answers()) {
            if (process.awaitExit(BETWEEN_PROBES)) {
                throw failed(process, name + " ended while it was starting", ServerLog::lastTellingLine);
            }
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw failed(
                        process, name + " did not answer within " + deadline.toSeconds() + " s", ServerLog::lastLine);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.report(String.format(Locale.ROOT, "%s: ready after %.1f s", name, seconds));
    }

    private static LocalStackException failed(GuardedProcess process, String what, Function<Path, String> telling) {
        Launch launch = process.launch();
        String line = telling.apply(launch.log());
        process.stop(Duration.ZERO);
        String where = Files.notExists(launch.log()) ? "" : "; the rest is in " + launch.log();
        return new LocalStackException(what + ": its log says \"" + line + "\"" + where + ".");
    }
}
