package org.messageroaming.history.fanout.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.AuthProperties;
import org.messageroaming.edge.Caller;

/** Signs this service's own tokens with the secret that both services check tokens with; renewed at half of their life. */
final class SignedServiceTokens implements ServiceTokens {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String SUBJECT = "history-service";

    private final AuthProperties properties;
    private final byte[] secret;
    private final Clock clock;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    SignedServiceTokens(AuthProperties properties, String secret, Clock clock) {
        this.properties = properties;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public synchronized String current() {
        Instant now = clock.instant();
        if (token == null || now.isAfter(renewAt)) {
            token = sign(now);
            renewAt = now.plus(LIFE.dividedBy(2));
        }
        return token;
    }

    private String sign(Instant now) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(SUBJECT)
                .claim("scope", Caller.SERVICE_SCOPE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)));
        if (properties.issuer() != null) {
            claims.issuer(properties.issuer());
        }
        if (properties.audience() != null) {
            claims.audience(properties.audience());
        }
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("roaming.auth.shared-secret cannot sign", e);
        }
    }
}
