package org.messageroaming.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.messageroaming.resilience.Deadline;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** A request that is being served is a chain that makes the next request. */
class AdmissionFilterTest {
    private static final BodyProperties BODY = new BodyProperties(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            DataSize.ofKilobytes(1),
            DataSize.ofMegabytes(16),
            Duration.ofSeconds(5),
            16);
    private static final FilterChain OK = (request, response) -> {};

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AdmissionFilter filter = new AdmissionFilter(
            new HttpProperties(
                    DataSize.ofMegabytes(1),
                    List.of(Pattern.compile("/v1/conversations/[^/]+/import")),
                    2,
                    1,
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    100,
                    BODY),
            metrics);

    private MockHttpServletResponse call(String path, FilterChain chain) throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest("POST", path), response, chain);
        return response;
    }

    private static void assertShed(MockHttpServletResponse response) throws IOException {
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"store-unavailable\"");
        assertThat(response.getHeader("Retry-After")).containsPattern("^[123]$");
    }

    @Test
    void whatIsBeyondTheLimitIsRefusedAtOnceAndCounted() throws Exception {
        call(
                "/v1/a",
                (r1, s1) -> call("/v1/b", (r2, s2) -> {
                    MockHttpServletResponse third = call("/v1/c", (r3, s3) -> {
                        throw new AssertionError("was admitted");
                    });
                    assertShed(third);
                }));
        assertThat(metrics.get("roaming.http.shed").counter().count()).isEqualTo(1);
    }

    @Test
    void aPlaceIsFreeAgainWhateverBecameOfTheRequest() throws Exception {
        for (int i = 0; i < 10; i++) {
            try {
                call("/v1/a", (request, response) -> {
                    throw new IOException("the client went away");
                });
            } catch (IOException expected) {
                assertThat(expected).hasMessage("the client went away");
            }
        }
        assertThat(call("/v1/a", OK).getStatus()).isEqualTo(200);
        assertThat(metrics.get("roaming.http.free").gauge().value()).isEqualTo(2);
    }

    @Test
    void importsLeavePlacesForOthers() throws Exception {
        call("/v1/conversations/c/import", (r1, s1) -> {
            assertShed(call("/v1/conversations/d/import", OK));
            assertThat(call("/v1/a", OK).getStatus()).isEqualTo(200);
        });
        assertThat(call("/v1/conversations/d/import", OK).getStatus()).isEqualTo(200);
    }

    @Test
    void whatIsAdmittedHasADeadlineUnlessItIsStreamed() throws Exception {
        Duration hour = Duration.ofHours(1);
        call("/v1/a", (request, response) -> assertThat(Deadline.atMost(hour)).isLessThan(hour));
        call(
                "/v1/conversations/c/import",
                (request, response) -> assertThat(Deadline.atMost(hour)).isEqualTo(hour));
        call(
                "/v1/conversations/c/members/import",
                (request, response) -> assertThat(Deadline.atMost(hour)).isLessThan(hour));
        assertThat(Deadline.atMost(hour)).isEqualTo(hour);
    }
}
