package org.messageroaming.localstack;

import java.nio.file.Path;
import java.util.Map;

/** A Cassandra of one node on 127.0.0.1, in a JVM of its own, that ends with this JVM. */
public final class CassandraServer extends Server {

    private static final String NAME = "Cassandra";

    private final CassandraOptions options;

    private CassandraServer(GuardedProcess process, Endpoint endpoint, CassandraOptions options) {
        super(process, endpoint);
        this.options = options;
    }

    /**
     * Starts a server and waits until it answers on its CQL port, which takes about ten seconds.
     *
     * @throws LocalStackException if it cannot be started; the message names the remedy
     */
    public static CassandraServer start(CassandraOptions options) {
        return start(options, Owner.thisJvm(), DataFolder.open(NAME, options.data(), options.minimumFreeBytes()));
    }

    static CassandraServer start(CassandraOptions options, Owner owner, DataFolder folder) {
        Path lib = CassandraLib.find();
        Path javaHome = JdkFinder.ofThisMachine().find();
        Endpoint endpoint = Endpoint.local(FreePorts.choose(NAME, options.port()));
        CassandraConfig config =
                new CassandraConfig(folder.path(), endpoint.port(), FreePorts.next(), options.settings());
        config.write();
        options.progress().report("Cassandra: starting on " + endpoint + ", data in " + folder.path());
        GuardedProcess process = GuardedProcess.start(new Launch(
                NAME,
                CassandraCommand.of(javaHome, lib, config, folder.path(), options.heapMebibytes()),
                Map.of(),
                folder,
                folder.logs().resolve("system.log"),
                owner));
        Readiness.await(process, Probe.cassandra(endpoint), options.deadline(), options.progress());
        return new CassandraServer(process, endpoint, options);
    }

    /** Starts it again, on the same port and the same files; a server that still runs is stopped first. */
    public CassandraServer restart() {
        stop();
        return start(options.withPort(port()), Owner.thisJvm(), folder());
    }
}
