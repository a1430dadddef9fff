package org.messageroaming.localstack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An issuer of bearer tokens (RFC 7519, RS256) for development and tests, with a key of its own. Services that are given its
 * {@link #environment()} believe it, and history-service has a key there by which offline-service knows it.
 */
public final class Tokens {

    /** The claim {@code scope} of a calling service, as opposed to a user. */
    public static final String SERVICE_SCOPE = "roaming.service";

    private static final String ISSUER = "https://issuer.local-stack.test";
    private static final String AUDIENCE = "message-roaming";
    private static final String HISTORY_SERVICE = "history-service";
    private static final int KEY_BITS = 2048;
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair own;
    private final KeyPair historyService;
    private final Clock clock;
    private final Duration lifetime;
    private final Map<String, String> claims;
    /** Signing takes about a millisecond. */
    private final Map<Map<String, String>, String> minted = new ConcurrentHashMap<>();

    private Tokens(KeyPair own, KeyPair historyService, Clock clock, Duration lifetime, Map<String, String> claims) {
        this.own = own;
        this.historyService = historyService;
        this.clock = clock;
        this.lifetime = lifetime;
        this.claims = Map.copyOf(claims);
    }

    /** With new keys. */
    public static Tokens random() {
        return new Tokens(keys(), keys(), Clock.systemUTC(), LIFETIME, Map.of("iss", ISSUER, "aud", AUDIENCE));
    }

    /** Tokens that expire this long after they are minted, 12 hours unless set; zero or negative gives expired ones. */
    public Tokens withLifetime(Duration newLifetime) {
        return new Tokens(own, historyService, clock, newLifetime, claims);
    }

    /** Tokens minted at the time of this clock. */
    public Tokens withClock(Clock newClock) {
        return new Tokens(own, historyService, newClock, lifetime, claims);
    }

    /** Tokens with one more text claim, or with another {@code iss} or {@code aud}. */
    public Tokens withClaim(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        return new Tokens(own, historyService, clock, lifetime, more);
    }

    /** What makes a service believe these tokens, and know history-service, as configuration properties. */
    public Map<String, String> properties() {
        return Map.of(
                "roaming.auth.issuers[0].issuer", ISSUER,
                "roaming.auth.issuers[0].public-key", inline("PUBLIC KEY", own.getPublic()),
                "roaming.auth.issuers[1].issuer", HISTORY_SERVICE,
                "roaming.auth.issuers[1].public-key", inline("PUBLIC KEY", historyService.getPublic()),
                "roaming.history.fanout.signing-key", inline("PRIVATE KEY", historyService.getPrivate()));
    }

    /** The same as variables of the environment. */
    public Map<String, String> environment() {
        return properties().entrySet().stream()
                .collect(Collectors.toMap(property -> variable(property.getKey()), Map.Entry::getValue));
    }

    private static String variable(String property) {
        return property.replace("-", "")
                .replace("]", "")
                .replace('[', '_')
                .replace('.', '_')
                .toUpperCase(Locale.ROOT);
    }

    /** A token of a user: its subject is the user's id. */
    public String user(String userId) {
        return mint(Map.of("sub", userId));
    }

    /** A token of a calling service, such as an IM gateway. */
    public String service(String name) {
        return mint(Map.of("sub", name, "scope", SERVICE_SCOPE));
    }

    private String mint(Map<String, String> ofCaller) {
        return minted.computeIfAbsent(ofCaller, this::signed);
    }

    private String signed(Map<String, String> ofCaller) {
        Map<String, String> texts = new TreeMap<>(claims);
        texts.putAll(ofCaller);
        long now = clock.instant().getEpochSecond();
        String payload = texts.entrySet().stream()
                .map(claim -> quoted(claim.getKey()) + ":" + quoted(claim.getValue()))
                .collect(Collectors.joining(
                        ",", "{", ",\"iat\":" + now + ",\"exp\":" + (now + lifetime.toSeconds()) + "}"));
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(payload);
        return signed + "." + signature(signed, own.getPrivate());
    }

    private static String signature(String text, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA256withRSA", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    /** Spring takes a file's content in place of a file's name in this form. */
    private static String inline(String kind, Key key) {
        String pem = Certificates.pem(kind, key.getEncoded());
        return "base64:" + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
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
}
