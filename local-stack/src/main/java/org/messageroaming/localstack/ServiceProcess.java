package org.messageroaming.localstack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Spring Boot service in a JVM of its own, on 127.0.0.1, that ends with this JVM. */
public final class ServiceProcess extends Server {

    private static final String READINESS = "/actuator/health/readiness";

    /** In every executable jar that Spring Boot makes; unlike the one of {@code -jar} it takes further jars. */
    private static final String EXTENSIBLE_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final ServiceOptions options;

    private ServiceProcess(GuardedProcess process, Endpoint endpoint, ServiceOptions options) {
        super(process, endpoint);
        this.options = options;
    }

    /**
     * Starts a service and waits until it says that it is ready.
     *
     * @throws LocalStackException if the jar is missing or the service does not become ready; the message names the remedy
     */
    public static ServiceProcess start(ServiceOptions options) {
        if (!Files.isRegularFile(options.jar())) {
            throw new LocalStackException(
                    options.name() + ": there is no " + options.jar() + "; build it first (./mvnw verify).");
        }
        Path log = options.log();
        Path parent = log == null ? null : log.toAbsolutePath().getParent();
        return DataFolder.open(options.name(), parent, 0).start(folder -> start(options, folder));
    }

    private static ServiceProcess start(ServiceOptions options, DataFolder folder) {
        Endpoint endpoint = Endpoint.local(FreePorts.choose(options.name(), options.port()));
        Path log = folder.path().resolve(fileName(options.log()));
        options.progress().report(options.name() + ": starting on " + endpoint + ", log in " + log);
        GuardedProcess process = GuardedProcess.start(new Launch(
                options.name(), command(options), environment(options, endpoint), folder, log, Owner.thisJvm()));
        URI readiness = uri(endpoint, options).resolve(READINESS);
        Readiness.await(process, Probe.http(readiness, options.tls()), options.deadline(), options.progress());
        return new ServiceProcess(process, endpoint, options);
    }

    /** The address that paths such as {@code /v1/…} are appended to, without a slash at its end. */
    public URI uri() {
        return uri(endpoint(), options);
    }

    private static URI uri(Endpoint endpoint, ServiceOptions options) {
        return URI.create((options.tls() == null ? "http://" : "https://") + endpoint);
    }

    /** Starts it again, on the same port and with the same log; a service that still runs is stopped first. */
    public ServiceProcess restart() {
        stop();
        return start(options.withPort(port()), folder());
    }

    private static String fileName(@Nullable Path log) {
        Path name = log == null ? null : log.getFileName();
        return name == null ? "service.log" : name.toString();
    }

    private static List<String> command(ServiceOptions options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jvmArguments());
        String jar = options.jar().toAbsolutePath().toString();
        if (options.extensions().isEmpty()) {
            command.addAll(List.of("-jar", jar));
        } else {
            command.addAll(List.of("-Dloader.path=" + paths(options.extensions()), "-cp", jar, EXTENSIBLE_LAUNCHER));
        }
        return command;
    }

    private static String paths(List<Path> jars) {
        return jars.stream().map(path -> path.toAbsolutePath().toString()).collect(Collectors.joining(","));
    }

    private static Map<String, String> environment(ServiceOptions options, Endpoint endpoint) {
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put("SERVER_PORT", Integer.toString(endpoint.port()));
        return environment;
    }
}
