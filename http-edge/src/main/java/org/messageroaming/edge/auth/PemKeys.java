package org.messageroaming.edge.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;

/** RSA public keys in a PEM file. Each one's id is its thumbprint (RFC 7638). */
final class PemKeys {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", Pattern.DOTALL);

    private PemKeys() {}

    static JWKSet read(Resource file) throws IOException {
        List<JWK> keys = new ArrayList<>();
        Matcher matcher = KEY.matcher(file.getContentAsString(StandardCharsets.US_ASCII));
        while (matcher.find()) {
            keys.add(key(matcher.group()));
        }
        if (keys.isEmpty()) {
            throw new IOException("No PUBLIC KEY in " + file.getDescription());
        }
        return new JWKSet(keys);
    }

    private static JWK key(String pem) throws IOException {
        try {
            RSAPublicKey key = Objects.requireNonNull(
                    RsaKeyConverters.x509().convert(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            return new RSAKey.Builder(key).keyIDFromThumbprint().build();
        } catch (IllegalArgumentException | IllegalStateException | JOSEException e) {
            throw new IOException("A PUBLIC KEY is no RSA key in X.509 form", e);
        }
    }
}
