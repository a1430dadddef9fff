package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However the owner of a server ends, the server and its temporary files go with it. */
class CleanStopIT {

    @ParameterizedTest
    @CsvSource({"redis, KILL", "redis, TERM", "redis, INT", "redis, HUP", "cassandra, KILL", "cassandra, TERM"})
    void serverEndsWithTheJvmThatStartedIt(String server, String signal) throws Exception {
        ChildJvm.Child child = ChildJvm.start(server);
        signal(child.process().toHandle(), signal);
        assertGone(child.server(), child.data());
    }

    @Test
    void hangingServerEndsWithItsKilledOwnerToo() throws Exception {
        ChildJvm.Child child = ChildJvm.start("redis");
        signal(child.server(), "STOP");
        signal(child.process().toHandle(), "KILL");
        assertGone(child.server(), child.data());
    }

    @Test
    void sharedServerIsReusedAndEndsWithTheBuild() throws Exception {
        Process maven = new ProcessBuilder("sleep", "600").start();
        MavenBuild build = new MavenBuild(maven.toHandle());
        try {
            Endpoint redis = SharedServer.REDIS.ofBuild(build);
            assertThat(SharedServer.REDIS.ofBuild(build)).isEqualTo(redis);
            assertThat(RedisClient.ask(redis, "PING")).isEqualTo("+PONG");
            String note = Files.readString(build.folder().resolve("redis.address"));
            ProcessHandle server = ProcessHandle.of(Long.parseLong(note.substring(note.indexOf(' ') + 1)))
                    .orElseThrow();
            signal(maven.toHandle(), "KILL");
            assertGone(server, build.folder().resolve("redis"));
            assertThat(build.folder().resolve("redis.log")).isNotEmptyFile();
        } finally {
            maven.destroyForcibly();
            DataFolder.deleteTree(build.folder());
        }
    }

    private static void assertGone(ProcessHandle server, Path data) throws Exception {
        server.onExit().get(15, TimeUnit.SECONDS);
        Eventually.is(false, () -> Files.exists(data));
    }

    private static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
    }
}
