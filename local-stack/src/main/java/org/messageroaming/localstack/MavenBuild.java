package org.messageroaming.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Maven process that runs this test JVM.
 *
 * @param process Maven's
 */
record MavenBuild(ProcessHandle process) {

    /** On every command line of Maven 3 and 4, also that of an IDE. */
    private static final String MARK = "classworlds";

    /** The nearest Maven among the ancestors of a process. */
    static Optional<MavenBuild> above(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(parent -> parent.info().commandLine().orElse("").contains(MARK))
                .findFirst()
                .map(MavenBuild::new);
    }

    /** Where this build's shared servers keep their files; another build, even of the same clone, has another folder. */
    Path folder() {
        return parentFolder().resolve(Long.toString(process.pid()));
    }

    /** Deletes what builds of this clone have left that run no more: their logs, for as a rule there is nothing else. */
    void sweep() {
        try (Stream<Path> builds = Files.list(parentFolder())) {
            builds.filter(MavenBuild::isOver).forEach(DataFolder::deleteTree);
        } catch (java.io.IOException e) {
            // None has left anything.
            return;
        }
    }

    private static boolean isOver(Path build) {
        String name = build.getFileName().toString();
        return name.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    private static Path parentFolder() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder.resolve("target/shared-stack");
            }
        }
        return here.resolve("target/shared-stack");
    }
}
