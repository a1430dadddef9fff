package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a server from starting is said in one sentence with the remedy. */
class RefusalTest {

    @TempDir
    Path folder;

    @Test
    void takenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FreePorts.choose("Redis", taken.getLocalPort()))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContainingAll("port " + taken.getLocalPort(), "is taken", "choose another port");
        }
    }

    @Test
    void freePortsAreNotGivenTwice() {
        assertThat(FreePorts.next()).isNotEqualTo(FreePorts.next());
    }

    @Test
    void fullDisk() {
        assertThatThrownBy(() -> DataFolder.open("Redis", folder, Long.MAX_VALUE))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("MiB are free in " + folder, "free some space");
    }

    @Test
    void missingJdk() throws IOException {
        jdk("jdk-25", "25.0.1");
        assertThatThrownBy(() -> finder(Map.of()).find())
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("needs a JDK 17", "jdk-25", "ROAMING_CASSANDRA_JAVA_HOME");
    }

    @Test
    void jdkSeventeenIsFoundAmongOthersAndPreferredToEleven() throws IOException {
        jdk("a-jdk-11", "11.0.2");
        jdk("jdk-25", "25.0.1");
        Path fitting = jdk("z-jdk-17", "17.0.15");
        assertThat(finder(Map.of()).find()).isEqualTo(fitting);
    }

    @Test
    void chosenJdkThatDoesNotFitIsNotReplacedSilently() throws IOException {
        jdk("jdk-17", "17.0.15");
        Path wrong = jdk("jdk-25", "25");
        assertThatThrownBy(() -> finder(Map.of("ROAMING_CASSANDRA_JAVA_HOME", wrong.toString()))
                        .find())
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll(wrong.toString(), "holds no JDK 17");
    }

    @Test
    void badArgumentsOfTheMainProgram() {
        assertThatThrownBy(() -> LocalStackMain.options(List.of("--redis-port", "x")))
                .hasMessageContainingAll("--redis-port", "0 to 65535", "usage:");
        assertThatThrownBy(() -> LocalStackMain.options(List.of("--data"))).hasMessageContaining("lacks its value");
        assertThatThrownBy(() -> LocalStackMain.options(List.of("--help"))).hasMessageContaining("usage:");
    }

    @Test
    void argumentsOfTheMainProgramReachBothServers() {
        LocalStackOptions options = LocalStackMain.options(
                List.of("--redis-port", "7001", "--cassandra-port", "7002", "--data", folder.toString()));
        assertThat(options.redis().port()).isEqualTo(7001);
        assertThat(options.cassandra().port()).isEqualTo(7002);
        assertThat(options.cassandra().data()).isEqualTo(folder.resolve("cassandra"));
    }

    @Test
    void lastTellingLineOfALogIsNotAStackFrameNorAGoodbye() throws IOException {
        Path log = folder.resolve("server.log");
        Files.writeString(log, "INFO starting\nERROR no space left\n\tat Some.frame(X.java)\nINFO goodbye\n");
        assertThat(ServerLog.lastTellingLine(log)).isEqualTo("ERROR no space left");
        assertThat(ServerLog.lastLine(log)).isEqualTo("INFO goodbye");
        assertThat(ServerLog.lastTellingLine(folder.resolve("none"))).isEqualTo("(nothing)");
    }

    private JdkFinder finder(Map<String, String> environment) {
        return new JdkFinder(new Settings(name -> null, environment::get), List.of(folder));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
