package org.messageroaming.benchmarks.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.messageroaming.benchmarks.load.LoadProcess;
import org.messageroaming.localstack.CassandraOptions;
import org.messageroaming.localstack.CassandraServer;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/** One Redis, one Cassandra, one instance of each service, further ones on demand, and what puts load on them. Closing ends all. */
public final class Stack implements AutoCloseable {
    private static final int CASSANDRA_HEAP_MEBIBYTES = 2048;
    private static final String SERVICE_HEAP = "-Xmx1g";
    private static final String MANY = "1000000000";
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final Path repository;
    private final int scale;
    private final Tokens tokens = Tokens.random();
    private final ProcessorTimes processors = new ProcessorTimes();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final RedisServer redis;
    private final CassandraServer cassandra;
    private final ServiceProcess offline;
    private final ServiceProcess history;
    private final LoadProcess load;
    private final CqlSession session;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final List<Gauge> owed = new ArrayList<>();
    private int logs;

    private Stack(Path repository, int scale) {
        this.repository = repository;
        this.scale = scale;
        try {
            redis = register(RedisServer.start(RedisOptions.defaults()));
            cassandra = register(
                    CassandraServer.start(CassandraOptions.defaults().withHeapMebibytes(CASSANDRA_HEAP_MEBIBYTES)));
            processors.watch("Redis", redis.pid());
            processors.watch("Cassandra", cassandra.pid());
            offline = startOffline(redis);
            history = startHistory("roaming", offline);
            load = register(LoadProcess.start(repository.resolve("benchmarks")));
            session = register(session());
            connection = connect(redis);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @param repository the build's root folder
     * @param scale percent of their size that large data sets have
     */
    public static Stack start(Path repository, int scale) {
        return new Stack(repository, scale);
    }

    /**
     * What is started or registered from now on ends when this is closed, and not only with the stack: what one benchmark started would
     * share the processors, and the fan-out, with the next.
     */
    public Scope scope() {
        int before = started.size();
        return () -> endDownTo(before);
    }

    /** A part of the stack's life. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Has it closed with the scope or the stack, before what was registered earlier. */
    public <T extends AutoCloseable> T register(T resource) {
        started.push(resource);
        return resource;
    }

    /** So much of a large data set, at least 1. */
    public int scaled(int full) {
        return Math.max(1, (int) ((long) full * scale / 100));
    }

    /** The issuer that the services believe. */
    public Tokens tokens() {
        return tokens;
    }

    /** Where offline-service is. */
    public URI offline() {
        return offline.uri();
    }

    /** Where history-service is. */
    public URI history() {
        return history.uri();
    }

    /** The classes and resources of offline-service. */
    public Path offlineClasses() {
        return repository.resolve("offline-service/target/classes");
    }

    /** What the services and their stores cost of processors. */
    public ProcessorTimes processors() {
        return processors;
    }

    /**
     * Waits until all that was sent is in the inboxes. Else it would be put there beside what is measured next, at its expense.
     *
     * @throws IllegalStateException when that takes unreasonably long
     */
    public void settle() throws InterruptedException {
        long begin = System.nanoTime();
        while (owed.stream().mapToDouble(Gauge::value).sum() > 0) {
            if (System.nanoTime() - begin > SETTLED_WITHIN.toNanos()) {
                throw new IllegalStateException("deliveries are still owed after " + SETTLED_WITHIN);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** What keeps the services busy. */
    public LoadProcess load() {
        return load;
    }

    /** The Redis of the first offline-service. */
    public RedisServer redis() {
        return redis;
    }

    /** A further Redis. */
    public RedisServer startRedis() {
        return register(RedisServer.start(RedisOptions.defaults()));
    }

    /** A further instance of offline-service, or one on another Redis, with the controllers of the limits. */
    public ServiceProcess startOffline(RedisServer on) {
        Path limits = repository.resolve("benchmarks/service-limits/target/service-limits-0.1.0-SNAPSHOT.jar");
        return start(offlineJar().withExtensions(limits), environment(on));
    }

    /**
     * A further instance of offline-service beside the first, with nothing in it but itself.
     *
     * @param settings environment variables beside those that all have
     * @param jvmArguments after those that all have
     */
    public ServiceProcess startPlainOffline(Map<String, String> settings, String... jvmArguments) {
        Map<String, String> environment = environment(redis);
        environment.putAll(settings);
        return start(offlineJar(), environment, jvmArguments);
    }

    private ServiceOptions offlineJar() {
        return ServiceOptions.ofModule(repository, "offline-service");
    }

    /** A further instance of history-service, on a keyspace that it makes when it is not there. */
    public ServiceProcess startHistory(String keyspace, ServiceProcess deliversTo) {
        Map<String, String> environment = environment(redis);
        environment.put("ROAMING_CASSANDRA_CONTACT_POINTS", cassandra.endpoint().toString());
        environment.put("ROAMING_HISTORY_SCHEMA_KEYSPACE", keyspace);
        environment.put("ROAMING_HISTORY_FANOUT_OFFLINEURI", deliversTo.uri().toString());
        ServiceProcess service = start(ServiceOptions.ofModule(repository, "history-service"), environment);
        Gauge backlog =
                new Gauge(Rest.as(tokens.service("benchmarks")), service.uri(), "roaming_fanout_backlog_entries");
        owed.add(backlog);
        register(() -> owed.remove(backlog));
        return service;
    }

    /** A further instance of history-service beside the first. */
    public ServiceProcess startHistory() {
        return startHistory("roaming", offline);
    }

    /** The first offline-service. */
    public ServiceProcess offlineService() {
        return offline;
    }

    /** The first history-service. */
    public ServiceProcess historyService() {
        return history;
    }

    /** The build's root folder. */
    public Path repository() {
        return repository;
    }

    private ServiceProcess start(ServiceOptions options, Map<String, String> environment, String... jvmArguments) {
        Path log = repository.resolve("benchmarks/target/logs/" + options.name() + "-" + logs++ + ".log");
        String[] arguments = Stream.concat(Stream.of(SERVICE_HEAP), Arrays.stream(jvmArguments))
                .toArray(String[]::new);
        ServiceProcess service = register(ServiceProcess.start(
                options.withJvmArguments(arguments).withEnvironment(environment).withLog(log)));
        processors.watch(options.name(), service.pid());
        register(() -> processors.forget(service.pid()));
        return service;
    }

    /**
     * As shipped, but for limits that a single busy caller would exceed: they are counted, and never reached. Connections are kept, since
     * what sends the load does not repeat a request whose connection is closed just when it is sent.
     */
    private Map<String, String> environment(RedisServer on) {
        Map<String, String> environment = new HashMap<>(tokens.environment());
        environment.put("ROAMING_REDIS_HOST", on.endpoint().host());
        environment.put("ROAMING_REDIS_PORT", Integer.toString(on.endpoint().port()));
        environment.put("ROAMING_LIMITS_USERPERSECOND", MANY);
        environment.put("ROAMING_LIMITS_USERBURST", MANY);
        environment.put("ROAMING_LIMITS_SERVICEPERSECOND", MANY);
        environment.put("ROAMING_LIMITS_SERVICEBURST", MANY);
        environment.put("ROAMING_HTTP_MAXCONCURRENT", "512");
        environment.put("SERVER_TOMCAT_THREADS_MAX", "600");
        environment.put("SERVER_TOMCAT_KEEPALIVETIMEOUT", "1h");
        environment.put("SERVER_TOMCAT_MAXKEEPALIVEREQUESTS", "-1");
        return environment;
    }

    /** A session of the driver as the services set it up: quorums, and time enough. */
    public CqlSession cassandra() {
        return session;
    }

    private CqlSession session() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        cassandra.endpoint().host(), cassandra.endpoint().port()))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
                        .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL")
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                        .build())
                .build();
    }

    /** A connection of Lettuce to the first offline-service's Redis. */
    public StatefulRedisConnection<byte[], byte[]> connection() {
        return connection;
    }

    /** A connection of Lettuce. */
    public StatefulRedisConnection<byte[], byte[]> connect(RedisServer to) {
        RedisClient client = RedisClient.create(
                RedisURI.create(to.endpoint().host(), to.endpoint().port()));
        register(client::shutdown);
        return client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    public void close() {
        endDownTo(0);
    }

    private void endDownTo(int count) {
        while (started.size() > count) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("cannot be closed: " + e);
            }
        }
    }
}
