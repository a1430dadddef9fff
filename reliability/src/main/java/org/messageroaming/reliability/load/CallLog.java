package org.messageroaming.reliability.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;

/**
 * Every request and its answer, a line each, tab-separated: when it was sent, how many milliseconds it took, by which thread, method,
 * address, body, status (0: no answer), the answer's beginning. For whoever looks into what a round found.
 */
public final class CallLog implements AutoCloseable {
    private static final int LONGEST = 600;

    private final Path file;
    private final BufferedWriter out;

    /** Begins a file; its folder is made if need be. */
    public CallLog(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(
            Instant sentAt, long millis, String method, URI uri, @Nullable Object body, Calls.Answer answer) {
        String text = String.join(
                "\t",
                sentAt.toString(),
                Long.toString(millis),
                Thread.currentThread().getName(),
                method,
                uri.toString(),
                body == null ? "-" : cut(WireJson.MAPPER.writeValueAsString(body)),
                Integer.toString(answer.status()),
                cut(answer.body().toString()));
        try {
            out.write(text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** Deletes the file: nobody will look into it. */
    public void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
