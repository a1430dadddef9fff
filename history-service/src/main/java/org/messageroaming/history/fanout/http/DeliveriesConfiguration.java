package org.messageroaming.history.fanout.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.messageroaming.edge.AuthProperties;
import org.messageroaming.history.fanout.FanoutProperties;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Circuits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

@Configuration(proxyBeanMethods = false)
class DeliveriesConfiguration {

    @Bean
    InboxDeliveries inboxDeliveries(FanoutProperties properties, AuthProperties auth, Clock clock, Circuits circuits) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .build();
        return new HttpInboxDeliveries(
                client,
                properties.offlineUri(),
                properties.requestTimeout(),
                tokens(properties, auth, clock),
                circuits.breaker(
                        "offline-service",
                        "offline-service",
                        properties.breaker(),
                        StoreUnavailableException.class::isInstance));
    }

    private static ServiceTokens tokens(FanoutProperties properties, AuthProperties auth, Clock clock) {
        Resource file = properties.tokenFile();
        if (file != null) {
            return () -> read(file);
        }
        if (auth.sharedSecret() == null) {
            throw new IllegalArgumentException(
                    "Set roaming.history.fanout.token-file to a file that holds a token with the"
                            + " scope roaming.service, since without roaming.auth.shared-secret this service cannot sign its own");
        }
        return new SignedServiceTokens(auth, auth.sharedSecret(), clock);
    }

    private static String read(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("roaming.history.fanout.token-file cannot be read", e);
        }
    }
}
