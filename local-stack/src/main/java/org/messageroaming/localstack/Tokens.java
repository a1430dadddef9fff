package org.messageroaming.localstack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Mints bearer tokens (RFC 7519, HS256) for development and tests. A service accepts them when it is given the same secret. */
public final class Tokens {

    /** The claim {@code scope} of a calling service, as opposed to a user. */
    public static final String SERVICE_SCOPE = "roaming.service";

    private static final int SMALLEST_SECRET_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String secret;
    private final Clock clock;
    private final Duration lifetime;
    private final Map<String, String> claims;

    private Tokens(String secret, Clock clock, Duration lifetime, Map<String, String> claims) {
        this.secret = secret;
        this.clock = clock;
        this.lifetime = lifetime;
        this.claims = Map.copyOf(claims);
    }

    /**
     * With the secret in {@code ROAMING_JWT_SECRET}, or else a new one.
     *
     * @throws LocalStackException if the secret that is set is shorter than 32 bytes
     */
    public static Tokens random() {
        return random(Settings.ofThisJvm());
    }

    static Tokens random(Settings settings) {
        Optional<String> configured = settings.find(Settings.JWT_SECRET);
        return configured.map(Tokens::of).orElseGet(() -> of(newSecret()));
    }

    /**
     * With this secret; its UTF-8 bytes are the key.
     *
     * @throws LocalStackException if it is shorter than 32 bytes
     */
    public static Tokens of(String secret) {
        int length = secret.getBytes(StandardCharsets.UTF_8).length;
        if (length < SMALLEST_SECRET_BYTES) {
            throw new LocalStackException(Settings.variable(Settings.JWT_SECRET) + " has " + length
                    + " bytes; HS256 wants 32 or more (try: openssl rand -hex 32).");
        }
        return new Tokens(secret, Clock.systemUTC(), LIFETIME, Map.of());
    }

    /** Tokens that expire this long after they are minted, 12 hours unless set; zero or negative gives expired ones. */
    public Tokens withLifetime(Duration newLifetime) {
        return new Tokens(secret, clock, newLifetime, claims);
    }

    /** Tokens minted at the time of this clock. */
    public Tokens withClock(Clock newClock) {
        return new Tokens(secret, newClock, lifetime, claims);
    }

    /** Tokens with one more text claim, such as {@code iss} or {@code aud}. */
    public Tokens withClaim(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        return new Tokens(secret, clock, lifetime, more);
    }

    /** The secret, for the configuration of the services. */
    public String secret() {
        return secret;
    }

    /** A token of a user: its subject is the user's id. */
    public String user(String userId) {
        return mint(Map.of("sub", userId));
    }

    /** A token of a calling service, such as an IM gateway. */
    public String service(String name) {
        return mint(Map.of("sub", name, "scope", SERVICE_SCOPE));
    }

    private String mint(Map<String, String> own) {
        Map<String, String> texts = new LinkedHashMap<>(claims);
        texts.putAll(own);
        long now = clock.instant().getEpochSecond();
        String payload = texts.entrySet().stream()
                .map(claim -> quoted(claim.getKey()) + ":" + quoted(claim.getValue()))
                .collect(Collectors.joining(
                        ",", "{", ",\"iat\":" + now + ",\"exp\":" + (now + lifetime.toSeconds()) + "}"));
        String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(payload);
        return signed + "." + signature(signed);
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    private static String newSecret() {
        byte[] bytes = new byte[SMALLEST_SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }
}
