package org.messageroaming.reliability.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;

/** Both services as processes on the build's Redis and Cassandra, with keys and a keyspace of their own. */
final class Services implements AutoCloseable {
    final Tokens tokens = Tokens.random();
    private final String own = UUID.randomUUID().toString().replace("-", "");
    private final ServiceProcess offline;
    private final ServiceProcess history;

    Services() {
        offline = start("offline-service", Map.of("ROAMING_OFFLINE_INBOX_KEYPREFIX", "fuzz-" + own));
        try {
            history = start(
                    "history-service",
                    Map.of(
                            "ROAMING_HISTORY_SCHEMA_KEYSPACE",
                            "fuzz_" + own,
                            "ROAMING_CASSANDRA_CONTACT_POINTS",
                            SharedStack.cassandra().toString(),
                            "ROAMING_HISTORY_FANOUT_OFFLINEURI",
                            offline.uri().toString()));
        } catch (RuntimeException e) {
            offline.close();
            throw e;
        }
    }

    private ServiceProcess start(String name, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("ROAMING_REDIS_HOST", SharedStack.redis().host());
        all.put("ROAMING_REDIS_PORT", Integer.toString(SharedStack.redis().port()));
        // What is refused for being too much is not looked at.
        all.put("ROAMING_LIMITS_USERBURST", "10000000");
        all.put("ROAMING_LIMITS_USERCONCURRENT", "1000");
        all.putAll(tokens.environment());
        Path repository = Path.of("").toAbsolutePath().resolve("..").normalize();
        return ServiceProcess.start(
                ServiceOptions.ofModule(repository, name).withEnvironment(all).withLog(log(name)));
    }

    private Path log(String name) {
        return Path.of("target", "logs", "fuzz-" + name + "-" + own + ".log").toAbsolutePath();
    }

    URI offline() {
        return offline.uri();
    }

    URI history() {
        return history.uri();
    }

    /** The lines in either log that say that a service failed in a way that it had not foreseen. */
    List<String> unforeseen() {
        return List.of("offline-service", "history-service").stream()
                .flatMap(name -> lines(log(name)).stream())
                .filter(line -> line.contains(" ERROR ") || line.contains("unexpected failure"))
                .toList();
    }

    private static List<String> lines(Path log) {
        try {
            // Some frameworks log what they were sent, as it came.
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        history.close();
        offline.close();
    }
}
