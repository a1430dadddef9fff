package org.messageroaming.reliability.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final long SLOW_MILLIS = 600;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Violations violations = new Violations();
    private HttpServer server;
    private CallLog log;

    CallsTest(@TempDir Path folder) throws IOException {
        log = new CallLog(folder.resolve("calls.tsv"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** Answers /STATUS/MILLIS/BYTES: after so long, with the body {@code {}}, or as much of it, and a length that may promise more. */
    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String[] parts = exchange.getRequestURI().getPath().split("/", -1);
            pause(Long.parseLong(parts[2]));
            exchange.sendResponseHeaders(Integer.parseInt(parts[1]), Long.parseLong(parts[3]));
            exchange.getResponseBody()
                    .write("{}".getBytes(StandardCharsets.UTF_8), 0, Math.min(2, Integer.parseInt(parts[3])));
            exchange.getResponseBody().flush();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        log.close();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Calls.Answer call(String path, Integer... refusals) {
        return call(path, LONG, LONG, refusals);
    }

    private Calls.Answer call(String path, Duration hangs, Duration patience, Integer... refusals) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new Calls(violations, log, hangs).call("GET", uri, "token", null, patience, Set.of(refusals));
    }

    private void assertFound(String... invariants) {
        assertThat(violations.all()).extracting(Violations.Violation::invariant).containsExactly(invariants);
    }

    @Test
    void whatIsDoneOrShedIsClean() {
        assertThat(call("/201/0/2").isDone()).isTrue();
        call("/503/0/2");
        call("/429/0/2");
        assertFound();
    }

    @Test
    void aRefusalOfWhatIsRightIsFound() {
        call("/409/0/2");
        assertFound("API");
    }

    @Test
    void aRefusalThatMayBeRightIsNone() {
        call("/409/0/2", 403, 409);
        assertFound();
    }

    @Test
    void anotherRefusalThanThatIsFound() {
        call("/404/0/2", 403, 409);
        assertFound("API");
    }

    @Test
    void anErrorIsFound() {
        call("/500/0/2");
        assertFound("API");
    }

    @Test
    void aSlowAnswerIsFound() {
        call("/200/" + SLOW_MILLIS + "/2", SOON, LONG);
        assertFound("HANG");
    }

    @Test
    void anAnswerThatIsAskedToWaitMayWaitSoLong() {
        call("/200/" + SLOW_MILLIS + "/2?limit=1&wait=60", SOON, LONG);
        assertFound();
    }

    @Test
    void anAnswerThatBeginsAndNeverEndsIsFound() {
        assertThat(call("/200/0/1000", SOON, Duration.ofMillis(SLOW_MILLIS)).status())
                .isZero();
        assertFound("HANG");
    }

    @Test
    void aWholeAnswerThatIsNoJsonIsFound() {
        call("/200/0/1");
        assertFound("API");
    }

    @Test
    void aThreadThatDiesIsFound() throws InterruptedException {
        Thread thread = Watched.thread(
                "one",
                () -> {
                    throw new AssertionError("of no matter what");
                },
                violations);
        thread.start();
        thread.join();
        assertFound("HARNESS");
    }
}
