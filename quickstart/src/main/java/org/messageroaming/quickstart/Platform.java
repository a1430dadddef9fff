package org.messageroaming.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.messageroaming.localstack.Endpoint;
import org.messageroaming.localstack.LocalStackException;
import org.messageroaming.localstack.Progress;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/** Both services as processes of their own, on a given Redis and Cassandra; closing ends them. */
final class Platform implements AutoCloseable {
    private final Path repository;
    private final Endpoint redis;
    private final Endpoint cassandra;
    private final Tokens tokens;
    private final Progress progress;
    private final Map<String, String> more;
    private final List<ServiceProcess> started = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    /** @param more further environment of the services */
    Platform(
            Path repository,
            Endpoint redis,
            Endpoint cassandra,
            Tokens tokens,
            Progress progress,
            Map<String, String> more) {
        this.repository = repository;
        this.redis = redis;
        this.cassandra = cassandra;
        this.tokens = tokens;
        this.progress = progress;
        this.more = Map.copyOf(more);
    }

    /** Starts an instance of offline-service; port 0 is a free one. */
    ServiceProcess startOffline(int port) {
        return startOffline(port, "-Xmx384m");
    }

    /** Starts an instance of offline-service with another heap. */
    ServiceProcess startOffline(int port, String heap) {
        return start("offline-service", port, heap, Map.of());
    }

    /** Starts an instance of history-service that delivers to the given offline-service; port 0 is a free one. */
    ServiceProcess startHistory(int port, ServiceProcess offline) {
        return start(
                "history-service",
                port,
                "-Xmx384m",
                Map.of(
                        "ROAMING_CASSANDRA_CONTACT_POINTS",
                        cassandra.toString(),
                        "ROAMING_HISTORY_FANOUT_OFFLINEURI",
                        offline.uri().toString()));
    }

    private ServiceProcess start(String name, int port, String heap, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("ROAMING_REDIS_HOST", redis.host());
        environment.put("ROAMING_REDIS_PORT", Integer.toString(redis.port()));
        environment.putAll(own);
        environment.putAll(tokens.environment());
        Path log = repository.resolve(
                "quickstart/target/logs/" + name + "-" + started.size() + "-" + tokens.hashCode() + ".log");
        ServiceProcess process = ServiceProcess.start(ServiceOptions.ofModule(repository, name)
                .withPort(port)
                .withJvmArguments(heap)
                .withEnvironment(environment)
                .withLog(log)
                .withProgress(progress));
        started.add(process);
        logs.add(log);
        return process;
    }

    /** Where the services that were started write to, in that order. */
    List<Path> logs() {
        return List.copyOf(logs);
    }

    /** The last started first, so that nobody delivers to what is gone. */
    @Override
    public void close() throws LocalStackException {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }
}
