package org.messageroaming.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A JVM that starts one server, says its process id and its folder, and waits to be killed. */
final class ChildJvm {

    private ChildJvm() {}

    /** @param arguments redis or cassandra */
    public static void main(String[] arguments) {
        Server server = arguments[0].equals("redis")
                ? RedisServer.start(RedisOptions.defaults())
                : CassandraServer.start(CassandraOptions.defaults().withHeapMebibytes(512));
        System.out.println(server.pid() + " " + server.data());
        server.onExit().join();
    }

    /**
     * @param process the JVM
     * @param server what it started
     * @param data the server's temporary folder
     */
    record Child(Process process, ProcessHandle server, Path data) {}

    static Child start(String kind) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildJvm.class.getName(),
                        kind))
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = Objects.requireNonNull(output.readLine(), "The child said nothing");
        List<String> words = Pattern.compile(" ").splitAsStream(line).toList();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(words.get(0))).orElseThrow();
        return new Child(process, server, Path.of(words.get(1)));
    }
}
