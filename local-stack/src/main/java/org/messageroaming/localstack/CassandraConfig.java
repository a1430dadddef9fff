package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the configuration of a Cassandra node that is to start fast and stay small. */
final class CassandraConfig {

    /** Everything at INFO to standard output, which the launcher sends to system.log. */
    private static final String LOGBACK = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%-5level [%thread] %date{ISO8601} %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private final Path folder;
    private final int port;
    private final CassandraPlace place;
    private final Map<String, String> settings;

    /**
     * @param folder the data folder
     * @param port for CQL
     * @param place its address and its neighbours
     * @param settings entries that win over the defaults
     */
    CassandraConfig(Path folder, int port, CassandraPlace place, Map<String, String> settings) {
        this.folder = folder;
        this.port = port;
        this.place = place;
        this.settings = settings;
    }

    Path yaml() {
        return folder.resolve("cassandra.yaml");
    }

    Path logback() {
        return folder.resolve("logback.xml");
    }

    CassandraPlace place() {
        return place;
    }

    /** Where Cassandra's native libraries unpack themselves, so that they go when the data goes. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    /** @throws LocalStackException if a file cannot be written */
    void write() {
        String text = entries().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(temporary());
            Files.writeString(yaml(), text, StandardCharsets.UTF_8);
            Files.writeString(logback(), LOGBACK, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalStackException(
                    "Cassandra: its configuration cannot be written (" + e.getMessage() + "); choose another folder.",
                    e);
        }
    }

    private Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        addresses(entries);
        storage(entries);
        sizes(entries);
        entries.putAll(place.settings());
        entries.putAll(settings);
        return entries;
    }

    private void addresses(Map<String, String> entries) {
        entries.put("cluster_name", "message-roaming");
        entries.put("listen_address", place.address());
        entries.put("storage_port", Integer.toString(place.storagePort()));
        entries.put("rpc_address", place.address());
        entries.put("native_transport_port", Integer.toString(port));
        entries.put("endpoint_snitch", "SimpleSnitch");
    }

    private void storage(Map<String, String> entries) {
        entries.put("partitioner", "org.apache.cassandra.dht.Murmur3Partitioner");
        entries.put("num_tokens", "1");
        entries.put("data_file_directories", "[" + quoted("data") + "]");
        entries.put("commitlog_directory", quoted("commitlog"));
        entries.put("saved_caches_directory", quoted("caches"));
        entries.put("hints_directory", quoted("hints"));
        entries.put("auto_snapshot", "false");
    }

    private static void sizes(Map<String, String> entries) {
        entries.put("commitlog_segment_size", "16MiB");
        entries.put("commitlog_total_space", "256MiB");
        entries.put("memtable_heap_space", "128MiB");
        entries.put("memtable_offheap_space", "128MiB");
        entries.put("key_cache_size", "16MiB");
        entries.put("counter_cache_size", "0MiB");
        entries.put("file_cache_size", "64MiB");
        entries.put("networking_cache_size", "32MiB");
        entries.put("concurrent_compactors", "1");
    }

    private String quoted(String child) {
        return "\"" + folder.resolve(child).toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
