package org.messageroaming.localstack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Finds a Java that Cassandra runs on: 17, or else 11. Later ones have no security manager, without which it does not start. */
final class JdkFinder {

    private static final List<Integer> FITTING = List.of(17, 11);

    private final Settings settings;
    private final List<Path> installations;

    JdkFinder(Settings settings, List<Path> installations) {
        this.settings = settings;
        this.installations = List.copyOf(installations);
    }

    static JdkFinder ofThisMachine() {
        return new JdkFinder(
                Settings.ofThisJvm(), List.of(Path.of("/usr/lib/jvm"), Path.of("/Library/Java/JavaVirtualMachines")));
    }

    /** @throws LocalStackException if there is none; the message says where it was looked for */
    Path find() {
        Optional<String> chosen = settings.find(Settings.CASSANDRA_JAVA_HOME);
        if (chosen.isPresent()) {
            return requireFitting(Path.of(chosen.get()));
        }
        Set<Path> candidates = candidates();
        for (int wanted : FITTING) {
            for (Path candidate : candidates) {
                if (feature(candidate) == wanted) {
                    return candidate;
                }
            }
        }
        throw new LocalStackException("Cassandra needs a JDK 17 (or 11) and none was found: looked at " + candidates
                + "; install one, or set " + Settings.variable(Settings.CASSANDRA_JAVA_HOME) + " to its folder.");
    }

    private Path requireFitting(Path home) {
        if (!FITTING.contains(feature(home))) {
            throw new LocalStackException(Settings.variable(Settings.CASSANDRA_JAVA_HOME) + " is " + home
                    + ", which holds no JDK 17 (or 11): set it to the folder of one, the folder above bin/java.");
        }
        return home;
    }

    private Set<Path> candidates() {
        Set<Path> candidates = new LinkedHashSet<>();
        settings.find("java.home").map(Path::of).ifPresent(candidates::add);
        settings.variableValue("JAVA_HOME").map(Path::of).ifPresent(candidates::add);
        for (Path folder : installations) {
            for (Path installation : children(folder)) {
                candidates.add(installation);
                candidates.add(installation.resolve("Contents/Home"));
            }
        }
        candidates.removeIf(candidate -> !Files.isExecutable(candidate.resolve("bin/java")));
        return candidates;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return new ArrayList<>(children.sorted().toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The feature version that the {@code release} file of an installation names, or 0. */
    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(release)) {
            return 0;
        }
        try (Reader reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
