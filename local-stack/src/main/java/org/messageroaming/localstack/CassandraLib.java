package org.messageroaming.localstack;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder with the jars of the Cassandra server, which the module cassandra-server gathers in target/lib. */
final class CassandraLib {

    private CassandraLib() {}

    /** @throws LocalStackException if there is none; the message says where it was looked for */
    static Path find() {
        List<Path> candidates = candidates(Settings.ofThisJvm());
        return candidates.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new LocalStackException("Cassandra's jars were not found: looked at " + candidates
                        + "; build them (./mvnw -pl local-stack/cassandra-server generate-resources), or set "
                        + Settings.variable(Settings.CASSANDRA_LIB) + " to their folder."));
    }

    private static List<Path> candidates(Settings settings) {
        List<Path> candidates = new ArrayList<>();
        settings.find(Settings.CASSANDRA_LIB).map(Path::of).ifPresent(candidates::add);
        if (!candidates.isEmpty()) {
            return candidates;
        }
        Path target = folderOf(CassandraLib.class.getProtectionDomain().getCodeSource());
        if (target != null) {
            candidates.add(target.resolveSibling("cassandra-server/target/lib"));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            candidates.add(folder.resolve("local-stack/cassandra-server/target/lib"));
        }
        return candidates;
    }

    /** The folder that holds our classes folder or our jar: in both cases this module's target folder. */
    private static @Nullable Path folderOf(@Nullable CodeSource source) {
        if (source == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI()).getParent();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }
}
