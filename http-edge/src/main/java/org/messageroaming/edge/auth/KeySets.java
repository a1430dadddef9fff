package org.messageroaming.edge.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One issuer's keys: cached, fetched again when a token names a key that is not known, but not more often than configured, and
 * believed for some time while the issuer cannot be reached.
 */
final class KeySets implements JWKSetSource<SecurityContext> {
    private final Fetch fetch;
    private final AtomicLong changes;
    private final AtomicReference<@Nullable JWKSet> latest = new AtomicReference<>();
    private volatile boolean failing;

    /** @param changes counts how often keys were fetched that are others than those before */
    KeySets(Fetch fetch, AtomicLong changes) {
        this.fetch = fetch;
        this.changes = changes;
    }

    /** Gets the keys as they are now. */
    @FunctionalInterface
    interface Fetch {
        /** @throws IOException when they cannot be had */
        JWKSet fetch() throws IOException;
    }

    JWKSource<SecurityContext> cached(AuthProperties properties) {
        Duration cache = properties.keyCache();
        return JWKSourceBuilder.create(this)
                .retrying(true)
                .outageTolerant(properties.keyOutage().toMillis())
                .rateLimited(properties.keyRefresh().toMillis())
                .cache(cache.toMillis(), properties.keyWait().toMillis())
                .refreshAheadCache(false)
                .build();
    }

    /** Whether the keys could not be had when they were last fetched. */
    boolean isFailing() {
        return failing;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = fetch.fetch();
            failing = false;
            if (!keys.equals(latest.getAndSet(keys))) {
                changes.incrementAndGet();
            }
            return keys;
        } catch (IOException e) {
            failing = true;
            throw new JWKSetUnavailableException("The issuer's keys cannot be had", e);
        }
    }

    @Override
    public void close() {}
}
