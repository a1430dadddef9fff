package org.messageroaming.reliability.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.messageroaming.localstack.FreePorts;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.Tokens;

/** Several instances of both services on one set of stores, with wires between all of them; closing ends the services. */
public final class Services implements AutoCloseable {
    /** Journals of history-service: few, so that claims are fought over. */
    public static final int SHARDS = 8;

    private static final Duration START = Duration.ofMinutes(4);

    /** Connections are made anew all the time, so that an instance that came back soon gets its share of them. */
    private static final Map<String, String> SHORT_CONNECTIONS = Map.of("SERVER_TOMCAT_MAXKEEPALIVEREQUESTS", "20");

    private final Path repository;
    private final Stores stores;
    private final Tokens tokens;
    private final List<Instance> offline = new ArrayList<>();
    private final List<Instance> history = new ArrayList<>();
    private final TcpProxy toOffline;
    private final TcpProxy toHistory;

    /**
     * Starts them.
     *
     * @param repository the build's root folder
     * @param count how many instances of each
     * @param keyspace a keyspace of their own
     * @param more further environment of all instances
     */
    public Services(
            Path repository, Stores stores, Tokens tokens, int count, String keyspace, Map<String, String> more) {
        this.repository = repository;
        this.stores = stores;
        this.tokens = tokens;
        this.toOffline = new TcpProxy(
                "to-offline",
                () -> offline.stream()
                        .filter(Instance::isAlive)
                        .map(Instance::direct)
                        .toList());
        this.toHistory = new TcpProxy(
                "to-history",
                () -> history.stream()
                        .filter(Instance::isAlive)
                        .map(Instance::direct)
                        .toList());
        try {
            startAll(count, historyEnvironment(keyspace), more);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll(int count, Map<String, String> ofHistory, Map<String, String> ofAll) {
        for (int i = 0; i < count; i++) {
            offline.add(start("offline-service", "offline-" + i, SHORT_CONNECTIONS, ofAll));
        }
        for (int i = 0; i < count; i++) {
            history.add(start("history-service", "history-" + i, ofHistory, ofAll));
        }
    }

    /** Few shards and short segments, so that claims are fought over and segments are dropped all the time. */
    private Map<String, String> historyEnvironment(String keyspace) {
        return Map.of(
                "ROAMING_HISTORY_SCHEMA_KEYSPACE",
                keyspace,
                "ROAMING_HISTORY_JOURNAL_SHARDS",
                Integer.toString(SHARDS),
                "ROAMING_HISTORY_JOURNAL_SEGMENTSIZE",
                "32",
                "ROAMING_HISTORY_TIMELINE_BUCKETSIZE",
                "200",
                "ROAMING_HISTORY_FANOUT_OFFLINEURI",
                "http://" + toOffline.endpoint());
    }

    private Instance start(String module, String name, Map<String, String> own, Map<String, String> more) {
        int controlPort = FreePorts.next();
        Map<String, String> environment = new HashMap<>(own);
        environment.putAll(stores.redis().environment());
        if (module.startsWith("history")) {
            environment.putAll(stores.cassandra().environment());
        }
        environment.putAll(tokens.environment());
        environment.put("FAULT_POINTS_PORT", Integer.toString(controlPort));
        environment.putAll(more);
        ServiceOptions options = ServiceOptions.ofModule(repository, module)
                .withExtensions(faultPoints())
                .withJvmArguments("-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .withEnvironment(environment)
                .withDeadline(START)
                .withLog(logs().resolve(name + "-" + ProcessHandle.current().pid() + "-" + controlPort + ".log"));
        return new Instance(name, options, controlPort);
    }

    /** Where the instances' logs are, and the clients' too. */
    public Path logs() {
        return repository.resolve("reliability/target/logs");
    }

    private Path faultPoints() {
        Path target = repository.resolve("reliability/fault-points/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("fault-points-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("Build it first (./mvnw verify): no jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException("Build it first (./mvnw verify)", e);
        }
    }

    /** The instances of history-service. */
    public List<Instance> history() {
        return List.copyOf(history);
    }

    /** The instances of offline-service. */
    public List<Instance> offline() {
        return List.copyOf(offline);
    }

    /** All instances. */
    public List<Instance> all() {
        return Stream.concat(offline.stream(), history.stream()).toList();
    }

    /** A load balancer in front of history-service. */
    public URI historyUri() {
        return URI.create("http://" + toHistory.endpoint());
    }

    /** A load balancer in front of offline-service. */
    public URI offlineUri() {
        return URI.create("http://" + toOffline.endpoint());
    }

    /** The wire from history-service to offline-service. */
    public TcpProxy betweenServices() {
        return toOffline;
    }

    /** How many answers the wires of clients and between the services have cut. */
    public long cuts() {
        return toOffline.cuts()
                + all().stream().mapToLong(instance -> instance.wire().cuts()).sum();
    }

    /**
     * The present value of a metric of an instance.
     *
     * @param token of the service scope
     * @throws IllegalStateException when it has no such metric
     */
    public double metric(Instance instance, String metric, String token) {
        HttpRequest request = HttpRequest.newBuilder(instance.uri().resolve("/actuator/prometheus"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(metric))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(instance.name() + " has no metric " + metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whether an instance, or a Cassandra node that they are on, is being started again at the moment. */
    public boolean isStarting() {
        return stores.cassandra().isStarting() || all().stream().anyMatch(Instance::isStarting);
    }

    /** Whatever was killed or stopped runs again. */
    public void heal() {
        all().forEach(Instance::revive);
    }

    @Override
    public void close() {
        toHistory.close();
        history.forEach(Instance::close);
        offline.forEach(Instance::close);
        toOffline.close();
    }
}
