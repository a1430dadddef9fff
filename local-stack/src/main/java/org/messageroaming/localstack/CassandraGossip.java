package org.messageroaming.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a Cassandra node says in its log about other nodes from some moment on. Without JMX it tells nowhere else. */
final class CassandraGossip {

    private final Path log;
    private final long from;

    private CassandraGossip(Path log, long from) {
        this.log = log;
        this.from = from;
    }

    /** From now on. The log need not exist yet. */
    static CassandraGossip fromNow(Path log) {
        return new CassandraGossip(log, log.toFile().length());
    }

    /** Whether the node has noticed since then that another one is up, or up again. */
    boolean tellsUp(String address) {
        return Pattern.compile("InetAddress \\S*/" + Pattern.quote(address) + ":\\d+ is now UP")
                .matcher(text())
                .find();
    }

    private String text() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalStackException("Cassandra's log " + log + " cannot be read; see the cause.", e);
        }
    }
}
