package org.messageroaming.benchmarks.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.messageroaming.model.json.WireJson;

/** The load generator, in a JVM of its own: it has other versions of libraries. It ends with this one. */
public final class LoadProcess implements AutoCloseable {
    private static final int WARM_UP_CLIENTS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Process process;
    private final BufferedWriter names;
    private final BufferedReader answers;
    private final Path folder;

    private LoadProcess(Process process, Path folder) {
        this.process = process;
        this.names = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param module the folder {@code benchmarks}
     */
    public static LoadProcess start(Path module) {
        try {
            Path folder = Files.createDirectories(module.resolve("target/load"));
            String classes = module.resolve("load/target/classes") + ":" + module.resolve("load/target/lib") + "/*";
            String java = ProcessHandle.current().info().command().orElse("java");
            Process process = new ProcessBuilder(
                            List.of(java, "-Xmx512m", "-cp", classes, "org.messageroaming.load.LoadGenerator"))
                    .redirectError(folder.resolve("load.log").toFile())
                    .start();
            return new LoadProcess(process, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The load generator does not start", e);
        }
    }

    /** A file for the rows of a plan. */
    public Path rows(String name, List<String> lines) {
        try {
            return Files.write(folder.resolve(name + ".csv"), lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Carries out a plan.
     *
     * @throws IllegalStateException when a request failed
     */
    public LoadResult run(LoadPlan plan, Duration duration) {
        try {
            Path file = folder.resolve("plan.hf.yaml");
            Files.writeString(file, plan.yaml(duration), StandardCharsets.UTF_8);
            names.write(file + "\n");
            names.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("The load generator has ended; see " + folder.resolve("load.log"));
            }
            return WireJson.MAPPER.readValue(answer, LoadResult.class).requireSuccess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has a plan's requests made as fast as they are answered, for some time: at a low rate it would take a service minutes until what
     * it runs is compiled.
     */
    public void warmUp(LoadPlan plan) {
        run(plan.at(new LoadPlan.Pace.Clients(WARM_UP_CLIENTS)), WARM_UP);
    }

    /** Answers a second that a plan's clients get in time: each still has one request under way when the time is over. */
    public double rate(LoadPlan plan, Duration duration) {
        return (run(plan, duration).responses() - plan.clients()) / (duration.toMillis() / 1000.0);
    }

    /** What half of the answers to a plan's requests take at most, in milliseconds, each from when it was due. */
    public double medianMillis(LoadPlan plan, Duration duration) {
        return run(plan, duration).requireSentWhenDue().p50Nanos() / 1e6;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
