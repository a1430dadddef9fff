package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** Refused bodies may be read for ever here, two at a time of ten threads. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = MalformedRequestTest.Service.class,
        properties = {
            "spring.application.name=edge",
            "spring.data.redis.port=1",
            "server.tomcat.threads.max=10",
            "roaming.http.max-concurrent=5",
            "roaming.http.max-streams=1",
            "roaming.http.body.drain-time=10m",
            "roaming.http.body.max-drains=2"
        })
class DrainValveTest extends EdgeServiceTest {
    private static final int MORE_THAN_THREADS = 15;

    @Test
    void whoeverIsRefusedCannotTakeAllThreadsByBodiesThatDoNotEnd() throws Exception {
        List<Drip> drips = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                drips.add(new Drip(new RawPost("/v1/echo", "", 1_000_000).open(port), " "));
            }
            String token = TestIssuer.signed(KEY, TestIssuer.claims("ann").build());
            String headers =
                    "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
            try (Socket socket = new RawPost("/v1/echo", headers, 2).open(port)) {
                socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(drips).as("what held the threads goes on").anyMatch(drip -> !drip.isOver());
        } finally {
            for (Drip drip : drips) {
                drip.close();
            }
        }
    }
}
