package org.messageroaming.localstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Cassandra node, by itself on 127.0.0.1 or in a {@link CassandraRing}, in a JVM of its own, that ends with this JVM. */
public final class CassandraServer extends Server {

    private static final String NAME = "Cassandra";

    private final CassandraOptions options;
    private final CassandraPlace place;

    private CassandraServer(GuardedProcess process, Endpoint endpoint, CassandraOptions options, CassandraPlace place) {
        super(process, endpoint);
        this.options = options;
        this.place = place;
    }

    /**
     * Starts a server and waits until it answers on its CQL port, which takes about ten seconds.
     *
     * @throws LocalStackException if it cannot be started; the message names the remedy
     */
    public static CassandraServer start(CassandraOptions options) {
        return DataFolder.open(NAME, options.data(), options.minimumFreeBytes())
                .start(folder -> start(options, Owner.thisJvm(), folder));
    }

    static CassandraServer start(CassandraOptions options, Owner owner, DataFolder folder) {
        return start(options, CassandraPlace.alone(FreePorts.next()), owner, folder);
    }

    /** @param options whose port is taken on the place's address */
    static CassandraServer start(CassandraOptions options, CassandraPlace place, Owner owner, DataFolder folder) {
        Path lib = CassandraLib.find();
        Path javaHome = JdkFinder.ofThisMachine().find();
        Endpoint endpoint =
                new Endpoint(place.address(), FreePorts.choose(NAME, options.port(), List.of(place.address())));
        CassandraConfig config = new CassandraConfig(folder.path(), endpoint.port(), place, settings(options));
        config.write();
        options.progress().report("Cassandra: starting on " + endpoint + ", data in " + folder.path());
        GuardedProcess process = GuardedProcess.start(new Launch(
                NAME,
                CassandraCommand.of(javaHome, lib, config, folder.path(), options),
                Map.of(),
                folder,
                log(folder),
                owner));
        Readiness.await(process, Probe.cassandra(endpoint, options.tls()), options.deadline(), options.progress());
        return new CassandraServer(process, endpoint, options, place);
    }

    /** Starts it again, on the same port and the same files; a server that still runs is stopped first. */
    public CassandraServer restart() {
        stop();
        return start(options.withPort(port()), place, Owner.thisJvm(), folder());
    }

    private static Map<String, String> settings(CassandraOptions options) {
        Certificates tls = options.tls();
        if (tls == null) {
            return options.settings();
        }
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "client_encryption_options",
                "{enabled: true, optional: false, require_client_auth: true, keystore: \"%1$s\", keystore_password: %2$s,"
                                .formatted(tls.keyStore(), tls.password())
                        + " truststore: \"%1$s\", truststore_password: %2$s}"
                                .formatted(tls.trustStore(), tls.password()));
        settings.putAll(options.settings());
        return settings;
    }

    static Path log(DataFolder folder) {
        return folder.logs().resolve("system.log");
    }
}
