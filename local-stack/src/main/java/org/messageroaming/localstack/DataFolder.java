package org.messageroaming.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps its files.
 *
 * @param path absolute, exists
 * @param temporary whether it is deleted when the server is closed or its owner has gone
 * @param logs where the server's log goes, as a rule the same folder
 */
record DataFolder(Path path, boolean temporary, Path logs) {

    private static final int DELETE_ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);
    private static final long MEBIBYTE = 1024L * 1024L;

    /**
     * The given folder, made if it does not exist, or a new temporary one.
     *
     * @param minimumFreeBytes how much space must be left on its disk
     * @throws LocalStackException if the folder cannot be made or its disk is too full
     */
    static DataFolder open(String server, @Nullable Path wanted, long minimumFreeBytes) {
        try {
            Path path = wanted == null
                    ? Files.createTempDirectory("roaming-" + server.toLowerCase(Locale.ROOT) + "-")
                    : Files.createDirectories(wanted.toAbsolutePath().normalize());
            DataFolder folder = new DataFolder(path, wanted == null, path);
            folder.requireSpace(server, minimumFreeBytes);
            return folder;
        } catch (IOException e) {
            throw new LocalStackException(
                    server + ": the data folder cannot be made (" + e.getMessage() + "); choose another one.", e);
        }
    }

    /** The same folder, but temporary, with the log in the folder above so that it can still be read when the data has gone. */
    DataFolder discardedExceptLog() {
        return new DataFolder(path, true, Objects.requireNonNull(path.getParent()));
    }

    private void requireSpace(String server, long minimumFreeBytes) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < minimumFreeBytes) {
            delete();
            throw new LocalStackException(server + ": only " + free / MEBIBYTE + " MiB are free in " + path + ", "
                    + minimumFreeBytes / MEBIBYTE + " MiB are wanted; free some space or choose another data folder.");
        }
    }

    /** Starts a server on it for the first time. A temporary folder does not outlive a start that fails. */
    <S extends Server> S start(Function<DataFolder, S> server) {
        try {
            return server.apply(this);
        } catch (LocalStackException e) {
            delete();
            throw e;
        }
    }

    /** As guard.sh takes it. */
    String discardArgument() {
        return temporary ? path.toString() : "";
    }

    /** Deletes the folder if it is temporary. */
    void delete() {
        if (temporary) {
            deleteTree(path);
        }
    }

    /** Deletes a folder and all that is in it. A file that comes or goes meanwhile is no error: it is tried again. */
    static void deleteTree(Path folder) {
        for (int attempt = 0; attempt < DELETE_ATTEMPTS && Files.exists(folder); attempt++) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }
}
