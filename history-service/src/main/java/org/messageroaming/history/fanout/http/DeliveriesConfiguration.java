package org.messageroaming.history.fanout.http;

import java.net.http.HttpClient;
import java.time.Clock;
import org.messageroaming.edge.auth.AuthProperties;
import org.messageroaming.history.fanout.FanoutProperties;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Circuits;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveriesConfiguration {

    @Bean
    InboxDeliveries inboxDeliveries(
            FanoutProperties properties, AuthProperties auth, SslBundles bundles, Clock clock, Circuits circuits) {
        return new HttpInboxDeliveries(
                client(properties, bundles),
                properties.offlineUri(),
                properties.requestTimeout(),
                new SignedServiceTokens(properties, auth.audience(), clock)::current,
                circuits.breaker(
                        "offline-service",
                        "offline-service",
                        properties.breaker(),
                        StoreUnavailableException.class::isInstance));
    }

    private static HttpClient client(FanoutProperties properties, SslBundles bundles) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout());
        String bundle = properties.sslBundle();
        if (bundle != null) {
            client.sslContext(bundles.getBundle(bundle).createSslContext());
        }
        return client.build();
    }
}
