package org.messageroaming.history.fanout;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.messageroaming.resilience.BreakerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The way to the inboxes.
 *
 * @param offlineUri where offline-service answers
 * @param sslBundle the {@code spring.ssl.bundle} with whom to believe that it is offline-service, and with this service's own
 *     certificate if it has one; null for what the JVM believes. With it the address must be of HTTPS
 * @param signingKey a PEM file with an RSA private key ({@code BEGIN PRIVATE KEY}), by which this service signs the tokens that
 *     offline-service knows it by; read anew for each token, so that it can be replaced
 * @param tokenIssuer the {@code iss} and {@code sub} of these tokens: the name under which offline-service has the public key
 * @param tokenLifetime for how long one is valid; renewed at half of that
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long a delivery may take
 * @param threads how many requests are under way at the same time; 0 for one a processor, at least two. What shards owe meanwhile
 *     gathers, and goes with the next one
 * @param heartbeat how often instances say that they live; one that missed three is taken for gone
 * @param poll how often a shard is read on for what other instances claimed, and how often its mark follows what was delivered at
 *     leisure
 * @param retryFirst the first pause after a failed delivery; doubled each time
 * @param retryLongest the longest pause after a failed delivery; short, since the breaker spares a service that is down
 * @param rememberedConversations how many conversations' members each shard keeps in memory for the fan-out
 * @param breaker when nothing is sent since offline-service does not answer
 */
@ConfigurationProperties("roaming.history.fanout")
public record FanoutProperties(
        @DefaultValue("http://localhost:8081") URI offlineUri,
        @Nullable String sslBundle,
        @Nullable Resource signingKey,
        @DefaultValue("history-service") String tokenIssuer,
        @DefaultValue("10m") Duration tokenLifetime,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("0") int threads,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("100ms") Duration retryFirst,
        @DefaultValue("1s") Duration retryLongest,
        @DefaultValue("2000") int rememberedConversations,
        @DefaultValue BreakerProperties breaker) {

    private static final int LEAST_THREADS = 2;

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public FanoutProperties {
        if (signingKey == null) {
            throw new IllegalArgumentException(
                    "Set roaming.history.fanout.signing-key (environment ROAMING_HISTORY_FANOUT_SIGNINGKEY) to a PEM file"
                            + " with an RSA private key; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
        }
        if (sslBundle != null && !"https".equals(offlineUri.getScheme())) {
            throw new IllegalArgumentException("roaming.history.fanout.offline-uri must begin with https:// where"
                    + " ssl-bundle is set: tokens would go out in plain text");
        }
        if (tokenIssuer.isBlank() || tokenLifetime.toSeconds() < 2) {
            throw new IllegalArgumentException("roaming.history.fanout.token-issuer must not be blank and"
                    + " token-lifetime must be at least 2s");
        }
        if (threads < 0 || rememberedConversations < 1) {
            throw new IllegalArgumentException(
                    "roaming.history.fanout.threads must be at least 0 and remembered-conversations at least 1");
        }
        threads = threads > 0
                ? threads
                : Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
        if (heartbeat.toMillis() < 1 || poll.toMillis() < 1 || retryFirst.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "roaming.history.fanout.heartbeat, poll and retry-first must be at least 1ms");
        }
    }
}
