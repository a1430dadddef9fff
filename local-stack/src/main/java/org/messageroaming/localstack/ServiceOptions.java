package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to start a Spring Boot service.
 *
 * @param name what to call it when talking to the user
 * @param jar its executable jar
 * @param port HTTP port on 127.0.0.1, or 0 for a free one; the service gets it as {@code SERVER_PORT}
 * @param extensions jars that are put in front of the service's own classes
 * @param tls the authority of what the service shows to clients by HTTPS; null for HTTP. The environment has the service do it
 * @param environment variables in addition to those of this JVM
 * @param jvmArguments arguments of its JVM, such as {@code -Xmx384m}
 * @param log file for its output, appended to; null for one in a temporary folder that {@link ServiceProcess#close()} deletes
 * @param deadline how long the start may take
 * @param progress is told what happens
 */
public record ServiceOptions(
        String name,
        Path jar,
        List<Path> extensions,
        int port,
        @Nullable Certificates tls,
        Map<String, String> environment,
        List<String> jvmArguments,
        @Nullable Path log,
        Duration deadline,
        Progress progress) {

    /** @throws IllegalArgumentException if the name is blank or the port out of range */
    public ServiceOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The service's name is blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The HTTP port is not between 0 and 65535: " + port);
        }
        extensions = List.copyOf(extensions);
        environment = Map.copyOf(environment);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** On a free port, with a heap of 384 MiB, a minute and a half to start, and a temporary log. */
    public static ServiceOptions of(String name, Path jar) {
        return new ServiceOptions(
                name,
                jar,
                List.of(),
                0,
                null,
                Map.of(),
                List.of("-Xmx384m"),
                null,
                Duration.ofSeconds(90),
                Progress.silent());
    }

    /**
     * The service of a module of this build, as {@link #of}.
     *
     * @param repository the build's root folder
     */
    public static ServiceOptions ofModule(Path repository, String module) {
        return of(module, execJar(repository.resolve(module).resolve("target"), module));
    }

    private static Path execJar(Path target, String module) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElse(target.resolve(module + "-exec.jar"));
        } catch (IOException e) {
            return target.resolve(module + "-exec.jar");
        }
    }

    /** With these jars in front of the service's own classes. */
    public ServiceOptions withExtensions(Path... newExtensions) {
        return new ServiceOptions(
                name, jar, List.of(newExtensions), port, tls, environment, jvmArguments, log, deadline, progress);
    }

    /** On this port, 0 for a free one. */
    public ServiceOptions withPort(int newPort) {
        return new ServiceOptions(
                name, jar, extensions, newPort, tls, environment, jvmArguments, log, deadline, progress);
    }

    /** By HTTPS, with a certificate of this authority. */
    public ServiceOptions withTls(Certificates certificates) {
        return new ServiceOptions(
                name, jar, extensions, port, certificates, environment, jvmArguments, log, deadline, progress);
    }

    /** With these variables in addition to those of this JVM. */
    public ServiceOptions withEnvironment(Map<String, String> newEnvironment) {
        return new ServiceOptions(
                name, jar, extensions, port, tls, newEnvironment, jvmArguments, log, deadline, progress);
    }

    /** With these arguments of its JVM instead of {@code -Xmx384m}. */
    public ServiceOptions withJvmArguments(String... newArguments) {
        return new ServiceOptions(
                name, jar, extensions, port, tls, environment, List.of(newArguments), log, deadline, progress);
    }

    /** With its output in this file, which is kept. */
    public ServiceOptions withLog(Path newLog) {
        return new ServiceOptions(
                name, jar, extensions, port, tls, environment, jvmArguments, newLog, deadline, progress);
    }

    /** With this much time to start. */
    public ServiceOptions withDeadline(Duration newDeadline) {
        return new ServiceOptions(
                name, jar, extensions, port, tls, environment, jvmArguments, log, newDeadline, progress);
    }

    /** Telling this listener what happens. */
    public ServiceOptions withProgress(Progress newProgress) {
        return new ServiceOptions(
                name, jar, extensions, port, tls, environment, jvmArguments, log, deadline, newProgress);
    }
}
