package org.messageroaming.history.fanout.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.BreakerProperties;
import org.messageroaming.resilience.Circuits;

/** Over real HTTP, to somebody who answers what the test wants. */
class HttpInboxDeliveriesIT {
    private static final int LEAST_CALLS = 5;
    private static final int ATTEMPTS = 50;

    private final AtomicInteger received = new AtomicInteger();
    private volatile int status = 200;
    /** The answer begins and never ends. */
    private volatile boolean stalls;

    private HttpServer server;
    private HttpInboxDeliveries deliveries;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, stalls ? 1 : -1);
            if (!stalls) {
                exchange.close();
            }
        });
        server.start();
        deliveries = within(Duration.ofSeconds(10));
    }

    private HttpInboxDeliveries within(Duration timeout) {
        return new HttpInboxDeliveries(
                HttpClient.newHttpClient(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                timeout,
                () -> "token",
                new Circuits(new SimpleMeterRegistry())
                        .breaker(
                                "it",
                                "offline-service",
                                new BreakerProperties(
                                        80, Duration.ofSeconds(10), LEAST_CALLS, Duration.ofSeconds(2), 1),
                                StoreUnavailableException.class::isInstance));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void attempt() {
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThatThrownBy(() -> deliveries.deliver(List.of())).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void whileItFailsNothingIsSentAndDeliveryResumesByItself() {
        status = 503;
        attempt();
        assertThat(received).hasValueLessThan(ATTEMPTS / 2);
        status = 200;
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            deliveries.deliver(List.of());
            return true;
        });
    }

    @Test
    void whatItRefusesIsSentAgainAndAgain() {
        status = 400;
        attempt();
        assertThat(received).hasValue(ATTEMPTS);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerThatDoesNotEndHoldsNobody() {
        stalls = true;
        HttpInboxDeliveries impatient = within(Duration.ofSeconds(1));
        assertThatThrownBy(() -> impatient.deliver(List.of())).isInstanceOf(StoreUnavailableException.class);
    }
}
