package org.messageroaming.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** It says of everything what Spring Security's own says. */
class BearerTokenHeaderTest {
    private static final String MALFORMED = "malformed";

    private final BearerTokenResolver ours = new BearerTokenHeader();
    private final BearerTokenResolver theirs = new DefaultBearerTokenResolver();

    private static @Nullable String resolved(BearerTokenResolver resolver, MockHttpServletRequest request) {
        try {
            return resolver.resolve(request);
        } catch (OAuth2AuthenticationException e) {
            return MALFORMED;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer aB0.-_~+/z",
                "bearer a",
                "BEARER a==",
                "Bearer a=b",
                "Bearer =",
                "Bearer ==",
                "Bearer a b",
                "Bearer a ",
                "Bearer  a",
                "Bearer ",
                "Bearer",
                "Bear",
                "",
                "Bearera",
                "Bearer\ta",
                " Bearer a",
                "Bearer a,b",
                "Bearer {}",
                "Bearer @",
                "Bearer [",
                "Bearer `",
                "Bearer :",
                "Bearer é",
                "Basic a",
                "DPoP a"
            })
    void aHeaderIsReadAsByDefault(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", header);
        assertThat(resolved(ours, request)).isEqualTo(resolved(theirs, request));
    }

    @Test
    void aTokenThatIsElsewhereIsNone() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/users/me/inbox");
        request.setParameter("access_token", "a");
        assertThat(ours.resolve(request)).isNull();
    }
}
