package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server of the {@link SharedStack}: found if this build has one already, started if not. */
final class SharedServer {

    static final SharedServer REDIS = new SharedServer(
            "redis",
            Settings.REDIS_ADDRESS,
            () -> Containers.redis(),
            () -> RedisServer.start(RedisOptions.defaults()),
            (owner, folder) -> {
                RedisOptions options = RedisOptions.defaults();
                DataFolder data = DataFolder.open("Redis", folder, options.minimumFreeBytes());
                return data.discardedExceptLog().start(fresh -> RedisServer.start(options, owner, fresh));
            });

    static final SharedServer CASSANDRA = new SharedServer(
            "cassandra",
            Settings.CASSANDRA_ADDRESS,
            () -> Containers.cassandra(),
            () -> CassandraServer.start(CassandraOptions.defaults()),
            (owner, folder) -> {
                CassandraOptions options = CassandraOptions.defaults();
                DataFolder data = DataFolder.open("Cassandra", folder, options.minimumFreeBytes());
                return data.discardedExceptLog().start(fresh -> CassandraServer.start(options, owner, fresh));
            });

    private final String name;
    private final String addressProperty;
    private final Supplier<Lease> container;
    private final Supplier<Server> ownStart;
    private final BuildStart buildStart;
    private @Nullable Endpoint found;

    private SharedServer(
            String name,
            String addressProperty,
            Supplier<Lease> container,
            Supplier<Server> ownStart,
            BuildStart buildStart) {
        this.name = name;
        this.addressProperty = addressProperty;
        this.container = container;
        this.ownStart = ownStart;
        this.buildStart = buildStart;
    }

    synchronized Endpoint endpoint() {
        Endpoint known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private Endpoint find() {
        Settings settings = Settings.ofThisJvm();
        Optional<Endpoint> configured = settings.address(addressProperty);
        if (configured.isPresent()) {
            return configured.get();
        }
        if (settings.wantsTestcontainers()) {
            return container.get().endpoint();
        }
        return MavenBuild.above(ProcessHandle.current())
                .map(this::ofBuild)
                .orElseGet(() -> ownStart.get().endpoint());
    }

    /** Under a lock that all test JVMs of the build take, so that only one of them starts the server. */
    Endpoint ofBuild(MavenBuild build) {
        Path folder = build.folder();
        try {
            build.sweep();
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                Path note = folder.resolve(name + ".address");
                Optional<Endpoint> running = running(note);
                return running.isPresent() ? running.get() : start(build, folder, note);
            }
        } catch (IOException e) {
            throw new LocalStackException(
                    "The build's servers cannot be noted in " + folder + " (" + e.getMessage()
                            + "); free or unlock it.",
                    e);
        }
    }

    private Endpoint start(MavenBuild build, Path folder, Path note) throws IOException {
        Server server = buildStart.start(Owner.process(build.process()), folder.resolve(name));
        Files.writeString(note, server.endpoint() + " " + server.pid());
        return server.endpoint();
    }

    /** The server in the note, if it has not died meanwhile. */
    private static Optional<Endpoint> running(Path note) throws IOException {
        if (Files.notExists(note)) {
            return Optional.empty();
        }
        String text = Files.readString(note);
        int space = text.indexOf(' ');
        return ProcessHandle.of(Long.parseLong(text.substring(space + 1)))
                .map(alive -> Endpoint.parse(text.substring(0, space)));
    }

    /** Starts a server that is to live as long as the build. */
    @FunctionalInterface
    private interface BuildStart {
        Server start(Owner owner, Path folder);
    }
}
