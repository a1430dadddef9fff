package org.messageroaming.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.messageroaming.edge.EdgeServiceTest;
import org.messageroaming.edge.TestIssuer;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.ForbiddenException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@ExtendWith(OutputCaptureExtension.class)
class AccessRulesTest extends EdgeServiceTest {
    private static final Caller ANN = new Caller(new UserId("ann"), false);
    private static final Caller GATEWAY = new Caller(new UserId("gateway"), true);

    @Test
    void eachKindOfAccessLetsThroughWhomItNames() {
        assertLets(Access.SERVICE, GATEWAY, "");
        assertDenies(Access.SERVICE, ANN, "ann");
        assertLets(Access.SELF, ANN, "ann");
        assertLets(Access.SELF, ANN, "me");
        assertDenies(Access.SELF, ANN, "bob");
        assertDenies(Access.SELF, GATEWAY, "gateway");
        assertLets(Access.SELF_OR_SERVICE, ANN, "ann");
        assertLets(Access.SELF_OR_SERVICE, GATEWAY, "bob");
        assertDenies(Access.SELF_OR_SERVICE, ANN, "bob");
        assertDenies(Access.SELF_OR_SERVICE, ANN, "Ann");
        assertLets(Access.BY_MEMBERSHIP, ANN, "");
    }

    private static void assertLets(Access access, Caller caller, String userId) {
        assertThatCode(() -> access.check(caller, userId)).doesNotThrowAnyException();
    }

    private static void assertDenies(Access access, Caller caller, String userId) {
        assertThatThrownBy(() -> access.check(caller, userId)).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void anEndpointHasOneRow() {
        AccessRules rules = AccessRules.denied().allow(Access.SELF, HttpMethod.GET, "/v1/x");
        assertThatThrownBy(() -> rules.allow(Access.SERVICE, HttpMethod.GET, "/v1/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /v1/x has two rows");
    }

    @Test
    void aServiceWithAnEndpointThatHasNoRowDoesNotStart() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
                .withUserConfiguration(AccessConfiguration.class, Asked.class)
                .withBean(AccessRules.class, AccessRules::denied)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("must have a row for each endpoint")
                        .hasMessageContaining("/v1/users/{userId}/thing"));
    }

    @Test
    void whatServicesDoIsNotedWithTheOutcomeAndWhatUsersDoIsNot(CapturedOutput log) throws Exception {
        assertThat(get("bob", "ann", "")).isEqualTo(403);
        assertThat(get("ann", "ann", "")).isEqualTo(200);
        assertThat(log.toString()).doesNotContain("org.messageroaming.audit");
        assertThat(get("gateway", "ann", "roaming.service")).isEqualTo(200);
        assertThat(get("gateway", "a%0Ann", "roaming.service")).isIn(200, 400);
        assertThat(log.toString())
                .contains("service=gateway call=\"GET /v1/users/{userId}/thing\" named={userId=ann} status=200")
                .doesNotContain("a\nnn");
    }

    private int get(String subject, String named, String scope) throws Exception {
        String token = TestIssuer.signed(
                KEY, TestIssuer.claims(subject).claim("scope", scope).build());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/users/" + named + "/thing"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Asked.class, SimpleMeterRegistry.class})
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied().allow(Access.SELF_OR_SERVICE, HttpMethod.GET, "/v1/users/{userId}/thing");
        }
    }

    /** What is asked for. */
    @RestController
    static class Asked {
        @GetMapping("/v1/users/{userId}/thing")
        String thing(@PathVariable String userId) {
            return userId;
        }
    }
}
