package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Cassandra JVM. */
final class CassandraCommand {

    private static final List<String> EXPORTED = List.of(
            "java.base/java.lang.ref",
            "java.base/jdk.internal.misc",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.attach/sun.tools.attach",
            "jdk.compiler/com.sun.tools.javac.file",
            "jdk.unsupported/sun.misc");

    private static final List<String> OPENED = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "jdk.compiler/com.sun.tools.javac",
            "jdk.management/com.sun.management.internal");

    private CassandraCommand() {}

    static List<String> of(Path javaHome, Path lib, CassandraConfig config, Path folder, CassandraOptions options) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        int heap = options.heapMebibytes();
        command.addAll(List.of("-Xms" + heap + "m", "-Xmx" + heap + "m", "-Xss512k"));
        command.addAll(List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=100", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-XX:+PerfDisableSharedMem", "-XX:-UsePerfData"));
        EXPORTED.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.add("-javaagent:" + memoryMeter(lib));
        command.addAll(List.of(
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dio.netty.allocator.useCacheForAllThreads=true",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + config.temporary(),
                "-Djna.tmpdir=" + config.temporary(),
                "-Dlogback.configurationFile=" + config.logback(),
                "-Dcassandra.config=" + config.yaml().toUri(),
                "-Dcassandra.storagedir=" + folder,
                "-Dcassandra.logdir=" + folder,
                "-Dcassandra-foreground=true"));
        config.place().properties().forEach(property -> command.add("-D" + property));
        command.addAll(options.jvmOptions());
        command.addAll(List.of("-cp", lib + "/*", "org.apache.cassandra.service.CassandraDaemon"));
        return command;
    }

    private static Path memoryMeter(Path lib) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "jamm-*.jar")) {
            return jars.iterator().next();
        } catch (IOException | java.util.NoSuchElementException e) {
            throw new LocalStackException(
                    "Cassandra's jars in " + lib + " are incomplete; build them anew (./mvnw clean verify).", e);
        }
    }
}
